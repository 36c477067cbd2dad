/**
 * Run a lab's checks on a deployment of a submission, in an order in which nothing is tried that cannot mean anything.
 */
package org.foobarlab.grading;
