package org.foobarlab.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.foobarlab.lab.UnusableInput;

/**
 * Put the results of a batch where a platform without an engine can show them: each with who the student is and what
 * exactly was graded, so that nobody is shown a result of somebody else or of an earlier hand-in.
 */
final class GradedElsewhere {

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private GradedElsewhere() {}

    /**
     * Copy them.
     *
     * @param batch the folder of a batch
     * @throws UnusableInput if it is none, or holds no result
     */
    static void copy(Path batch, Path to) throws IOException {
        Path results = batch.resolve("results");
        Path shown = batch.resolve("gradescope");
        if (!Files.isDirectory(results) || !Files.isDirectory(shown)) {
            throw new UnusableInput(batch + " is not the folder of a batch: it has no results/ and no gradescope/.");
        }
        ArrayNode index = MAPPER.createArrayNode();
        List<Path> students;
        try (Stream<Path> folders = Files.list(results)) {
            students = folders.filter(Files::isDirectory).sorted().toList();
        }
        for (Path student : students) {
            String key = student.getFileName().toString();
            Path result = student.resolve("result.json");
            Path text = shown.resolve(key).resolve("results.json");
            if (Files.isRegularFile(result) && Files.isRegularFile(text)) {
                JsonNode who =
                        MAPPER.readTree(student.resolve("state.json").toFile()).path("student");
                ObjectNode entry = index.addObject();
                entry.put("file", key + ".json");
                entry.put("email", who.path("email").asText());
                entry.put("name", who.path("name").asText());
                entry.put(
                        "sha256",
                        MAPPER.readTree(result.toFile())
                                .at("/submission/sha256")
                                .asText());
                Files.createDirectories(to);
                Files.copy(text, to.resolve(key + ".json"));
            }
        }
        if (index.isEmpty()) {
            throw new UnusableInput("The batch in " + batch + " has no result to show yet.");
        }
        Files.writeString(to.resolve("index.json"), MAPPER.writeValueAsString(index) + "\n");
    }
}
