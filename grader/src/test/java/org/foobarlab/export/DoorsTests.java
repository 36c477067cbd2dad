package org.foobarlab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.foobarlab.TestFiles.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.foobarlab.TestFiles;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.lab.Question;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.submission.Submission;
import org.foobarlab.testing.Command;
import org.foobarlab.testing.Command.Ran;
import org.foobarlab.testing.PlatformSchema;
import org.foobarlab.testing.Project;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Run what each platform runs, as it runs it: its folders, its environment, its limits. Something stands in for the
 * grading, so that what comes of every exit code is seen.
 */
class DoorsTests {

    private static final Labs LABS = new Labs(TestFiles.home());
    private static final Lab LAB = LABS.find("05");
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String RESULT = """
            {"schema": "classroom50/result/v1", "classroom": "networks", "assignment": "lab-05",
             "submission": "submit/1", "commit": "c", "release": "r", "review": "v", "datetime": "2026-12-01T10:00:00Z",
             "score": %d, "max-score": 80,
             "tests": [{"test-name": "all", "passed": false, "score": %d, "max-score": 80}]}
            """;

    @TempDir
    private static Path doors;

    @TempDir
    private Path folder;

    @BeforeAll
    static void export() {
        for (Door door : Door.values()) {
            new Template(LABS, LAB, Publication.on(door).called("lab-05")).write(doors.resolve(door.word()));
        }
    }

    // --- What is handed out

    @Test
    void leavesNoPlaceOpen() throws IOException {
        for (Path file : files(doors)) {
            String name = file.getFileName().toString();
            if (name.matches(".*\\.(ya?ml|py|sh|md|json|xml)|lab|run_autograder")) {
                assertThat(Files.readString(file))
                        .as(file.toString())
                        .doesNotContainPattern("@[A-Z_]{3,}@")
                        .doesNotContain(TestFiles.home().toString());
            }
        }
    }

    @Test
    void keepsWhatRightAnswersSayFromWhereStudentsCanFetchIt() throws IOException {
        for (Path file : files(doors.resolve("classroom50"))) {
            String name = file.toString();
            assertThat(name).doesNotContain("explanation.model").doesNotContain("/kept/");
            if (name.endsWith(".jar")) {
                try (ZipFile jar = ZipFile.builder().setPath(file).get()) {
                    List<String> entries = new ArrayList<>();
                    jar.getEntries().asIterator().forEachRemaining(entry -> entries.add(entry.getName()));
                    assertThat(entries)
                            .noneMatch(entry -> entry.contains("/kept/"))
                            .contains("org/foobarlab/cli/");
                }
            } else {
                String text = new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8);
                for (Question question : LAB.questions()) {
                    question.ideas().forEach(idea -> assertThat(text).as(name).doesNotContain(idea.right()));
                }
            }
        }
        Labs bundled = new Labs(doors.resolve("classroom50/autograders/lab-05/grader/.foobar-lab"));
        assertThat(bundled.find("05").questions()).isEmpty();
        assertThat(bundled.find("05").checks()).isEqualTo(LAB.checks());
    }

    /** The grader is to have a model of three million bytes that can hardly be packed. */
    @Test
    void leavesRoomInWhatClassroom50Publishes() throws IOException {
        assertThat(Packed.size(doors.resolve("classroom50/autograders/lab-05")))
                .isLessThan(Template.MOST_BUNDLED - 4L * 1024 * 1024);
    }

    @Test
    void refusesABundleThatClassroom50WouldNotTake() throws IOException {
        Path home = Project.copy(TestFiles.home().resolve("labs"), folder.resolve("home/labs"))
                .getParent();
        Project.copy(TestFiles.home().resolve("containers"), home.resolve("containers"));
        for (String shared : List.of("grader", "pom.xml")) {
            Files.createSymbolicLink(home.resolve(shared), TestFiles.home().resolve(shared));
        }
        byte[] noise = new byte[(int) Template.MOST_BUNDLED];
        new java.util.Random(5).nextBytes(noise);
        Labs labs = new Labs(home);
        Lab lab = labs.find("05");
        Files.write(lab.directory().resolve("given").resolve("large"), noise);
        assertThatThrownBy(
                        () -> new Template(labs, lab, Publication.on(Door.CLASSROOM50)).write(folder.resolve("large")))
                .isInstanceOf(UnusableInput.class)
                .hasMessageContaining("Classroom 50 takes 10485760 at most");
    }

    @Test
    void refusesNamesThatAPlatformWouldNot() {
        for (String slug : List.of("", "a", "Lab", "-lab", "lab 05", "x".repeat(40))) {
            assertThatThrownBy(() -> Publication.on(Door.CLASSROOM50).called(slug))
                    .isInstanceOf(UnusableInput.class);
        }
        assertThatThrownBy(() -> Publication.on(Door.GITHUB).withRegistry("x'; id"))
                .isInstanceOf(UnusableInput.class);
        assertThat(Publication.on(Door.GITHUB)
                        .withRegistry("mirror.example.org")
                        .registry())
                .isEqualTo("mirror.example.org/");
    }

    // --- GitHub Actions

    @Test
    void runsOnAKnownMachineWithKnownActionsAndCancelsNothing() throws IOException {
        JsonNode workflow = new YAMLMapper()
                .readTree(doors.resolve("github/.github/workflows/grade.yml").toFile());
        JsonNode job = workflow.at("/jobs/grade");
        assertThat(job.get("runs-on").asText()).isEqualTo("ubuntu-24.04");
        assertThat(job.get("timeout-minutes").asInt()).isPositive();
        assertThat(workflow.at("/concurrency/cancel-in-progress").asBoolean()).isFalse();
        // A group that two pushes share would drop the one that waits.
        assertThat(workflow.at("/concurrency/group").asText()).contains("github.sha");
        for (JsonNode step : job.get("steps")) {
            assertThat(step.path("uses").asText("x@" + "0".repeat(40))).matches("[\\w/-]+@[0-9a-f]{40}");
        }
        assertThat(workflow.toString()).doesNotContain("autograding");
    }

    @Test
    void postsTheGradeToTheCommit() throws IOException {
        Path runner = Files.createDirectories(folder.resolve("runner"));
        Files.writeString(runner.resolve("check.json"), "{}");
        program("bin/gh", "printf '%s\\n' \"$*\" >\"$RUNNER_TEMP/posted\"");
        step("Show the points at the commit")
                .with("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"))
                .with("GITHUB_REPOSITORY", "course/lab-05-amina")
                .with("RUNNER_TEMP", runner.toString())
                .run(SOON)
                .orFail();
        assertThat(runner.resolve("posted"))
                .hasContent("api --method POST repos/course/lab-05-amina/check-runs --input " + runner + "/check.json");
    }

    @Test
    void saysWhenTheGraderDidNotStart() throws IOException {
        program("lab", "exit 3");
        Path runner = Files.createDirectories(folder.resolve("runner"));
        write(folder, "output", "");
        write(folder, "summary", "");
        Ran ran = step("Grade")
                .with("GITHUB_OUTPUT", folder.resolve("output").toString())
                .with("GITHUB_STEP_SUMMARY", folder.resolve("summary").toString())
                .with("RUNNER_TEMP", runner.toString())
                .run(SOON)
                .orFail();
        assertThat(folder.resolve("output")).hasContent("code=3");
        assertThat(folder.resolve("summary")).content().contains("not the submission's fault");
        assertThat(ran.out()).startsWith("::error title=Not graded::");
    }

    private Command step(String name) throws IOException {
        JsonNode steps = new YAMLMapper()
                .readTree(doors.resolve("github/.github/workflows/grade.yml").toFile())
                .at("/jobs/grade/steps");
        for (JsonNode step : steps) {
            if (step.get("name").asText().equals(name)) {
                return Command.of(
                                "bash",
                                "--noprofile",
                                "--norc",
                                "-eo",
                                "pipefail",
                                "-c",
                                step.get("run").asText())
                        .in(folder);
            }
        }
        throw new AssertionError("there is no step " + name);
    }

    // --- Classroom 50

    @Test
    void leavesClassroom50AResultForFullMarksAndForLess() throws IOException {
        for (int score : List.of(80, 11)) {
            Path checkout = checkout();
            Ran ran = classroom50(checkout, grading(score), "12").orFail();
            assertThat(PlatformSchema.classroom50(Files.readString(checkout.resolve("result.json"))))
                    .isEmpty();
            assertThat(checkout.resolve("release-body.md"))
                    .content()
                    .startsWith("## 05")
                    .contains("points more. It is read when the class is graded.");
            assertThat(checkout.resolve("foobar-lab-report.html")).exists();
            assertThat(checkout.resolve("output"))
                    .hasContent("status=" + (score == 80 ? "success" : "failure") + "\nsummary=Foobar Lab 05: " + score
                            + " of 80");
            // What a server printed between is not taken for a command.
            assertThat(ran.out()).containsPattern("(?s)::stop-commands::(\\w+)\n.*::notice::mine\n.*::\\1::\n");
        }
    }

    @Test
    void leavesClassroom50NoResultWhereThereIsNoGrade() throws IOException {
        for (String end : List.of("exit 3", "exit 2", "exit 0", "kill -9 $$")) {
            Path checkout = checkout();
            Ran ran = classroom50(checkout, end, "12");
            assertThat(ran.exit()).as(end).isEqualTo(3);
            assertThat(checkout.resolve("result.json")).doesNotExist();
            assertThat(ran.out()).contains("::error title=Not graded::").contains("This is no grade");
        }
    }

    @Test
    void endsBeforeTheRunnersJobIsEnded() throws IOException {
        Path checkout = checkout();
        Ran ran = classroom50(checkout, "exec tail -f /dev/null", "0.02");
        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.out()).contains("took longer than 0.02 minutes");
        assertThat(checkout.resolve("result.json")).doesNotExist();
    }

    @Test
    void followsNoLinkThatAStudentLeft() throws IOException {
        Path checkout = checkout();
        Path other = write(folder, "other", "mine").resolve("other");
        Files.createSymbolicLink(checkout.resolve("result.json"), other);
        classroom50(checkout, grading(80), "12").orFail();
        assertThat(other).hasContent("mine");
        assertThat(Files.isSymbolicLink(checkout.resolve("result.json"))).isFalse();
    }

    @Test
    void saysWhatIsMissingInAStudentsRepository() throws IOException {
        Path checkout = checkout();
        Project.deleteTree(checkout.resolve("submission"));
        Ran ran = classroom50(checkout, grading(80), "12");
        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.out()).contains("There is no folder submission/ in this repository");
    }

    /** Unpack the bundle and start it as the runner does, with something in the grader's place. */
    private Ran classroom50(Path checkout, String lab, String minutes) throws IOException {
        Path bundle = Files.createTempDirectory(folder, "bundle");
        Files.copy(doors.resolve("classroom50/autograders/lab-05/autograder.py"), bundle.resolve("autograder.py"));
        write(bundle, "grader/lab", STAND_IN + lab + "\n");
        return Command.of("python3", bundle.resolve("autograder.py").toString())
                .in(checkout)
                .with("CLASSROOM50_BUNDLE_DIR", bundle.toString())
                .with("CLASSROOM", "networks")
                .with("ASSIGNMENT", "lab-05")
                .with("ASSIGNMENT_TYPE", "individual")
                .with("SUBMISSION_TAG", "submit/2026-12-01T10-00-00Z-0123456")
                .with("USERNAME", "amina")
                .with("OWNER", "amina")
                .with("COMMIT_URL", "https://git.example.org/c")
                .with("RELEASE_URL", "https://git.example.org/r")
                .with("REVIEW_URL", "https://git.example.org/v")
                .with("GITHUB_OUTPUT", checkout.resolve("output").toString())
                .with(
                        "RUNNER_TEMP",
                        Files.createDirectories(folder.resolve("temp")).toString())
                .with("FOOBARLAB_MINUTES", minutes)
                .run(SOON);
    }

    /** Reads "--report FORMAT=FILE" into variables named after the formats. */
    private static final String STAND_IN = """
            #!/usr/bin/env bash
            for word in "$@"; do case $word in
                classroom50=*) result=${word#*=} ;; release-body=*) body=${word#*=} ;;
                html=*) html=${word#*=} ;; gradescope=*) gradescope=${word#*=} ;;
                junit=*) junit=${word#*=} ;; code-quality=*) quality=${word#*=} ;; esac; done
            echo '::notice::mine'
            """;

    private static String grading(int score) {
        return "cat >\"$result\" <<'END'\n" + RESULT.formatted(score, score)
                + "END\necho '## 05' >\"$body\"; echo '<p>' >\"$html\"; exit " + (score == 80 ? 0 : 1);
    }

    private Path checkout() throws IOException {
        Path checkout = Files.createTempDirectory(folder, "checkout");
        write(checkout, "submission/EXPLANATION.md", "Mine.\n");
        return checkout;
    }

    // --- Gradescope

    @Test
    void packsWhatGradescopeWantsAtTheRootOfTheArchive() throws IOException {
        try (ZipFile zip = ZipFile.builder()
                .setPath(doors.resolve("gradescope/autograder.zip"))
                .get()) {
            for (String program : List.of("setup.sh", "run_autograder", "grader/lab")) {
                ZipArchiveEntry entry = zip.getEntry(program);
                assertThat(entry).as(program).isNotNull();
                assertThat(entry.getUnixMode() & 0100).as(program).isNotZero();
            }
        }
    }

    @Test
    void gradesWhereGradescopeHasAnEngine() throws IOException {
        Path root = gradescope("submission/EXPLANATION.md", "exit 0", """
                echo '{"score": 3, "tests": [{"name": "a", "score": 3, "max_score": 5}]}' >"$gradescope"; exit 1""");
        JsonNode result = run(root);
        assertThat(result.get("score").asInt()).isEqualTo(3);
    }

    @Test
    void tellsGradescopeNoScoreWhereTheGraderFailed() throws IOException {
        JsonNode result = run(gradescope("submission/submission/EXPLANATION.md", "exit 0", "exit 3"));
        assertThat(result.get("output").asText()).contains("exit code 3", "This is no zero");
    }

    @Test
    void saysThatThereIsNoEngineAndThatItIsGradedElsewhere() throws IOException {
        JsonNode result = run(gradescope("submission/EXPLANATION.md", "exit 1", "exit 0"));
        assertThat(result.get("output").asText()).startsWith("Not graded here: the lab's servers need a Docker engine");
    }

    @Test
    void saysWhatItWasNotGiven() throws IOException {
        JsonNode result = run(gradescope("submission/essay.txt", "exit 0", "exit 0"));
        assertThat(result.get("output").asText()).contains("Hand in the folder submission/");
    }

    /** Only the student's own, and only of just this hand-in. */
    @Test
    void showsWhatWasGradedElsewhere() throws IOException {
        Path root = gradescope("submission/EXPLANATION.md", "exit 1", "exit 0");
        write(root, "submission/lb-01/etc/haproxy/haproxy.cfg", "frontend\n");
        write(root, "submission/web-01/ümläut", "x");
        String digest = Submission.read(root.resolve("submission")).sha256();
        Path batch = folder.resolve("batch");
        for (String name : List.of("amina", "boris")) {
            write(batch, "results/" + name + "/state.json", """
                    {"student": {"email": "%s@example.org", "name": "A Name"}}""".formatted(name));
            write(batch, "results/" + name + "/result.json", """
                    {"submission": {"sha256": "%s"}}""".formatted(digest));
            write(batch, "gradescope/" + name + "/results.json", """
                    {"score": %d, "tests": [{"name": "a", "score": 1, "max_score": 1}]}""".formatted(name.length() * 10 + name.charAt(0)));
        }
        Template template =
                new Template(LABS, LAB, Publication.on(Door.GRADESCOPE).withResults(batch));
        template.write(folder.resolve("export"));
        Project.copy(folder.resolve("export/autograder/results"), root.resolve("source/results"));
        write(
                root,
                "submission_metadata.json",
                "{\"users\": [{\"email\": \"Boris@example.org\", \"name\": \"A Name\"}]}");
        assertThat(run(root).get("score").asInt()).isEqualTo(50 + 'b');

        write(
                root,
                "submission_metadata.json",
                "{\"users\": [{\"email\": \"eve@example.org\", \"name\": \"A Name\"}]}");
        assertThat(run(root).has("score")).isFalse();

        write(root, "submission_metadata.json", "{\"users\": [{\"email\": \"boris@example.org\"}]}");
        write(root, "submission/EXPLANATION.md", "Another.\n");
        assertThat(run(root).get("output").asText()).contains("another hand-in of yours");
    }

    @Test
    void setsUpAsGradescopeDoes() throws IOException {
        Path source = Project.copy(doors.resolve("gradescope/autograder"), folder.resolve("autograder/source"));
        write(source, "grader/lab", "echo \"lab $*\" >>\"$SAID\"\n");
        program("bin/apt-get", "echo \"apt-get $*\" >>\"$SAID\"");
        Command.of("bash", source.resolve("setup.sh").toString())
                .in(folder)
                .with("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"))
                .with("SAID", folder.resolve("said").toString())
                .run(SOON)
                .orFail();
        assertThat(Files.readAllLines(folder.resolve("said")))
                .hasSize(3)
                .startsWith("apt-get update -q")
                .endsWith("lab --version");
    }

    /** Lay out {@code /autograder} as Gradescope does, below another folder. */
    private Path gradescope(String handedIn, String withDocker, String lab) throws IOException {
        Path root = Files.createDirectories(folder.resolve("autograder"));
        Files.copy(doors.resolve("gradescope/autograder/run_autograder"), root.resolve("run_autograder"));
        write(root, "source/grader/lab", STAND_IN + lab + "\n");
        // "with-docker COMMAND" runs the command if there is an engine.
        write(root, "source/grader/.foobar-lab/containers/with-docker", """
                if [ "$1" = docker ]; then %s; fi
                exec "$@"
                """.formatted(withDocker));
        write(root, handedIn, "Mine.\n");
        write(root, "submission_metadata.json", "{\"users\": []}");
        Files.createDirectories(root.resolve("results"));
        return root;
    }

    private static JsonNode run(Path root) throws IOException {
        Command.of("python3", root.resolve("run_autograder").toString())
                .in(root)
                .run(SOON)
                .orFail();
        String text = Files.readString(root.resolve("results/results.json"));
        assertThat(PlatformSchema.complaints("gradescope-results", text))
                .as(text)
                .isEmpty();
        return JSON.readTree(text);
    }

    // --- GitLab CI

    @Test
    void runsTheScriptOfGitLab() throws IOException {
        Path project = Files.createDirectories(folder.resolve("project"));
        JsonNode job = gitlab();
        program("bin/apt-get", "exit 0");
        write(project, "lab", STAND_IN + "echo '<testsuites/>' >\"$junit\"; echo '[]' >\"$quality\"; exit 1\n");
        assertThat(project.resolve("lab").toFile().setExecutable(true)).isTrue();
        write(project, ".foobar-lab/containers/with-docker", "exec \"$@\"\n");
        List<String> lines = new ArrayList<>();
        job.get("script").forEach(line -> lines.add(line.asText()));
        Ran ran = Command.of("bash", "-eo", "pipefail", "-c", String.join("\n", lines))
                .in(project)
                .with("CI_PROJECT_DIR", project.toString())
                .with("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"))
                .run(SOON);
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(project.resolve(job.at("/artifacts/reports/junit").asText())).exists();
        assertThat(PlatformSchema.complaints(
                        "gitlab-code-quality",
                        Files.readString(project.resolve(
                                job.at("/artifacts/reports/codequality").asText()))))
                .isEmpty();
    }

    @Test
    void letsNoLaterPushEndAGradingOnGitLab() throws IOException {
        JsonNode job = gitlab();
        assertThat(job.get("interruptible").asBoolean()).isFalse();
        assertThat(job.at("/artifacts/when").asText()).isEqualTo("always");
        assertThat(job.get("timeout").asText()).isEqualTo("45 minutes");
    }

    private static JsonNode gitlab() throws IOException {
        return new YAMLMapper()
                .readTree(doors.resolve("gitlab/.gitlab-ci.yml").toFile())
                .get("grade");
    }

    private void program(String path, String text) {
        write(folder, path, "#!/usr/bin/env bash\n" + text + "\n");
        assertThat(folder.resolve(path).toFile().setExecutable(true)).isTrue();
    }

    private static List<Path> files(Path below) throws IOException {
        try (Stream<Path> walk = Files.walk(below)) {
            return walk.filter(Files::isRegularFile).collect(Collectors.toList());
        }
    }
}
