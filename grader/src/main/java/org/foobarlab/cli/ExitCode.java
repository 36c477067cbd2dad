package org.foobarlab.cli;

/** Name the exit codes of the command line. */
public final class ExitCode {

    /** Everything asked for was done; for a grading: full marks. */
    public static final int OK = 0;

    /** Graded, but below full marks. */
    public static final int BELOW_FULL_MARKS = 1;

    /** The user's input cannot be used. */
    public static final int UNUSABLE_INPUT = 2;

    /** The lab itself could not do it. */
    public static final int NOT_GRADED = 3;

    private ExitCode() {}
}
