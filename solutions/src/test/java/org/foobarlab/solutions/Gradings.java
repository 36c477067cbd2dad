package org.foobarlab.solutions;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.foobarlab.grade.Grade;
import org.foobarlab.grading.Grader;
import org.foobarlab.grading.Progress;
import org.foobarlab.lab.Labs;
import org.foobarlab.report.JsonReport;

/** Grade trials, some at once, and tell of each when it is done. */
final class Gradings implements AutoCloseable {

    private final Labs labs;
    private final Grader grader;
    private final ExecutorService threads;
    private final List<String> table = new ArrayList<>();
    private final long begin = System.nanoTime();

    /**
     * Make ready.
     *
     * @param atOnce how many deployments may stand side by side
     */
    Gradings(Labs labs, int atOnce) {
        this.labs = labs;
        grader = new Grader(labs, Progress.NONE);
        threads = Executors.newFixedThreadPool(atOnce);
    }

    /** Grade a trial as soon as there is room. */
    CompletableFuture<Grade> begin(Trial trial) {
        return CompletableFuture.supplyAsync(() -> grade(trial), threads);
    }

    private Grade grade(Trial trial) {
        long start = System.nanoTime();
        String outcome = "could not be graded";
        try {
            Grade grade = grader.grade(trial.lab(), trial.submission());
            JsonReport.write(
                    grade,
                    labs.home()
                            .resolve("solutions/target/grades")
                            .resolve(trial.name().replaceAll("[ /]+", "-")));
            outcome = trial.mismatches(grade).isEmpty() ? "as expected" : "NOT AS EXPECTED";
            return grade;
        } finally {
            tell(trial, outcome, (System.nanoTime() - start) / 1e9);
        }
    }

    private synchronized void tell(Trial trial, String outcome, double seconds) {
        String line = String.format(Locale.ROOT, "%-52s %-20s %5.1f s", trial, outcome, seconds);
        table.add(line);
        System.out.println(line);
    }

    @Override
    public synchronized void close() {
        threads.shutdownNow();
        System.out.printf(Locale.ROOT, "%n%d submissions in %.0f s%n", table.size(), (System.nanoTime() - begin) / 1e9);
        table.stream().sorted().forEach(System.out::println);
    }
}
