package org.foobarlab.similarity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.foobarlab.explanation.Phrases;
import org.foobarlab.explanation.Phrases.Phrase;
import org.foobarlab.report.Alike;
import org.foobarlab.report.SimilarGroup;
import org.foobarlab.report.SimilarPair;
import org.foobarlab.report.SimilarPair.Passage;

/** Find groups and pairs of submissions that are more alike than the class and the starter explain. */
public final class Similarity {

    /** What pairs are said to be alike in. */
    public static final String EXPLANATION = "explanation";

    public static final String REWORDED = "explanation, in other words";
    public static final String CONFIGURATION = "configuration";
    public static final String EVERYTHING = "everything";

    /** The most alike first. */
    public static final Comparator<SimilarPair> ORDER = Comparator.comparingDouble(
                    (SimilarPair pair) -> -pair.likeness())
            .thenComparing(SimilarPair::first)
            .thenComparing(SimilarPair::second)
            .thenComparing(SimilarPair::what);

    /** The largest group first. */
    public static final Comparator<SimilarGroup> GROUPS = Comparator.comparingInt(
                    (SimilarGroup group) -> -group.keys().size())
            .thenComparing(group -> String.join(" ", group.keys()))
            .thenComparing(SimilarGroup::what);

    private static final int WORDS = 5;
    private static final int LINES = 2;
    private static final int MOST_PASSAGES = 12;
    private static final int MOST_PAIRS = 200;
    /** Below this many pairs the class says nothing about what is ordinary. */
    private static final int ENOUGH_PAIRS = 28;
    /**
     * How far outside the middle half of the class a pair has to lie, in widths of that half: three is what
     * statisticians call far out.
     */
    private static final double FAR_OUT = 3;

    /** How far above the class's upper quarter a pair has to lie at least, however close together the class lies. */
    private static final double BEYOND = 0.15;

    private static final double AS_GOOD_AS_THE_SAME = 0.95;

    /** Which part of an explanation in the same words is nearly the same; independent ones share next to none. */
    private static final double SAME_WORDS = 0.35;

    private static final int LEAST_WORDS = 30;
    private static final int SHORTEST_TEXT = 10;
    /** Which part of a configuration's own lines; independent ones for one task share a good part. */
    private static final double SAME_LINES = 0.9;

    private static final int LEAST_LINES = 6;

    /** How much two texts have to share at least, however little the rest of the class does. */
    private enum Kind {
        PROSE(EXPLANATION, 0.2, 10),
        MEANING(REWORDED, 0.45, 3),
        SETTINGS(CONFIGURATION, 0.5, 6);

        private final String words;
        private final double least;
        private final int leastShared;

        Kind(String words, double least, int leastShared) {
            this.words = words;
            this.least = least;
            this.leastShared = leastShared;
        }
    }

    private final List<Work> works;
    private final List<SimilarPair> found = new ArrayList<>();

    /**
     * What one student handed in.
     *
     * @param key who
     * @param explanation the text; empty if there is none
     * @param configuration the other files by path, with those that the lab handed out unchanged left out
     */
    public record Work(String key, String explanation, Map<String, String> configuration) {}

    private Similarity(List<Work> works) {
        this.works = works;
    }

    /**
     * Compare all with all.
     *
     * @param given what the lab itself has: handout, starter and given files
     * @param starter of these, what students begin with. A configuration that differs from that and is the same as
     *     another's is worth a look, even if some other lab gives the like
     */
    public static Alike find(List<Work> works, List<String> given, List<String> starter) {
        return find(works, given, starter, Phrases::meaning);
    }

    static Alike find(List<Work> works, List<String> given, List<String> starter, Function<String, float[]> meaning) {
        List<Work> sorted =
                works.stream().sorted(Comparator.comparing(Work::key)).toList();
        Similarity similarity = new Similarity(sorted);
        Copies texts = similarity.prose(given, meaning);
        Copies settings = similarity.settings(given, starter);
        return new Alike(
                similarity.groups(texts, settings),
                similarity.found.stream().sorted(ORDER).limit(MOST_PAIRS).toList());
    }

    private Copies prose(List<String> given, Function<String, float[]> meaning) {
        List<Text> texts = works.stream()
                .map(work -> Text.ofProse(work.key(), work.explanation()))
                .toList();
        List<Text> known = given.stream().map(text -> Text.ofProse("", text)).toList();
        Copies copies = copies(WORDS, texts, known, known, SHORTEST_TEXT, LEAST_WORDS, SAME_WORDS);
        Shingles shingles = new Shingles(WORDS, texts, known, copies.clusters());
        Set<Long> sameWords = Set.copyOf(outliers(
                shingles.likenesses(),
                Kind.PROSE,
                pair -> shingles.sharedCount(Shingles.first(pair), Shingles.second(pair)),
                pair -> shingles.passages(Shingles.first(pair), Shingles.second(pair), MOST_PASSAGES),
                copies.clusters(),
                Set.of()));
        List<Phrase> phrases = new ArrayList<>();
        given.forEach(text -> phrases.addAll(Phrases.of(text)));
        Rewordings rewordings = new Rewordings(
                works.stream().map(work -> Phrases.of(work.explanation())).toList(),
                phrases,
                copies.clusters(),
                meaning);
        outliers(
                rewordings.likenesses(),
                Kind.MEANING,
                rewordings::sharedCount,
                pair -> rewordings.passages(pair, MOST_PASSAGES),
                copies.clusters(),
                sameWords);
        return copies;
    }

    private Copies settings(List<String> given, List<String> starter) {
        List<Text> texts = works.stream()
                .map(work -> {
                    StringBuilder all = new StringBuilder();
                    new TreeMap<>(work.configuration())
                            .forEach((path, text) -> all.append(text.strip()).append('\n'));
                    return Text.ofLines(work.key(), all.toString());
                })
                .toList();
        List<Text> known = given.stream().map(text -> Text.ofLines("", text)).toList();
        List<Text> begun = starter.stream().map(text -> Text.ofLines("", text)).toList();
        Copies copies = copies(LINES, texts, known, begun, LEAST_LINES, 2 * LEAST_LINES, SAME_LINES);
        Shingles shingles = new Shingles(LINES, texts, known, copies.clusters());
        outliers(
                shingles.likenesses(),
                Kind.SETTINGS,
                pair -> shingles.sharedCount(Shingles.first(pair), Shingles.second(pair)),
                pair -> located(shingles.passages(Shingles.first(pair), Shingles.second(pair), MOST_PASSAGES), pair),
                copies.clusters(),
                Set.of());
        return copies;
    }

    /** Two that are the same need few words for it; two that are nearly the same need more. */
    private static Copies copies(
            int length, List<Text> texts, List<Text> given, List<Text> starter, int shortest, int least, double near) {
        int[] written = new Shingles(length, texts, starter)
                .runs().stream().mapToInt(List::size).toArray();
        return Copies.of(
                new Shingles(length, texts, given).runs(),
                texts.stream().map(Text::tokens).toList(),
                written,
                shortest,
                least,
                near);
    }

    private List<SimilarGroup> groups(Copies texts, Copies settings) {
        List<SimilarGroup> groups = new ArrayList<>();
        Set<List<Integer>> told = new HashSet<>();
        for (List<Integer> group : everything(texts, settings)) {
            told.add(group);
            groups.add(group(group, EVERYTHING, 1));
        }
        add(texts, EXPLANATION, told, groups);
        add(settings, CONFIGURATION, told, groups);
        groups.sort(GROUPS);
        return groups;
    }

    private void add(Copies copies, String what, Set<List<Integer>> told, List<SimilarGroup> groups) {
        Set<List<Integer>> own = new HashSet<>(told);
        for (List<Integer> group : copies.same()) {
            if (own.add(group)) {
                groups.add(group(group, what, 1));
            }
        }
        for (List<Integer> group : copies.near()) {
            // Two that are nearly the same are a pair, with the passages that they share.
            if (group.size() > 2 && own.add(group)) {
                groups.add(group(group, what, Math.min(0.999, rounded(copies.likeness(group)))));
            }
        }
    }

    private static List<List<Integer>> everything(Copies texts, Copies settings) {
        List<List<Integer>> both = new ArrayList<>();
        for (List<Integer> one : texts.same()) {
            for (List<Integer> other : settings.same()) {
                List<Integer> common = new ArrayList<>(one);
                common.retainAll(other);
                if (common.size() > 1) {
                    both.add(common);
                }
            }
        }
        return both;
    }

    private SimilarGroup group(List<Integer> members, String what, double likeness) {
        return new SimilarGroup(
                members.stream().map(member -> works.get(member).key()).toList(), what, likeness);
    }

    /** Turn the line of all files together into that of the file it stands in, which the passage then begins with. */
    private List<Passage> located(List<Passage> passages, long pair) {
        Work one = works.get(Shingles.first(pair));
        Work other = works.get(Shingles.second(pair));
        return passages.stream()
                .map(passage -> {
                    Place left = Place.of(one, passage.firstLine());
                    Place right = Place.of(other, passage.secondLine());
                    return new Passage(
                            left.path + ":\n" + passage.first(),
                            left.line,
                            right.path + ":\n" + passage.second(),
                            right.line,
                            false);
                })
                .toList();
    }

    private record Place(String path, int line) {
        static Place of(Work work, int line) {
            int left = line;
            for (Map.Entry<String, String> file : new TreeMap<>(work.configuration()).entrySet()) {
                String stripped = file.getValue().strip();
                int lines = Math.max(1, (int) stripped.lines().count());
                if (left <= lines) {
                    int above = (int) file.getValue()
                            .substring(0, file.getValue().indexOf(stripped))
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
                    return new Place(file.getKey(), left + above);
                }
                left -= lines;
            }
            return new Place("", line);
        }
    }

    /** Return how many pairs there are, without those of which a group of three or more tells. */
    private static int pairs(int[] clusters) {
        Map<Integer, Integer> sizes = new TreeMap<>();
        Arrays.stream(clusters).forEach(cluster -> sizes.merge(cluster, 1, Integer::sum));
        int told = sizes.values().stream()
                .filter(size -> size > 2)
                .mapToInt(size -> size * (size - 1) / 2)
                .sum();
        return clusters.length * (clusters.length - 1) / 2 - told;
    }

    private List<Long> outliers(
            Map<Long, Double> likenesses,
            Kind kind,
            Function<Long, Integer> shared,
            Function<Long, List<Passage>> passages,
            int[] clusters,
            Collection<Long> known) {
        int pairs = pairs(clusters);
        DescriptiveStatistics all = new DescriptiveStatistics();
        likenesses.values().forEach(all::addValue);
        // Pairs that share nothing are part of the class too.
        for (int i = likenesses.size(); i < pairs; i++) {
            all.addValue(0);
        }
        double ordinary = pairs == 0 ? 0 : all.getPercentile(50);
        double least = kind.least;
        if (pairs >= ENOUGH_PAIRS) {
            double upper = all.getPercentile(75);
            double limit = upper + FAR_OUT * (upper - all.getPercentile(25));
            // Where the class differs much among itself nothing could lie so far out; there, as good as the same is
            // worth a look. Where
            // all are as good as the same, it is not.
            least = Math.max(kind.least, Math.max(upper + BEYOND, Math.min(limit, AS_GOOD_AS_THE_SAME)));
        }
        List<Long> out = new ArrayList<>();
        for (Map.Entry<Long, Double> entry : likenesses.entrySet()) {
            long pair = entry.getKey();
            if (entry.getValue() >= least && !known.contains(pair) && shared.apply(pair) >= kind.leastShared) {
                out.add(pair);
            }
        }
        out.sort(
                Comparator.comparingDouble((Long pair) -> -likenesses.get(pair)).thenComparingLong(pair -> pair));
        out.stream()
                .limit(MOST_PAIRS)
                .forEach(pair -> found.add(new SimilarPair(
                        works.get(Shingles.first(pair)).key(),
                        works.get(Shingles.second(pair)).key(),
                        kind.words,
                        rounded(likenesses.get(pair)),
                        rounded(ordinary),
                        passages.apply(pair))));
        return out;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
