package org.foobarlab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.foobarlab.TestFiles.write;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foobarlab.TestFiles;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.submission.Manifest;
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
        new Template(LABS, LAB, true).write(exported);
    }

    @Test
    void holdsTheHandoutAndTheStarter() throws IOException {
        assertThat(exported.resolve("README.md")).hasSameBinaryContentAs(LAB.directory().resolve("README.md"));
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
        for (String name : List.of("pom.xml", "lab", ".github/workflows/classroom.yml", ".devcontainer/devcontainer.json")) {
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
        assertThat(new Template(LABS, LAB, true).write(folder.resolve("again")).sha256())
                .isEqualTo(Manifest.of(exported).sha256());
    }

    @Test
    void canBeGradedByItsOwnFiles() {
        Labs labs = new Labs(exported.resolve(".foobar-lab"));
        assertThat(labs.names()).containsExactly(LAB.name());
        Lab lab = labs.find("05");
        assertThat(lab.checks()).isEqualTo(LAB.checks());
        assertThat(labs.submission(lab)).isEqualTo(exported.resolve("submission"));
        assertThat(labs.results(lab)).isEqualTo(exported.resolve("target/grades").resolve(LAB.name()));
    }

    @Test
    void hasTheOneJobThatClassroomLooksFor() throws IOException {
        JsonNode workflow = new YAMLMapper().readTree(exported.resolve(".github/workflows/classroom.yml").toFile());
        assertThat(workflow.get("name").asText()).isEqualTo("Autograding Tests");
        assertThat(workflow.get("jobs").fieldNames()).toIterable().containsExactly("run-autograding-tests");
        JsonNode steps = workflow.at("/jobs/run-autograding-tests/steps");
        JsonNode reporter = steps.get(steps.size() - 1);
        assertThat(reporter.get("uses").asText()).isEqualTo("classroom-resources/autograding-grading-reporter@v1");
        assertThat(reporter.at("/with/runners").asText()).isEqualTo("grade");
        assertThat(reporter.at("/env/GRADE_RESULTS").asText()).isEqualTo("${{ steps.grade.outputs.result }}");
        for (JsonNode step : steps) {
            assertThat(step.path("uses").asText("x@v1")).matches("[^@]+@v\\d+");
        }
    }

    @Test
    void failsByItselfWithoutTheReporter() throws IOException {
        new Template(LABS, LAB, false).write(folder.resolve("plain"));
        JsonNode steps = new YAMLMapper()
                .readTree(folder.resolve("plain/.github/workflows/classroom.yml").toFile())
                .at("/jobs/run-autograding-tests/steps");
        assertThat(steps.get(steps.size() - 1).get("run").asText()).isEqualTo("exit ${{ steps.grade.outputs.code }}");
        assertThat(steps.toString()).doesNotContain("reporter");
    }

    @Test
    void hasADevContainer() throws IOException {
        JsonNode container = new ObjectMapper()
                .enable(JsonParser.Feature.ALLOW_COMMENTS)
                .readTree(exported.resolve(".devcontainer/devcontainer.json").toFile());
        assertThat(exported.resolve(".devcontainer").resolve(container.at("/build/dockerfile").asText())).exists();
    }

    @Test
    void leavesWhatIsThereAlone() {
        write(folder, "mine/notes.txt", "mine");
        assertThatThrownBy(() -> new Template(LABS, LAB, true).write(folder.resolve("mine")))
                .isInstanceOf(UnusableInput.class)
                .hasMessage(folder.resolve("mine") + " is not empty: name a folder that does not exist yet.");
    }

    @Test
    void takesAnEmptyRepository() {
        write(folder, "mine/.git/HEAD", "ref: refs/heads/main\n");
        new Template(LABS, LAB, true).write(folder.resolve("mine"));
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
