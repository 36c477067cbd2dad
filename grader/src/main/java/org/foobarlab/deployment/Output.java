package org.foobarlab.deployment;

/**
 * Hold what a command printed and how it ended.
 *
 * @param exit the exit code
 * @param out standard output
 * @param err standard error
 */
public record Output(int exit, String out, String err) {

    /** Say whether the command ended well. */
    public boolean ok() {
        return exit == 0;
    }

    /** Return both streams, output first, without white space at the ends. */
    public String all() {
        return (out + err).strip();
    }
}
