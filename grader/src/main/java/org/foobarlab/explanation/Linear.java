package org.foobarlab.explanation;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Tells classes apart by weighed sums of traits: multinomial logistic regression with a penalty on the squares of the
 * weights. The same examples give the same weights.
 */
final class Linear {
    private static final double PENALTY = 0.0005;
    private static final double WORD_PENALTY = 0.002;
    private static final int ROUNDS = 50;
    /** As many former steps tell how the slope changes. */
    private static final int MEMORY = 6;
    /** A step must gain at least this share of what the slope promises. */
    private static final double GAIN = 1e-4;

    private static final int HALVINGS = 12;

    private final int dense;
    private final int words;
    /** For each class: one for each dense trait, a constant, one for each hashed word. */
    private final float[][] weights;

    /**
     * An example.
     *
     * @param of its class, from 0
     * @param weight how much it counts
     */
    record Example(Traits traits, int of, double weight) {}

    private Linear(int dense, int words, float[][] weights) {
        this.dense = dense;
        this.words = words;
        this.weights = weights;
    }

    /** Return the probabilities of the classes. */
    double[] judge(Traits traits) {
        double[] odds = new double[weights.length];
        for (int c = 0; c < odds.length; c++) {
            odds[c] = sum(weights[c], traits);
        }
        double most = odds[0];
        for (double odd : odds) {
            most = Math.max(most, odd);
        }
        double total = 0;
        for (int c = 0; c < odds.length; c++) {
            odds[c] = StrictMath.exp(odds[c] - most);
            total += odds[c];
        }
        for (int c = 0; c < odds.length; c++) {
            odds[c] /= total;
        }
        return odds;
    }

    private float sum(float[] own, Traits traits) {
        float[] meaning = traits.meaning();
        float[] rules = traits.rules();
        float sum = own[dense];
        for (int i = 0; i < meaning.length; i++) {
            sum += own[i] * meaning[i];
        }
        for (int i = 0; i < rules.length; i++) {
            sum += own[meaning.length + i] * rules[i];
        }
        if (words > 0) {
            for (int word : traits.words()) {
                sum += own[dense + 1 + word] * Traits.WORD;
            }
        }
        return sum;
    }

    static Linear read(DataInputStream in, int classes, int dense, int words) throws IOException {
        float[][] weights = new float[classes][dense + 1 + words];
        for (float[] own : weights) {
            for (int i = 0; i < own.length; i++) {
                own[i] = in.readFloat();
            }
        }
        return new Linear(dense, words, weights);
    }

    void write(DataOutputStream out) throws IOException {
        for (float[] own : weights) {
            for (float weight : own) {
                out.writeFloat(weight);
            }
        }
    }

    /**
     * Learn from examples, by steps along a slope whose change is estimated from former steps (L-BFGS).
     *
     * @param examples at least one
     * @param classes how many classes there are
     * @param words how many hashed words count, 0 for none
     */
    static Linear learn(List<Example> examples, int classes, int words) {
        Linear now = new Linear(Traits.DENSE, words, new float[classes][Traits.DENSE + 1 + words]);
        Point at = now.measure(examples);
        Deque<Step> steps = new ArrayDeque<>();
        for (int round = 0; round < ROUNDS; round++) {
            float[][] way = direction(at.slope(), steps);
            double promise = dot(way, at.slope());
            double length = round == 0 ? 1 / Math.sqrt(dot(at.slope(), at.slope())) : 1;
            Linear next = now;
            Point there = at;
            for (int halving = 0; halving < HALVINGS; halving++) {
                next = now.moved(way, length);
                there = next.measure(examples);
                if (there.loss() <= at.loss() + GAIN * length * promise) {
                    break;
                }
                length /= 2;
            }
            if (there.loss() >= at.loss()) {
                return now;
            }
            float[][] moved = difference(next.weights, now.weights);
            float[][] turned = difference(there.slope(), at.slope());
            double curve = dot(moved, turned);
            if (curve > 0) {
                steps.addLast(new Step(moved, turned, curve));
                if (steps.size() > MEMORY) {
                    steps.removeFirst();
                }
            }
            now = next;
            at = there;
        }
        return now;
    }

    private record Step(float[][] moved, float[][] turned, double curve) {}

    /** How wrong the weights are, and the slope of that at them. */
    private record Point(double loss, float[][] slope) {}

    private Point measure(List<Example> examples) {
        float[][] slope = new float[weights.length][weights[0].length];
        double total = examples.stream().mapToDouble(Example::weight).sum();
        double loss = 0;
        for (Example example : examples) {
            double[] odds = judge(example.traits());
            double share = example.weight() / total;
            loss -= share * StrictMath.log(odds[example.of()] + 1e-12);
            for (int c = 0; c < odds.length; c++) {
                add(slope[c], example.traits(), (float) ((odds[c] - (example.of() == c ? 1 : 0)) * share));
            }
        }
        for (int c = 0; c < weights.length; c++) {
            for (int i = 0; i < slope[c].length; i++) {
                double penalty = i <= dense ? PENALTY : WORD_PENALTY;
                slope[c][i] += (float) (penalty * weights[c][i]);
                loss += penalty * weights[c][i] * weights[c][i] / 2;
            }
        }
        return new Point(loss, slope);
    }

    private void add(float[] slope, Traits traits, float error) {
        float[] meaning = traits.meaning();
        float[] rules = traits.rules();
        for (int i = 0; i < meaning.length; i++) {
            slope[i] += error * meaning[i];
        }
        for (int i = 0; i < rules.length; i++) {
            slope[meaning.length + i] += error * rules[i];
        }
        slope[dense] += error;
        if (words > 0) {
            for (int word : traits.words()) {
                slope[dense + 1 + word] += error * Traits.WORD;
            }
        }
    }

    private Linear moved(float[][] way, double length) {
        float[][] there = new float[weights.length][];
        for (int c = 0; c < weights.length; c++) {
            there[c] = weights[c].clone();
            addTo(there[c], way[c], length);
        }
        return new Linear(dense, words, there);
    }

    private static float[][] direction(float[][] slope, Deque<Step> steps) {
        float[][] way = new float[slope.length][];
        for (int c = 0; c < slope.length; c++) {
            way[c] = slope[c].clone();
        }
        Deque<Double> shares = new ArrayDeque<>();
        for (Iterator<Step> back = steps.descendingIterator(); back.hasNext(); ) {
            Step step = back.next();
            double share = dot(step.moved(), way) / step.curve();
            shares.addFirst(share);
            addTo(way, step.turned(), -share);
        }
        if (!steps.isEmpty()) {
            Step last = steps.getLast();
            scale(way, last.curve() / dot(last.turned(), last.turned()));
        }
        for (Step step : steps) {
            addTo(way, step.moved(), shares.removeFirst() - dot(step.turned(), way) / step.curve());
        }
        scale(way, -1);
        return way;
    }

    private static float[][] difference(float[][] a, float[][] b) {
        float[][] difference = new float[a.length][];
        for (int c = 0; c < a.length; c++) {
            difference[c] = a[c].clone();
            addTo(difference[c], b[c], -1);
        }
        return difference;
    }

    private static void addTo(float[][] sum, float[][] other, double share) {
        for (int c = 0; c < sum.length; c++) {
            addTo(sum[c], other[c], share);
        }
    }

    private static void addTo(float[] sum, float[] other, double share) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += (float) (share * other[i]);
        }
    }

    private static void scale(float[][] values, double by) {
        for (float[] row : values) {
            for (int i = 0; i < row.length; i++) {
                row[i] *= (float) by;
            }
        }
    }

    private static double dot(float[][] a, float[][] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            for (int i = 0; i < a[c].length; i++) {
                sum += (double) a[c][i] * b[c][i];
            }
        }
        return sum;
    }
}
