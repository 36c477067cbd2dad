package org.foobarlab.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.foobarlab.TestFiles.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.foobarlab.grade.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kill a batch, as {@code kill -9} does, at ten random moments, and hold that what comes of it is what an undisturbed
 * one makes.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KilledBatchIT {

    private static final int STUDENTS = 200;
    private static final int KILLS = 10;

    @TempDir
    private Path submissions;

    @TempDir
    private Path out;

    /** Run a batch in a process of its own, with a grader that takes a little time and no servers. */
    public static void main(String[] arguments) {
        SubmissionGrader grader = (submission, attempt) -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(40));
            Status second = submission.sha256().charAt(0) < '8' ? Status.PASSED : Status.FAILED;
            return Grades.of(submission.sha256(), Status.PASSED, second);
        };
        new Batch(
                        grader,
                        Fingerprint.of("1"),
                        new ResultStore(Path.of(arguments[1])),
                        new Batch.Options(2, Duration.ofMinutes(1), false),
                        BatchListener.NONE,
                        Wanted.anyServers())
                .run(Intake.list(Path.of(arguments[0]), Roster.none(), Set.of()));
    }

    @Test
    void everyResultIsThereOnceAndEqualToThatOfAnUndisturbedRun() throws Exception {
        for (int i = 0; i < STUDENTS; i++) {
            write(submissions, String.format("student-%03d/lb-01/etc/haproxy/haproxy.cfg", i), "global # " + i + "\n");
        }
        assertThat(start("undisturbed").waitFor()).isZero();
        Random random = new Random();
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = start("killed");
            process.waitFor(300 + random.nextInt(1200), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
        }
        assertThat(start("killed").waitFor()).isZero();
        assertThat(results("killed")).hasSize(STUDENTS).isEqualTo(results("undisturbed"));
        assertThat(new ResultStore(out.resolve("killed")).keys()).hasSize(STUDENTS);
        assertThat(out.resolve("killed/work")).doesNotExist();
    }

    private Process start(String folder) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledBatchIT.class.getName(),
                        submissions.toString(),
                        out.resolve(folder).toString()))
                .inheritIO()
                .start();
    }

    private TreeMap<String, String> results(String folder) throws IOException {
        TreeMap<String, String> results = new TreeMap<>();
        try (Stream<Path> students = Files.list(out.resolve(folder).resolve("results"))) {
            for (Path student : students.toList()) {
                results.put(student.getFileName().toString(), Files.readString(student.resolve("result.json")));
            }
        }
        return results;
    }
}
