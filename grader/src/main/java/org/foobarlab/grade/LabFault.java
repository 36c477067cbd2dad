package org.foobarlab.grade;

/**
 * Say that the lab itself could not tell: an engine that does not answer, an image that is missing, a probe that
 * crashed.
 *
 * <p>It never counts against a student.
 */
public class LabFault extends RuntimeException {

    /** Make one from a sentence that says what the lab could not do. */
    public LabFault(String sentence) {
        super(sentence);
    }

    /** Make one from a sentence that says what the lab could not do, and why. */
    public LabFault(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
