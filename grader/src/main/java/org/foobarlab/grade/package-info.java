/**
 * What a grading found: verdicts, evidence and points. Uses nothing else of the grader, so that every reader of a
 * result can use it.
 */
package org.foobarlab.grade;
