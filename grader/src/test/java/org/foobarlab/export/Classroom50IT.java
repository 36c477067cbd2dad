package org.foobarlab.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.foobarlab.TestFiles;
import org.foobarlab.lab.Labs;
import org.foobarlab.testing.Command;
import org.foobarlab.testing.Command.Ran;
import org.foobarlab.testing.PlatformSchema;
import org.foobarlab.testing.Project;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hold that what is published for Classroom 50 grades by itself, on real servers. */
class Classroom50IT {

    @TempDir
    private Path folder;

    @Test
    void gradesTheReferenceAndRecordsNoPointsWithoutAnEngine() throws IOException {
        Labs labs = new Labs(TestFiles.home());
        new Template(labs, labs.find("05"), Publication.on(Door.CLASSROOM50).called("lab-05"))
                .write(folder.resolve("export"));
        Path checkout = Project.copy(folder.resolve("export/template"), folder.resolve("checkout"));
        Project.deleteTree(checkout.resolve("submission"));
        Project.copy(Project.reference(), checkout.resolve("submission"));

        Ran without =
                autograder(checkout).with("DOCKER_HOST", "tcp://127.0.0.1:9").run(Duration.ofMinutes(3));
        assertThat(without.exit()).as(without.all()).isEqualTo(3);
        assertThat(checkout.resolve("result.json")).doesNotExist();

        autograder(checkout).run(Duration.ofMinutes(6)).orFail();
        String text = Files.readString(checkout.resolve("result.json"));
        assertThat(PlatformSchema.classroom50(text)).isEmpty();
        JsonNode result = new ObjectMapper().readTree(text);
        assertThat(result.get("score")).isEqualTo(result.get("max-score"));
        assertThat(result.get("score").asInt()).isPositive();
    }

    private Command autograder(Path checkout) {
        Path bundle = folder.resolve("export/autograders/lab-05");
        return Command.of("python3", bundle.resolve("autograder.py").toString())
                .in(checkout)
                .with("CLASSROOM50_BUNDLE_DIR", bundle.toString())
                .with("CLASSROOM", "networks")
                .with("ASSIGNMENT", "lab-05")
                .with("SUBMISSION_TAG", "submit/2026-12-01T10-00-00Z-0123456")
                .with("COMMIT_URL", "https://git.example.org/c")
                .with("RELEASE_URL", "https://git.example.org/r")
                .with("REVIEW_URL", "https://git.example.org/v")
                .with("GITHUB_OUTPUT", folder.resolve("output").toString())
                .with("RUNNER_TEMP", folder.toString());
    }
}
