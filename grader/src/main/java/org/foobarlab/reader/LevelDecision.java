package org.foobarlab.reader;

import java.util.Comparator;
import java.util.List;

/**
 * The level of an answer, of what its sentences say: two logistic regressions, one for level 1 or more and one for
 * level 2. They can weigh the sentence that says most, the next one, and what says the contrary. What they weigh was
 * found with answers that taught the reader nothing.
 *
 * @param atLeastOne weighs for level 1 or more
 * @param two weighs for level 2
 */
record LevelDecision(Weights atLeastOne, Weights two) {
    /** Odds beyond this say no more; natural logarithm. */
    private static final double MOST_ODDS = 6;
    /** A level that is less probable than this is marked for a person. */
    private static final double SURE = 0.75;

    /**
     * For questions with labelled sentences: the sentence that says most decides, from a probability of a quarter on
     * for level 1 and of a half for level 2. Chosen by published answers with a rater's levels; fitted weights agreed
     * no better with them, and took in more texts that deceive.
     */
    static final LevelDecision LEARNED = new LevelDecision(new Weights(1.1, 1, 0, 0), new Weights(0, 1, 0, 0));
    /** For questions with statements alone: fitted to the answers of {@code unseen/questions}. */
    static final LevelDecision BY_STATEMENTS =
            new LevelDecision(new Weights(0.27, 0.96, 0, -0.36), new Weights(-0.52, 0.91, -0.11, -0.43));

    /**
     * What the odds of the sentences weigh.
     *
     * @param constant what is added
     * @param first the sentence that says most
     * @param second the one that says second most
     * @param wrong the sentence that most says what is wrong
     */
    record Weights(double constant, double first, double second, double wrong) {
        private double probability(double first, double second, double wrong) {
            double odds = constant + this.first * first + this.second * second + this.wrong * wrong;
            return 1 / (1 + Math.exp(-odds));
        }
    }

    /**
     * A level, and how probable it is.
     *
     * @param level 0 to 2
     * @param probability of this level, 0 to 1
     */
    record Level(int level, double probability) {
        boolean isSure() {
            return probability >= SURE;
        }
    }

    /** Decide on a level. */
    Level decide(List<SentenceReading> readings) {
        if (readings.isEmpty()) {
            return new Level(0, 1);
        }
        double wrong =
                odds(readings.stream().mapToDouble(SentenceReading::wrong).max().orElse(0));
        double one = probability(
                atLeastOne, readings.stream().map(SentenceReading::earning).toList(), wrong);
        double both = Math.min(
                one,
                probability(two, readings.stream().map(SentenceReading::right).toList(), wrong));
        double[] levels = {1 - one, one - both, both};
        int level = both >= 0.5 ? 2 : one >= 0.5 ? 1 : 0;
        return new Level(level, levels[level]);
    }

    private static double probability(Weights weights, List<Double> probabilities, double wrong) {
        List<Double> most = probabilities.stream()
                .sorted(Comparator.reverseOrder())
                .limit(2)
                .toList();
        return weights.probability(odds(most.get(0)), odds(most.size() > 1 ? most.get(1) : 0), wrong);
    }

    private static double odds(double probability) {
        double odds = Math.log(probability / (1 - probability));
        return Math.max(-MOST_ODDS, Math.min(MOST_ODDS, odds));
    }
}
