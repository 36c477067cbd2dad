package org.foobarlab.claims;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.foobarlab.claims.Clause.Link;
import org.foobarlab.claims.Splitter.Piece;

/** Reads a sentence into clauses, each with its roles and what it is said under. */
final class Reading {
    private static final Set<Link> CARRY_ON = Set.of(Link.MAIN, Link.AND, Link.ALTHOUGH, Link.BECAUSE, Link.WHILE);

    private final Lexicon lexicon;

    Reading(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    /** Return a sentence's clauses, in order. */
    List<Clause> clauses(Sentence sentence) {
        Pronouns pronouns = new Pronouns();
        Set<String> before = new HashSet<>();
        if (!sentence.headings().isEmpty()) {
            List<Clause> heading = parse(sentence.headings().get(0), pronouns);
            heading.stream()
                    .filter(clause -> clause.link().isCondition())
                    .forEach(clause -> before.addAll(Conditions.of(clause)));
            before.addAll(Conditions.outage(heading));
        }
        List<Clause> previous = parse(sentence.previous(), pronouns);
        if (Conditions.goesOn(sentence.text())) {
            previous.forEach(clause -> before.addAll(Conditions.of(clause)));
            previous.forEach(clause -> before.addAll(clause.conditions()));
        }
        before.remove(Conditions.UNKNOWN);
        return underConditions(parse(sentence.text(), pronouns), before);
    }

    private List<Clause> parse(String text, Pronouns pronouns) {
        List<Clause> clauses = new ArrayList<>();
        for (Piece piece : Splitter.split(Ports.mark(lexicon.units(text)))) {
            Clause clause = Roles.of(piece, pronouns);
            Clause last = before(clauses, clause.link());
            if (last != null && clause.head() != null) {
                clause = withSubject(clause, last);
            }
            pronouns.add(clause);
            clauses.add(clause);
        }
        return clauses;
    }

    /** The clause that another goes on from: after a relative clause the one that this hangs on. */
    private static Clause before(List<Clause> clauses, Link link) {
        int at = clauses.size() - 1;
        if (link == Link.AND
                && at > 0
                && clauses.get(at).link() == Link.WHICH
                && clauses.get(at - 1).head() == null) {
            at--;
        }
        return at < 0 ? null : clauses.get(at);
    }

    /** Give a clause without a subject that of the one before; a relative clause is about the noun before it. */
    private static Clause withSubject(Clause clause, Clause last) {
        boolean own = clause.mentions().stream()
                .anyMatch(one -> one.first() || one.slot().equals("subject"));
        List<Mention> mentions = new ArrayList<>(clause.mentions());
        boolean denied = clause.negated();
        if (clause.link() == Link.WHICH) {
            if (!last.mentions().isEmpty()) {
                Mention noun = last.mentions().get(last.mentions().size() - 1);
                boolean passive =
                        clause.head().participle() && clause.units().stream().anyMatch(unit -> unit.means("be"));
                mentions.add(
                        0,
                        new Mention(
                                noun.unit(),
                                own || passive ? "object" : "subject",
                                false,
                                false,
                                false,
                                true,
                                noun.concepts()));
            }
        } else if (!own && CARRY_ON.contains(clause.link())) {
            boolean passive = clause.head().participle();
            last.mentions().stream()
                    .filter(one -> (one.first() || last.head() == null)
                            && (one.slot().equals("subject")
                                    || one.slot().equals("object")
                                    || one.slot().equals("of")))
                    .map(one -> one.in(one.slot().equals("of") ? "of" : passive ? "object" : "subject"))
                    .forEach(mentions::add);
            boolean nobody = mentions.stream()
                    .skip(clause.mentions().size())
                    .anyMatch(one -> one.means("nobody") || one.means("nothing"));
            denied ^= last.head() == null ? last.negated() : nobody;
        }
        return new Clause(
                clause.link(),
                clause.units(),
                clause.head(),
                denied,
                clause.hedged(),
                mentions,
                clause.states(),
                Set.of());
    }

    /** A condition holds for what follows it, and where it comes after a statement, for that one too. */
    private static List<Clause> underConditions(List<Clause> clauses, Set<String> before) {
        List<Clause> all = new ArrayList<>();
        Set<String> standing = new HashSet<>(before);
        for (int i = 0; i < clauses.size(); i++) {
            Clause clause = clauses.get(i);
            if (clause.link().isCondition()) {
                Set<String> said = Conditions.of(clause);
                if (clause.link() != Link.UNTIL) {
                    standing.addAll(said);
                }
                if (i > 0 && clause.link() != Link.UNTIL) {
                    Clause main = all.get(i - 1);
                    Set<String> both = new HashSet<>(main.conditions());
                    both.addAll(said);
                    all.set(i - 1, main.under(both));
                }
                all.add(clause);
            } else {
                Set<String> here = new HashSet<>(standing);
                here.addAll(Conditions.within(clause));
                all.add(clause.under(here));
            }
        }
        return all;
    }
}
