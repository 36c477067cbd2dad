package org.foobarlab.explanation;

import java.util.List;
import java.util.Set;

/**
 * A sentence with its words, its titles' words and the sentence before it.
 *
 * @param passage the sentence where it stands
 * @param words   its words
 * @param titles  the words of the titles above it, nearest first
 * @param before  the sentence before it in the text, or null
 * @param copied  whether the lab's own texts say it word for word
 */
record Statement(Passage passage, Words words, List<Words> titles, Statement before, boolean copied) {
    private static final Set<String> PRONOUNS = Set.of("it", "they", "this", "these", "those", "that", "its", "their", "such");
    private static final String NOT_A_CLAIM = "not-a-claim";

    Statement {
        titles = List.copyOf(titles);
    }

    /** Tell whether the sentence before it is of the same paragraph. */
    boolean follows() {
        return before != null && before.passage().block() == passage.block();
    }

    /** Tell whether it goes on about what the sentence before it said. */
    boolean continues() {
        return follows() && words.list().stream().limit(3).anyMatch(PRONOUNS::contains);
    }

    /** Tell whether it claims anything, in the student's own words. */
    boolean claims() {
        return !copied && !Salad.isSalad(words) && !passage.text().strip().endsWith("?") && !words.mentions(NOT_A_CLAIM);
    }
}
