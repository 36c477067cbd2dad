package org.foobarlab.similarity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.foobarlab.report.SimilarPair.Passage;

/**
 * Compare texts by the runs of tokens they share. A run weighs the more the fewer of the class have it; what the lab
 * itself handed out weighs nothing, and neither does what a good part of the class has.
 */
final class Shingles {

    /** What more than this share of a class has is explained by the class. */
    private static final double COMMON = 0.1;
    /** In a small class a share says little: so many students may well have worked together. */
    private static final int FEW = 8;

    private final int length;
    private final List<Text> texts;
    private final List<Map<String, List<Integer>>> shingles = new ArrayList<>();
    private final Map<String, Double> weights = new HashMap<>();
    private final double[] totals;
    private final int[] clusters;

    /**
     * Index the texts of a class.
     *
     * @param length how many tokens make a run
     * @param given texts of the lab itself
     */
    Shingles(int length, List<Text> texts, List<Text> given) {
        this(length, texts, given, IntStream.range(0, texts.size()).toArray());
    }

    /**
     * Index the texts of a class in which some hold the same.
     *
     * @param clusters the number of the cluster of each text; who copied from each other counts as one
     */
    Shingles(int length, List<Text> texts, List<Text> given, int[] clusters) {
        this.clusters = clusters;
        this.length = length;
        this.texts = texts;
        this.totals = new double[texts.size()];
        Set<String> known = new HashSet<>();
        given.forEach(text -> known.addAll(positions(text).keySet()));
        Map<String, Integer> holders = new HashMap<>();
        for (Text text : texts) {
            Map<String, List<Integer>> own = positions(text);
            own.keySet().removeAll(known);
            shingles.add(own);
        }
        Map<String, Set<Integer>> whose = new HashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            for (String shingle : shingles.get(i).keySet()) {
                whose.computeIfAbsent(shingle, any -> new HashSet<>()).add(clusters[i]);
            }
        }
        whose.forEach((shingle, of) -> holders.put(shingle, of.size()));
        int students = (int) Arrays.stream(clusters).distinct().count();
        holders.forEach((shingle, number) -> {
            if (!isCommon(number, students)) {
                weights.put(shingle, Math.log((students + 1.0) / number));
            }
        });
        for (int i = 0; i < totals.length; i++) {
            totals[i] = shingles.get(i).keySet().stream()
                    .mapToDouble(shingle -> weights.getOrDefault(shingle, 0.0))
                    .sum();
        }
    }

    /** Say whether so many of a class have something that nobody need have it from anybody. */
    static boolean isCommon(int holders, int students) {
        return holders > Math.max(FEW, COMMON * students);
    }

    /** Return the runs of each text that the lab did not hand out, as numbers, a number for each run. */
    List<List<Integer>> runs() {
        Map<String, Integer> numbers = new HashMap<>();
        return shingles.stream()
                .map(own -> own.keySet().stream()
                        .map(shingle -> numbers.computeIfAbsent(shingle, any -> numbers.size()))
                        .toList())
                .toList();
    }

    private Map<String, List<Integer>> positions(Text text) {
        Map<String, List<Integer>> found = new LinkedHashMap<>();
        for (int i = 0; i + length <= text.tokens().size(); i++) {
            found.computeIfAbsent(String.join("\n", text.tokens().subList(i, i + length)), any -> new ArrayList<>())
                    .add(i);
        }
        return found;
    }

    /**
     * Return the likeness of all pairs that share anything of weight, 0 to 1: the weight of what they share as a part
     * of what the lighter of the two has. The key is the pair's two numbers.
     */
    Map<Long, Double> likenesses() {
        Map<String, List<Integer>> holders = new HashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            for (String shingle : shingles.get(i).keySet()) {
                if (weights.containsKey(shingle)) {
                    holders.computeIfAbsent(shingle, any -> new ArrayList<>()).add(i);
                }
            }
        }
        boolean[] inGroups = inGroups(clusters);
        Map<Long, Double> shared = new TreeMap<>();
        // In a fixed order, since sums of floating numbers depend on it.
        new TreeMap<>(holders).forEach((shingle, who) -> {
            for (int a = 0; a < who.size(); a++) {
                for (int b = a + 1; b < who.size(); b++) {
                    if (inGroups[who.get(a)] && clusters[who.get(a)] == clusters[who.get(b)]) {
                        continue;
                    }
                    shared.merge(pair(who.get(a), who.get(b)), weights.get(shingle), Double::sum);
                }
            }
        });
        shared.replaceAll((pair, weight) -> weight / Math.min(totals[first(pair)], totals[second(pair)]));
        return shared;
    }

    /**
     * Say for each text whether it is in a cluster of three or more: that is told as one, and not as all its pairs.
     *
     * @param clusters the number of the cluster of each text
     */
    static boolean[] inGroups(int[] clusters) {
        Map<Integer, Integer> sizes = new HashMap<>();
        Arrays.stream(clusters).forEach(cluster -> sizes.merge(cluster, 1, Integer::sum));
        boolean[] inGroups = new boolean[clusters.length];
        for (int i = 0; i < inGroups.length; i++) {
            inGroups[i] = sizes.get(clusters[i]) > 2;
        }
        return inGroups;
    }

    /** Return what two texts share, longest first: runs of tokens that stand in both, as long as they go. */
    List<Passage> passages(int one, int other, int most) {
        Text left = texts.get(one);
        Text right = texts.get(other);
        BitSet taken = new BitSet();
        List<int[]> runs = new ArrayList<>();
        shingles.get(one).forEach((shingle, starts) -> {
            if (weights.containsKey(shingle) && shingles.get(other).containsKey(shingle)) {
                for (int start : starts) {
                    for (int there : shingles.get(other).get(shingle)) {
                        runs.add(grow(left, start, right, there));
                    }
                }
            }
        });
        runs.sort(Comparator.<int[]>comparingInt(run -> -run[2])
                .thenComparingInt(run -> run[0])
                .thenComparingInt(run -> run[1]));
        List<Passage> passages = new ArrayList<>();
        for (int[] run : runs) {
            boolean overlaps = taken.get(run[0], run[0] + run[2]).cardinality() > 0;
            if (!overlaps && passages.size() < most) {
                taken.set(run[0], run[0] + run[2]);
                int leftEnd = run[0] + run[2] - 1;
                int rightEnd = run[1] + run[2] - 1;
                passages.add(new Passage(
                        left.show(run[0], leftEnd),
                        left.lines().get(run[0]),
                        right.show(run[1], rightEnd),
                        right.lines().get(run[1]),
                        false));
            }
        }
        return passages;
    }

    private int[] grow(Text left, int start, Text right, int there) {
        int before = 0;
        while (start - before > 0
                && there - before > 0
                && left.tokens().get(start - before - 1).equals(right.tokens().get(there - before - 1))) {
            before++;
        }
        int after = length;
        while (start + after < left.tokens().size()
                && there + after < right.tokens().size()
                && left.tokens().get(start + after).equals(right.tokens().get(there + after))) {
            after++;
        }
        return new int[] {start - before, there - before, before + after};
    }

    /** Return how many runs of weight two texts share. */
    int sharedCount(int one, int other) {
        return (int) shingles.get(one).keySet().stream()
                .filter(shingle ->
                        weights.containsKey(shingle) && shingles.get(other).containsKey(shingle))
                .count();
    }

    static long pair(int one, int other) {
        return ((long) Math.min(one, other) << 32) | Math.max(one, other);
    }

    static int first(long pair) {
        return (int) (pair >>> 32);
    }

    static int second(long pair) {
        return (int) pair;
    }
}
