package org.foobarlab.document;

/** Says in one sentence why no text can be had from a file. */
public final class UnreadableDocumentException extends Exception {

    private static final long serialVersionUID = 1;

    /** @param message what is wrong with the file, and what to hand in instead */
    public UnreadableDocumentException(String message) {
        super(message);
    }

    UnreadableDocumentException(String message, Throwable cause) {
        super(message, cause);
    }
}
