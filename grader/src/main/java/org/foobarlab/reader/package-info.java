/**
 * Reads explanations by a trained encoder: what the grading by rules in {@code explanation} is to be replaced by. It is
 * measured beside it, and grades nobody yet; {@code docs/explanations.md} has the figures of both.
 */
package org.foobarlab.reader;
