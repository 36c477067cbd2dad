package org.foobarlab.claims;

import java.util.Optional;
import java.util.Set;

/** Reads whether a clause says that a firewall drops what no rule names. */
final class DefaultDeny {
    private static final Set<String> DENYING = Set.of("keep-out", "closed", "refuse");
    private static final Set<String> ADMITTING = Set.of("let-in", "open");
    private static final Set<String> WHOSE = Set.of("subject", "object");

    private DefaultDeny() {}

    /** Return whether it is said to drop it; empty where nothing is said of it. */
    static Optional<Boolean> read(Clause clause) {
        if (says(clause, "default-deny")) {
            return Optional.of(!clause.negated());
        }
        if (says(clause, "default-allow")) {
            return Optional.of(clause.negated());
        }
        boolean rest =
                clause.mentions().stream().anyMatch(one -> one.means("everything-else") && WHOSE.contains(one.slot()));
        boolean all = clause.mentions().stream().anyMatch(one -> one.means("everything") && WHOSE.contains(one.slot()));
        boolean excepted = clause.mentions().stream().anyMatch(Mention::except) && !clause.mentions("port");
        boolean source = clause.mentions().stream()
                .anyMatch(
                        one -> Set.of("from", "to", "for").contains(one.slot()) && Hosts.isHost(one) && !one.except());
        if (source || !rest && !(all && excepted)) {
            return Optional.empty();
        }
        if (clause.heads(DENYING)) {
            return Optional.of(!clause.negated());
        }
        return clause.heads(ADMITTING) && rest ? Optional.of(clause.negated()) : Optional.empty();
    }

    private static boolean says(Clause clause, String concept) {
        return clause.head() != null && clause.head().means(concept)
                || clause.states().contains(concept);
    }
}
