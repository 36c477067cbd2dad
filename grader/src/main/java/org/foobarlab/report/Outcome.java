package org.foobarlab.report;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Say what came of a student's submission. Only {@link #GRADED} has a score; no other outcome is ever a zero. */
public enum Outcome {
    /** Every check could be carried out. */
    GRADED("graded"),
    /** The lab could not tell about some checks, even when it tried again. */
    PARTLY("not fully graded"),
    /** Every check could be carried out, but no text can be had from the explanation. */
    UNREADABLE_EXPLANATION("explanation cannot be read"),
    /** What was handed in cannot be read, or is nothing that the lab reads. */
    UNREADABLE("cannot be read"),
    /** The lab itself failed, even when it tried again. */
    FAULT("fault of the lab"),
    /** The grading took longer than it may. */
    TIMEOUT("took too long"),
    /** The class list names the student, and nothing was handed in. */
    MISSING("nothing handed in");

    private final String words;

    Outcome(String words) {
        this.words = words;
    }

    /** Return the word used in files. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Return what a reader is told. */
    public String words() {
        return words;
    }

    /** Say whether grading again could come to another outcome for the same submission. */
    public boolean isFinal() {
        return this == GRADED || this == UNREADABLE_EXPLANATION || this == UNREADABLE || this == MISSING;
    }
}
