package org.foobarlab.cli;

/** The readers of explanations that there are, by the names that are given on the command line. */
enum ReaderChoice {
    /** By rules, vocabulary and a linear model: the one that grades. */
    rules,
    /** By the trained encoder: measured beside the other until it is better in everything. */
    learned
}
