package org.foobarlab.probe;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.foobarlab.deployment.Parallel;

/**
 * Do something at most once at a time, in the background, and keep what came of it. A failure is not kept: the next
 * caller tries again.
 */
final class Once<T> {

    private final Supplier<T> work;
    private CompletableFuture<T> result;

    Once(Supplier<T> work) {
        this.work = work;
    }

    synchronized CompletableFuture<T> begin() {
        if (result == null || result.isCompletedExceptionally()) {
            result = CompletableFuture.supplyAsync(work, Parallel.pool());
        }
        return result;
    }

    /** Wait until it is done, whatever came of it. */
    void await() {
        begin().handle((done, failed) -> done).join();
    }

    T get() {
        try {
            return begin().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
