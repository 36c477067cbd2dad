package org.foobarlab.claims;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.foobarlab.claims.Kind.Saying;
import org.foobarlab.claims.Kind.Settling;

/** Finds the claims of {@code kinds.yml} in a clause, and settles them. */
final class StateReader {
    /** Shares count as even up to this ratio of the largest to the smallest. */
    private static final double EVEN = 1.5;

    private final Map<String, Kind> kinds;
    private final Observations observed;

    StateReader(Map<String, Kind> kinds, Observations observed) {
        this.kinds = kinds;
        this.observed = observed;
    }

    /** Return what a clause claims, as far as it was observed. */
    List<Proposition> read(Clause clause) {
        Set<Proposition> found = new LinkedHashSet<>();
        Set<String> places = Places.of(clause);
        kinds.values().forEach(kind -> {
            if (fits(kind, clause)) {
                claimed(kind, clause, places)
                        .ifPresent(claim -> settle(kind, claim).ifPresent(found::add));
            }
        });
        return List.copyOf(found);
    }

    private static boolean fits(Kind kind, Clause clause) {
        Set<String> conditions = clause.conditions();
        if (conditions.contains(Conditions.UNKNOWN)) {
            return false;
        }
        if (kind.when().isEmpty()) {
            return conditions.isEmpty();
        }
        return conditions.isEmpty() && kind.when().contains("none")
                || !conditions.isEmpty() && kind.when().containsAll(conditions);
    }

    /** A state, or with {@code holds} false that it is not so. */
    private record Claimed(String state, boolean holds) {}

    /** Two ways to say it that differ in what they say leave in doubt what is meant. */
    private static Optional<Claimed> claimed(Kind kind, Clause clause, Set<String> places) {
        Set<Claimed> all = kind.said().stream()
                .flatMap(saying -> says(kind, saying, clause, places).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return all.size() == 1 ? Optional.of(all.iterator().next()) : Optional.empty();
    }

    private static Optional<Claimed> says(Kind kind, Saying saying, Clause clause, Set<String> places) {
        boolean denied = clause.negated();
        for (Atom atom : saying.atoms()) {
            Optional<Boolean> found = atom.in(clause, places);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            denied ^= found.get();
        }
        if (saying.forbidden().stream()
                .anyMatch(atom -> atom.in(clause, places).filter(no -> !no).isPresent())) {
            return Optional.empty();
        }
        // "Only the primary takes no writes": nobody says so.
        boolean exclusive = saying.has().stream().anyMatch(atom -> atom.startsWith("only:"));
        if (denied && exclusive) {
            return Optional.empty();
        }
        String contrary = kind.contrary(saying.says());
        if (denied && contrary != null) {
            return Optional.of(new Claimed(contrary, true));
        }
        return Optional.of(new Claimed(saying.says(), !denied));
    }

    private Optional<Proposition> settle(Kind kind, Claimed claim) {
        Set<String> states = new TreeSet<>();
        Set<String> values = new LinkedHashSet<>();
        for (Settling settling : kind.settled()) {
            for (String id : settling.by()) {
                meaning(settling, id).ifPresent(state -> {
                    states.add(state);
                    if (settling.data() != null) {
                        observed.data(id, settling.data()).ifPresent(value -> values.add(Words.of(value)));
                    }
                });
            }
            if (!states.isEmpty()) {
                break;
            }
        }
        if (states.isEmpty()) {
            return Optional.empty();
        }
        String saw =
                kind.saw().getOrDefault(states.iterator().next(), kind.saw().get("any"));
        return Optional.of(new Proposition(
                (claim.holds() ? "" : "it is not so that ") + kind.states().get(claim.state()),
                saw.replace("{data}", String.join(" and ", values)),
                states.contains(claim.state()) == claim.holds()));
    }

    private Optional<String> meaning(Settling settling, String id) {
        if (settling.data() == null) {
            return observed.outcome(id).map(status -> settling.status().get(status.word()));
        }
        return observed.data(id, settling.data()).map(value -> meaning(settling, value));
    }

    private static String meaning(Settling settling, Object value) {
        if (settling.spread() != null && value instanceof Map<?, ?> shares) {
            double most = shares.values().stream()
                    .mapToDouble(StateReader::number)
                    .max()
                    .orElse(0);
            double least = shares.values().stream()
                    .mapToDouble(StateReader::number)
                    .min()
                    .orElse(0);
            return settling.spread().get(shares.size() > 1 && most <= EVEN * least ? "even" : "uneven");
        }
        String word = String.valueOf(value);
        if (settling.starts() != null) {
            return settling.starts().entrySet().stream()
                    .filter(entry -> word.replace("least-conn", "leastconn").startsWith(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(null);
        }
        if (settling.is() == null) {
            return null;
        }
        return value instanceof Number number
                ? settling.is().get(number.doubleValue() == 0 ? "zero" : "more")
                : settling.is().get(word);
    }

    private static double number(Object value) {
        return value instanceof Number number ? number.doubleValue() : 0;
    }
}
