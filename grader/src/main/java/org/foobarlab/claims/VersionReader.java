package org.foobarlab.claims;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds claims of which TLS versions are offered, and settles them. */
final class VersionReader {
    private static final String CHECK = "https-versions";
    private static final String DATA = "offered";
    private static final List<String> ALL = List.of("SSLv3", "TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3");
    private static final Set<String> OFFERING =
            Set.of("offer", "let-in", "take", "open", "possible", "go-on", "choose", "reach", "running", "up");
    private static final Set<String> REFUSING =
            Set.of("disable", "keep-out", "refuse", "closed", "impossible", "broken-off", "prevent", "fail", "down");
    private static final Pattern UPWARDS = Pattern.compile(
            "\\b(?:or (?:newer|later|higher|above|better|up)|and (?:newer|later|higher|above|up)|at least|minimum|min|lowest|oldest|upwards|onwards|least version)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern OLDER =
            Pattern.compile("\\b(?:older|lower|earlier|less|below|under|before|prior)\\b", Pattern.CASE_INSENSITIVE);

    private final Observations observed;

    VersionReader(Observations observed) {
        this.observed = observed;
    }

    /** Return what a clause claims, if it was observed. */
    Optional<Proposition> read(Clause clause) {
        Set<String> named = new TreeSet<>();
        boolean only = false;
        boolean denied = clause.negated();
        for (Mention one : clause.mentions()) {
            if (one.means("version") && !one.negated()) {
                named.add(name(one.unit().text()));
                only |= one.only();
            }
        }
        if (named.isEmpty()
                || !clause.conditions().isEmpty()
                || clause.mentions("web")
                || clause.mentions("database")) {
            return Optional.empty();
        }
        String text = String.join(" ", clause.units().stream().map(Unit::text).toList());
        boolean refuses = clause.heads(REFUSING) && !clause.heads(Set.of("let-in"));
        boolean offers = clause.heads(OFFERING)
                || clause.head() == null && UPWARDS.matcher(text).find();
        if (refuses == offers) {
            return Optional.empty();
        }
        boolean holds = offers != denied;
        String least = named.iterator().next();
        if (OLDER.matcher(text).find() && text.contains("than " + "tls")
                || OLDER.matcher(text).find()
                        && named.size() == 1
                        && !UPWARDS.matcher(text).find()
                        && text.matches(".*\\b(?:below|under|before) tls.*")) {
            Set<String> older = new TreeSet<>(ALL.subList(0, Math.max(0, ALL.indexOf(least))));
            return settle(older, holds, false, "anything older than " + least);
        }
        if (UPWARDS.matcher(text).find()) {
            Set<String> newer = new TreeSet<>(ALL.subList(Math.max(0, ALL.indexOf(least)), ALL.size()));
            return holds ? settle(newer, true, true, least + " or newer") : Optional.empty();
        }
        return settle(named, holds, only && holds, Words.list(named));
    }

    private Optional<Proposition> settle(Set<String> versions, boolean holds, boolean only, String named) {
        return observed.data(CHECK, DATA)
                .filter(Collection.class::isInstance)
                .map(value -> new TreeSet<>(
                        ((Collection<?>) value).stream().map(String::valueOf).toList()))
                .map(offered -> new Proposition(
                        (only ? "only " : "")
                                + named
                                + (holds ? " is offered to visitors" : " is not offered to visitors"),
                        "visitors were offered " + Words.list(offered),
                        agrees(versions, holds, only, named, offered)));
    }

    private static boolean agrees(
            Set<String> versions, boolean holds, boolean only, String named, Set<String> offered) {
        if (!holds) {
            return versions.stream().noneMatch(offered::contains);
        }
        if (named.startsWith("anything")) {
            return versions.stream().anyMatch(offered::contains);
        }
        if (named.endsWith("newer")) {
            // A newest version that is left out is no older one.
            return versions.containsAll(offered);
        }
        return offered.containsAll(versions) && (!only || versions.containsAll(offered));
    }

    /** {@code tls1.2} is written TLSv1.2. */
    private static String name(String token) {
        return token.equals("tls1.ssl3") ? "SSLv3" : "TLSv" + token.substring("tls".length());
    }
}
