package org.foobarlab.lab;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads the questions of a {@code lab.yml}. */
public final class QuestionFile {
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Lab(List<Question> questions) {}

    private QuestionFile() {}

    /**
     * Read the questions of a lab.
     *
     * @param labYml the lab's {@code lab.yml}
     * @return its questions in order; empty if it asks none
     * @throws IOException if the file cannot be read or is not as it must be
     */
    public static List<Question> read(Path labYml) throws IOException {
        Lab lab = new YAMLMapper().readValue(labYml.toFile(), Lab.class);
        return lab == null || lab.questions() == null ? List.of() : List.copyOf(lab.questions());
    }
}
