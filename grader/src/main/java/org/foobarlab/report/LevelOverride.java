package org.foobarlab.report;

/**
 * Set the level of a question by hand.
 *
 * @param question the question's id
 * @param level what it becomes, 0 to 2
 * @param by who decided
 * @param why the reason given
 * @param before the level that the grader found; equal to {@code level} if the grader already says so
 */
public record LevelOverride(String question, int level, String by, String why, int before) {}
