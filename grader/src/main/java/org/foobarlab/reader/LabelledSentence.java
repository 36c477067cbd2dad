package org.foobarlab.reader;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A sentence with what a person says it says.
 *
 * @param text its words; it may offer choices, see {@link Choices}
 * @param heading the title above it; may be empty
 * @param before the sentence before it; may be empty
 * @param origin what sort of text it is from, such as an answer or a single sentence
 * @param kinds what it says to the questions that were looked at, by their ids; of others nothing is known
 */
public record LabelledSentence(String text, String heading, String before, Origin origin, Map<String, Kind> kinds) {

    /** What a sentence says to a question, in the order of {@link SentenceReading}. */
    public enum Kind {
        NONE,
        WRONG,
        WEAK,
        RIGHT
    }

    /** Where a sentence is from. */
    public enum Origin {
        /** An answer as a whole. */
        ANSWER,
        /** A file of sentences for one question. */
        QUESTION,
        /** A file of sentences for all questions. */
        MIXED,
        /** A statement of {@code lab.yml}. */
        STATEMENT
    }

    public LabelledSentence {
        // In an order that does not change from run to run.
        kinds = Collections.unmodifiableMap(new TreeMap<>(kinds));
    }
}
