package org.foobarlab.report;

import java.util.List;

/**
 * Hold what in a class is more alike than the class and the starter explain.
 *
 * @param groups submissions that are the same or nearly so, the largest group first
 * @param pairs pairs that share much, most alike first, without those that a group of three or more names already
 */
public record Alike(List<SimilarGroup> groups, List<SimilarPair> pairs) {

    /** Nobody looked, or there is nothing. */
    public static final Alike NONE = new Alike(List.of(), List.of());

    public Alike {
        groups = List.copyOf(groups);
        pairs = List.copyOf(pairs);
    }
}
