/**
 * Grades a student's written explanation by question, offline and deterministically.
 *
 * <p>A text is read into sentences with the titles above them. A shared vocabulary gives names to what students say in
 * many words; a question's rules are conjunctions of such names. A rule matches only what is affirmed, said of the
 * right subject, and a sentence at all: words that deny, other actors and heaps of keywords are told apart. The level
 * of a question is that of the best idea found in any sentence.
 *
 * <p>Sentence vectors do not set levels where a question has rules: measured on sentences and answers, classifiers and
 * nearest neighbours over them let more wrong claims pass than they found right ones. They mark verdicts as unsure,
 * grade questions that have no rules, and check that a question's statements are not nearer to another's.
 */
package org.foobarlab.explanation;
