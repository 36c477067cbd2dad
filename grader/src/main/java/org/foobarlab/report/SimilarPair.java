package org.foobarlab.report;

import java.util.List;

/**
 * Show two submissions that are more alike than the class and the starter explain. A reason for a person to look, and
 * nothing more.
 *
 * @param first the key of one
 * @param second the key of the other
 * @param what what is alike: {@code explanation}, or the path of a file
 * @param likeness how alike, 0 to 1
 * @param ordinary how alike two submissions of the class usually are in this, 0 to 1
 * @param passages what they share, longest first
 */
public record SimilarPair(
        String first, String second, String what, double likeness, double ordinary, List<Passage> passages) {

    public SimilarPair {
        passages = List.copyOf(passages);
    }

    /**
     * Show a passage in both.
     *
     * @param first the words of one
     * @param firstLine where they begin, from 1
     * @param second the words of the other
     * @param secondLine where they begin, from 1
     * @param reworded whether they say the same in other words
     */
    public record Passage(String first, int firstLine, String second, int secondLine, boolean reworded) {}
}
