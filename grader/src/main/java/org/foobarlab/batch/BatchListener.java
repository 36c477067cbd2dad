package org.foobarlab.batch;

import java.time.Duration;
import org.foobarlab.report.ClassRow;

/** Hear how a batch goes on. Called by several threads at once. */
public interface BatchListener {

    /** Hear nothing. */
    BatchListener NONE = new BatchListener() {};

    /** Say how many there are, and how many of them need no grading since nothing changed. */
    default void planned(int all, int unchanged) {}

    /** Say that a submission is being graded. */
    default void started(String key) {}

    /** Say that a submission is tried again on new servers, and why. */
    default void retrying(String key, String why) {}

    /**
     * Say what came of a submission that was graded now.
     *
     * @param done how many of those to be graded are done
     * @param all how many were to be graded
     * @param left how long the rest will take, going by those that are done
     */
    default void ended(ClassRow row, int done, int all, Duration left) {}
}
