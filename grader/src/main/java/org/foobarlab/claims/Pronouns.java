package org.foobarlab.claims;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Knows what was spoken of before, and what a pronoun may so stand for: the nearest host, and the nearest thing. */
final class Pronouns {
    private final List<List<Mention>> clauses = new ArrayList<>();

    /** Remember a clause's nouns. */
    void add(Clause clause) {
        if (!clause.mentions().isEmpty()) {
            clauses.add(clause.mentions());
        }
    }

    /** Return what a word means; a pronoun means what it may stand for. */
    Set<String> meanings(Unit unit) {
        if (!unit.means("pronoun")) {
            return unit.concepts();
        }
        Set<String> meanings = new LinkedHashSet<>();
        meanings.addAll(nearest(true));
        meanings.addAll(nearest(false));
        meanings.add("pronoun");
        return meanings;
    }

    /** What a sentence is about is likelier meant than what it mentions last. */
    private Set<String> nearest(boolean host) {
        for (int i = clauses.size() - 1; i >= 0; i--) {
            List<Mention> mentions = clauses.get(i);
            Mention best = null;
            for (Mention mention : mentions) {
                boolean person = mention.means("internet") || mention.means("everybody") || mention.means("nobody");
                if (Hosts.isHost(mention) == host
                        && !person
                        && !mention.means("firewall")
                        && (best == null || !best.slot().equals("subject"))) {
                    best = mention;
                }
            }
            if (best != null) {
                return best.concepts();
            }
        }
        return Set.of();
    }
}
