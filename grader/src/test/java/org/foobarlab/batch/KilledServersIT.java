package org.foobarlab.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foobarlab.grade.Grade;
import org.foobarlab.submission.Mutant;
import org.foobarlab.submission.Submission;
import org.foobarlab.testing.Command;
import org.foobarlab.testing.Command.Running;
import org.foobarlab.testing.Project;
import org.foobarlab.testing.Remains;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kill a batch, as {@code kill -9} does, at random moments while its servers run, and hold that going on with it gives
 * what an undisturbed one gives, and that nothing is left on the engine.
 *
 * <p>It takes some minutes, so it runs only when it is told of how many submissions:
 * {@code -Dfoobarlab.kill.submissions=3}, or for long {@code -Dfoobarlab.kill.submissions=30
 * -Dfoobarlab.kill.kills=10}; {@code -Dfoobarlab.kill.seed} takes other moments. What does not depend on servers is
 * held by {@link KilledBatchIT} each time.
 */
@EnabledIfSystemProperty(named = "foobarlab.kill.submissions", matches = "[1-9]\\d*")
class KilledServersIT {

    private static final int SUBMISSIONS = Integer.getInteger("foobarlab.kill.submissions", 3);
    private static final int KILLS = Integer.getInteger("foobarlab.kill.kills", 2);
    private static final long SEED = Long.getLong("foobarlab.kill.seed", 5);
    private static final Duration DEADLINE = Duration.ofMinutes(3).plusMinutes(SUBMISSIONS * 2L);

    /** A batch has no servers yet before that. Milliseconds. */
    private static final int SOONEST = 3000;

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final List<Long> processes = new ArrayList<>();
    private Path submissions;

    @BeforeEach
    void handIn() throws IOException {
        submissions = folder.resolve("submissions");
        Path solutions = Project.reference().getParent();
        List<Path> mutants;
        try (Stream<Path> all = Files.list(solutions.resolve("mutants"))) {
            mutants = new ArrayList<>(all.sorted().toList());
        }
        Collections.shuffle(mutants, random);
        Submission reference = Submission.read(Project.reference());
        write("reference", reference);
        for (Path mutant : mutants.subList(0, SUBMISSIONS - 1)) {
            write(mutant.getFileName().toString(), Mutant.lay(mutant, reference));
        }
    }

    private void write(String student, Submission submission) throws IOException {
        for (var file : submission.files().entrySet()) {
            Path target = submissions.resolve(student).resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
    }

    @Test
    void goesOnAsIfNothingHadHappened() {
        double undisturbed = finish("undisturbed");
        int latest = (int) Math.max(2 * SOONEST, 1500 * undisturbed / KILLS);
        int met = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            met += killed(SOONEST + random.nextInt(latest - SOONEST)) ? 1 : 0;
        }
        assertThat(met)
                .as("batches that were killed while servers of theirs ran")
                .isPositive();
        finish("killed");

        assertThat(verdicts("killed")).hasSize(SUBMISSIONS).isEqualTo(verdicts("undisturbed"));
        assertThat(folder.resolve("killed/grades.csv"))
                .hasSameBinaryContentAs(folder.resolve("undisturbed/grades.csv"));
        assertThat(folder.resolve("killed/work")).doesNotExist();
        assertThat(processes)
                .allSatisfy(process -> assertThat(Remains.of(process)).isEmpty());
    }

    /** Say whether servers were running when it was killed. */
    private boolean killed(int milliseconds) {
        try (Running batch = start("killed")) {
            ProcessHandle.of(batch.pid())
                    .orElseThrow()
                    .onExit()
                    .completeOnTimeout(null, milliseconds, TimeUnit.MILLISECONDS)
                    .join();
            if (!batch.isAlive()) {
                return false;
            }
            batch.signal("KILL");
            return !Remains.containersOf(batch.pid()).isEmpty();
        }
    }

    private double finish(String out) {
        try (Running batch = start(out)) {
            return batch.await(DEADLINE).orFail().seconds();
        }
    }

    private Running start(String out) {
        Running batch = Command.lab(
                        "batch",
                        "05",
                        submissions.toString(),
                        "--out",
                        folder.resolve(out).toString(),
                        "--jobs",
                        "2")
                .start();
        processes.add(batch.pid());
        return batch;
    }

    private TreeMap<String, String> verdicts(String out) {
        ResultStore store = new ResultStore(folder.resolve(out));
        TreeMap<String, String> verdicts = new TreeMap<>();
        for (String key : store.keys()) {
            Stored stored = store.state(key).orElseThrow();
            Grade grade = store.grade(stored).orElseThrow();
            verdicts.put(
                    key,
                    stored.outcome() + " " + grade.score() + " "
                            + grade.checks().stream()
                                    .map(check -> check.id() + " " + check.status())
                                    .collect(Collectors.joining(", "))
                            + grade.questions().stream()
                                    .map(question -> ", " + question.id() + " " + question.level())
                                    .collect(Collectors.joining()));
        }
        return verdicts;
    }
}
