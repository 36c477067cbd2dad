package org.foobarlab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.foobarlab.TestFiles.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.foobarlab.grade.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonReportTests {

    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(VersionFlag.V202012);

    @TempDir
    private Path folder;

    @Test
    void keepsToItsSchema() throws IOException {
        assertThat(problems(JsonReport.text(Grades.full()))).isEmpty();
        String everything = JsonReport.text(Grades.mixed());
        assertThat(problems(everything)).isEmpty();
        for (Status status : Status.values()) {
            assertThat(everything).contains("\"status\" : \"" + status.word() + "\"");
        }
    }

    /** In a right result, the first of one thing is replaced by another. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "schema_version" : 1   | "schema_version" : 2
            "graded" : false       | "graded" : "no"
            "graded" : false,      | ``
            "lab" :                | "full" : true, "lab" :
            "lab" : "05-           | "lab" : "
            89abcdef"              | 89abcdeg"
            "status" : "passed"    | "status" : "skipped"
            "status" : "passed"    | "status" : "blocked"
            "status" : "blocked"   | "status" : "failed"
            "score" : 0.0          | "score" : 0.5
            "score" : 0.0          | "score" : -1
            "id" : "mysql-setup"   | "id" : "MySQL set-up"
            "hint" :               | "tip" :
            "level" : 1            | "level" : 3
            "status" : "unsure"    | "status" : "maybe"
            "quote" :              | "text" :
            "line" : 12            | "line" : 0
            "agrees" : true        | "agrees" : 1
            "observed" : "open"    | "observed" : "ajar"
            "port" : 443           | "port" : 65536
            "port" : 443           | "port" : "443"
            "seconds" : 0.7        | "seconds" : null
            "started" : "2026-     | "started" : "26-
            "claims" :             | "claim" :
            "findings" : [         | "findings" : [ 1,
            "images" : {           | "images" : { "nginx" : 1,
            """)
    void refusesAnythingElse(String right, String wrong) throws IOException {
        String text = JsonReport.text(Grades.mixed());
        assertThat(text).contains(right);
        int at = text.indexOf(right);
        assertThat(problems(text.substring(0, at) + wrong + text.substring(at + right.length())))
                .isNotEmpty();
    }

    @Test
    void hasASchemaThatIsOne() throws IOException {
        JsonSchema meta = FACTORY.getSchema(SchemaLocation.of(SchemaId.V202012));
        assertThat(meta.validate(schema(), InputFormat.JSON)).isEmpty();
        assertThat(meta.validate(schema().replace("\"boolean\"", "\"truth\""), InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void holdsWhatTheContractNames() throws IOException {
        JsonNode result = new ObjectMapper().readTree(JsonReport.text(Grades.mixed()));
        assertThat(result.get("score").asDouble()).isEqualTo(6.25);
        assertThat(result.at("/submission/path").asText()).isEqualTo("submission");
        assertThat(result.at("/checks/1/status").asText()).isEqualTo("failed");
        assertThat(result.at("/checks/2/blocked_by/0").asText()).isEqualTo("mysql-starts");
        assertThat(result.at("/checks/0/data/asked").asInt()).isEqualTo(8);
        assertThat(result.at("/checks/0").has("blocked_by")).isFalse();
        assertThat(result.at("/questions/0/evidence/0/line").asInt()).isEqualTo(12);
        assertThat(result.at("/images/haproxy").asText()).isEqualTo("haproxy:3.0.11");
    }

    @Test
    void writesTheFileAndTheFoldersItLiesIn() throws IOException {
        Path target = folder.resolve("grades/05");
        Path file = JsonReport.write(Grades.full(), target);
        assertThat(file).isEqualTo(target.resolve("result.json")).hasContent(JsonReport.text(Grades.full()));
        JsonReport.write(Grades.mixed(), target);
        assertThat(file).hasContent(JsonReport.text(Grades.mixed()));
        assertThat(target)
                .isDirectoryContaining(path -> path.equals(file))
                .isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void leavesNoHalfAFileWhereItCannotWrite() {
        write(folder, "result.json/taken", "");
        assertThatThrownBy(() -> JsonReport.write(Grades.full(), folder))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("The result cannot be written to " + folder + " (")
                .hasMessageEndingWith("): choose another folder with --out.");
        assertThat(Files.exists(folder.resolve("result.json.part"))).isFalse();
        assertThat(folder.resolve("result.json/taken")).exists();
    }

    private static Set<ValidationMessage> problems(String result) throws IOException {
        return FACTORY.getSchema(schema()).validate(result, InputFormat.JSON);
    }

    private static String schema() throws IOException {
        try (InputStream stream = JsonReport.class.getResourceAsStream("result.schema.json")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
