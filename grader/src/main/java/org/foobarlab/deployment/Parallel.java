package org.foobarlab.deployment;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Run things side by side that mostly wait for the engine. */
public final class Parallel {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final ThreadFactory DAEMONS = task -> {
        Thread thread = new Thread(task, "lab-" + COUNT.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    };
    private static final ExecutorService POOL = Executors.newCachedThreadPool(DAEMONS);

    private Parallel() {}

    static CompletableFuture<Void> run(Runnable task) {
        return CompletableFuture.runAsync(task, POOL);
    }

    /** Return the threads, for work that is waited for elsewhere. */
    public static ExecutorService pool() {
        return POOL;
    }

    /**
     * Do something with each item at the same time, and return when all are done. The first failure is thrown, after
     * the others ended.
     */
    public static <T> void forEach(Collection<T> items, Consumer<T> action) {
        List<CompletableFuture<Void>> running =
                items.stream().map(item -> run(() -> action.accept(item))).toList();
        join(CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)));
    }

    /** Wait for a result, and throw what the work threw as it was. */
    public static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
