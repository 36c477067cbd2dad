package org.foobarlab.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Hold a file to what a platform's contract asks of it. */
public final class PlatformSchema {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private PlatformSchema() {}

    /** Return what is wrong with a text, by the schema of a name such as {@code gradescope-results}. */
    public static List<String> complaints(String name, String text) {
        try (InputStream stream = PlatformSchema.class.getResourceAsStream("/schemas/" + name + ".schema.json")) {
            JsonSchema schema =
                    JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(MAPPER.readTree(stream));
            return schema.validate(MAPPER.readTree(text)).stream()
                    .map(Object::toString)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Return what Classroom 50's runner would refuse, of which a schema can say only a part. */
    public static List<String> classroom50(String text) {
        List<String> complaints = new ArrayList<>(complaints("classroom50-result", text));
        try {
            JsonNode root = MAPPER.readTree(text);
            long score = 0;
            long most = 0;
            for (JsonNode test : root.get("tests")) {
                score += test.get("score").asLong();
                most += test.get("max-score").asLong();
                if (test.get("score").asLong() > test.get("max-score").asLong()) {
                    complaints.add(test + " has more points than there are");
                }
            }
            if (score != root.get("score").asLong()
                    || most != root.get("max-score").asLong()) {
                complaints.add("the points are not the sum of those of the tests");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return complaints;
    }
}
