package org.foobarlab.explanation;

/**
 * An idea found in a sentence.
 *
 * @param statement the sentence
 * @param idea      the idea's id
 * @param level     what it earns
 * @param ground    how it was found
 */
record Found(Statement statement, String idea, int level, Ground ground) {
    /** How sure a finding is, surest first. */
    enum Ground {
        /** The sentence says it by itself. */
        SAID,
        /** The sentence says it with what stands before it. */
        BORROWED,
        /** The sentence is only near in meaning to one that says it. */
        NEAR
    }
}
