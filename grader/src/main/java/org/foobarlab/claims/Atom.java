package org.foobarlab.claims;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One thing that a way of saying something needs, as {@code kinds.yml} writes it: {@code slot/slot:concept|concept}.
 *
 * @param slots where it has to stand; empty for anywhere
 * @param concepts what it has to mean, one of these
 */
record Atom(Set<String> slots, Set<String> concepts) {

    static Atom of(String text) {
        int colon = text.indexOf(':');
        String concepts = text.substring(colon + 1);
        return new Atom(
                colon < 0 ? Set.of() : Set.of(text.substring(0, colon).split("/")),
                concepts.isEmpty() ? Set.of() : Set.of(concepts.split("\\|")));
    }

    /**
     * Say whether a clause has it.
     *
     * @return empty if not; otherwise whether the clause denies it of this one
     */
    Optional<Boolean> in(Clause clause, Set<String> places) {
        if (slots.contains("head")) {
            return found(clause.heads(concepts));
        }
        if (slots.contains("place")) {
            return found(concepts.stream().anyMatch(places::contains));
        }
        if (slots.contains("verbless")) {
            return found(clause.head() == null);
        }
        if (slots.contains("denied")) {
            return found(clause.negated());
        }
        Predicate<Mention> where =
                slots.contains("only") ? Mention::only : one -> slots.isEmpty() || slots.contains(one.slot());
        List<Mention> meant = clause.mentions().stream()
                .filter(one -> !one.except()
                        && where.test(one)
                        && one.concepts().stream().anyMatch(concepts::contains))
                .toList();
        if (!meant.isEmpty()) {
            return Optional.of(meant.stream().allMatch(Mention::negated));
        }
        boolean elsewhere = slots.isEmpty()
                && (clause.heads(concepts) || clause.states().stream().anyMatch(concepts::contains));
        return found(elsewhere);
    }

    private static Optional<Boolean> found(boolean is) {
        return is ? Optional.of(false) : Optional.empty();
    }
}
