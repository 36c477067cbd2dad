package org.foobarlab.explanation;

import java.util.List;

/**
 * Read a text into sentences, and turn sentences into vectors, for those who compare texts with each other.
 * Thread-safe.
 */
public final class Phrases {

    private Phrases() {}

    /**
     * A sentence where it stands.
     *
     * @param text its words
     * @param line the line on which it begins, from 1
     */
    public record Phrase(String text, int line) {}

    /** Return the sentences of a text, headings left out. */
    public static List<Phrase> of(String text) {
        return Document.of(text).passages().stream()
                .map(passage -> new Phrase(passage.text(), passage.line()))
                .toList();
    }

    /** Return a vector of length 1 that lies near those of sentences with a like meaning. */
    public static float[] meaning(String sentence) {
        return Embedder.shared().compare(sentence);
    }
}
