package org.foobarlab.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.foobarlab.batch.Turns.Turn;
import org.foobarlab.grade.Grade;
import org.foobarlab.grade.LabFault;
import org.foobarlab.grade.Status;
import org.foobarlab.grading.CheckCatalog;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.ClassRow;
import org.foobarlab.report.Outcome;
import org.foobarlab.submission.Submission;

/**
 * Grade the submissions of a class, several at once, and keep each result as soon as it is there.
 *
 * <p>A batch that was stopped in any way goes on when it is run again: what is kept and unchanged is not graded again,
 * what the lab could not grade is tried again.
 */
public final class Batch {

    /** How long a grading may take to notice that its servers are gone. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final SubmissionGrader grader;
    private final Fingerprint fingerprint;
    private final ResultStore store;
    private final Options options;
    private final BatchListener listener;
    private final Wanted wanted;
    private final Path work;
    private final DescriptiveStatistics durations = new DescriptiveStatistics();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Turns turns;
    private long begun;
    private int done;

    /**
     * Choose how a batch is run.
     *
     * @param jobs how many are graded at once, 1 or more
     * @param deadline how long one may take
     * @param again whether what is unchanged is graded again too
     */
    public record Options(int jobs, Duration deadline, boolean again) {}

    /**
     * Make ready.
     *
     * @param fingerprint what decides results beside the submissions
     * @param wanted what the lab reads of a submission
     */
    public Batch(
            SubmissionGrader grader,
            Fingerprint fingerprint,
            ResultStore store,
            Options options,
            BatchListener listener,
            Wanted wanted) {
        this.grader = grader;
        this.wanted = wanted;
        this.fingerprint = fingerprint;
        this.store = store;
        this.options = options;
        this.listener = listener;
        this.work = store.folder().resolve("work");
        this.turns = new Turns(Math.max(1, options.jobs));
    }

    /** What is to be done with a hand-in. */
    private record Task(Handin handin, Submission submission, String print, String unreadable) {}

    /**
     * Grade what has to be graded. When this returns, each hand-in has its state in the store; what the batch is about
     * stands there before the first is graded, so that reports can be made of one that was stopped.
     *
     * @throws UnusableInput if another batch uses the same folder, or results cannot be written
     */
    public void run(Course course, CheckCatalog catalog) {
        run(course.handins(), () -> course.describe(store, catalog, fingerprint));
    }

    void run(List<Handin> handins) {
        run(handins, () -> {});
    }

    private void run(List<Handin> handins, Runnable describe) {
        Thread hook = new Thread(this::stop, "stop-batch");
        try (FileChannel channel = lockFile();
                FileLock lock = lock(channel)) {
            Opened.remove(work);
            describe.run();
            Runtime.getRuntime().addShutdownHook(hook);
            try {
                List<Handin> open =
                        handins.stream().filter(handin -> !isKept(handin)).toList();
                listener.planned(handins.size(), handins.size() - open.size());
                grade(open);
            } finally {
                Opened.remove(work);
                unhook(hook);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Write nothing from now on: servers that are being taken down make a submission look broken. */
    void stop() {
        stopped.countDown();
    }

    private static void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The virtual machine is going down and runs it.
        }
    }

    private FileChannel lockFile() throws IOException {
        Files.createDirectories(store.folder());
        return FileChannel.open(store.folder().resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private FileLock lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            // Another batch of this very program, said below.
        }
        throw new UnusableInput("Another batch is writing to " + store.folder()
                + ": wait for it, or choose another folder with --out.");
    }

    /** Submissions are read again later, when they are graded: all of a class at once would not fit into memory. */
    private boolean isKept(Handin handin) {
        Task task = read(handin);
        Optional<Stored> kept = store.state(handin.key());
        if (task.unreadable != null) {
            store.write(Stored.of(handin, "", Outcome.UNREADABLE, task.unreadable, 1, 0, ""), null);
            return true;
        }
        boolean same = kept.isPresent()
                && !options.again
                && kept.get().outcome().isFinal()
                && kept.get().fingerprint().equals(task.print);
        Stored described = same ? kept.get().describing(task.handin) : null;
        if (same && !kept.get().equals(described)) {
            store.write(described, store.grade(kept.get()).orElse(null));
        }
        return same;
    }

    private Task read(Handin handin) {
        try {
            Opened.Contents contents = Opened.read(handin, wanted, work);
            Submission submission = contents.submission();
            return new Task(handin.noting(contents.remarks()), submission, fingerprint.with(submission.sha256()), null);
        } catch (UnusableInput e) {
            return new Task(handin, null, "", e.getMessage());
        }
    }

    private void grade(List<Handin> open) {
        begun = System.nanoTime();
        ExecutorService threads = Executors.newCachedThreadPool(task -> daemon(task, "batch"));
        try {
            List<Future<?>> all = new ArrayList<>();
            for (Handin handin : open) {
                Turn turn = turns.take();
                if (isStopped()) {
                    break;
                }
                all.add(threads.submit(() -> gradeInTurn(handin, open.size(), turn)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            stop();
            Thread.currentThread().interrupt();
            throw new LabFault("the batch was interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private Void gradeInTurn(Handin handin, int all, Turn turn) throws InterruptedException {
        boolean whole = false;
        try {
            grade(handin, all, turn);
            whole = true;
            return null;
        } finally {
            if (!whole) {
                stop();
            }
            turn.end();
        }
    }

    private void grade(Handin handin, int all, Turn turn) throws InterruptedException {
        if (isStopped()) {
            return;
        }
        listener.started(handin.key());
        long begin = System.nanoTime();
        Task task = read(handin);
        Result result =
                task.unreadable != null ? Result.none(Outcome.UNREADABLE, task.unreadable) : tried(task, 1, turn);
        int tries = 1;
        if (!isStopped() && (result.outcome == Outcome.FAULT || result.outcome == Outcome.PARTLY)) {
            listener.retrying(handin.key(), result.reason);
            turn.end();
            Turn another = turns.take();
            try {
                Result second = tried(task, 2, another);
                result = second.isBetterThan(result) ? second : result;
                tries = 2;
            } finally {
                another.end();
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (isStopped()) {
            return;
        }
        Stored state = store.write(
                Stored.of(task.handin, task.print, result.outcome, result.reason, tries, seconds, ""), result.grade);
        ended(Rows.row(state, result.grade, ""), seconds, all);
    }

    private synchronized void ended(ClassRow row, double seconds, int all) {
        durations.addValue(seconds);
        done++;
        listener.ended(row, done, all, Duration.ofMillis((long) (1000 * left(all - done))));
    }

    /**
     * Of two guesses, in seconds, the first is too high, as one begins before another ends, and the second is so until
     * some have ended.
     */
    private double left(int open) {
        double byRounds = Math.ceil(open / (double) Math.max(1, options.jobs)) * durations.getPercentile(50);
        double byPace = (System.nanoTime() - begun) / 1e9 / done * open;
        return Math.min(byRounds, byPace);
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private record Result(Outcome outcome, String reason, Grade grade) {
        static Result none(Outcome outcome, String reason) {
            return new Result(outcome, reason, null);
        }

        static Result of(Grade grade, Optional<String> unreadable) {
            List<String> unknown = faults(grade);
            if (!unknown.isEmpty()) {
                return new Result(Outcome.PARTLY, "The lab could not tell: " + String.join(", ", unknown) + ".", grade);
            }
            if (grade.graded()) {
                return new Result(Outcome.GRADED, "", grade);
            }
            return unreadable.isPresent()
                    ? new Result(Outcome.UNREADABLE_EXPLANATION, unreadable.get(), grade)
                    : new Result(Outcome.PARTLY, "The lab could not read the explanation.", grade);
        }

        private static List<String> faults(Grade grade) {
            return grade.checks().stream()
                    .filter(check -> check.status() == Status.FAULT)
                    .map(check -> check.id())
                    .toList();
        }

        boolean isBetterThan(Result other) {
            if (grade == null || other.grade == null) {
                return grade != null || outcome == Outcome.UNREADABLE;
            }
            return faults(grade).size() <= faults(other.grade).size();
        }
    }

    private Result tried(Task task, int number, Turn turn) {
        Attempt attempt = new Attempt(turn::started, turn::makeRoom);
        FutureTask<Grade> grading = new FutureTask<>(() -> grader.grade(task.submission, attempt));
        Thread thread = daemon(grading, "grade-" + task.handin.key() + "-" + number);
        thread.start();
        try {
            return Result.of(
                    named(grading.get(options.deadline.toMillis(), TimeUnit.MILLISECONDS), task.handin),
                    unreadable(task.submission));
        } catch (TimeoutException e) {
            attempt.end();
            thread.interrupt();
            awaitEnd(thread);
            return Result.none(
                    Outcome.TIMEOUT, "Grading took longer than " + written(options.deadline) + " and was ended.");
        } catch (ExecutionException e) {
            return problem(e.getCause(), task);
        } catch (InterruptedException e) {
            attempt.end();
            stop();
            Thread.currentThread().interrupt();
            return Result.none(Outcome.FAULT, "The batch was interrupted.");
        }
    }

    private Optional<String> unreadable(Submission submission) {
        return wanted.explanation(submission)
                .filter(written -> !written.isReadable())
                .map(written -> "The explanation in " + written.path() + " cannot be read: " + written.problem());
    }

    private Result problem(Throwable problem, Task task) {
        if (problem instanceof UnusableInput) {
            return Result.none(
                    Outcome.UNREADABLE,
                    problem.getMessage().replace(task.submission.directory().toString(), task.handin.source()));
        }
        if (problem instanceof LabFault) {
            return Result.none(Outcome.FAULT, problem.getMessage());
        }
        // Only the grader's makers can make something of it.
        String kept = store.writeFault(task.handin.key(), problem);
        return Result.none(
                Outcome.FAULT,
                "The grader itself failed, which is its own fault; what is known of it is in " + kept + ".");
    }

    /**
     * The next one starts when this one has let go of its servers, or they would be more at once than was asked for.
     */
    private static void awaitEnd(Thread thread) {
        try {
            thread.join(GRACE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where it was unpacked says nothing, and differs from run to run. */
    private static Grade named(Grade grade, Handin handin) {
        return new Grade(
                grade.schemaVersion(),
                grade.lab(),
                new Grade.Source(handin.source(), grade.submission().sha256()),
                grade.graded(),
                grade.score(),
                grade.maxScore(),
                grade.checks(),
                grade.questions(),
                grade.experiments(),
                grade.reachability(),
                grade.claims(),
                grade.findings(),
                grade.images(),
                grade.seed(),
                grade.started(),
                grade.seconds());
    }

    private static String written(Duration duration) {
        return duration.toMillis() % 60_000 == 0 ? duration.toMinutes() + " min" : duration.toMillis() / 1000.0 + " s";
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
