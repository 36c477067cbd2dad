package org.foobarlab.reader;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.foobarlab.lab.UnusableInput;

/**
 * What a lab's labelled sentences taught: the content of its {@code reader.model}.
 *
 * @param encoder the fingerprint of the encoder whose features are weighed; with another one the weights mean nothing
 * @param sentences the fingerprint of the sentences that it was learned from
 * @param questions a reader for each question, by its id
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LearnedQuestions(String encoder, String sentences, Map<String, LearnedReader> questions) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double DIGITS = 1e4;

    LearnedQuestions {
        questions = new TreeMap<>(questions);
    }

    /**
     * Read a model.
     *
     * @throws UnusableInput if it is damaged, or belongs to another encoder
     */
    static LearnedQuestions read(Path file) {
        LearnedQuestions learned;
        try {
            learned = JSON.readValue(file.toFile(), LearnedQuestions.class);
        } catch (IOException e) {
            throw new UnusableInput(
                    file + " cannot be read; make it anew with './lab explain-train LAB --reader learned'.", e);
        }
        if (!learned.encoder().equals(SentenceEncoder.shared().fingerprint())) {
            throw new UnusableInput(file
                    + " was made with another reader; make it anew with './lab explain-train LAB --reader learned'.");
        }
        return learned;
    }

    void write(Path file) {
        try {
            Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(rounded()) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is left out of the numbers changes no verdict, and makes a file that can be compared. */
    private LearnedQuestions rounded() {
        Map<String, LearnedReader> rounded = new TreeMap<>();
        questions.forEach((id, reader) -> {
            float[][] weights = new float[reader.weights().length][];
            for (int kind = 0; kind < weights.length; kind++) {
                weights[kind] = round(reader.weights()[kind]);
            }
            rounded.put(id, new LearnedReader(weights, round(reader.intercepts())));
        });
        return new LearnedQuestions(encoder, sentences, rounded);
    }

    private static float[] round(float[] values) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) (Math.round(values[i] * DIGITS) / DIGITS);
        }
        return rounded;
    }

    /** Return a short name for content that changes with it. */
    static String fingerprint(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String fingerprint(String content) {
        return fingerprint(content.getBytes(StandardCharsets.UTF_8));
    }
}
