package org.foobarlab.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Keep what right answers say out of the {@code lab.yml} that students see: in an exported repository it lies in the
 * grader's archive, packed, and {@code lab.yml} holds only what is asked and for how many points. That keeps it from
 * being read by the way; whoever unpacks the archive can read it.
 */
public final class KeptQuestions {

    /** Where it lies in the archive, before the lab's name. */
    private static final String FOLDER = "org/foobarlab/lab/kept/";

    private static final Pattern QUESTIONS = Pattern.compile("(?ms)(?:^#[^\\n]*\\n)*^questions:.*?(?=^(?:\\w|#)|\\z)");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();

    private final JsonNode kept;

    private KeptQuestions(JsonNode kept) {
        this.kept = kept;
    }

    /** Return what this program's own archive keeps of a lab, if it does. */
    static Optional<KeptQuestions> of(String lab) {
        try (InputStream stream = KeptQuestions.class.getResourceAsStream("/" + entry(lab))) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(new KeptQuestions(JSON.readTree(new GZIPInputStream(stream))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Return a question as its author wrote it. */
    Optional<JsonNode> find(String id) {
        for (JsonNode question : kept.get("questions")) {
            if (question.path("id").asText().equals(id)) {
                return Optional.of(question);
            }
        }
        return Optional.empty();
    }

    /** Return the lab's own vocabulary as its author wrote it; empty if there is none. */
    String vocabulary() {
        return kept.get("vocabulary").asText();
    }

    /** Return the name in an archive under which a lab's questions are found again. */
    public static String entry(String lab) {
        return FOLDER + lab;
    }

    /** Pack the questions and the vocabulary of a lab. The same lab always gives the same bytes. */
    public static byte[] pack(Path directory) throws IOException {
        ObjectNode all = JSON.createObjectNode();
        all.set("questions", questions(directory));
        Path vocabulary = directory.resolve("vocabulary.yml");
        all.put("vocabulary", Files.exists(vocabulary) ? Files.readString(vocabulary) : "");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
            packed.write(all.toString().getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** Return the text of a lab's {@code lab.yml} with what is asked, and without what right answers say. */
    public static String outline(Path directory) throws IOException {
        String text = Files.readString(directory.resolve("lab.yml"));
        ArrayNode asked = JSON.createArrayNode();
        for (JsonNode question : questions(directory)) {
            ObjectNode outline = asked.addObject();
            for (String key : new String[] {"id", "label", "prompt", "points"}) {
                if (question.has(key)) {
                    outline.set(key, question.get(key));
                }
            }
        }
        String outline = "# What the explanation is asked.\n"
                + YAML.writeValueAsString(JSON.createObjectNode().set("questions", asked));
        return QUESTIONS
                .matcher(text)
                .replaceFirst(found -> asked.isEmpty() ? "" : java.util.regex.Matcher.quoteReplacement(outline));
    }

    /** Return the text of a lab's {@code lab.yml} without its questions. */
    public static String withoutQuestions(Path directory) throws IOException {
        return QUESTIONS.matcher(Files.readString(directory.resolve("lab.yml"))).replaceFirst("");
    }

    private static JsonNode questions(Path directory) throws IOException {
        JsonNode questions =
                YAML.readTree(Files.readString(directory.resolve("lab.yml"))).path("questions");
        return questions.isArray() ? questions : JSON.createArrayNode();
    }
}
