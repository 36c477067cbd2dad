package org.foobarlab.grading;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Let only so many gradings be busy at once. The servers' start and the first checks keep processors busy; what comes after them mostly
 * waits, and so the next grading may begin. In all there may be twice as many as may be busy, since each takes memory.
 */
public final class Turns {

    private final Semaphore all;
    private final Semaphore busy;

    /**
     * Begin.
     *
     * @param most how many may be busy at once, 1 or more
     */
    public Turns(int most) {
        all = new Semaphore(2 * most, true);
        busy = new Semaphore(most, true);
    }

    /** Wait for a turn. */
    public Turn take() throws InterruptedException {
        all.acquire();
        try {
            busy.acquire();
        } catch (InterruptedException e) {
            all.release();
            throw e;
        }
        return new Turn();
    }

    /** The right to use servers, until it is given back. Safe for use by several threads. */
    public final class Turn {
        private final AtomicBoolean isBusy = new AtomicBoolean(true);
        private final AtomicBoolean runs = new AtomicBoolean(true);

        private Turn() {}

        /** Let the next one begin, as what is left of this one mostly waits. Safe to call twice. */
        public void makeRoom() {
            if (isBusy.getAndSet(false)) {
                busy.release();
            }
        }

        /** Give it back. Safe to call twice. */
        public void end() {
            makeRoom();
            if (runs.getAndSet(false)) {
                all.release();
            }
        }
    }
}
