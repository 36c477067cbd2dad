package org.foobarlab.reader;

/**
 * What a sentence says to a question: the probabilities of four kinds, which add up to 1.
 *
 * @param none it says nothing to it
 * @param wrong it says what is wrong
 * @param weak it says what earns level 1
 * @param right it says what earns level 2
 */
record SentenceReading(double none, double wrong, double weak, double right) {
    /** How many kinds there are. */
    static final int KINDS = 4;

    /** Make one of numbers that stand for the kinds, the larger the likelier: logits. */
    static SentenceReading ofLogits(double[] logits) {
        double most = Math.max(Math.max(logits[0], logits[1]), Math.max(logits[2], logits[3]));
        double[] odds = new double[KINDS];
        double sum = 0;
        for (int i = 0; i < KINDS; i++) {
            odds[i] = Math.exp(logits[i] - most);
            sum += odds[i];
        }
        return new SentenceReading(odds[0] / sum, odds[1] / sum, odds[2] / sum, odds[3] / sum);
    }

    /** Return the probability that it earns anything. */
    double earning() {
        return weak + right;
    }
}
