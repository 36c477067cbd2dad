package org.foobarlab.batch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.LongSupplier;

/**
 * Let only so many gradings run at once as the machine bears.
 *
 * <p>The servers' start and the first checks keep processors busy; what comes after them mostly waits, and so the next
 * grading may begin. In all there may be twice as many as may be busy, since each takes memory. But some checks come to
 * their verdict by how fast something happens. Where the servers of a grading are slow to start, the machine is slow or
 * has too much to do, and there one less may run beside each other from then on, down to one alone; where they start
 * with ease, one more. The first one of all runs alone until that is known.
 */
public final class Turns {

    /**
     * Servers that start faster than this leave room. An idle machine of two processors takes 4 s, a slow one of them
     * 14 s.
     */
    private static final Duration WITH_EASE = Duration.ofSeconds(8);

    /** Servers that take longer to start have too little to themselves. */
    private static final Duration WITH_EFFORT = Duration.ofSeconds(12);

    private final int most;
    private final LongSupplier nanoTime;
    private final Queue<Object> waiting = new ArrayDeque<>();
    private int running;
    private int busy;
    private int allowed = 1;
    private boolean known;

    /**
     * Begin.
     *
     * @param most how many may be busy at once, 1 or more
     */
    public Turns(int most) {
        this(most, System::nanoTime);
    }

    Turns(int most, LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = nanoTime;
    }

    /** Wait for a turn. Who asked first gets the first. */
    public synchronized Turn take() throws InterruptedException {
        Object place = new Object();
        waiting.add(place);
        try {
            while (waiting.peek() != place || running >= allowed || busy >= most) {
                wait();
            }
        } finally {
            waiting.remove(place);
            // There may be room for the next in line too.
            notifyAll();
        }
        running++;
        busy++;
        return new Turn(nanoTime.getAsLong());
    }

    /** Return how many may run beside each other as things are. */
    synchronized int allowed() {
        return allowed;
    }

    private void learn(Duration start) {
        if (start.compareTo(WITH_EASE) <= 0) {
            allowed = known ? Math.min(2 * most, allowed + 1) : 2 * most;
        } else if (start.compareTo(WITH_EFFORT) > 0) {
            // More may be allowed than there are.
            allowed = Math.max(1, Math.min(allowed, running) - 1);
        }
        known = true;
    }

    /** The right to use servers, until it is given back. Safe for use by several threads. */
    public final class Turn {
        private final long begin;
        private boolean hasStarted;
        private boolean isBusy = true;
        private boolean runs = true;

        private Turn(long begin) {
            this.begin = begin;
        }

        /** Say that the servers have started, which tells how much the machine bears. Only the first call counts. */
        public void started() {
            synchronized (Turns.this) {
                if (!hasStarted && runs) {
                    hasStarted = true;
                    learn(Duration.ofNanos(nanoTime.getAsLong() - begin));
                    Turns.this.notifyAll();
                }
            }
        }

        /** Let the next one begin, as what is left of this one mostly waits. Safe to call twice. */
        public void makeRoom() {
            synchronized (Turns.this) {
                if (isBusy) {
                    isBusy = false;
                    busy--;
                    Turns.this.notifyAll();
                }
            }
        }

        /** Give it back. Safe to call twice. */
        public void end() {
            synchronized (Turns.this) {
                makeRoom();
                if (runs) {
                    runs = false;
                    running--;
                    Turns.this.notifyAll();
                }
            }
        }
    }
}
