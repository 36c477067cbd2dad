package org.foobarlab.claims;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Tells which link of the site a clause is about: the one before the load balancer, or the one behind it. */
final class Places {
    static final String INNER = "inner";
    static final String OUTER = "outer";

    private static final Set<String> BALANCERS = Set.of("lb", "lb-01", "lb-02");
    private static final Set<String> BEHIND = Set.of("behind", "after", "past", "beyond", "inside", "within");
    private static final Set<String> SERVERS = Set.of("web", "web-01", "web-02", "servers", "other-web");
    private static final Set<String> VISITORS = Set.of("internet", "somebody", "everybody");
    private static final Set<String> CARRYING = Set.of("send", "travel", "reach", "redirect-to");

    private Places() {}

    /** Return the links a clause is about: none, one or both. */
    static Set<String> of(Clause clause) {
        Set<String> places = new TreeSet<>();
        List<Mention> all = clause.mentions();
        if (has(all, BEHIND, BALANCERS) || all.stream().anyMatch(one -> one.means("internal-link"))) {
            places.add(INNER);
        }
        boolean web = has(all, Set.of("between", "and"), SERVERS);
        boolean lb = has(all, Set.of("between"), BALANCERS);
        boolean visitor = has(all, Set.of("between"), VISITORS);
        if (lb && web && !visitor) {
            places.add(INNER);
        } else if (visitor && (lb || web)) {
            places.add(OUTER);
        }
        boolean left = clause.head() != null && clause.head().text().matches("lea(?:ve|ves|ving)|left");
        if (left && has(all, Set.of("object"), BALANCERS)
                || clause.heads(Set.of("reach", "offer"))
                        && has(all, Set.of("subject"), BALANCERS)
                        && has(all, Set.of("subject"), SERVERS)) {
            places.add(INNER);
        }
        boolean toWeb = has(all, Set.of("to", "into", "towards", "toward", "onto"), SERVERS);
        boolean toLb = has(all, Set.of("to", "into", "at"), BALANCERS);
        boolean fromVisitor = has(all, Set.of("from", "of"), VISITORS);
        boolean fromLb = has(all, Set.of("from"), BALANCERS) || all.stream().anyMatch(one -> one.means("onward"));
        boolean bySender = has(all, Set.of("subject", "by"), BALANCERS) && clause.heads(CARRYING);
        boolean byTraffic = all.stream().anyMatch(one -> one.means("traffic") || one.means("plain-http"));
        if (fromLb && (toWeb || byTraffic || clause.heads(CARRYING)) || bySender && toWeb) {
            places.add(INNER);
        } else if (toWeb
                && byTraffic
                && !fromVisitor
                && !has(all, Set.of("subject"), VISITORS)
                && !has(all, Set.of("to"), Set.of("app"))) {
            places.add(INNER);
        } else if (has(all, Set.of("subject"), BALANCERS)
                && clause.heads(CARRYING)
                && has(all, Set.of("object"), SERVERS)) {
            places.add(INNER);
        }
        if (has(all, Set.of("subject"), Set.of("web", "web-01", "web-02"))
                && clause.heads(Set.of("receive"))
                && !has(all, Set.of("from"), VISITORS)) {
            places.add(INNER);
        }
        if (fromVisitor && !fromLb && (toLb || has(all, Set.of("to"), Set.of("app")))
                || has(all, Set.of("subject"), VISITORS) && clause.heads(Set.of("reach")) && toLb) {
            places.add(OUTER);
        }
        return places;
    }

    private static boolean has(List<Mention> mentions, Set<String> slots, Set<String> concepts) {
        return mentions.stream()
                .anyMatch(one -> slots.contains(one.slot())
                        && !one.negated()
                        && one.concepts().stream().anyMatch(concepts::contains));
    }
}
