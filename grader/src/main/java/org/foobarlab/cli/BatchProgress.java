package org.foobarlab.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.foobarlab.batch.BatchListener;
import org.foobarlab.grading.Progress;
import org.foobarlab.report.ClassRow;
import picocli.CommandLine.Help.Ansi;

/**
 * Show how a batch goes on: a line a submission, and on a terminal what is being graded and how long the rest will
 * take.
 */
final class BatchProgress implements BatchListener, AutoCloseable {

    private static final int WIDTH = 79;

    private final PrintWriter out;
    private final int jobs;
    private final boolean live = Ansi.AUTO.enabled();
    private final Set<String> running = new LinkedHashSet<>();
    private int open;

    BatchProgress(PrintWriter out, int jobs) {
        this.out = out;
        this.jobs = jobs;
    }

    /** What is heard while the engine and the images are made ready. */
    Progress preparing() {
        return new Progress() {
            @Override
            public void doing(String what) {
                status(what);
            }

            @Override
            public void note(String text) {
                line(text);
            }
        };
    }

    @Override
    public synchronized void planned(int all, int unchanged) {
        open = all - unchanged;
        line(all + " submissions" + (unchanged > 0 ? ", " + unchanged + " of them as they were or unreadable" : "")
                + "; "
                + (open == 0
                        ? "nothing to grade."
                        : "grading " + open + ", at most " + Math.min(jobs, open) + " at once."));
    }

    @Override
    public synchronized void started(String key) {
        running.add(key);
        status("grading " + String.join(", ", running));
    }

    @Override
    public synchronized void retrying(String key, String why) {
        line(key + ": once more, on new servers: " + why.lines().findFirst().orElse(""));
    }

    @Override
    public synchronized void ended(ClassRow row, int done, int all, Duration left) {
        running.remove(row.key());
        String what = row.score().isPresent()
                ? String.format(
                        "%s of %s points",
                        number(row.score().getAsDouble()), number(row.grade().maxScore()))
                : row.outcome().words() + ": "
                        + row.reason().lines().findFirst().orElse("");
        line(String.format(
                "[%" + String.valueOf(all).length() + "d/%d] %s: %s, %.0f s%s",
                done,
                all,
                row.key(),
                what,
                row.seconds(),
                done == all ? "" : "; " + written(left) + " left"));
        if (!running.isEmpty()) {
            status("grading " + String.join(", ", running) + "; " + written(left) + " left");
        }
    }

    @Override
    public synchronized void close() {
        clear();
    }

    static String written(Duration left) {
        return left.toSeconds() < 90
                ? "about " + Math.max(1, left.toSeconds()) + " s"
                : "about " + Math.round(left.toSeconds() / 60.0) + " min";
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.valueOf((long) value)
                : String.valueOf(Math.round(value * 100) / 100.0);
    }

    private synchronized void line(String text) {
        clear();
        out.println(text);
        out.flush();
    }

    private synchronized void status(String text) {
        if (live) {
            out.print("\r\u001B[K" + text.substring(0, Math.min(WIDTH, text.length())));
            out.flush();
        }
    }

    private void clear() {
        if (live) {
            out.print("\r\u001B[K");
            out.flush();
        }
    }
}
