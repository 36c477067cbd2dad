package org.foobarlab.claims;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.foobarlab.grade.ClaimVerdict;

/**
 * Sentences with what they claim, and how well they are read.
 *
 * @param shown verdicts that were given
 * @param right those of them that were expected
 * @param expected verdicts that should have been given
 * @param wrong what was shown and not expected, with its sentence
 * @param missed what was expected and not shown, with its sentence
 */
record Corpus(int shown, int right, int expected, List<String> wrong, List<String> missed) {

    /** A sentence, what was said above it and before it, and what it claims. */
    record Line(String say, String under, String after, List<String> reads) {
        Line {
            reads = reads == null ? List.of() : reads;
        }
    }

    double precision() {
        return shown == 0 ? 1 : (double) right / shown;
    }

    double recall() {
        return expected == 0 ? 1 : (double) right / expected;
    }

    /** Read a file of sentences. */
    static Corpus read(String file) {
        Map<String, Kind> kinds = Kind.standard();
        Claims claims = new Claims(List.of());
        List<String> wrong = new ArrayList<>();
        List<String> missed = new ArrayList<>();
        int[] counts = new int[3];
        lines(file).forEach((lab, lines) -> {
            Observations observed = Recorded.of(lab);
            for (Line line : lines) {
                List<String> wanted = new ArrayList<>(
                        line.reads().stream().map(read -> spelled(kinds, read)).toList());
                counts[2] += wanted.size();
                Sentence sentence = new Sentence(
                        line.say(),
                        line.under() == null ? List.of() : List.of(line.under()),
                        line.after() == null ? "" : line.after(),
                        1);
                for (ClaimVerdict verdict : claims.check(List.of(sentence), observed)) {
                    String given = (verdict.agrees() ? "+ " : "- ") + shortened(verdict.claim());
                    counts[0]++;
                    if (wanted.remove(given)) {
                        counts[1]++;
                    } else {
                        wrong.add(line.say() + "\n      " + given);
                    }
                }
                wanted.forEach(one -> missed.add(line.say() + "\n      " + one));
            }
        });
        return new Corpus(counts[0], counts[1], counts[2], wrong, missed);
    }

    private static String spelled(Map<String, Kind> kinds, String read) {
        String name = read.substring(2);
        int dot = name.indexOf('.');
        Kind kind = dot < 0 ? null : kinds.get(name.substring(0, dot));
        return read.substring(0, 2) + (kind == null ? name : kind.states().get(name.substring(dot + 1)));
    }

    private static String shortened(String claim) {
        return claim.matches("the firewalls? (?:of .* )?(?:drops?|lets? in) what no rule names")
                ? "default-deny"
                : claim;
    }

    private static Map<String, List<Line>> lines(String file) {
        try (InputStream in = Corpus.class.getResourceAsStream(file)) {
            return new YAMLMapper().readValue(in, new TypeReference<LinkedHashMap<String, List<Line>>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void main(String[] args) {
        Corpus corpus = read(args[0]);
        if (args.length > 1) {
            corpus.wrong().forEach(one -> System.out.println("WRONG  " + one));
            corpus.missed().forEach(one -> System.out.println("MISSED " + one));
        }
        System.out.printf(
                "shown %d right %d expected %d: precision %.3f recall %.3f%n",
                corpus.shown(), corpus.right(), corpus.expected(), corpus.precision(), corpus.recall());
    }
}
