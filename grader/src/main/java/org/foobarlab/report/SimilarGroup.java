package org.foobarlab.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * Name submissions of which each is the same as another, or nearly so. A reason for a person to look, and nothing more.
 *
 * @param keys whose they are, in order; two or more
 * @param what what is the same: {@code everything}, {@code explanation} or {@code configuration}
 * @param likeness 1 if all are the same but for blanks, capitals and the network's address; otherwise how much of a
 *     submission at least stands in another of the group, 0 to 1
 */
public record SimilarGroup(List<String> keys, String what, double likeness) {

    public SimilarGroup {
        keys = List.copyOf(keys);
    }

    /** Say whether all are the same. */
    @JsonIgnore
    public boolean isIdentical() {
        return likeness == 1;
    }
}
