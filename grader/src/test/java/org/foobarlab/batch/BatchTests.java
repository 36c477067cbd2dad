package org.foobarlab.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.foobarlab.TestFiles.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.foobarlab.grade.Grade;
import org.foobarlab.grade.LabFault;
import org.foobarlab.grade.Status;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.ClassRow;
import org.foobarlab.report.Outcome;
import org.foobarlab.submission.Submission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BatchTests {

    private static final SubmissionGrader GOOD =
            (submission, attempt) -> Grades.of(submission.sha256(), Status.PASSED, Status.FAILED);

    @TempDir
    private Path submissions;

    @TempDir
    private Path out;

    private final List<String> graded = Collections.synchronizedList(new ArrayList<>());
    private Duration deadline = Duration.ofSeconds(20);
    private int jobs = 2;
    private boolean again;
    private String version = "1";

    @Test
    void gradesEachAndKeepsWhatCameOfIt() throws IOException {
        students("ada", "grace");
        Files.writeString(submissions.resolve("edsger.pdf"), "%PDF");
        assertThat(run(GOOD))
                .isEqualTo(Map.of("ada", Outcome.GRADED, "grace", Outcome.GRADED, "edsger.pdf", Outcome.UNREADABLE));
        Stored state = store().state("ada").orElseThrow();
        Grade grade = store().grade(state).orElseThrow();
        assertThat(grade.score()).isEqualTo(4);
        assertThat(grade.submission().path()).isEqualTo("ada");
        assertThat(grade)
                .isEqualTo(
                        Grades.of(new Grade.Source("ada", grade.submission().sha256()), Status.PASSED, Status.FAILED));
        assertThat(store().state("edsger.pdf").orElseThrow().reason())
                .isEqualTo("edsger.pdf is neither a folder nor a zip or tar.gz archive: ask for one of these.");
        assertThat(out.resolve("work")).doesNotExist();
    }

    @Test
    void beginsWithTheNextWhileTheLastMostlyWaits() {
        students("ada", "bob", "carl", "dora");
        jobs = 1;
        CountDownLatch second = new CountDownLatch(2);
        AtomicInteger standing = new AtomicInteger();
        AtomicInteger mostStanding = new AtomicInteger();
        assertThat(run((submission, attempt) -> {
                    mostStanding.accumulateAndGet(standing.incrementAndGet(), Math::max);
                    second.countDown();
                    attempt.runningOn(() -> {});
                    attempt.makeRoom();
                    awaited(second);
                    standing.decrementAndGet();
                    return GOOD.grade(submission, attempt);
                }))
                .containsOnlyKeys("ada", "bob", "carl", "dora")
                .doesNotContainValue(Outcome.TIMEOUT);
        assertThat(mostStanding).as("one that is busy, and one that waits").hasValue(2);
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void gradesOnlyWhatChanged() {
        students("ada", "grace");
        run(GOOD);
        graded.clear();
        run(GOOD);
        assertThat(graded).isEmpty();
        write(submissions, "ada/lb-01/etc/haproxy/haproxy.cfg", "changed");
        run(GOOD);
        assertThat(graded).containsExactly("ada");
    }

    @Test
    void gradesAllAgainWhenLabGraderOrImagesChangedOrWhenAsked() {
        students("ada", "grace");
        run(GOOD);
        graded.clear();
        version = "2";
        run(GOOD);
        assertThat(graded).containsExactlyInAnyOrder("ada", "grace");
        again = true;
        run(GOOD);
        assertThat(graded).hasSize(4);
    }

    @Test
    void triesOnceMoreAfterAFault() {
        students("ada");
        AtomicInteger tries = new AtomicInteger();
        assertThat(run((submission, attempt) -> {
                    if (tries.incrementAndGet() == 1) {
                        throw new LabFault("the engine does not answer");
                    }
                    return GOOD.grade(submission, attempt);
                }))
                .isEqualTo(Map.of("ada", Outcome.GRADED));
        assertThat(store().state("ada").orElseThrow().tries()).isEqualTo(2);
    }

    @Test
    void keepsAFaultAsAFaultAndTriesItAgainInTheNextRun() {
        students("ada", "grace");
        SubmissionGrader broken = (submission, attempt) -> {
            if (name(submission).equals("ada")) {
                throw new LabFault("the engine does not answer");
            }
            return GOOD.grade(submission, attempt);
        };
        assertThat(run(broken)).isEqualTo(Map.of("ada", Outcome.FAULT, "grace", Outcome.GRADED));
        assertThat(graded).containsExactlyInAnyOrder("ada", "ada", "grace");
        Stored state = store().state("ada").orElseThrow();
        assertThat(state.reason()).isEqualTo("the engine does not answer");
        assertThat(store().grade(state)).isEmpty();
        graded.clear();
        assertThat(run(GOOD)).containsEntry("ada", Outcome.GRADED);
        assertThat(graded).containsExactly("ada");
    }

    @Test
    void takesACrashForAFault() {
        students("ada");
        assertThat(run((submission, attempt) -> {
                    throw new StackOverflowError();
                }))
                .isEqualTo(Map.of("ada", Outcome.FAULT));
        assertThat(store().state("ada").orElseThrow().reason())
                .isEqualTo(
                        "The grader itself failed, which is its own fault; what is known of it is in results/ada/fault.txt.");
        assertThat(out.resolve("results/ada/fault.txt")).content().contains("StackOverflowError");
    }

    @Test
    void keepsTheBetterOfTwoPartialGrades() {
        students("ada");
        AtomicInteger tries = new AtomicInteger();
        run((submission, attempt) -> tries.incrementAndGet() == 1
                ? Grades.of(submission.sha256(), Status.FAULT, Status.PASSED)
                : Grades.of(submission.sha256(), Status.FAULT, Status.FAULT));
        Stored state = store().state("ada").orElseThrow();
        assertThat(state.outcome()).isEqualTo(Outcome.PARTLY);
        assertThat(state.reason()).isEqualTo("The lab could not tell: https-site.");
        assertThat(store().grade(state).orElseThrow().checks().get(1).status()).isEqualTo(Status.PASSED);
    }

    @Test
    void saysThatNothingInASubmissionIsRead() {
        students("ada");
        assertThat(run((submission, attempt) -> {
                    throw new UnusableInput(
                            "Nothing in the folder " + submission.directory() + " is what this lab reads.");
                }))
                .isEqualTo(Map.of("ada", Outcome.UNREADABLE));
        assertThat(store().state("ada").orElseThrow().reason())
                .isEqualTo("Nothing in the folder ada is what this lab reads.");
    }

    @Test
    void endsAGradingThatHangsAndGoesOn() {
        students("ada", "grace");
        deadline = Duration.ofMillis(300);
        jobs = 1;
        AtomicBoolean closed = new AtomicBoolean();
        Map<String, Outcome> outcomes = run((submission, attempt) -> {
            if (name(submission).equals("grace")) {
                return GOOD.grade(submission, attempt);
            }
            CountDownLatch servers = new CountDownLatch(1);
            attempt.runningOn(() -> {
                closed.set(true);
                servers.countDown();
            });
            await(servers);
            // What was seen while the servers went away must not count.
            return Grades.of(submission.sha256(), Status.FAILED, Status.FAILED);
        });
        assertThat(outcomes).isEqualTo(Map.of("ada", Outcome.TIMEOUT, "grace", Outcome.GRADED));
        assertThat(closed).isTrue();
        assertThat(store().state("ada").orElseThrow().reason())
                .isEqualTo("Grading took longer than 0.3 s and was ended.");
        assertThat(run(GOOD)).containsEntry("ada", Outcome.GRADED);
    }

    @Test
    void gradesNoExplanationThatItCannotRead() throws IOException {
        write(submissions, "ada/lb-01/etc/haproxy/haproxy.cfg", "global\n");
        Files.write(
                submissions.resolve("ada/EXPLANATION.doc"), new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0});
        Lab lab = Labs.ofProject().find("05");
        AtomicInteger tries = new AtomicInteger();
        SubmissionGrader unread = (submission, attempt) -> {
            tries.incrementAndGet();
            return Grades.withoutExplanation(Grades.of(submission.sha256(), Status.PASSED, Status.FAILED));
        };
        new Batch(unread, Fingerprint.of("1"), store(), options(), BatchListener.NONE, Wanted.by(List.of(lab)))
                .run(handins());
        Stored state = store().state("ada").orElseThrow();
        assertThat(state.outcome()).isEqualTo(Outcome.UNREADABLE_EXPLANATION);
        assertThat(state.reason()).startsWith("The explanation in EXPLANATION.doc cannot be read: it is a document of");
        assertThat(Rows.row(state, store().grade(state).orElseThrow(), "").score())
                .isEmpty();
        assertThat(tries).as("what cannot be read is not tried again").hasValue(1);
    }

    @Test
    void closesServersThatCameUpAfterTheEnd() {
        Attempt attempt = new Attempt();
        attempt.end();
        AtomicBoolean closed = new AtomicBoolean();
        attempt.runningOn(() -> closed.set(true));
        assertThat(closed).isTrue();
    }

    @Test
    void doesNotCountTheWaitForATurn() {
        students("a", "b", "c", "d");
        deadline = Duration.ofMillis(900);
        jobs = 1;
        assertThat(run((submission, attempt) -> {
                    await(new CountDownLatch(1), 300);
                    return GOOD.grade(submission, attempt);
                }))
                .hasSize(4)
                .allSatisfy((key, outcome) -> assertThat(outcome).isEqualTo(Outcome.GRADED));
    }

    @Test
    void gradesAsManyAtOnceAsAsked() {
        students("a", "b", "c", "d", "e", "f");
        jobs = 3;
        CyclicBarrier three = new CyclicBarrier(3);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        run((submission, attempt) -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            attempt.runningOn(() -> {});
            try {
                three.await(10, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new LabFault("fewer than three at once", e);
            }
            running.decrementAndGet();
            return GOOD.grade(submission, attempt);
        });
        assertThat(most).hasValue(3);
    }

    @Test
    void goesOnAfterBeingKilledAtAnyMoment() {
        String[] names = new String[20];
        for (int i = 0; i < names.length; i++) {
            names[i] = String.format("student-%02d", i);
        }
        students(names);
        Path other = out.resolve("undisturbed");
        new Batch(
                        counting(GOOD),
                        Fingerprint.of(version),
                        new ResultStore(other),
                        options(),
                        BatchListener.NONE,
                        Wanted.anyServers())
                .run(handins());
        Map<String, Outcome> undisturbed = outcomes(new ResultStore(other));

        graded.clear();
        Random random = new Random(5);
        Set<String> resultsSeen = ConcurrentHashMap.newKeySet();
        for (int kill = 0; kill < 10; kill++) {
            int after = random.nextInt(4);
            AtomicInteger ended = new AtomicInteger();
            Batch[] batch = new Batch[1];
            BatchListener listener = new BatchListener() {
                @Override
                public void ended(ClassRow row, int done, int all, Duration left) {
                    assertThat(resultsSeen.add(row.key()))
                            .as("graded twice: " + row.key())
                            .isTrue();
                }

                @Override
                public void started(String key) {
                    if (ended.incrementAndGet() > after) {
                        batch[0].stop();
                    }
                }
            };
            batch[0] = new Batch(
                    counting(GOOD), Fingerprint.of(version), store(), options(), listener, Wanted.anyServers());
            batch[0].run(handins());
            damage(random);
        }
        assertThat(run(GOOD)).isEqualTo(undisturbed);
        for (String key : undisturbed.keySet()) {
            assertThat(out.resolve("results").resolve(key).resolve("result.json"))
                    .hasSameBinaryContentAs(
                            other.resolve("results").resolve(key).resolve("result.json"));
        }
    }

    /** A kill may leave a half-written file beside the whole one, and unpacked archives. */
    private void damage(Random random) {
        write(
                out,
                "results/student-" + String.format("%02d", random.nextInt(20)) + "/result.json.part",
                "{\"schema_ver");
        write(out, "work/handin-123/lb-01/x", "x");
    }

    @Test
    void gradesAgainWhatWasCutOffOrTamperedWith() throws IOException {
        students("ada", "grace", "edsger");
        run(GOOD);
        graded.clear();
        Files.delete(out.resolve("results/ada/state.json"));
        Files.writeString(out.resolve("results/grace/result.json"), "{}");
        Files.writeString(out.resolve("results/edsger/state.json"), "{\"schema_version\": 1");
        run(GOOD);
        assertThat(graded).containsExactlyInAnyOrder("ada", "edsger", "grace");
    }

    @Test
    void refusesTwoBatchesInOneFolder() {
        students("ada");
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        Thread running = new Thread(() -> run((submission, attempt) -> {
            first.countDown();
            await(second);
            return GOOD.grade(submission, attempt);
        }));
        running.start();
        await(first);
        try {
            assertThatThrownBy(() -> run(GOOD))
                    .isInstanceOf(UnusableInput.class)
                    .hasMessageStartingWith("Another batch is writing to ");
        } finally {
            second.countDown();
            join(running);
        }
    }

    @Test
    void estimatesTheTimeThatIsLeft() {
        students("a", "b", "c", "d");
        jobs = 2;
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        BatchListener listener = new BatchListener() {
            @Override
            public void planned(int all, int unchanged) {
                heard.add("planned " + all + " " + unchanged);
            }

            @Override
            public void ended(ClassRow row, int done, int all, Duration left) {
                heard.add(done + "/" + all + (left.isZero() ? " done" : ""));
            }
        };
        new Batch(
                        (submission, attempt) -> {
                            await(new CountDownLatch(1), 20);
                            return GOOD.grade(submission, attempt);
                        },
                        Fingerprint.of("1"),
                        store(),
                        options(),
                        listener,
                        Wanted.anyServers())
                .run(handins());
        assertThat(heard).containsExactly("planned 4 0", "1/4", "2/4", "3/4", "4/4 done");
    }

    private Map<String, Outcome> run(SubmissionGrader grader) {
        new Batch(
                        counting(grader),
                        Fingerprint.of(version),
                        store(),
                        options(),
                        BatchListener.NONE,
                        Wanted.anyServers())
                .run(handins());
        return outcomes(store());
    }

    private SubmissionGrader counting(SubmissionGrader grader) {
        return (submission, attempt) -> {
            graded.add(name(submission));
            return grader.grade(submission, attempt);
        };
    }

    private static Map<String, Outcome> outcomes(ResultStore store) {
        Map<String, Outcome> outcomes = new TreeMap<>();
        store.keys()
                .forEach(key -> outcomes.put(key, store.state(key).orElseThrow().outcome()));
        return outcomes;
    }

    private Batch.Options options() {
        return new Batch.Options(jobs, deadline, again);
    }

    private ResultStore store() {
        return new ResultStore(out);
    }

    private List<Handin> handins() {
        return Intake.list(submissions, Roster.none(), Set.of());
    }

    private void students(String... names) {
        for (String name : names) {
            write(submissions, name + "/lb-01/etc/haproxy/haproxy.cfg", "global # " + name + "\n");
        }
    }

    private static String name(Submission submission) {
        return submission.directory().getFileName().toString();
    }

    private static void await(CountDownLatch latch) {
        await(latch, 20_000);
    }

    private static void await(CountDownLatch latch, long millis) {
        try {
            latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
