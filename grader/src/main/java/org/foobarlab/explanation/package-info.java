/** Grades a student's written explanation by question, offline and deterministically. */
package org.foobarlab.explanation;
