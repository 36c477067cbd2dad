package org.foobarlab.grade;

/**
 * Hold a claim of the explanation against what was observed.
 *
 * @param claim the claim as it was read, in one plain sentence
 * @param quote the student's sentence
 * @param line the line on which it begins, from 1
 * @param observed what the system does
 * @param agrees whether both say the same
 */
public record ClaimVerdict(String claim, String quote, int line, String observed, boolean agrees) {}
