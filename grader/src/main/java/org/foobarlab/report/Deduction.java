package org.foobarlab.report;

/**
 * Tell what being late costs.
 *
 * @param points what is taken off, 0 or more
 * @param why for what, such as {@code 2 days late}
 */
public record Deduction(double points, String why) {

    /** Say it to the student. */
    public String sentence() {
        return Numbers.points(points) + (points == 1 ? " point was" : " points were") + " taken off: " + why + ".";
    }
}
