package org.foobarlab.cli;

import java.io.PrintWriter;
import org.foobarlab.grade.Status;
import org.foobarlab.grade.Verdict;
import org.foobarlab.grading.Progress;
import picocli.CommandLine.Help.Ansi;

/**
 * Show what a grading is doing: on a terminal in one line that changes, elsewhere only what is worth keeping in a log.
 */
final class LiveProgress implements Progress, AutoCloseable {

    private static final int WIDTH = 79;

    private final PrintWriter out;
    private final boolean live;
    private final long begin = System.nanoTime();
    private int expected;
    private int done;
    private int failed;

    private LiveProgress(PrintWriter out, boolean live) {
        this.out = out;
        this.live = live;
    }

    static LiveProgress on(PrintWriter out) {
        return new LiveProgress(out, Ansi.AUTO.enabled());
    }

    @Override
    public synchronized void doing(String what) {
        line(what);
    }

    @Override
    public synchronized void note(String text) {
        clear();
        out.println(text);
        out.flush();
    }

    @Override
    public synchronized void checks(int number) {
        expected = number;
        line("checks: 0 of " + expected);
    }

    @Override
    public synchronized void ended(Verdict verdict) {
        done++;
        failed += verdict.status() == Status.FAILED ? 1 : 0;
        line("checks: " + done + " of " + expected + (failed > 0 ? ", " + failed + " failed" : "") + "; "
                + verdict.id());
    }

    @Override
    public synchronized void close() {
        clear();
    }

    private void line(String text) {
        if (live) {
            String whole = String.format("%3d s  %s", (System.nanoTime() - begin) / 1_000_000_000, text);
            out.print("\r\u001B[K" + whole.substring(0, Math.min(WIDTH, whole.length())));
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
