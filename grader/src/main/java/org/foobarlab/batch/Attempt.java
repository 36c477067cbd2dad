package org.foobarlab.batch;

/** Let a grading be ended from outside by closing what it runs on. Safe for use by several threads. */
public final class Attempt {

    private final Runnable started;
    private final Runnable room;
    private AutoCloseable running;
    private boolean ended;

    /** Begin one. */
    Attempt() {
        this(() -> {}, () -> {});
    }

    /**
     * Begin one.
     *
     * @param started is run when the servers have started
     * @param room is run when the next grading may begin beside this one
     */
    Attempt(Runnable started, Runnable room) {
        this.started = started;
        this.room = room;
    }

    /** Say that what is left mostly waits, so that the servers of the next grading may start. */
    public void makeRoom() {
        room.run();
    }

    /** Say what a grading runs on. Closed at once if the grading was ended meanwhile. */
    public void runningOn(AutoCloseable servers) {
        started.run();
        synchronized (this) {
            if (!ended) {
                running = servers;
                return;
            }
        }
        close(servers);
    }

    /** End the grading. What it returns afterwards is worth nothing, since its servers went away under it. */
    void end() {
        AutoCloseable servers;
        synchronized (this) {
            ended = true;
            servers = running;
            running = null;
        }
        if (servers != null) {
            close(servers);
        }
    }

    private static void close(AutoCloseable servers) {
        try {
            servers.close();
        } catch (Exception e) {
            // The next start sweeps what is left.
        }
    }
}
