package org.foobarlab.grading;

import org.foobarlab.grade.Verdict;

/** Hear what a grading is doing, to show it to somebody who waits. Called from several threads. */
public interface Progress {

    /** Show nothing. */
    Progress NONE = new Progress() {};

    /** Say what is being done now, in a few words. */
    default void doing(String what) {}

    /** Say something worth keeping, such as an image that was built. */
    default void note(String line) {}

    /**
     * Hand over the servers that were started. Closing them ends the grading, whatever it was doing, and its result is
     * worth nothing.
     */
    default void deployed(AutoCloseable servers) {}

    /** Say how many checks there will be. */
    default void checks(int number) {}

    /**
     * Say that all has been looked at. What is left, disturbing things to see what comes of it and taking the servers
     * down, mostly waits and leaves room for another grading.
     */
    default void looked() {}

    /** Say how a check ended. */
    default void ended(Verdict verdict) {}
}
