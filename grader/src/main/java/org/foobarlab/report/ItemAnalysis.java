package org.foobarlab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.foobarlab.report.ClassResults.Item;

/**
 * Tell of each check and question how hard it was and how well it tells the stronger students from the weaker ones.
 *
 * @param item the check or question
 * @param students how many have a whole grade
 * @param difficulty which part of its points the class got, 0 (nobody any) to 1 (everybody all)
 * @param discrimination the correlation of its points with those of everything else, -1 to 1; for a check, which is
 *     passed or not, that is the point-biserial correlation, corrected for the item's own part in the total. Empty if
 *     all got the same, or too few are graded to say anything
 */
record ItemAnalysis(Item item, long students, double difficulty, OptionalDouble discrimination) {

    /** Of fewer a correlation says nothing. Students. */
    static final int ENOUGH = 10;

    /**
     * Below this an item of a test is commonly looked at again (Ebel and Frisbie, Essentials of Educational
     * Measurement).
     */
    static final double WEAK = 0.2;

    /** Analyse all items, in the lab's order: the checks, then the questions. */
    static List<ItemAnalysis> of(ClassResults results) {
        List<ItemAnalysis> all = new ArrayList<>();
        results.checks().forEach(item -> all.add(of(item, results.graded(), true)));
        results.questions().forEach(item -> all.add(of(item, results.graded(), false)));
        return all;
    }

    private static ItemAnalysis of(Item item, List<ClassRow> rows, boolean check) {
        double[] own =
                rows.stream().mapToDouble(row -> points(row, item, check)).toArray();
        double[] rest = new double[own.length];
        double sum = 0;
        for (int i = 0; i < own.length; i++) {
            // What was taken off for being late says nothing about the item.
            rest[i] = rows.get(i).grade().score() - own[i];
            sum += own[i];
        }
        double most = item.maxScore() * own.length;
        return new ItemAnalysis(item, own.length, most == 0 ? 0 : sum / most, correlation(own, rest));
    }

    private static double points(ClassRow row, Item item, boolean check) {
        return check
                ? row.check(item.id()).map(one -> one.score()).orElse(0.0)
                : row.question(item.id()).map(one -> one.score()).orElse(0.0);
    }

    private static OptionalDouble correlation(double[] own, double[] rest) {
        if (own.length < ENOUGH) {
            return OptionalDouble.empty();
        }
        double value = new PearsonsCorrelation().correlation(own, rest);
        // Where all got the same there is nothing to correlate.
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** Say whether the item should be looked at: those who are strong elsewhere do no better in it. */
    boolean isWeak() {
        return discrimination.isPresent() && discrimination.getAsDouble() < WEAK;
    }
}
