/**
 * The checks: plain JUnit test methods, in classes by area, each with an annotation that says what it is called and
 * what it requires.
 *
 * <p>A check gets what it needs as parameters: the {@link org.foobarlab.probe.World} of probes and the
 * {@link org.foobarlab.checks.Evidence} to write down what it saw. An {@link java.lang.AssertionError} is the
 * student's; any other exception is the lab's own fault.
 */
package org.foobarlab.checks;
