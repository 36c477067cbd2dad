package org.foobarlab.similarity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.foobarlab.explanation.Phrases;
import org.foobarlab.explanation.Phrases.Phrase;
import org.foobarlab.report.SimilarPair;
import org.foobarlab.report.SimilarPair.Passage;

/** Find pairs of submissions that are more alike than the class and the starter explain. */
public final class Similarity {

    /** What pairs are said to be alike in. */
    public static final String EXPLANATION = "explanation";

    public static final String REWORDED = "explanation, in other words";
    public static final String CONFIGURATION = "configuration";

    /** The most alike first. */
    public static final Comparator<SimilarPair> ORDER = Comparator.comparingDouble(
                    (SimilarPair pair) -> -pair.likeness())
            .thenComparing(SimilarPair::first)
            .thenComparing(SimilarPair::second)
            .thenComparing(SimilarPair::what);

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
     * @param given what the lab itself handed out: handout, starter and given files
     * @return the pairs, most alike first
     */
    public static List<SimilarPair> find(List<Work> works, List<String> given) {
        return find(works, given, Phrases::meaning);
    }

    static List<SimilarPair> find(List<Work> works, List<String> given, Function<String, float[]> meaning) {
        List<Work> sorted =
                works.stream().sorted(Comparator.comparing(Work::key)).toList();
        Similarity similarity = new Similarity(sorted);
        similarity.prose(given, meaning);
        similarity.settings(given);
        return similarity.found.stream().sorted(ORDER).limit(MOST_PAIRS).toList();
    }

    private void prose(List<String> given, Function<String, float[]> meaning) {
        Shingles shingles = new Shingles(
                WORDS,
                works.stream()
                        .map(work -> Text.ofProse(work.key(), work.explanation()))
                        .toList(),
                given.stream().map(text -> Text.ofProse("", text)).toList());
        Set<Long> sameWords = Set.copyOf(outliers(
                shingles.likenesses(),
                Kind.PROSE,
                pair -> shingles.sharedCount(Shingles.first(pair), Shingles.second(pair)),
                pair -> shingles.passages(Shingles.first(pair), Shingles.second(pair), MOST_PASSAGES),
                Set.of()));
        List<Phrase> known = new ArrayList<>();
        given.forEach(text -> known.addAll(Phrases.of(text)));
        Rewordings rewordings = new Rewordings(
                works.stream().map(work -> Phrases.of(work.explanation())).toList(), known, meaning);
        outliers(
                rewordings.likenesses(),
                Kind.MEANING,
                rewordings::sharedCount,
                pair -> rewordings.passages(pair, MOST_PASSAGES),
                sameWords);
    }

    private void settings(List<String> given) {
        List<Text> texts = works.stream()
                .map(work -> {
                    StringBuilder all = new StringBuilder();
                    new TreeMap<>(work.configuration())
                            .forEach((path, text) -> all.append(text.strip()).append('\n'));
                    return Text.ofLines(work.key(), all.toString());
                })
                .toList();
        Shingles shingles = new Shingles(
                LINES, texts, given.stream().map(text -> Text.ofLines("", text)).toList());
        outliers(
                shingles.likenesses(),
                Kind.SETTINGS,
                pair -> shingles.sharedCount(Shingles.first(pair), Shingles.second(pair)),
                pair -> located(shingles.passages(Shingles.first(pair), Shingles.second(pair), MOST_PASSAGES), pair),
                Set.of());
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

    private List<Long> outliers(
            Map<Long, Double> likenesses,
            Kind kind,
            Function<Long, Integer> shared,
            Function<Long, List<Passage>> passages,
            Collection<Long> known) {
        int pairs = works.size() * (works.size() - 1) / 2;
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
