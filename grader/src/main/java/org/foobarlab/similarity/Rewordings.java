package org.foobarlab.similarity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.foobarlab.explanation.Phrases.Phrase;
import org.foobarlab.report.SimilarPair.Passage;

/**
 * Compare explanations by what their sentences mean, so that the same text in other words shows. Students who answer
 * the same questions say the same things, so a sentence weighs the less the more of the class say it, and a pair only
 * shows when it says the same rare things.
 */
final class Rewordings {

    /**
     * Sentences that lie nearer than this say the same; of sentences of independent answers one in eight has one so
     * near in another.
     */
    private static final double SAME = 0.75;
    /** Shorter sentences mean too little to be compared. Words. */
    private static final int SHORTEST = 6;
    /** Bits of the sketch by which far sentences are told apart without multiplying vectors. */
    private static final int BITS = 256;
    /**
     * Sketches of sentences as near as {@link #SAME} differ in 59 bits of 256 on average, and in more than this once in
     * a thousand.
     */
    private static final int MOST_DIFFERENT = 80;

    private record Sentence(int owner, Phrase phrase, float[] vector, long[] sketch) {}

    private final List<Sentence> sentences = new ArrayList<>();
    private final Map<Long, List<double[]>> matches = new TreeMap<>();
    private final double[] weights;
    private final double[] totals;

    /**
     * Index the explanations of a class.
     *
     * @param meaning turns a sentence into a vector of length 1
     * @param given sentences of the lab itself, which weigh nothing
     * @param clusters the number of the cluster of each text; who copied from each other counts as one
     */
    Rewordings(List<List<Phrase>> texts, List<Phrase> given, int[] clusters, Function<String, float[]> meaning) {
        Map<String, float[]> vectors = new HashMap<>();
        Set<String> known = new HashSet<>();
        given.forEach(phrase -> known.add(folded(phrase)));
        float[][] planes = null;
        for (int owner = 0; owner < texts.size(); owner++) {
            for (Phrase phrase : texts.get(owner)) {
                if (phrase.text().strip().split("\\s+").length >= SHORTEST && !known.contains(folded(phrase))) {
                    float[] vector = vectors.computeIfAbsent(phrase.text(), meaning);
                    planes = planes == null ? planes(vector.length) : planes;
                    sentences.add(new Sentence(owner, phrase, vector, sketch(vector, planes)));
                }
            }
        }
        BitSet[] sayers = new BitSet[sentences.size()];
        for (int i = 0; i < sentences.size(); i++) {
            sayers[i] = new BitSet();
            sayers[i].set(clusters[sentences.get(i).owner]);
        }
        compare(all(), (i, k, near) -> {
            sayers[i].set(clusters[sentences.get(k).owner]);
            sayers[k].set(clusters[sentences.get(i).owner]);
        });
        int students = (int) Arrays.stream(clusters).distinct().count();
        weights = new double[sentences.size()];
        totals = new double[texts.size()];
        List<Integer> rare = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            if (!Shingles.isCommon(sayers[i].cardinality(), students)) {
                weights[i] = Math.log((students + 1.0) / sayers[i].cardinality());
                totals[sentences.get(i).owner] += weights[i];
                rare.add(i);
            }
        }
        // A second time, since what all say would fill the memory if it were kept the first time.
        boolean[] inGroups = Shingles.inGroups(clusters);
        compare(rare, (i, k, near) -> {
            int one = sentences.get(i).owner;
            int other = sentences.get(k).owner;
            if (!inGroups[one] || clusters[one] != clusters[other]) {
                matches.computeIfAbsent(Shingles.pair(one, other), any -> new ArrayList<>())
                        .add(new double[] {i, k, near});
            }
        });
    }

    private interface Match {
        void of(int one, int other, double near);
    }

    private List<Integer> all() {
        return IntStream.range(0, sentences.size()).boxed().toList();
    }

    private void compare(List<Integer> which, Match match) {
        for (int a = 0; a < which.size(); a++) {
            Sentence one = sentences.get(which.get(a));
            for (int b = a + 1; b < which.size(); b++) {
                Sentence other = sentences.get(which.get(b));
                if (one.owner != other.owner && differences(one.sketch, other.sketch) <= MOST_DIFFERENT) {
                    double near = product(one.vector, other.vector);
                    if (near >= SAME) {
                        match.of(which.get(a), which.get(b), near);
                    }
                }
            }
        }
    }

    /** Return the likeness of all pairs that say anything the same, 0 to 1. */
    Map<Long, Double> likenesses() {
        Map<Long, Double> likenesses = new TreeMap<>();
        matches.forEach((pair, all) -> {
            double shared = 0;
            for (int[] match : oneToOne(all)) {
                shared += Math.min(weights[match[0]], weights[match[1]]);
            }
            likenesses.put(
                    pair, Math.min(1, shared / Math.min(totals[Shingles.first(pair)], totals[Shingles.second(pair)])));
        });
        return likenesses;
    }

    /** Return how many sentences two explanations both have. */
    int sharedCount(long pair) {
        return oneToOne(matches.getOrDefault(pair, List.of())).size();
    }

    /** Return the sentences that two explanations both have, rarest first. */
    List<Passage> passages(long pair, int most) {
        return oneToOne(matches.getOrDefault(pair, List.of())).stream()
                .sorted(Comparator.comparingDouble((int[] match) -> -Math.min(weights[match[0]], weights[match[1]]))
                        .thenComparingInt(match -> match[0]))
                .limit(most)
                .map(match -> {
                    Phrase one = sentences.get(match[0]).phrase;
                    Phrase other = sentences.get(match[1]).phrase;
                    return new Passage(
                            one.text(),
                            one.line(),
                            other.text(),
                            other.line(),
                            !folded(one).equals(folded(other)));
                })
                .toList();
    }

    /** Pair each sentence with at most one, nearest first. */
    private static List<int[]> oneToOne(List<double[]> all) {
        List<double[]> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparingDouble((double[] match) -> -match[2])
                .thenComparingDouble(match -> match[0])
                .thenComparingDouble(match -> match[1]));
        Set<Integer> used = new HashSet<>();
        List<int[]> chosen = new ArrayList<>();
        for (double[] match : sorted) {
            int one = (int) match[0];
            int other = (int) match[1];
            if (!used.contains(one) && !used.contains(other)) {
                used.add(one);
                used.add(other);
                chosen.add(new int[] {one, other});
            }
        }
        return chosen;
    }

    private static String folded(Phrase phrase) {
        return String.join(" ", Text.ofProse("", phrase.text()).tokens());
    }

    private static float[][] planes(int size) {
        // Always the same ones, so that the same class gives the same pairs.
        Random random = new Random(20);
        float[][] planes = new float[BITS][size];
        for (float[] plane : planes) {
            for (int i = 0; i < size; i++) {
                plane[i] = (float) random.nextGaussian();
            }
        }
        return planes;
    }

    private static long[] sketch(float[] vector, float[][] planes) {
        long[] sketch = new long[BITS / Long.SIZE];
        for (int i = 0; i < BITS; i++) {
            if (product(vector, planes[i]) > 0) {
                sketch[i / Long.SIZE] |= 1L << (i % Long.SIZE);
            }
        }
        return sketch;
    }

    private static int differences(long[] one, long[] other) {
        int count = 0;
        for (int i = 0; i < one.length; i++) {
            count += Long.bitCount(one[i] ^ other[i]);
        }
        return count;
    }

    private static double product(float[] one, float[] other) {
        float sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
