package org.foobarlab.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.foobarlab.TestFiles.write;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foobarlab.grade.LabFault;
import org.foobarlab.grade.Status;
import org.foobarlab.grading.CheckCatalog;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.testing.Project;
import org.foobarlab.testing.SmallLab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkPlanTests {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Fingerprint GRADING = Fingerprint.of("grader");
    private static final BatchListener NOBODY = new BatchListener() {};

    private final AtomicInteger gradings = new AtomicInteger();
    private final SubmissionGrader good = (submission, attempt) -> {
        gradings.incrementAndGet();
        return Grades.of(submission.sha256(), Status.PASSED, Status.FAILED);
    };

    @TempDir
    private Path folder;

    @Test
    void makesTheFilesThatABatchMakes() throws IOException {
        students("ada", "bob", "carl", "dora", "eve");
        write(folder, "submissions/frank.zip", "no archive");
        ResultStore batch = new ResultStore(folder.resolve("batch"));
        new Batch(good, GRADING, batch, new Batch.Options(2, LONG, false), NOBODY, Wanted.anyServers())
                .run(course(), new CheckCatalog());
        ClassReport.write(batch, Overrides.none(), LatePolicy.none());

        WorkPlan plan = plan();
        assertThat(plan.size()).isEqualTo(6);
        assertThat(plan.unreadable()).isEqualTo(1);
        // Whatever happens to the hand-ins after that, and in whatever order the machines come to them.
        Project.deleteTree(folder.resolve("submissions"));
        List<Integer> order = IntStream.rangeClosed(1, 6).boxed().collect(Collectors.toList());
        Collections.shuffle(order, new Random(5));
        for (int number : order) {
            assertThat(WorkPlan.read(folder.resolve("plan"))
                            .work(number, good, GRADING, LONG, NOBODY, Wanted.anyServers()))
                    .isTrue();
        }
        ResultStore collected = new ResultStore(folder.resolve("collected"));
        plan.collect(collected);
        ClassReport.write(collected, Overrides.none(), LatePolicy.none());
        assertThat(shown(collected))
                .isEqualTo(shown(batch))
                .containsKeys("grades.csv", "class.json", "students/frank.html", "results/eve/result.json");
    }

    @Test
    void gradesATaskOnce() {
        students("ada");
        WorkPlan plan = plan();
        for (int i = 0; i < 3; i++) {
            assertThat(plan.work(1, good, GRADING, LONG, NOBODY, Wanted.anyServers()))
                    .isTrue();
        }
        assertThat(gradings).hasValue(1);
    }

    @Test
    void triesAgainWhatTheLabCouldNotGrade() {
        students("ada");
        WorkPlan plan = plan();
        SubmissionGrader broken = (submission, attempt) -> {
            throw new LabFault("no engine");
        };
        assertThat(plan.work(1, broken, GRADING, LONG, NOBODY, Wanted.anyServers()))
                .isFalse();
        assertThatThrownBy(() -> plan.collect(new ResultStore(folder.resolve("collected"))))
                .isInstanceOf(UnusableInput.class)
                .hasMessageContaining("1 not graded by a fault of the lab's: ada");
        assertThat(plan.work(1, good, GRADING, LONG, NOBODY, Wanted.anyServers()))
                .isTrue();
        plan.collect(new ResultStore(folder.resolve("collected")));
    }

    @Test
    void namesWhatIsMissingAndWhatDoesNotBelong() throws IOException {
        students("ada", "bob", "carl");
        WorkPlan plan = plan();
        plan.work(1, good, GRADING, LONG, NOBODY, Wanted.anyServers());
        plan.work(2, good, GRADING, LONG, NOBODY, Wanted.anyServers());
        Path tasks = folder.resolve("plan/tasks");
        Project.copy(tasks.resolve("ada"), tasks.resolve("ada-2"));
        Path state = tasks.resolve("bob/results/bob/state.json");
        Files.writeString(
                state, Files.readString(state).replaceFirst("\"fingerprint\" : \"....", "\"fingerprint\" : \"0000"));
        assertThatThrownBy(() -> plan.collect(new ResultStore(folder.resolve("collected"))))
                .isInstanceOf(UnusableInput.class)
                .hasMessageContaining("1 without a result: carl")
                .hasMessageContaining("1 graded from another hand-in, or by another grader: bob")
                .hasMessageContaining("1 graded, but not planned: ada-2");
        assertThat(folder.resolve("collected")).doesNotExist();
    }

    /** Such as the result of a machine that was ended while it wrote. */
    @Test
    void takesNoHalfResult() throws IOException {
        students("ada");
        WorkPlan plan = plan();
        plan.work(1, good, GRADING, LONG, NOBODY, Wanted.anyServers());
        Path result = folder.resolve("plan/tasks/ada/results/ada/result.json");
        Files.writeString(result, Files.readString(result).substring(0, 200));
        assertThatThrownBy(() -> plan.collect(new ResultStore(folder.resolve("collected"))))
                .hasMessageContaining("1 without a result: ada");
        assertThat(plan.work(1, good, GRADING, LONG, NOBODY, Wanted.anyServers()))
                .isTrue();
        assertThat(gradings).hasValue(2);
    }

    @Test
    void refusesAMachineThatGradesWithSomethingElse() {
        students("ada");
        WorkPlan plan = plan();
        assertThatThrownBy(() -> plan.work(1, good, Fingerprint.of("another"), LONG, NOBODY, Wanted.anyServers()))
                .isInstanceOf(UnusableInput.class)
                .hasMessageStartingWith("This machine has another lab, grader or images than the plan was made with");
        assertThatThrownBy(() -> plan.work(2, good, GRADING, LONG, NOBODY, Wanted.anyServers()))
                .hasMessage("There is no task 2: the plan has 1 to 1.");
        assertThat(gradings).hasValue(0);
    }

    @Test
    void refusesAHandInThatIsNotWhatWasPlanned() throws IOException {
        students("ada");
        WorkPlan plan = plan();
        try (Stream<Path> packed = Files.list(folder.resolve("plan/handins"))) {
            Files.writeString(packed.findFirst().orElseThrow(), "something else");
        }
        assertThatThrownBy(() -> plan.work(1, good, GRADING, LONG, NOBODY, Wanted.anyServers()))
                .isInstanceOf(UnusableInput.class)
                .hasMessageEndingWith("is not what was planned: copy the plan's folder anew.");
    }

    @Test
    void leavesAnEarlierPlanAlone() {
        students("ada");
        plan();
        assertThatThrownBy(this::plan)
                .isInstanceOf(UnusableInput.class)
                .hasMessageContaining("There is a plan in " + folder.resolve("plan") + " already");
    }

    @Test
    void givesAHandInThatTwoMadeOnePackage() throws IOException {
        write(folder, "submissions/ada/EXPLANATION.md", "The same.\n");
        write(folder, "submissions/bob/EXPLANATION.md", "The same.\n");
        plan();
        try (Stream<Path> packed = Files.list(folder.resolve("plan/handins"))) {
            assertThat(packed).hasSize(1);
        }
    }

    private WorkPlan plan() {
        return WorkPlan.make(folder.resolve("plan"), course(), new CheckCatalog(), GRADING, Wanted.anyServers());
    }

    private Course course() {
        return Course.of(
                SmallLab.of(folder.resolve("05-lab"), List.of(), List.of(), List.of()),
                "Lab 5",
                folder.resolve("submissions"),
                Roster.none(),
                Set.of(),
                Shard.WHOLE);
    }

    private void students(String... names) {
        for (String name : names) {
            write(folder, "submissions/" + name + "/submission/lb-01/etc/haproxy/haproxy.cfg", "of " + name + "\n");
        }
    }

    /** Everything but how long it took. */
    private static Map<String, String> shown(ResultStore store) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(store.folder())) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String name = store.folder().relativize(file).toString();
                if (!Set.of("times.html", ".lock").contains(name)
                        && !Set.of("state.json", "similar.json")
                                .contains(file.getFileName().toString())) {
                    files.put(name, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
                }
            }
        }
        return files;
    }
}
