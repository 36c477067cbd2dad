package org.foobarlab.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.foobarlab.reader.EncoderInput;
import org.foobarlab.reader.LabelledSentence.Kind;
import org.foobarlab.reader.PublishedWeights;
import org.foobarlab.training.Augmentation.Sample;

/**
 * Trains the encoder at two tasks in turn. At the first it tells what a sentence says to each question that has
 * labelled sentences, by a linear layer for each. At the second it gets a few statements of one question, and tells
 * what sentences say by which of them they are near to: that is how it reads questions that nobody labelled sentences
 * for.
 */
final class ReaderTraining {
    private static final int BATCH = 32;
    /** Batches of like length are made of so many sentences at once. */
    private static final int CHUNK = 16 * BATCH;

    private static final double STATEMENT_STEPS = 0.3;
    private static final double SMALL_QUESTIONS = 0.6;
    private static final double WARM_UP = 0.06;
    private static final float LEAST_RATE = 0.02f;
    /** What is not labelled as certain as a label sounds. */
    private static final float SMOOTHING = 0.04f;
    /** Most pairs of sentence and question say nothing, and count less; level 1 is rare, and counts more. */
    private static final Map<Kind, Float> COUNTS =
            Map.of(Kind.NONE, 0.3f, Kind.WRONG, 1f, Kind.WEAK, 1.2f, Kind.RIGHT, 1f);
    /** How many sentences of a kind are compared with statements in one step. */
    private static final Map<Kind, Integer> COMPARED = Map.of(Kind.NONE, 5, Kind.WRONG, 6, Kind.WEAK, 4, Kind.RIGHT, 7);

    private static final int OF_OTHER_QUESTIONS = 5;
    /** After so many steps what was learned is kept. */
    private static final int KEEP = 500;

    private static final int KINDS = Kind.values().length;
    private static final int HIDDEN = TrainableEncoder.HIDDEN;

    private final NDManager manager = NDManager.newBaseManager();
    private final TrainingSet set;
    private final Random random;
    private final TrainableEncoder encoder;
    private final EncoderInput.Cutter cutter = new EncoderInput.Cutter(PublishedWeights.wordPieces());
    private final Augmentation augmentation;
    private final Map<String, NDArray> fresh = new LinkedHashMap<>();
    private final AdamW optimizer;

    ReaderTraining(TrainingSet set, PublishedWeights published, long seed) {
        this.set = set;
        random = new Random(seed);
        Engine.getInstance().setRandomSeed((int) seed);
        encoder = new TrainableEncoder(manager, published);
        augmentation = new Augmentation(set, cutter, random);
        int outputs = set.learned().size() * KINDS;
        fresh("questions.weight", manager.randomNormal(0, 0.02f, new Shape(HIDDEN, outputs), DataType.FLOAT32));
        fresh("questions.bias", manager.zeros(new Shape(outputs)));
        fresh("meaning.weight", manager.eye(HIDDEN));
        // Nearness, then the offsets of the kinds.
        fresh("scales", manager.create(new float[] {12, 5, 0, 0, 0}));
        optimizer = new AdamW(manager, encoder.weights(), fresh);
    }

    private void fresh(String name, NDArray weight) {
        weight.setRequiresGradient(true);
        fresh.put(name, weight);
    }

    /** Return all that was learned, by name. */
    Map<String, float[]> weights() {
        Map<String, float[]> weights = new LinkedHashMap<>();
        encoder.weights().forEach((name, weight) -> weights.put(name, weight.toFloatArray()));
        fresh.forEach((name, weight) -> weights.put(name, weight.toFloatArray()));
        return weights;
    }

    /**
     * Train.
     *
     * @param steps how many steps
     * @param rate the learning rate at its highest
     * @param kept is given what was learned now and then, so that a run that is stopped is not lost
     */
    void train(int steps, float rate, Consumer<Map<String, float[]>> kept) {
        Deque<List<Sample>> batches = new ArrayDeque<>();
        Deque<TrainingSentence> left = new ArrayDeque<>();
        double loss = 0;
        int counted = 0;
        for (int step = 0; step < steps; step++) {
            double warm = steps * WARM_UP;
            double factor = step < warm ? step / warm : 1 - (step - warm) / (steps - warm);
            float now = rate * (float) Math.max(factor, LEAST_RATE);
            if (random.nextDouble() < STATEMENT_STEPS) {
                compareWithStatements(now);
            } else {
                if (batches.isEmpty()) {
                    batches.addAll(batches(left));
                }
                loss += tellEachQuestion(batches.poll(), now);
                counted++;
            }
            if ((step + 1) % KEEP == 0) {
                kept.accept(weights());
            }
            if ((step + 1) % 100 == 0) {
                System.out.printf("step %d of %d, loss %.3f%n", step + 1, steps, loss / counted);
                loss = 0;
                counted = 0;
            }
        }
    }

    private List<List<Sample>> batches(Deque<TrainingSentence> left) {
        List<Sample> chunk = new ArrayList<>();
        while (chunk.size() < CHUNK) {
            if (left.isEmpty()) {
                List<TrainingSentence> all = new ArrayList<>(set.sentences());
                Collections.shuffle(all, random);
                left.addAll(all);
            }
            chunk.add(augmentation.vary(left.poll()));
        }
        chunk.sort(Comparator.comparingInt(sample -> sample.input().pieces().length));
        List<List<Sample>> batches = new ArrayList<>();
        for (int from = 0; from < CHUNK; from += BATCH) {
            batches.add(chunk.subList(from, from + BATCH));
        }
        Collections.shuffle(batches, random);
        return batches;
    }

    private double tellEachQuestion(List<Sample> batch, float rate) {
        List<String> questions = set.learned();
        float[] target = new float[batch.size() * questions.size() * KINDS];
        for (int i = 0; i < batch.size(); i++) {
            for (int q = 0; q < questions.size(); q++) {
                Kind kind = batch.get(i).kinds().get(questions.get(q));
                for (int k = 0; kind != null && k < KINDS; k++) {
                    float share = k == kind.ordinal() ? 1 - SMOOTHING : SMOOTHING / (KINDS - 1);
                    target[(i * questions.size() + q) * KINDS + k] = COUNTS.get(kind) * share;
                }
            }
        }
        try (NDManager scratch = manager.newSubManager();
                GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
            NDArray features =
                    encoder.encode(scratch, batch.stream().map(Sample::input).toList(), true);
            NDArray logits = features.matMul(fresh.get("questions.weight")).add(fresh.get("questions.bias"));
            NDArray loss = logits.reshape(batch.size(), questions.size(), KINDS)
                    .logSoftmax(2)
                    .mul(scratch.create(target, new Shape(batch.size(), questions.size(), KINDS)))
                    .sum()
                    .neg()
                    // A mean over all questions would drown the few that a sentence speaks to.
                    .div(batch.size() * 1.5f);
            gradients.backward(loss);
            return step(rate) ? loss.getFloat() : 0;
        }
    }

    private void compareWithStatements(float rate) {
        String question = question();
        List<EncoderInput> inputs = new ArrayList<>();
        List<Kind> kinds = new ArrayList<>();
        for (Kind kind : List.of(Kind.WRONG, Kind.WEAK, Kind.RIGHT)) {
            for (String statement : statements(question, kind)) {
                inputs.add(cutter.cut("", "", statement));
                kinds.add(kind);
            }
        }
        int statements = inputs.size();
        for (Kind kind : Kind.values()) {
            List<TrainingSentence> sentences = new ArrayList<>(set.sentences(question, kind));
            Collections.shuffle(sentences, random);
            sentences.stream().limit(COMPARED.get(kind)).forEach(sentence -> {
                inputs.add(augmentation.varyAlone(sentence));
                kinds.add(kind);
            });
        }
        List<String> others = set.questions();
        for (int i = 0; i < OF_OTHER_QUESTIONS; i++) {
            String other = others.get(random.nextInt(others.size()));
            List<TrainingSentence> right = set.sentences(other, Kind.RIGHT);
            // Labs ask like things; what answers another lab's question may answer this one.
            if (!other.equals(question) && (set.isSmall(question) || set.isSmall(other)) && !right.isEmpty()) {
                inputs.add(augmentation.varyAlone(right.get(random.nextInt(right.size()))));
                kinds.add(Kind.NONE);
            }
        }
        int sentences = inputs.size() - statements;
        float[] target = new float[sentences * KINDS];
        for (int i = 0; i < sentences; i++) {
            for (int k = 0; k < KINDS; k++) {
                target[i * KINDS + k] =
                        k == kinds.get(statements + i).ordinal() ? 1 - SMOOTHING : SMOOTHING / (KINDS - 1);
            }
        }
        try (NDManager scratch = manager.newSubManager();
                GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
            NDArray meaning = encoder.encode(scratch, inputs, true).matMul(fresh.get("meaning.weight"));
            meaning = meaning.div(meaning.norm(new int[] {1}, true).add(1e-6f));
            NDArray logits = compare(
                    scratch,
                    meaning.get(statements + ":" + inputs.size()),
                    meaning.get("0:" + statements),
                    kinds.subList(0, statements));
            NDArray loss = logits.logSoftmax(1)
                    .mul(scratch.create(target, new Shape(sentences, KINDS)))
                    .sum()
                    .neg()
                    .div(sentences);
            gradients.backward(loss);
            step(rate);
        }
    }

    private boolean step(float rate) {
        boolean taken = optimizer.step(rate);
        if (!taken) {
            System.out.println("a step was left out: its gradient is no number");
        }
        return taken;
    }

    private String question() {
        List<String> all = set.questions();
        boolean small = random.nextDouble() < SMALL_QUESTIONS;
        List<String> wanted =
                all.stream().filter(key -> !small || set.isSmall(key)).toList();
        return wanted.get(random.nextInt(wanted.size()));
    }

    /** Choose some of a question's statements, and of those that a lab asks also of its labelled sentences. */
    private List<String> statements(String question, Kind kind) {
        List<String> given = new ArrayList<>(set.statements(question, kind));
        if (!set.isSmall(question) || random.nextDouble() < 0.3) {
            List<TrainingSentence> more = new ArrayList<>(set.sentences(question, kind));
            Collections.shuffle(more, random);
            more.stream()
                    .limit(3)
                    .forEach(sentence ->
                            given.add(augmentation.choose(sentence.labelled().text())));
        }
        Collections.shuffle(given, random);
        return given.subList(0, Math.min(given.size(), kind == Kind.WEAK ? 2 : 2 + random.nextInt(4)));
    }

    /** Odds of the kinds: what a sentence's nearness to the statements of a kind adds up to; for none a constant. */
    private NDArray compare(NDManager scratch, NDArray sentences, NDArray statements, List<Kind> kinds) {
        NDArray scales = fresh.get("scales");
        NDArray near = sentences.matMul(statements.transpose()).mul(scales.get("0:1"));
        NDList columns = new NDList();
        columns.add(scratch.zeros(new Shape(sentences.getShape().get(0), 1)).add(scales.get("1:2")));
        for (Kind kind : List.of(Kind.WRONG, Kind.WEAK, Kind.RIGHT)) {
            float[] mask = new float[kinds.size()];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = kinds.get(i) == kind ? 0 : -1e4f;
            }
            NDArray own = near.add(scratch.create(mask, new Shape(1, mask.length)));
            NDArray most = own.max(new int[] {1}, true);
            NDArray sum = own.sub(most).exp().sum(new int[] {1}, true).log().add(most);
            int at = 1 + kind.ordinal();
            columns.add(sum.add(scales.get(at + ":" + (at + 1))));
        }
        return NDArrays.concat(columns, 1);
    }
}
