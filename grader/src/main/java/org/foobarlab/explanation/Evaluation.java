package org.foobarlab.explanation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * Measures the grader against a rater. Nothing of the grader is fitted to labels by a program, so there are no folds to
 * train on; whoever changes rules after reading a set of answers should measure on another set.
 */
public final class Evaluation {
    private static final int RESAMPLES = 2000;
    private static final long SEED = 20_260_101;

    /**
     * One answer's levels.
     *
     * @param file the answer
     * @param rater the rater's levels, 0 to 2, in the questions' order
     * @param grader the grader's
     */
    public record Answer(String file, int[] rater, int[] grader) {}

    /**
     * Agreement on one question, or on all.
     *
     * @param kappa quadratic weighted kappa
     * @param exact share of equal levels
     * @param recall for each of the rater's levels, the share given the same; NaN where the rater gave none
     * @param confusion counts by the rater's level, then the grader's
     */
    public record Line(double kappa, double exact, double[] recall, int[][] confusion) {
        static Line of(List<int[]> pairs) {
            Agreement a = Agreement.of(pairs);
            return new Line(
                    a.quadraticKappa(), a.exact(), new double[] {a.recall(0), a.recall(1), a.recall(2)}, a.confusion());
        }
    }

    /**
     * The whole result.
     *
     * @param answers how many answers were measured
     * @param questions agreement by question id
     * @param pooled agreement over all questions
     * @param kappaInterval the 95 % interval of the pooled kappa, by resampling answers
     * @param totalCorrelation Pearson's correlation of the answers' total levels
     */
    public record Result(
            int answers,
            Map<String, Line> questions,
            Line pooled,
            @JsonProperty("kappa_interval") double[] kappaInterval,
            @JsonProperty("total_correlation") double totalCorrelation) {}

    private Evaluation() {}

    /**
     * Measure agreement.
     *
     * @param ids the questions' ids
     * @param answers at least two answers
     * @return the agreement
     */
    public static Result measure(List<String> ids, List<Answer> answers) {
        Map<String, Line> lines = new LinkedHashMap<>();
        for (int q = 0; q < ids.size(); q++) {
            int question = q;
            lines.put(
                    ids.get(q),
                    Line.of(answers.stream()
                            .map(a -> new int[] {a.rater()[question], a.grader()[question]})
                            .toList()));
        }
        double[] rater = answers.stream().mapToDouble(a -> sum(a.rater())).toArray();
        double[] grader = answers.stream().mapToDouble(a -> sum(a.grader())).toArray();
        return new Result(
                answers.size(),
                lines,
                Line.of(pairs(answers)),
                interval(answers),
                new PearsonsCorrelation().correlation(rater, grader));
    }

    private static double[] interval(List<Answer> answers) {
        RandomGenerator random = new Well19937c(SEED);
        double[] kappas = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            List<Answer> sample = new ArrayList<>();
            for (int k = 0; k < answers.size(); k++) {
                sample.add(answers.get(random.nextInt(answers.size())));
            }
            kappas[i] = Agreement.of(pairs(sample)).quadraticKappa();
        }
        Percentile percentile = new Percentile();
        percentile.setData(kappas);
        return new double[] {percentile.evaluate(2.5), percentile.evaluate(97.5)};
    }

    private static List<int[]> pairs(List<Answer> answers) {
        List<int[]> pairs = new ArrayList<>();
        for (Answer answer : answers) {
            for (int q = 0; q < answer.rater().length; q++) {
                pairs.add(new int[] {answer.rater()[q], answer.grader()[q]});
            }
        }
        return pairs;
    }

    private static double sum(int[] levels) {
        int sum = 0;
        for (int level : levels) {
            sum += level;
        }
        return sum;
    }
}
