package org.foobarlab.explanation;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A sentence with its words, its titles' words and the sentence before it.
 *
 * @param passage the sentence where it stands
 * @param words   its words
 * @param titles  the words of the titles above it, nearest first
 * @param before  the sentence before it in the text, or null
 * @param keywords whether the text it stands in is mostly keywords
 * @param copied  whether the lab's own texts say it word for word
 */
record Statement(Passage passage, Words words, List<Words> titles, Statement before, boolean copied, boolean keywords) {
    private static final Set<String> PRONOUNS =
            Set.of("it", "they", "this", "these", "those", "that", "its", "their", "such");
    /** "filtering-blocking-denying-ports": a compound of so many words is none. */
    private static final Pattern CHAIN = Pattern.compile("(?:\\p{L}+[-/]){4,}\\p{L}+");

    private static final String NOT_A_CLAIM = "not-a-claim";

    Statement {
        titles = List.copyOf(titles);
    }

    /** Return the same with so many sentences before it; a chain of all of them would never end. */
    Statement lookingBack(int sentences) {
        Statement earlier = before == null || sentences <= 0 ? null : before.lookingBack(sentences - 1);
        return new Statement(passage, words, titles, earlier, copied, keywords);
    }

    /** Tell whether the sentence before it is of the same paragraph. */
    boolean follows() {
        return before != null && before.passage().block() == passage.block();
    }

    /** Tell whether it goes on about what the sentence before it said. */
    boolean continues() {
        return follows() && words.list().stream().limit(4).anyMatch(PRONOUNS::contains);
    }

    /** Tell whether it claims anything, in the student's own words. */
    boolean claims() {
        return !copied
                && !CHAIN.matcher(passage.text()).find()
                && !Salad.isSalad(words, keywords)
                && !passage.text().strip().endsWith("?")
                && !words.mentions(NOT_A_CLAIM);
    }
}
