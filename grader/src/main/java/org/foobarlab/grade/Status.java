package org.foobarlab.grade;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Say how a check ended. Whose fault a bad ending is decides which one it is. */
public enum Status {
    /** What the student built does what the check asks. */
    PASSED,
    /** What the student built does not do it. */
    FAILED,
    /** Something this check requires failed, so it was not tried; the cause is told there, once. */
    BLOCKED,
    /** The lab itself could not tell. Never counted against a student. */
    FAULT;

    /** Return the word used in {@code result.json}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
