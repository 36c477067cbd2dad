package org.foobarlab.report;

/**
 * Tell what a person has set by hand.
 *
 * @param id the id of the question or check
 * @param before what the grader found, such as {@code level 1} or {@code 0 points}
 * @param after what it became
 * @param by who decided
 * @param why the reason given
 */
public record Correction(String id, String before, String after, String by, String why) {}
