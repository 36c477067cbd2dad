package org.foobarlab.lab;

/**
 * Say that what the user gave cannot be used, in one sentence that names the file, the line where there is one, and the
 * remedy.
 *
 * <p>It is the user's to mend: neither a student's mistake, which costs points, nor a fault of the lab.
 */
public final class UnusableInput extends RuntimeException {

    /** Make one from a sentence for the user. */
    public UnusableInput(String sentence) {
        super(sentence);
    }

    /** Make one from a sentence for the user and what led to it. */
    public UnusableInput(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
