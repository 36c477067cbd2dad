package org.foobarlab.explanation;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A claim of the explanation beside what was observed.
 *
 * @param claim what is claimed, in the grader's words
 * @param quote the student's sentence
 * @param line the line on which it begins, from 1
 * @param observed what was observed, in the grader's words
 * @param outcome whether the two agree
 */
public record ClaimVerdict(String claim, String quote, int line, String observed, Outcome outcome) {
    /** Whether claim and observation agree. */
    public enum Outcome {
        AGREES("agrees"),
        CONTRADICTS("contradicts");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        @JsonValue
        @Override
        public String toString() {
            return word;
        }
    }
}
