/**
 * Find pairs of submissions that are more alike than the class and the starter explain. What it finds is a reason for a
 * person to look, never a finding about a student.
 */
package org.foobarlab.similarity;
