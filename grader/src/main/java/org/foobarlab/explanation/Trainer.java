package org.foobarlab.explanation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.foobarlab.explanation.Judge.Weights;
import org.foobarlab.lab.Question;
import org.foobarlab.lab.UnusableInput;

/**
 * Teaches a {@link Judge} from sentences with levels: multinomial logistic regression with a penalty on the squares of the weights, by gradient
 * descent with momentum. The same sentences give the same weights.
 *
 * <p>A lab's sentences lie in its folder {@code sentences}, a file {@code QUESTION.tsv} for each question, in lines of level, kind and sentence.
 * A level-2 sentence of kind {@code right-…} of one question is a wrong answer to the others, unless they name it {@code near}.
 */
public final class Trainer {
    private static final int ROUNDS = 250;
    private static final double STEP = 1.5;
    private static final double MOMENTUM = 0.9;
    private static final double PENALTY = 0.0005;
    private static final double WORD_PENALTY = 0.002;
    /** What a sentence that answers another question weighs: there are seven times as many of those. */
    private static final double OTHERS = 0.5;

    private final List<CompiledQuestion> questions;
    private final List<Labelled> sentences;

    /** A sentence with its level and its traits for each question. */
    private record Labelled(String question, int level, boolean right, List<Traits> traits) {}

    private record Example(Traits traits, int level, double weight) {}

    private Trainer(List<CompiledQuestion> questions, List<Labelled> sentences) {
        this.questions = questions;
        this.sentences = sentences;
    }

    /**
     * Read a lab's sentences.
     *
     * @throws UnusableInput if a line is not as it must be, or there are none
     */
    public static Trainer of(List<Question> questions, Path folder) {
        Vocabulary vocabulary = Vocabulary.standard();
        List<CompiledQuestion> compiled =
                questions.stream().map(question -> new CompiledQuestion(question, vocabulary)).toList();
        List<Labelled> sentences = new ArrayList<>();
        for (Question question : questions) {
            Path file = folder.resolve(question.id() + ".tsv");
            int number = 0;
            for (String line : lines(file)) {
                number++;
                String[] fields = line.split("\t");
                if (fields.length != 3 || !fields[0].matches("[012]")) {
                    throw new UnusableInput(file + ", line " + number + ": write a level from 0 to 2, a kind and a sentence, with tabs between.");
                }
                Words words = new Words(fields[2], vocabulary);
                float[] vector = Embedder.shared().embed(fields[2]);
                List<Traits> traits = compiled.stream()
                        .map(one -> one.traits(one.underItsTitle(fields[2], words, vocabulary), vector))
                        .toList();
                int level = Integer.parseInt(fields[0]);
                sentences.add(new Labelled(question.id(), level, level == 2 && fields[1].startsWith("right"), traits));
            }
        }
        if (sentences.isEmpty()) {
            throw new UnusableInput("There are no sentences to learn from in " + folder + ": write a file QUESTION.tsv for each question.");
        }
        return new Trainer(compiled, sentences);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UnusableInput(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** Learn from all sentences, and write what was learned. */
    public void write(Path file) throws IOException {
        teach(sentences).write(file);
    }

    /**
     * Measure on sentences not learned from: learn from all folds but one, judge that one, for each fold.
     *
     * @return for each question, pairs of the author's level and the judge's
     */
    public Map<String, List<int[]>> crossValidate(int folds) {
        List<Labelled> shuffled = new ArrayList<>(sentences);
        java.util.Collections.shuffle(shuffled, new Random(1));
        Map<String, List<int[]>> pairs = new TreeMap<>();
        for (int fold = 0; fold < folds; fold++) {
            List<Labelled> learned = new ArrayList<>();
            List<Labelled> judged = new ArrayList<>();
            for (int i = 0; i < shuffled.size(); i++) {
                (i % folds == fold ? judged : learned).add(shuffled.get(i));
            }
            Judge judge = teach(learned);
            for (Labelled sentence : judged) {
                double[] odds = judge.judge(sentence.question(), sentence.traits().get(index(sentence.question())));
                int best = odds[2] > odds[1] && odds[2] > odds[0] ? 2 : odds[1] > odds[0] ? 1 : 0;
                pairs.computeIfAbsent(sentence.question(), id -> new ArrayList<>()).add(new int[] {sentence.level(), best});
            }
        }
        return pairs;
    }

    private int index(String question) {
        for (int i = 0; i < questions.size(); i++) {
            if (questions.get(i).question().id().equals(question)) {
                return i;
            }
        }
        throw new IllegalArgumentException(question);
    }

    private Judge teach(List<Labelled> from) {
        Map<String, Weights> learned = questions.parallelStream()
                .collect(Collectors.toMap(one -> one.question().id(), one -> learn(examples(one.question(), from))));
        return new Judge(learned);
    }

    private List<Example> examples(Question question, List<Labelled> from) {
        int index = index(question.id());
        List<Example> examples = new ArrayList<>();
        for (Labelled sentence : from) {
            if (sentence.question().equals(question.id())) {
                examples.add(new Example(sentence.traits().get(index), sentence.level(), 1));
            } else if (sentence.right() && !question.near().contains(sentence.question())) {
                examples.add(new Example(sentence.traits().get(index), 0, OTHERS));
            }
        }
        return examples;
    }

    private static Weights learn(List<Example> examples) {
        Weights weights = Weights.none();
        Weights speed = Weights.none();
        double total = examples.stream().mapToDouble(Example::weight).sum();
        for (int round = 0; round < ROUNDS; round++) {
            Weights slope = Weights.none();
            for (Example example : examples) {
                double[] odds = weights.judge(example.traits());
                for (int level = 0; level < Judge.LEVELS; level++) {
                    double error = (odds[level] - (example.level() == level ? 1 : 0)) * example.weight() / total;
                    float[] dense = slope.dense()[level];
                    float[] traits = example.traits().dense();
                    for (int i = 0; i < traits.length; i++) {
                        dense[i] += (float) (error * traits[i]);
                    }
                    dense[traits.length] += (float) error;
                    for (int word : example.traits().words()) {
                        slope.words()[level][word] += (float) (error * Traits.WORD);
                    }
                }
            }
            for (int level = 0; level < Judge.LEVELS; level++) {
                step(weights.dense()[level], slope.dense()[level], speed.dense()[level], PENALTY);
                step(weights.words()[level], slope.words()[level], speed.words()[level], WORD_PENALTY);
            }
        }
        return weights;
    }

    private static void step(float[] weights, float[] slope, float[] speed, double penalty) {
        for (int i = 0; i < weights.length; i++) {
            speed[i] = (float) (MOMENTUM * speed[i] + slope[i] + penalty * weights[i]);
            weights[i] -= (float) (STEP * speed[i]);
        }
    }
}
