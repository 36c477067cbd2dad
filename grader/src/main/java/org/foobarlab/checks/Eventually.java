package org.foobarlab.checks;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Wait for something to become true, with a deadline. */
final class Eventually {

    private static final Duration INTERVAL = Duration.ofMillis(100);

    private Eventually() {}

    /**
     * Look again and again until what is seen is as wanted, and return it; at the deadline return what was seen last.
     */
    static <T> T see(Duration deadline, Callable<T> look, Predicate<T> wanted) throws Exception {
        Last<T> last = new Last<>();
        try {
            // In this thread, since a look that is broken off at the deadline has seen half of something.
            return Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(INTERVAL)
                    .atMost(deadline)
                    .until(() -> last.value = look.call(), wanted::test);
        } catch (ConditionTimeoutException e) {
            return last.value == null ? look.call() : last.value;
        }
    }

    private static final class Last<T> {
        private volatile T value;
    }
}
