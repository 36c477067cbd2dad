package org.foobarlab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.foobarlab.TestFiles.write;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.foobarlab.TestFiles;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.lab.Question;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.submission.Manifest;
import org.foobarlab.testing.Command;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateTests {

    private static final Labs LABS = new Labs(TestFiles.home());
    private static final Lab LAB = LABS.find("05");

    @TempDir
    private static Path exported;

    @TempDir
    private Path folder;

    @BeforeAll
    static void export() {
        new Template(LABS, LAB, Publication.on(Door.GITHUB).withClassroomReporter()).write(exported);
    }

    @Test
    void holdsTheHandoutAndTheStarter() throws IOException {
        assertThat(exported.resolve("README.md"))
                .hasSameBinaryContentAs(LAB.directory().resolve("README.md"));
        assertThat(names(exported.resolve("submission"))).isEqualTo(names(LAB.starter()));
    }

    @Test
    void holdsNothingOfTheSolutionsAndNoSources() throws IOException {
        assertThat(names(exported))
                .noneMatch(name -> name.contains("solution") || name.contains("reference") || name.contains("mutant"))
                .noneMatch(name -> name.endsWith(".java") || name.endsWith("sentences.tsv"));
    }

    @Test
    void namesNoPlaceOfThisMachineAndLeavesNoPlaceholder() throws IOException {
        for (String name :
                List.of("pom.xml", "lab", ".github/workflows/classroom.yml", ".devcontainer/devcontainer.json")) {
            assertThat(Files.readString(exported.resolve(name)))
                    .as(name)
                    .doesNotContain(TestFiles.home().toString())
                    .doesNotContainPattern("@[A-Z_]+@");
        }
        assertThat(exported.resolve("lab")).isExecutable();
    }

    @Test
    void isWholeByItsOwnManifest() {
        assertThat(Manifest.remarks(exported)).isEmpty();
    }

    @Test
    void isTheSameEachTime() {
        assertThat(new Template(LABS, LAB, Publication.on(Door.GITHUB).withClassroomReporter())
                        .write(folder.resolve("again"))
                        .sha256())
                .isEqualTo(Manifest.of(exported).sha256());
    }

    @Test
    void canBeGradedByItsOwnFiles() {
        Labs labs = new Labs(exported.resolve(".foobar-lab"));
        assertThat(labs.names()).containsExactly(LAB.name());
        Lab lab = labs.find("05");
        assertThat(lab.checks()).isEqualTo(LAB.checks());
        assertThat(labs.submission(lab)).isEqualTo(exported.resolve("submission"));
        assertThat(labs.results(lab))
                .isEqualTo(exported.resolve("target/grades").resolve(LAB.name()));
    }

    @Test
    void showsWhatIsAskedAndNotWhatRightAnswersSay() throws IOException {
        Path own = exported.resolve(".foobar-lab/labs").resolve(LAB.name());
        String file = Files.readString(own.resolve("lab.yml"));
        for (Question question : LAB.questions()) {
            assertThat(file).contains(question.id(), question.prompt());
            question.ideas()
                    .forEach(idea ->
                            assertThat(file).doesNotContain(idea.right()).doesNotContain(idea.wrong()));
            question.misconceptions().forEach(one -> assertThat(file).doesNotContain(one.statement()));
            question.examples()
                    .forEach(example ->
                            assertThat(file).doesNotContain(example.text().strip()));
        }
        assertThat(file).doesNotContain("keywords:").contains("checks:").endsWith("\n");
        assertThat(own.resolve("vocabulary.yml")).doesNotExist();
    }

    @Test
    void readsExplanationsAsTheProjectDoes() throws IOException {
        Path text = LABS.home().resolve("solutions").resolve(LAB.name()).resolve("reference/EXPLANATION.md");
        String own = explain(System.getProperty("java.class.path"), LABS.home(), text);
        Path jar;
        try (Stream<Path> walk = Files.walk(exported.resolve(".foobar-lab/repository"))) {
            jar = walk.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow();
        }
        String libraries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> !path.endsWith("classes"))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(explain(jar + File.pathSeparator + libraries, exported.resolve(".foobar-lab"), text))
                .isEqualTo(own)
                .contains("\"level\"");
    }

    private static String explain(String classpath, Path home, Path text) throws IOException {
        return Command.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dfoobarlab.home=" + home,
                        "-cp",
                        classpath,
                        "org.foobarlab.cli.Main",
                        "explain",
                        LAB.number(),
                        text.toString(),
                        "--json")
                .run(Duration.ofMinutes(2))
                .orFail()
                .out();
    }

    @Test
    void carriesOnlyTheGivenPartsThatTheLabNames() throws IOException {
        for (String name :
                List.of("parts/web/web-01/etc/given", "parts/database/web-01/etc/withheld", "web/etc/for-all")) {
            write(folder, "given/" + name, "content\n");
        }
        Template.copyGiven(folder.resolve("given"), List.of("web"), folder.resolve("out"));
        assertThat(names(folder.resolve("out")))
                .containsExactlyInAnyOrder("parts/web/web-01/etc/given", "web/etc/for-all");
        assertThat(exported.resolve(".foobar-lab/labs/given/parts"))
                .as("the capstone gives no part")
                .doesNotExist();
    }

    @Test
    void hasTheOneJobThatClassroomLooksFor() throws IOException {
        JsonNode workflow = new YAMLMapper()
                .readTree(exported.resolve(".github/workflows/classroom.yml").toFile());
        assertThat(workflow.get("name").asText()).isEqualTo("Autograding Tests");
        assertThat(workflow.get("jobs").fieldNames()).toIterable().containsExactly("run-autograding-tests");
        JsonNode steps = workflow.at("/jobs/run-autograding-tests/steps");
        JsonNode reporter = steps.get(steps.size() - 1);
        assertThat(reporter.get("uses").asText()).isEqualTo("classroom-resources/autograding-grading-reporter@v1");
        assertThat(reporter.at("/with/runners").asText()).isEqualTo("grade");
        assertThat(reporter.at("/env/GRADE_RESULTS").asText()).isEqualTo("${{ steps.grade.outputs.result }}");
        for (JsonNode step : steps) {
            assertThat(step.path("uses").asText("x@" + "0".repeat(40)))
                    .matches("[^@]+@[0-9a-f]{40}|classroom-resources/.*@v1");
        }
    }

    @Test
    void failsByItselfWithoutTheReporter() throws IOException {
        new Template(LABS, LAB, Publication.on(Door.GITHUB)).write(folder.resolve("plain"));
        JsonNode steps = new YAMLMapper()
                .readTree(folder.resolve("plain/.github/workflows/grade.yml").toFile())
                .at("/jobs/grade/steps");
        assertThat(steps.get(steps.size() - 1).get("run").asText()).isEqualTo("exit ${{ steps.grade.outputs.code }}");
        assertThat(steps.toString()).doesNotContain("reporter");
    }

    /** Without an output, the reporter would end with a message about itself. */
    @Test
    void tellsThatTheGraderDidNotEvenStart() throws IOException {
        Map<String, String> output = grade("echo 'lab: there is no java' >&2; exit 3");
        assertThat(output).containsEntry("code", "3");
        JsonNode result = new ObjectMapper().readTree(Base64.getDecoder().decode(output.get("result")));
        assertThat(result.get("status").asText()).isEqualTo("error");
        assertThat(result.get("max_score").asInt()).isZero();
        assertThat(result.at("/tests/0/message").asText())
                .isEqualTo("The grader did not start (exit code 3); this is not the submission's fault and no grade.");
        assertThat(folder.resolve("summary")).content().startsWith("## Not graded\n");
    }

    @Test
    void leavesAGradeAsTheGraderToldIt() throws IOException {
        assertThat(grade("echo result=abc= >>\"$GITHUB_OUTPUT\"; exit 1"))
                .isEqualTo(Map.of("result", "abc=", "code", "1"));
        assertThat(folder.resolve("summary")).isEmptyFile();
    }

    /** Run the workflow's own step as the runner does, with something in the grader's place. */
    private Map<String, String> grade(String lab) throws IOException {
        JsonNode workflow = new YAMLMapper()
                .readTree(exported.resolve(".github/workflows/classroom.yml").toFile());
        String script = StreamSupport.stream(
                        workflow.at("/jobs/run-autograding-tests/steps").spliterator(), false)
                .filter(step -> step.path("id").asText().equals("grade"))
                .map(step -> step.get("run").asText())
                .findFirst()
                .orElseThrow();
        write(folder, "output", "");
        write(folder, "summary", "");
        write(folder, "lab", "#!/usr/bin/env bash\n" + lab + "\n");
        assertThat(folder.resolve("lab").toFile().setExecutable(true)).isTrue();
        Command.of("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script)
                .in(folder)
                .with("GITHUB_OUTPUT", folder.resolve("output").toString())
                .with("GITHUB_STEP_SUMMARY", folder.resolve("summary").toString())
                .run(Duration.ofSeconds(30))
                .orFail();
        return Files.readAllLines(folder.resolve("output")).stream()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    @Test
    void hasADevContainer() throws IOException {
        JsonNode container = new ObjectMapper()
                .enable(JsonParser.Feature.ALLOW_COMMENTS)
                .readTree(exported.resolve(".devcontainer/devcontainer.json").toFile());
        assertThat(exported.resolve(".devcontainer")
                        .resolve(container.at("/build/dockerfile").asText()))
                .exists();
    }

    @Test
    void leavesWhatIsThereAlone() {
        write(folder, "mine/notes.txt", "mine");
        assertThatThrownBy(() -> new Template(
                                LABS, LAB, Publication.on(Door.GITHUB).withClassroomReporter())
                        .write(folder.resolve("mine")))
                .isInstanceOf(UnusableInput.class)
                .hasMessage(folder.resolve("mine") + " is not empty: name a folder that does not exist yet.");
    }

    @Test
    void takesAnEmptyRepository() {
        write(folder, "mine/.git/HEAD", "ref: refs/heads/main\n");
        new Template(LABS, LAB, Publication.on(Door.GITHUB).withClassroomReporter()).write(folder.resolve("mine"));
        assertThat(folder.resolve("mine/pom.xml")).exists();
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .collect(Collectors.toSet());
        }
    }
}
