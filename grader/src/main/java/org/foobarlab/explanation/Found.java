package org.foobarlab.explanation;

/**
 * An idea found in a sentence.
 *
 * @param statement the sentence
 * @param idea the idea's id
 * @param level what it earns
 * @param ground how it was found
 * @param titled whether it stands under a title about the question
 */
record Found(Statement statement, String idea, int level, Ground ground, boolean titled) {
    /** Return the same with a level of at most so much. */
    Found atMost(int most) {
        return new Found(statement, idea, Math.min(most, level), ground, titled);
    }

    /** How sure a finding is, surest first. */
    enum Ground {
        /** The sentence says it by itself. */
        SAID,
        /** The sentence says it with what stands before it. */
        BORROWED,
        /** The sentence says it in words that no rule has, by what labelled sentences teach. */
        LEARNED,
        /** The sentence is only near in meaning to one that says it. */
        NEAR
    }
}
