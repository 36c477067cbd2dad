package org.foobarlab.claims;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.foobarlab.grade.Grade;

/** What real gradings of right solutions observed. */
final class Recorded {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    private Recorded() {}

    /** Return what was recorded under a name. */
    static Observations of(String name) {
        try (InputStream in = Recorded.class.getResourceAsStream("observed/" + name + ".json")) {
            return MAPPER.readValue(in, Observations.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Record anew: {@code RESULT_JSON TARGET_JSON …}, from what {@code ./lab grade LAB SOLUTION} has written, into
     * {@code src/test/resources/org/foobarlab/claims/observed/}.
     */
    public static void main(String[] args) throws IOException {
        for (int i = 0; i + 1 < args.length; i += 2) {
            Grade grade = MAPPER.readValue(Path.of(args[i]).toFile(), Grade.class);
            Observations observed = Observations.of(grade.checks(), grade.experiments(), grade.reachability());
            Files.writeString(Path.of(args[i + 1]), MAPPER.writeValueAsString(observed) + "\n");
        }
    }
}
