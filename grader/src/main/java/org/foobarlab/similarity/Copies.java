package org.foobarlab.similarity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/**
 * Find who holds the same text as others, or nearly so, however many they are. Weighing by rarity cannot: what half of
 * a class has copied is not rare in it.
 */
final class Copies {

    /** Of two that are more alike than this share of it as a rule, no likeness says anything. */
    private static final double ORDINARY = 0.5;

    private final int[] cluster;
    private final double[] nearest;
    private final Map<Integer, List<Integer>> same;

    private Copies(int[] cluster, double[] nearest, Map<Integer, List<Integer>> same) {
        this.cluster = cluster;
        this.nearest = nearest;
        this.same = same;
    }

    /**
     * Compare all with all.
     *
     * @param own the runs of each text that the lab did not hand out
     * @param texts what is compared to tell whether two are the same
     * @param written how many runs of each text its student wrote, even if the lab gives the like elsewhere
     * @param shortest how many runs two texts must have to be worth naming if they are the same
     * @param least how many they must share to be worth naming if they are nearly the same
     * @param near which part of the shorter text two must share to be nearly the same
     */
    static Copies of(List<List<Integer>> own, List<?> texts, int[] written, int shortest, int least, double near) {
        int size = own.size();
        int[] cluster = new int[size];
        Arrays.setAll(cluster, i -> i);
        Map<Object, List<Integer>> exact = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            if (written[i] >= shortest) {
                exact.computeIfAbsent(texts.get(i), any -> new ArrayList<>()).add(i);
            }
        }
        exact.values().forEach(group -> group.forEach(one -> join(cluster, group.get(0), one)));
        double[] nearest = new double[size];
        double[][] likeness = likeness(own, cluster, least);
        int[] joined = cluster.clone();
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < i; k++) {
                if (likeness[i][k] >= near) {
                    join(joined, i, k);
                }
            }
        }
        if (isTelling(likeness, cluster, joined, near)) {
            for (int i = 0; i < size; i++) {
                for (int k = 0; k < i; k++) {
                    if (likeness[i][k] >= near) {
                        join(cluster, i, k);
                        nearest[i] = Math.max(nearest[i], likeness[i][k]);
                        nearest[k] = Math.max(nearest[k], likeness[i][k]);
                    }
                }
            }
        }
        Map<Integer, List<Integer>> same = new TreeMap<>();
        exact.values().stream().filter(group -> group.size() > 1).forEach(group -> {
            same.put(group.get(0), group);
            group.forEach(one -> nearest[one] = 1);
        });
        int[] roots = new int[size];
        Arrays.setAll(roots, i -> root(cluster, i));
        return new Copies(roots, nearest, same);
    }

    /** Return which part of the shorter of two texts stands in the other; 0 between texts known to be the same. */
    private static double[][] likeness(List<List<Integer>> own, int[] cluster, int least) {
        int size = own.size();
        int[][] shared = new int[size][];
        for (int i = 0; i < size; i++) {
            shared[i] = new int[i];
        }
        Map<Integer, List<Integer>> holders = new HashMap<>();
        for (int i = 0; i < size; i++) {
            // Of those that are the same, one stands for all.
            if (root(cluster, i) == i) {
                for (int run : own.get(i)) {
                    List<Integer> before = holders.computeIfAbsent(run, any -> new ArrayList<>());
                    for (int holder : before) {
                        shared[i][holder]++;
                    }
                    before.add(i);
                }
            }
        }
        double[][] likeness = new double[size][];
        for (int i = 0; i < size; i++) {
            likeness[i] = new double[i];
            for (int k = 0; k < i; k++) {
                int shorter = Math.min(own.get(i).size(), own.get(k).size());
                likeness[i][k] = shorter < least || shared[i][k] < least ? 0 : shared[i][k] / (double) shorter;
            }
        }
        return likeness;
    }

    /** Where others are much alike, too, the task leaves little choice, and being alike says nothing. */
    private static boolean isTelling(double[][] likeness, int[] same, int[] joined, double near) {
        DescriptiveStatistics apart = new DescriptiveStatistics();
        for (int i = 0; i < likeness.length; i++) {
            for (int k = 0; k < i; k++) {
                // Of those that are the same, one stands for all.
                if (same[i] == i && same[k] == k && root(joined, i) != root(joined, k)) {
                    apart.addValue(likeness[i][k]);
                }
            }
        }
        return apart.getN() == 0 || apart.getPercentile(75) < near * ORDINARY;
    }

    private static int root(int[] cluster, int of) {
        int at = of;
        while (cluster[at] != at) {
            at = cluster[at];
        }
        return at;
    }

    private static void join(int[] cluster, int one, int other) {
        int first = root(cluster, one);
        int second = root(cluster, other);
        cluster[Math.max(first, second)] = Math.min(first, second);
    }

    /** Return the number of the cluster of each text. */
    int[] clusters() {
        return cluster.clone();
    }

    /** Return the texts that are the same, two or more in each list. */
    List<List<Integer>> same() {
        return List.copyOf(same.values());
    }

    /** Return the clusters of two or more. */
    List<List<Integer>> near() {
        Map<Integer, List<Integer>> members = new TreeMap<>();
        for (int i = 0; i < cluster.length; i++) {
            members.computeIfAbsent(cluster[i], any -> new ArrayList<>()).add(i);
        }
        return members.values().stream().filter(group -> group.size() > 1).toList();
    }

    /** Return how much of a text at least stands in another of its cluster, 0 to 1. */
    double likeness(List<Integer> group) {
        return group.stream().mapToDouble(one -> nearest[one]).min().orElse(0);
    }
}
