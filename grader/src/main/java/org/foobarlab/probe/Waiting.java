package org.foobarlab.probe;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.foobarlab.grade.LabFault;

/** Wait for what the lab itself has to bring about. */
final class Waiting {

    private static final Duration INTERVAL = Duration.ofMillis(100);

    private Waiting() {}

    /**
     * Look again and again until something is true. What a look throws is thrown as it is.
     *
     * @throws LabFault that says {@code otherwise} if it is not true by the deadline
     */
    static void until(Duration deadline, Callable<Boolean> condition, String otherwise) {
        if (!isTrueWithin(deadline, condition)) {
            throw new LabFault(otherwise);
        }
    }

    /** Look again and again until something is true, and return whether it is by the deadline. */
    static boolean isTrueWithin(Duration deadline, Callable<Boolean> condition) {
        try {
            // In this thread, since a look that is broken off at the deadline has seen half of something.
            Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(INTERVAL)
                    .atMost(deadline)
                    .until(condition);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }
}
