/**
 * The command line: reads arguments, calls the grader, prints, and ends with an exit code of
 * {@link org.foobarlab.cli.ExitCode}.
 */
package org.foobarlab.cli;
