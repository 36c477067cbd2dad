package org.foobarlab.claims;

import java.util.List;

/**
 * A sentence where it stands.
 *
 * @param text the student's words
 * @param headings headings, lead-ins and labels above it, nearest first
 * @param previous the sentence before it in the same paragraph or list; empty where there is none
 * @param line the line on which it begins, from 1
 */
public record Sentence(String text, List<String> headings, String previous, int line) {
    public Sentence {
        headings = List.copyOf(headings);
    }
}
