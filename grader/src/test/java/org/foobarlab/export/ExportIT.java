package org.foobarlab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.foobarlab.TestFiles.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.foobarlab.testing.Command;
import org.foobarlab.testing.Command.Ran;
import org.foobarlab.testing.Project;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hold that an exported repository grades by itself, with what it carries and what Maven has. */
class ExportIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration LATER = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    @Test
    void aFreshCloneGradesWithMaven() throws IOException {
        Path template = folder.resolve("template");
        Path clone = folder.resolve("a folder with spaces/clone");
        assertThat(Command.lab("export", "05", template.toString())
                        .run(SOON)
                        .orFail()
                        .out())
                .startsWith("Exported 05-");
        git(template, "init", "-q", "-b", "main");
        git(template, "add", "-A");
        git(
                template,
                "-c",
                "user.name=Instructor",
                "-c",
                "user.email=instructor@foobar.com",
                "commit",
                "-qm",
                "Hand out the lab");
        git(folder, "clone", "-q", template.toString(), clone.toString());
        Project.deleteTree(clone.resolve("submission"));
        Project.copy(Project.reference(), clone.resolve("submission"));
        write(clone, ".github/workflows/grade.yml", "on: push\n");
        try {
            Ran ran = Command.of("mvn", "-B", "test").in(clone).run(LATER);

            JsonNode grade = new ObjectMapper()
                    .readTree(clone.resolve("target/grades/05-secured-and-monitored/result.json")
                            .toFile());
            assertThat(grade.get("checks"))
                    .isNotEmpty()
                    .allSatisfy(check -> assertThat(check.get("status").asText())
                            .as(check.toString())
                            .isEqualTo("passed"));
            assertThat(grade.get("findings").toString())
                    .contains(".github/workflows/grade.yml was changed, though only files in submission/");
            assertThat(ran.exit()).as(ran.all()).isEqualTo(grade.get("score").equals(grade.get("max_score")) ? 0 : 1);
            assertThat(ran.out()).contains("Running org.foobarlab.cli.GradeTests");
        } finally {
            forget(template);
        }
    }

    private static void git(Path where, String... words) {
        Command.of(Stream.concat(Stream.of("git"), Stream.of(words)).toArray(String[]::new))
                .in(where)
                .run(SOON)
                .orFail();
    }

    /** Maven keeps what it took from the template, and each has a version of its own. */
    private static void forget(Path template) throws IOException {
        Path carried = template.resolve(".foobar-lab/repository");
        Path local =
                Path.of(System.getProperty("localRepository", System.getProperty("user.home") + "/.m2/repository"));
        try (Stream<Path> walk = Files.walk(carried, 4)) {
            List<Path> versions = walk.filter(path -> carried.relativize(path).getNameCount() == 4)
                    .toList();
            for (Path version : versions) {
                Path kept = local.resolve(carried.relativize(version).toString());
                if (Files.isDirectory(kept)) {
                    Project.deleteTree(kept);
                }
            }
        }
    }
}
