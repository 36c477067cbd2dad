package org.foobarlab.explanation;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Estimates which level a sentence earns, by a linear model for each question: meaning, words and what the rules say,
 * weighed as the labelled sentences of the lab teach. Rules are sure of what they have words for; this is for the many
 * other ways of saying it. Another linear model tells which question a title is about. Thread-safe.
 */
final class Judge {
    /** The levels 0, 1 and 2. */
    static final int LEVELS = 3;

    /** What a title must be about at least for it to be a question's. */
    private static final double TITLE = 0.8;

    private static final int MAGIC = 0x464c4a32;

    private final Map<String, Linear> questions;
    private final List<String> topics;
    private final Linear titles;

    /**
     * @param questions for each question, what tells the levels apart
     * @param topics the questions in the order in which the next tells them apart; what is about none of them comes
     *     last
     * @param titles what tells the questions of titles apart
     */
    Judge(Map<String, Linear> questions, List<String> topics, Linear titles) {
        this.questions = Map.copyOf(questions);
        this.topics = List.copyOf(topics);
        this.titles = titles;
    }

    /** Read what {@link #write} wrote. */
    static Judge read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (in.readInt() != MAGIC || in.readInt() != Traits.DENSE || in.readInt() != Traits.WORDS) {
                throw new IOException(file + " is of another version: make it anew with './lab explain-train LAB'");
            }
            Map<String, Linear> questions = new TreeMap<>();
            for (int count = in.readInt(); count > 0; count--) {
                questions.put(in.readUTF(), Linear.read(in, LEVELS, Traits.DENSE, Traits.WORDS));
            }
            String[] topics = new String[in.readInt()];
            for (int i = 0; i < topics.length; i++) {
                topics[i] = in.readUTF();
            }
            return new Judge(questions, List.of(topics), Linear.read(in, topics.length + 1, Traits.DENSE, 0));
        }
    }

    /** Write all weights to a file. */
    void write(Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(MAGIC);
            out.writeInt(Traits.DENSE);
            out.writeInt(Traits.WORDS);
            out.writeInt(questions.size());
            for (var question : new TreeMap<>(questions).entrySet()) {
                out.writeUTF(question.getKey());
                question.getValue().write(out);
            }
            out.writeInt(topics.size());
            for (String topic : topics) {
                out.writeUTF(topic);
            }
            titles.write(out);
        }
    }

    /**
     * Return the probabilities of the levels of a sentence for a question, or null if nothing was learned for the
     * question.
     */
    double[] judge(String question, Traits traits) {
        Linear weights = questions.get(question);
        return weights == null ? null : weights.judge(traits);
    }

    /** Return for each question the probability that a sentence is about it. */
    Map<String, Double> about(Traits sentence) {
        double[] odds = titles.judge(sentence.meaningOnly());
        Map<String, Double> about = new HashMap<>();
        for (int i = 0; i < topics.size(); i++) {
            about.put(topics.get(i), odds[i]);
        }
        return about;
    }

    /** Return the id of the question a title is about, or null if it is about none. */
    String topic(Traits title) {
        double[] odds = titles.judge(title);
        for (int i = 0; i < topics.size(); i++) {
            if (odds[i] >= TITLE) {
                return topics.get(i);
            }
        }
        return null;
    }
}
