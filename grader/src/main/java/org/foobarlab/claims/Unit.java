package org.foobarlab.claims;

import java.util.EnumSet;
import java.util.Set;

/**
 * One or several words with a meaning. A word may have several, of which its neighbours choose.
 *
 * @param text the words as they were written, in lower case
 * @param concepts what they may mean: names in {@code words.yml}
 * @param parts what they may be
 * @param participle whether they may be a past participle
 * @param number the number they are; NaN for anything else
 */
record Unit(String text, Set<String> concepts, EnumSet<Part> parts, boolean participle, double number) {

    static Unit of(String text, Part part) {
        return new Unit(text, Set.of(), EnumSet.of(part), false, Double.NaN);
    }

    boolean is(Part part) {
        return parts.contains(part);
    }

    /** Say whether it can only be this. */
    boolean isOnly(Part part) {
        return parts.size() == 1 && parts.contains(part);
    }

    boolean means(String concept) {
        return concepts.contains(concept);
    }

    boolean meansAny(Iterable<String> names) {
        for (String name : names) {
            if (concepts.contains(name)) {
                return true;
            }
        }
        return false;
    }

    /** Return the same words, taken for one part only. */
    Unit as(Part part) {
        return new Unit(text, concepts, EnumSet.of(part), participle, number);
    }

    /** Return the same words with another meaning. */
    Unit meaning(Set<String> others) {
        return new Unit(text, others, parts, participle, number);
    }
}
