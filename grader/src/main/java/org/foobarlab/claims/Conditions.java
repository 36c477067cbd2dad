package org.foobarlab.claims;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Tells under which condition something is said: with the primary down, after a failover, for a visitor. */
final class Conditions {
    static final String UNKNOWN = "unknown";
    static final String PRIMARY_DOWN = "primary-down";
    static final String FAILOVER = "failover";

    private static final Set<String> GONE = Set.of("fail", "down", "stop", "lose");
    private static final Map<String, Set<String>> FALLEN = Map.of(
            PRIMARY_DOWN,
            Set.of("primary", "database", "mysql", "one-database"),
            "exporter-down",
            Set.of("exporter"),
            "web-down",
            Set.of("web", "web-01", "web-02"),
            "lb-down",
            Set.of("lb", "lb-01", "lb-02"),
            "server-down",
            Set.of("servers"));

    /** Whoever comes by and whatever comes in: said of them, it is said without any condition. */
    private static final Set<String> ANY = Set.of(
            "internet", "somebody", "traffic", "everything", "plain-http", "everybody", "http-service", "write", "app");

    private static final Pattern GOES_ON = Pattern.compile(
            "\\A\\W*(?:then|in that case|in this case|meanwhile|during (?:that|this) time|until then|during this|at that moment|while it is)\\b",
            Pattern.CASE_INSENSITIVE);

    private Conditions() {}

    /** Say whether a sentence goes on from what the one before supposed. */
    static boolean goesOn(String text) {
        return GOES_ON.matcher(text).find();
    }

    /** Return what a conditional clause supposes. */
    static Set<String> of(Clause clause) {
        Set<String> found = new TreeSet<>(within(clause));
        boolean gone = clause.heads(GONE)
                || clause.states().stream().anyMatch(GONE::contains)
                || clause.heads(Set.of("go-on", "keep", "up", "running")) && clause.negated();
        if (gone) {
            FALLEN.forEach((condition, subjects) -> {
                if (clause.mentions().stream()
                        .anyMatch(one -> !one.slot().equals("on")
                                && one.concepts().stream().anyMatch(subjects::contains))) {
                    found.add(condition);
                }
            });
            // MySQL on web-01 is MySQL, not web-01.
            if (found.contains(PRIMARY_DOWN)) {
                found.remove("web-down");
            }
        }
        if (clause.mentions("error")) {
            found.add("errors");
        }
        if (clause.mentions("old-primary")
                || clause.units().stream().anyMatch(unit -> unit.text().matches("back|returns?|comes back"))) {
            found.add("back");
            found.remove(PRIMARY_DOWN);
        }
        if (clause.heads(Set.of("promote")) || clause.mentions("failover") || clause.mentions("script")) {
            found.add(FAILOVER);
        }
        if (found.isEmpty()
                && clause.link() == Clause.Link.IF
                && clause.mentions().stream().noneMatch(Conditions::isAny)) {
            found.add(UNKNOWN);
        }
        return found;
    }

    private static boolean isAny(Mention mention) {
        return mention.concepts().stream().anyMatch(ANY::contains);
    }

    /** Return what a clause supposes in a few words: "with the primary down", "during an outage of the primary". */
    static Set<String> within(Clause clause) {
        Set<String> found = new TreeSet<>();
        for (int i = 0; i < clause.mentions().size(); i++) {
            Mention mention = clause.mentions().get(i);
            boolean primary = mention.means("primary") || mention.means("mysql") || mention.means("database");
            boolean without = mention.slot().equals("without")
                    || mention.slot().matches("with|" + Roles.FRONTED) && goneAfter(clause, mention);
            boolean outage = mention.slot().equals("of") && clause.mentions("outage");
            if (primary && (without || outage)) {
                found.add(PRIMARY_DOWN);
            }
        }
        boolean after = clause.mentions().stream()
                .anyMatch(one -> (one.means("failover") || one.means("script"))
                        && Set.of("after", "during", "in", "by", "with").contains(one.slot()));
        if (after || clause.mentions("failover")) {
            found.add(FAILOVER);
        }
        return found;
    }

    private static boolean goneAfter(Clause clause, Mention mention) {
        int at = clause.units().indexOf(mention.unit());
        return clause.units().stream().skip(at + 1L).limit(3).anyMatch(unit -> unit.meansAny(GONE));
    }

    /** Return what a heading supposes: "Outage of the primary". */
    static Set<String> outage(List<Clause> heading) {
        Set<String> found = new TreeSet<>();
        heading.forEach(clause -> {
            boolean gone = clause.mentions("outage") || clause.heads(GONE);
            if (gone && clause.mentions("primary")) {
                found.add(PRIMARY_DOWN);
            }
        });
        return found;
    }
}
