package org.foobarlab.claims;

import java.util.List;
import java.util.Set;

/**
 * A statement with one verb, in its roles.
 *
 * @param link how it hangs together with the one before
 * @param units its words
 * @param head what it says: a verb or a state; null where it has none, as a title
 * @param negated whether it denies what it says
 * @param hedged whether it says what should or might be
 * @param participle whether the head stands without its subject ("blocking port 22")
 * @param mentions the nouns, in order
 * @param states the states and other words that it names beside its head
 * @param conditions what it is said under, such as {@code primary-down}, or {@code unknown}
 */
record Clause(
        Link link,
        List<Unit> units,
        Unit head,
        boolean negated,
        boolean hedged,
        List<Mention> mentions,
        Set<String> states,
        Set<String> conditions) {

    /** How a clause hangs together with the one before. */
    enum Link {
        MAIN,
        AND,
        IF,
        WHEN,
        UNTIL,
        WHILE,
        BECAUSE,
        ALTHOUGH,
        WHICH,
        APART;

        /** Say whether such a clause only says when something holds. */
        boolean isCondition() {
            return this == IF || this == WHEN || this == UNTIL;
        }
    }

    /** Say whether the head means one of these. */
    boolean heads(Iterable<String> concepts) {
        return head != null && head.meansAny(concepts);
    }

    List<Mention> in(Set<String> slots) {
        return mentions.stream()
                .filter(mention -> slots.contains(mention.slot()))
                .toList();
    }

    /** Say whether some noun means this, whatever its part. */
    boolean mentions(String concept) {
        return mentions.stream().anyMatch(mention -> mention.means(concept));
    }

    Clause under(Set<String> others) {
        return new Clause(link, units, head, negated, hedged, mentions, states, others);
    }
}
