package org.foobarlab.lab;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
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
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.foobarlab.topology.Component;
import org.foobarlab.topology.Host;
import org.foobarlab.topology.Host.Group;
import org.foobarlab.topology.Topology;

/** Read {@code lab.yml}, and say in which line it is wrong. */
final class LabFile {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

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
                throw new UnusableInput(
                        at(file, check.get("id")) + " the check " + id + " is listed twice: take one out.");
            }
            checks.add(new Points(id, check.get("points").asDouble()));
        }
        Optional<KeptQuestions> kept = KeptQuestions.of(directory.getFileName().toString());
        List<Question> questions = new ArrayList<>();
        Path vocabulary = directory.resolve("vocabulary.yml");
        Map<String, List<String>> words =
                words(vocabulary, kept.isPresent() ? kept.get().vocabulary() : text(vocabulary));
        for (JsonNode question : root.path("questions")) {
            JsonNode whole =
                    kept.flatMap(all -> all.find(question.path("id").asText())).orElse(question);
            questions.add(question(file, whole).withWords(words));
        }
        return new Lab(
                directory,
                root.get("title").asText(),
                root.get("minutes").asInt(),
                texts(root.get("reads")),
                texts(root.path("given")),
                topology(file, root.path("topology")),
                checks,
                texts(root.path("experiments")),
                red(file, root.path("red"), seen),
                questions);
    }

    /** What starts red has to be among what is checked, or it is a slip of the pen. */
    private static List<String> red(Path file, JsonNode red, Set<String> checks) {
        for (JsonNode id : red) {
            if (!checks.contains(id.asText())) {
                throw new UnusableInput(
                        at(file, id) + " the check " + id.asText()
                                + " is said to be red at first, but is not among the checks: list it there, or take it out here.");
            }
        }
        return texts(red);
    }

    private static Topology topology(Path file, JsonNode node) {
        if (node.isMissingNode()) {
            return Topology.threeServers();
        }
        List<Host> servers = new ArrayList<>();
        Set<Integer> numbers = new HashSet<>();
        for (JsonNode server : node.get("servers")) {
            if (!numbers.add(server.get("number").asInt())) {
                throw new UnusableInput(at(file, server) + " the address number " + server.get("number")
                        + " is taken by another server: give each its own.");
            }
            servers.add(new Host(
                    server.get("name").asText(),
                    server.get("number").asInt(),
                    texts(server.path("aliases")),
                    Group.valueOf(server.get("group").asText().toUpperCase(Locale.ROOT)),
                    texts(server.get("components")).stream().map(Component::of).toList(),
                    texts(server.path("installed")).stream().map(Component::of).toList()));
        }
        Map<String, Integer> names = new LinkedHashMap<>();
        node.path("names")
                .properties()
                .forEach(name -> names.put(name.getKey(), name.getValue().asInt()));
        return Topology.of(servers, names);
    }

    private static JsonNode parse(Path file) {
        String yaml;
        try {
            yaml = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new UnusableInput("There is no file " + file + ": a lab's folder has to hold one.", e);
        } catch (CharacterCodingException e) {
            throw new UnusableInput(file + " is not a text in UTF-8: save it as one.", e);
        } catch (IOException e) {
            throw new UnusableInput(file + " cannot be read: " + e.getMessage() + ".", e);
        }
        if (yaml.lines().map(String::strip).allMatch(line -> line.isEmpty() || line.startsWith("#"))) {
            throw new UnusableInput(file + " is empty: describe the lab in it, as the other labs do in theirs.");
        }
        try {
            return JsonNodeReader.builder()
                    .yamlMapper(YAML)
                    .locationAware()
                    .build()
                    .readTree(yaml, InputFormat.YAML);
        } catch (IllegalArgumentException | UncheckedIOException | IOException e) {
            throw notYaml(file, e);
        }
    }

    /** The parser's message is what it was doing, in what place, what it met instead, and in what place. */
    private static UnusableInput notYaml(Path file, Exception e) {
        Throwable cause = e;
        while (cause != null && !(cause instanceof JsonProcessingException)) {
            cause = cause.getCause();
        }
        if (!(cause instanceof JsonProcessingException parsing) || parsing.getLocation() == null) {
            return new UnusableInput(file + " is not YAML: " + e.getMessage() + ".", e);
        }
        String problem = parsing.getOriginalMessage()
                .lines()
                .filter(line -> !line.startsWith(" "))
                .reduce((first, last) -> last)
                .orElse("this is not YAML")
                .replaceFirst(", got this instead: <.*", "");
        return new UnusableInput(
                file + ", line " + parsing.getLocation().getLineNr() + ": this is not YAML ("
                        + problem.substring(0, 1).toLowerCase(Locale.ROOT) + problem.substring(1)
                        + "); mend it here or in the line above.",
                e);
    }

    private static void validate(Path file, JsonNode root) {
        // A key that is misspelled is missing too, which is not what to tell.
        schema().validate(root).stream()
                .min(Comparator.comparing(
                                (ValidationMessage message) -> message.getType().equals("required"))
                        .thenComparing(message -> line(place(message))))
                .ifPresent(message -> {
                    throw new UnusableInput(at(file, place(message)) + " " + sentence(message));
                });
    }

    private static JsonSchema schema() {
        try (InputStream schema = LabFile.class.getResourceAsStream("lab.schema.json")) {
            return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode place(ValidationMessage message) {
        JsonNode node = message.getInstanceNode();
        return message.getType().equals("additionalProperties") ? node.get(message.getProperty()) : node;
    }

    private static String sentence(ValidationMessage message) {
        String path = message.getInstanceLocation().toString().replaceFirst("^\\$\\.?", "");
        String what = path.isEmpty() ? "the file" : path;
        String limit = message.getSchemaNode().asText();
        return switch (message.getType()) {
            case "additionalProperties" ->
                (path.isEmpty() ? "" : path + ": ") + "there is no key '" + message.getProperty() + "'; the keys are "
                        + keys(message) + ".";
            case "required" -> what + " lacks the key '" + message.getProperty() + "': add it.";
            case "type" -> what + " is of type " + message.getArguments()[0] + ", but has to be of type " + limit + ".";
            case "pattern" ->
                what + " is '" + message.getInstanceNode().asText()
                        + "', but has to be lower-case words with hyphens, such as https-redirect.";
            case "minimum" ->
                what + " is " + message.getInstanceNode().asText() + ", but has to be at least " + limit + ".";
            case "maximum" ->
                what + " is " + message.getInstanceNode().asText() + ", but has to be at most " + limit + ".";
            case "uniqueItems" -> what + " lists something twice: take one out.";
            case "minItems", "minLength" -> what + " is empty: fill it in.";
            default -> what + ": " + message.getError() + ".";
        };
    }

    private static String keys(ValidationMessage message) {
        List<String> keys = new ArrayList<>();
        String owner = message.getSchemaLocation().getFragment().getParent().toString();
        JsonNode schema = schema().getSchemaNode().at(owner.equals("/") ? "" : owner);
        schema.get("properties").fieldNames().forEachRemaining(keys::add);
        return String.join(", ", keys);
    }

    private static Question question(Path file, JsonNode node) {
        try {
            return MAPPER.treeToValue(node, Question.class);
        } catch (JsonProcessingException e) {
            throw new UnusableInput(
                    at(file, node) + " this question is not as it should be: " + e.getOriginalMessage() + ".", e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UnusableInput(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static Map<String, List<String>> words(Path file, String text) {
        if (text.isEmpty()) {
            return Map.of();
        }
        try {
            return YAML.readValue(text, new TypeReference<LinkedHashMap<String, List<String>>>() {});
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new UnusableInput(
                    file + ", line " + line + ": this is not a list of patterns for each name ("
                            + e.getOriginalMessage().lines().findFirst().orElse("")
                            + "); write 'name: [pattern, pattern]'.",
                    e);
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
