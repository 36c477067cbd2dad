package org.foobarlab.solutions;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.foobarlab.batch.Turns;
import org.foobarlab.batch.Turns.Turn;
import org.foobarlab.deployment.ImageSet;
import org.foobarlab.grade.Grade;
import org.foobarlab.grading.Grader;
import org.foobarlab.grading.Progress;
import org.foobarlab.lab.Labs;
import org.foobarlab.report.JsonReport;

/** Grade trials, some at once, and tell of each when it is done. */
final class Gradings implements AutoCloseable {

    /** Whether a trial has to come out as expected the first time. */
    private static final boolean STEADY = Boolean.getBoolean("foobarlab.steady");

    /** After how many minutes no more trials are begun; 0 if there is no such limit. */
    private static final long MINUTES = Long.getLong("foobarlab.minutes", 0);

    private final Labs labs;
    private final Grader grader;
    private final Proofs proofs;
    private final boolean record;
    private final Turns turns;
    private final ExecutorService threads;
    private final List<String> table = new ArrayList<>();
    private final long begin = System.nanoTime();

    /**
     * Make ready.
     *
     * @param atOnce how many deployments may be busy side by side
     * @param all all trials there are
     * @param record whether what comes of each is to be written down
     */
    Gradings(Labs labs, int atOnce, List<Trial> all, boolean record) {
        this.labs = labs;
        this.record = record;
        grader = new Grader(labs, Progress.NONE);
        proofs = new Proofs(labs, new ImageSet(grader.images()));
        proofs.keep(all);
        turns = new Turns(atOnce);
        // So many have a turn at the same time.
        threads = Executors.newFixedThreadPool(2 * atOnce);
    }

    /** Grade a trial as soon as there is room. */
    CompletableFuture<Grade> begin(Trial trial) {
        return CompletableFuture.supplyAsync(() -> grade(trial), threads);
    }

    /** Return what is known of trials from before. */
    Proofs proofs() {
        return proofs;
    }

    /** Tell that a trial is left out, since nothing has changed since it was as expected. */
    void leaveOut(Trial trial) {
        tell(trial, "unchanged, left out", 0);
    }

    /**
     * Grade a trial, and once more if it did not come out as it had to. What does so only the second time is unsteady:
     * it is told, is never written down as proved, and fails where steadiness itself is asked for.
     *
     * @return nothing if there was no time for it
     */
    private Grade grade(Trial trial) {
        long start = System.nanoTime();
        String outcome = "could not be graded";
        if (MINUTES > 0 && start - begin > Duration.ofMinutes(MINUTES).toNanos()) {
            tell(trial, "NOT GRADED, no time left", 0);
            return null;
        }
        try {
            Grade grade = once(trial);
            List<String> mismatches = trial.mismatches(grade);
            outcome = "as expected";
            if (mismatches.isEmpty()) {
                proofs.add(trial);
                return grade;
            }
            proofs.remove(trial);
            outcome = "NOT AS EXPECTED";
            if (STEADY) {
                return grade;
            }
            Grade second = once(trial);
            if (trial.mismatches(second).isEmpty()) {
                outcome = "UNSTEADY: " + String.join("; ", mismatches);
            }
            return second;
        } finally {
            tell(trial, outcome, (System.nanoTime() - start) / 1e9);
        }
    }

    private Grade once(Trial trial) {
        Grade grade = inTurn(trial);
        JsonReport.write(
                grade,
                labs.home()
                        .resolve("solutions/target/grades")
                        .resolve(trial.name().replaceAll("[ /]+", "-")));
        return grade;
    }

    private Grade inTurn(Trial trial) {
        Turn turn;
        try {
            turn = turns.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the matrix was interrupted", e);
        }
        try {
            return grader.grade(trial.lab(), trial.submission(), new Progress() {
                @Override
                public void deployed(AutoCloseable servers) {
                    turn.started();
                }

                @Override
                public void looked() {
                    turn.makeRoom();
                }
            });
        } finally {
            turn.end();
        }
    }

    private synchronized void tell(Trial trial, String outcome, double seconds) {
        String line = String.format(Locale.ROOT, "%-52s %-20s %5.1f s", trial, outcome, seconds);
        table.add(line);
        System.out.println(line);
        // Each time, since a run that is stopped has proved something too.
        if (record) {
            proofs.write();
        }
    }

    @Override
    public synchronized void close() {
        threads.shutdownNow();
        System.out.printf(Locale.ROOT, "%n%d submissions in %.0f s%n", table.size(), (System.nanoTime() - begin) / 1e9);
        table.stream().sorted().forEach(System.out::println);
    }
}
