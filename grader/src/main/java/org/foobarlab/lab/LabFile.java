package org.foobarlab.lab;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.serialization.JsonNodeReader;
import com.networknt.schema.utils.JsonNodes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Read {@code lab.yml}, and say in which line it is wrong. */
final class LabFile {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private LabFile() {}

    static Lab read(Path directory) {
        Path file = directory.resolve("lab.yml");
        JsonNode root = parse(file);
        validate(file, root);
        List<Points> checks = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode check : root.get("checks")) {
            String id = check.get("id").asText();
            if (!seen.add(id)) {
                throw new UnusableInput(at(file, check.get("id")) + " the check " + id + " is listed twice: take one out.");
            }
            checks.add(new Points(id, check.get("points").asDouble()));
        }
        List<Question> questions = new ArrayList<>();
        for (JsonNode question : root.path("questions")) {
            questions.add(question(file, question));
        }
        return new Lab(
                directory,
                root.get("title").asText(),
                root.get("minutes").asInt(),
                texts(root.get("reads")),
                checks,
                texts(root.path("experiments")),
                questions);
    }

    private static JsonNode parse(Path file) {
        String yaml;
        try {
            yaml = Files.readString(file);
        } catch (IOException e) {
            throw new UnusableInput(file + " cannot be read: " + e.getMessage() + ".", e);
        }
        try {
            return JsonNodeReader.builder().locationAware().build().readTree(yaml, InputFormat.YAML);
        } catch (IllegalArgumentException | UncheckedIOException | IOException e) {
            throw unreadable(file, e);
        }
    }

    private static UnusableInput unreadable(Path file, Exception e) {
        Throwable cause = e;
        while (cause != null && !(cause instanceof JsonProcessingException)) {
            cause = cause.getCause();
        }
        if (cause instanceof JsonProcessingException parsing && parsing.getLocation() != null) {
            String problem = parsing.getOriginalMessage().lines().findFirst().orElse("it is not YAML");
            return new UnusableInput(file + ", line " + parsing.getLocation().getLineNr() + ": " + problem
                    + "; mend the YAML there.", e);
        }
        return new UnusableInput(file + " is not YAML: " + e.getMessage() + ".", e);
    }

    private static void validate(Path file, JsonNode root) {
        schema().validate(root).stream()
                .min(Comparator.comparing(message -> line(message.getInstanceNode())))
                .ifPresent(message -> {
                    throw new UnusableInput(at(file, message.getInstanceNode()) + " " + remedy(message) + ".");
                });
    }

    private static JsonSchema schema() {
        try (InputStream schema = LabFile.class.getResourceAsStream("lab.schema.json")) {
            return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String remedy(ValidationMessage message) {
        String where = message.getInstanceLocation().toString().replaceFirst("^\\$\\.?", "");
        return (where.isEmpty() ? "" : where + ": ") + message.getError();
    }

    private static Question question(Path file, JsonNode node) {
        try {
            return MAPPER.treeToValue(node, Question.class);
        } catch (JsonProcessingException e) {
            throw new UnusableInput(at(file, node) + " this question is not as it should be: " + e.getOriginalMessage() + ".", e);
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static String at(Path file, JsonNode node) {
        int line = line(node);
        return line > 0 ? file + ", line " + line + ":" : file + ":";
    }

    private static int line(JsonNode node) {
        JsonLocation location = node == null ? null : JsonNodes.tokenLocationOf(node);
        return location == null ? 0 : location.getLineNr();
    }
}
