package org.foobarlab.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.Student;

/** Read whose the folders are in what Gradescope lets one download: {@code submission_metadata.yml} says. */
final class Gradescope {

    /** What the file is called. */
    static final String FILE = "submission_metadata.yml";

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final Map<String, List<Student>> submitters = new HashMap<>();

    private Gradescope() {}

    /** Read the file in a folder; without one, nobody is known. */
    static Gradescope in(Path folder) {
        Gradescope read = new Gradescope();
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return read;
        }
        try {
            YAML.readTree(Files.readString(file)).properties().forEach(one -> {
                List<Student> students = new ArrayList<>();
                for (JsonNode student : either(one.getValue(), "submitters")) {
                    students.add(new Student(
                            either(student, "sid").asText(""),
                            either(student, "name").asText(""),
                            either(student, "email").asText(""),
                            "",
                            "",
                            "",
                            ""));
                }
                read.submitters.put(one.getKey(), students);
            });
            return read;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new UnusableInput(file + ", line " + line + ": this is not YAML; download it again.", e);
        } catch (IOException e) {
            throw new UnusableInput(file + " cannot be read: " + Problems.words(e) + ".", e);
        }
    }

    /** The keys are written as Ruby's symbols, with a colon before them. */
    private static JsonNode either(JsonNode node, String key) {
        return node.has(":" + key) ? node.get(":" + key) : node.path(key);
    }

    /** Return who handed in a folder. */
    Optional<List<Student>> submitters(String folder) {
        return Optional.ofNullable(
                        submitters.get(HandinName.plain(folder).student().name()))
                .filter(students -> !students.isEmpty());
    }
}
