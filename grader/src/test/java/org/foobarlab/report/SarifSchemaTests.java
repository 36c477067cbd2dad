package org.foobarlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.contrastsecurity.sarif.SarifSchema210;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Hold the SARIF file to the JSON schema of the OASIS standard, which a library for Java carries. */
class SarifSchemaTests {

    private static JsonSchema schema;

    private final ClassResults results = ClassExample.results();

    @BeforeAll
    static void read() throws IOException {
        try (InputStream stream = SarifSchema210.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            JsonNode node = new ObjectMapper().readTree(stream);
            assertThat(node.get("$id").asText())
                    .contains("oasis-tcs/sarif-spec")
                    .endsWith("sarif-schema-2.1.0.json");
            schema = JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(node);
        }
    }

    @Test
    void isAsTheStandardSays() throws IOException {
        JsonNode log = new ObjectMapper().readTree(Sarif.text(results));
        assertThat(log.at("/runs/0/results").size()).isPositive();
        assertThat(complaints(log)).isEmpty();
    }

    @Test
    void isAsTheStandardSaysOfAnEmptyClass() throws IOException {
        ClassResults nobody = new ClassResults("05", "A lab", "A lab", List.of(), List.of(), List.of(), Alike.NONE);
        assertThat(complaints(new ObjectMapper().readTree(Sarif.text(nobody)))).isEmpty();
    }

    /** A schema that was not found or not understood would complain of nothing. */
    @Test
    void wouldBeToldOfMistakes() throws IOException {
        assertThat(complaints(broken(log -> log.put("version", "2.2")))).isNotEmpty();
        assertThat(complaints(broken(log -> log.put("own", 1)))).isNotEmpty();
        assertThat(complaints(broken(log -> first(log).put("level", "fatal")))).isNotEmpty();
        assertThat(complaints(broken(log -> first(log).remove("message")))).isNotEmpty();
        assertThat(complaints(broken(
                        log -> first(log).withArray("locations").addObject().put("line", 3))))
                .isNotEmpty();
    }

    private ObjectNode broken(Consumer<ObjectNode> change) throws IOException {
        ObjectNode log = (ObjectNode) new ObjectMapper().readTree(Sarif.text(results));
        change.accept(log);
        return log;
    }

    private static ObjectNode first(ObjectNode log) {
        return (ObjectNode) ((ArrayNode) log.at("/runs/0/results")).get(0);
    }

    private static Set<ValidationMessage> complaints(JsonNode log) {
        return schema.validate(log);
    }
}
