package org.foobarlab.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Write numbers the same way everywhere, whatever the machine's language. */
public final class Numbers {

    private Numbers() {}

    /** Return points without trailing zeros, rounded to hundredths. */
    public static String points(double value) {
        BigDecimal rounded =
                BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }

    /** Return a share of 0 to 1 as a whole number of percent. */
    static String percent(double share) {
        return Math.round(share * 100) + " %";
    }
}
