package org.foobarlab.explanation;

import java.util.List;

/**
 * A sentence where it stands.
 *
 * @param text the student's words
 * @param line the line on which it begins, from 1
 * @param block the number of the paragraph or list item it belongs to; neighbours share it
 * @param context headings, lead-ins and labels above it, nearest first
 */
public record Passage(String text, int line, int block, List<String> context) {
    public Passage {
        context = List.copyOf(context);
    }
}
