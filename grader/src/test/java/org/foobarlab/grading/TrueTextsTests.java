package org.foobarlab.grading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.foobarlab.TestFiles;
import org.foobarlab.claims.Observations;
import org.foobarlab.grade.ClaimVerdict;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is true of a solution is never contradicted: held against what gradings of the references observed. */
final class TrueTextsTests {
    private static final Labs LABS = new Labs(TestFiles.home());
    private static final ObjectMapper MAPPER =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    static List<String> labs() {
        return LABS.names();
    }

    @ParameterizedTest
    @MethodSource("labs")
    void noTrueTextIsContradicted(String name) throws IOException {
        Lab lab = LABS.find(name);
        Observations observed = observed(name);
        Explanations explanations = Explanations.of(lab, new CheckCatalog());
        for (Path text : texts(name)) {
            assertThat(explanations.claims(Files.readAllBytes(text), observed))
                    .as(text.toString())
                    .allMatch(ClaimVerdict::agrees);
        }
    }

    private static List<Path> texts(String lab) throws IOException {
        Path solutions = TestFiles.home().resolve("solutions").resolve(lab);
        try (Stream<Path> all = Stream.concat(
                Files.walk(solutions.resolve("reference")), Files.walk(solutions.resolve("alternatives")))) {
            List<Path> texts =
                    all.filter(path -> path.endsWith(Lab.EXPLANATION)).sorted().toList();
            assertThat(texts).isNotEmpty();
            return texts;
        }
    }

    private static Observations observed(String lab) throws IOException {
        try (InputStream in = Observations.class.getResourceAsStream("observed/" + lab + ".json")) {
            return MAPPER.readValue(in, Observations.class);
        }
    }
}
