package org.foobarlab.explanation;

import java.util.List;

/**
 * Agreement between two raters on ordered levels.
 *
 * @param confusion counts, by the first rater's level, then the second's
 */
public record Agreement(int[][] confusion) {
    /** Levels 0, 1 and 2. */
    public static final int LEVELS = 3;

    /**
     * Count agreement.
     *
     * @param pairs pairs of the first rater's level and the second's, 0 to 2 each
     * @return the agreement
     */
    public static Agreement of(List<int[]> pairs) {
        int[][] confusion = new int[LEVELS][LEVELS];
        pairs.forEach(p -> confusion[p[0]][p[1]]++);
        return new Agreement(confusion);
    }

    /** Return the number of pairs. */
    public int count() {
        int n = 0;
        for (int[] row : confusion) {
            for (int cell : row) {
                n += cell;
            }
        }
        return n;
    }

    /** Return the quadratic weighted kappa: 1 is full agreement, 0 what chance gives; NaN without pairs. */
    public double quadraticKappa() {
        double n = count();
        double observed = 0;
        double expected = 0;
        for (int i = 0; i < LEVELS; i++) {
            for (int k = 0; k < LEVELS; k++) {
                double weight = (i - k) * (i - k);
                observed += weight * confusion[i][k];
                expected += weight * row(i) * column(k) / n;
            }
        }
        return n == 0 ? Double.NaN : expected == 0 ? 1 : 1 - observed / expected;
    }

    /** Return the share of pairs with the same level. */
    public double exact() {
        double same = 0;
        for (int i = 0; i < LEVELS; i++) {
            same += confusion[i][i];
        }
        return same / count();
    }

    /**
     * Return, of the pairs on which the first rater gave a level, the share on which the second did too; NaN if none.
     */
    public double recall(int level) {
        return (double) confusion[level][level] / row(level);
    }

    private int row(int i) {
        int sum = 0;
        for (int k = 0; k < LEVELS; k++) {
            sum += confusion[i][k];
        }
        return sum;
    }

    private int column(int k) {
        int sum = 0;
        for (int i = 0; i < LEVELS; i++) {
            sum += confusion[i][k];
        }
        return sum;
    }
}
