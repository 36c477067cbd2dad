package org.foobarlab.explanation;

/** Says in one sentence why a file cannot be graded at all. */
public final class UnreadableTextException extends Exception {
    /** @param message one sentence for the student */
    public UnreadableTextException(String message) {
        super(message);
    }
}
