package org.foobarlab.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.foobarlab.TestFiles;
import org.foobarlab.grade.Grade;
import org.foobarlab.grade.Status;
import org.foobarlab.grade.Verdict;
import org.foobarlab.grading.CheckCatalog;
import org.foobarlab.grading.Grader;
import org.foobarlab.grading.Progress;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.report.ClassResults;
import org.foobarlab.report.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Grade a small class on real servers, two submissions at once. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BatchIT {

    private static final String HAPROXY = "lb-01/etc/haproxy/haproxy.cfg";

    @TempDir
    private Path submissions;

    @TempDir
    private Path out;

    private final Labs labs = new Labs(TestFiles.home());
    private final Lab lab = labs.find("05");
    private final Path reference =
            labs.home().resolve("solutions").resolve(lab.name()).resolve("reference");
    private final List<String> graded = Collections.synchronizedList(new ArrayList<>());

    @Test
    void gradesEachOnServersOfItsOwnAndNoneTwice() throws IOException {
        copy(reference, submissions.resolve("ada"));
        zip("lovelaceada_11_22_lab.zip", text -> text);
        zip(
                "Bob Typo_33_assignsubmission_file_lab.zip",
                text -> text.replaceFirst("default_backend \\S+", "default_backend wbe"));
        Files.writeString(submissions.resolve("carl.docx"), "not a submission");
        Grader grader = new Grader(labs, Progress.NONE);
        LabGrader real = new LabGrader(grader, lab);
        Fingerprint fingerprint = Fingerprint.of(labs, lab, grader.images());
        ResultStore store = new ResultStore(out);
        Course course = Course.of(lab, lab.title(), submissions, Roster.none(), Set.of(), Shard.WHOLE);
        Batch batch = new Batch(
                (submission, attempt) -> {
                    graded.add(submission.sha256());
                    return real.grade(submission, attempt);
                },
                fingerprint,
                store,
                new Batch.Options(2, Duration.ofMinutes(4), false),
                BatchListener.NONE,
                Wanted.anyServers());
        batch.run(course, new CheckCatalog());
        ClassResults results = ClassReport.write(store, Overrides.none(), LatePolicy.none());

        assertThat(results.rows())
                .extracting(row -> row.key() + " " + row.outcome().word())
                .containsExactly("Bob-Typo-33 graded", "ada graded", "carl.docx unreadable", "lovelaceada-11 graded");
        Grade ada = store.grade(store.state("ada").orElseThrow()).orElseThrow();
        Grade again = store.grade(store.state("lovelaceada-11").orElseThrow()).orElseThrow();
        assertThat(ada.checks())
                .allSatisfy(check -> assertThat(check.status())
                        .as(check.id() + ": " + check.observed())
                        .isEqualTo(Status.PASSED));
        assertThat(again.checks())
                .extracting(Verdict::status)
                .isEqualTo(ada.checks().stream().map(Verdict::status).toList());
        Grade typo = store.grade(store.state("Bob-Typo-33").orElseThrow()).orElseThrow();
        assertThat(typo.checks())
                .filteredOn(check -> check.status() == Status.FAILED)
                .extracting(Verdict::id)
                .containsExactly("haproxy-starts");
        assertThat(graded).hasSize(3);
        assertThat(results.rows().get(2).outcome()).isEqualTo(Outcome.UNREADABLE);

        batch.run(course, new CheckCatalog());
        assertThat(graded).as("nothing changed").hasSize(3);
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }

    private void zip(String name, UnaryOperator<String> change) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(submissions.resolve(name)))) {
            for (Path file : files(reference)) {
                String path = reference.relativize(file).toString();
                zip.putNextEntry(new ZipEntry("lab 5/" + path));
                String text = Files.readString(file);
                zip.write((path.equals(HAPROXY) ? change.apply(text) : text).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
