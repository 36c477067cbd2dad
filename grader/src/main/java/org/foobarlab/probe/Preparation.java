package org.foobarlab.probe;

/**
 * Name what takes long to look at, and is therefore done once, beside everything else, and only where a check uses it.
 */
public enum Preparation {
    /** Who reaches which port of whom. */
    SURVEY,

    /** Which everyday ports of the internet the servers call, as a part of the survey that has a check of its own. */
    EVERYDAY_CALLS,

    /** Visits at a steady rate, during which nobody else visits. */
    LOAD,

    /** A drill of the monitoring, as far as all is well in it: nothing goes wrong before a check asks for that. */
    DRILL
}
