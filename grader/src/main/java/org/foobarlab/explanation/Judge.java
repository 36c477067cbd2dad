package org.foobarlab.explanation;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Estimates which level a sentence earns, by a linear model for each question: meaning, words and what the rules say, weighed as the labelled
 * sentences of the lab teach. Rules are sure of what they have words for; this is for the many other ways of saying it. Thread-safe.
 */
final class Judge {
    /** The levels 0, 1 and 2. */
    static final int LEVELS = 3;

    private static final int MAGIC = 0x464c4a31;

    private final Map<String, Weights> questions;

    /**
     * One question's weights.
     *
     * @param dense for each level, one for each dense trait and a constant
     * @param words for each level, one for each hashed word
     */
    record Weights(float[][] dense, float[][] words) {
        static Weights none() {
            return new Weights(new float[LEVELS][Traits.DENSE + 1], new float[LEVELS][Traits.WORDS]);
        }

        /** Return the probabilities of the levels. */
        double[] judge(Traits traits) {
            double[] odds = new double[LEVELS];
            double most = Double.NEGATIVE_INFINITY;
            for (int level = 0; level < LEVELS; level++) {
                float[] weights = dense[level];
                double sum = weights[Traits.DENSE];
                for (int i = 0; i < Traits.DENSE; i++) {
                    sum += weights[i] * traits.dense()[i];
                }
                for (int word : traits.words()) {
                    sum += words[level][word] * Traits.WORD;
                }
                odds[level] = sum;
                most = Math.max(most, sum);
            }
            double total = 0;
            for (int level = 0; level < LEVELS; level++) {
                odds[level] = StrictMath.exp(odds[level] - most);
                total += odds[level];
            }
            for (int level = 0; level < LEVELS; level++) {
                odds[level] /= total;
            }
            return odds;
        }
    }

    Judge(Map<String, Weights> questions) {
        this.questions = Map.copyOf(questions);
    }

    /** Read what {@link #write} wrote. */
    static Judge read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            byte[] whole = in.readAllBytes();
            return read(new DataInputStream(new java.io.ByteArrayInputStream(whole)), file);
        }
    }

    private static Judge read(DataInputStream in, Path file) throws IOException {
        if (in.readInt() != MAGIC || in.readInt() != Traits.DENSE || in.readInt() != Traits.WORDS) {
            throw new IOException(file + " is of another version: make it anew with './lab explain-train LAB'");
        }
        Map<String, Weights> questions = new TreeMap<>();
        for (int count = in.readInt(); count > 0; count--) {
            String question = in.readUTF();
            Weights weights = Weights.none();
            for (int level = 0; level < LEVELS; level++) {
                fill(weights.dense()[level], in);
                fill(weights.words()[level], in);
            }
            questions.put(question, weights);
        }
        return new Judge(questions);
    }

    private static void fill(float[] weights, DataInputStream in) throws IOException {
        for (int i = 0; i < weights.length; i++) {
            weights[i] = in.readFloat();
        }
    }

    /** Write all weights to a file. */
    void write(Path file) throws IOException {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(Traits.DENSE);
            out.writeInt(Traits.WORDS);
            out.writeInt(questions.size());
            for (var question : new TreeMap<>(questions).entrySet()) {
                out.writeUTF(question.getKey());
                for (int level = 0; level < LEVELS; level++) {
                    for (float weight : question.getValue().dense()[level]) {
                        out.writeFloat(weight);
                    }
                    for (float weight : question.getValue().words()[level]) {
                        out.writeFloat(weight);
                    }
                }
            }
        }
        Files.write(file, bytes.toByteArray());
    }

    /** Return the probabilities of the levels of a sentence for a question, or null if nothing was learned for the question. */
    double[] judge(String question, Traits traits) {
        Weights weights = questions.get(question);
        return weights == null ? null : weights.judge(traits);
    }
}
