package org.foobarlab.claims;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.foobarlab.claims.Clause.Link;
import org.foobarlab.claims.Splitter.Piece;

/** Finds who does what to whom in a piece of a sentence. */
final class Roles {
    private static final String SUBJECT = "subject";
    private static final String OBJECT = "object";
    static final String FRONTED = "fronted";
    private static final Set<String> AGENTS =
            Set.of("we", "somebody", "exporter", "rule", "script", "pronoun", "replication");
    private static final Set<String> TOWARDS = Set.of("from", "by", "to", "for");

    private final List<Unit> units;
    private final Link link;
    private final Pronouns pronouns;
    private final List<Mention> mentions = new ArrayList<>();
    private final Set<String> states = new LinkedHashSet<>();
    private int head;
    private int inner = -1;
    private boolean negated;
    private boolean hedged;
    private boolean onlyVerb;

    // What the words before the next noun say of it.
    private String preposition;
    private String lastSlot;
    private boolean only;
    private boolean no;
    private boolean beyond;
    private boolean not;
    private boolean except;
    private boolean joined;
    private int lastNoun = -1;

    private Roles(Piece piece, Pronouns pronouns) {
        this.units = piece.units();
        this.link = piece.link();
        this.pronouns = pronouns;
        this.head = Heads.of(units);
    }

    /**
     * Read a piece.
     *
     * @param piece the piece
     * @param pronouns what pronouns in it may stand for
     */
    static Clause of(Piece piece, Pronouns pronouns) {
        return new Roles(piece, pronouns).read();
    }

    private Clause read() {
        boolean passive = isPassive();
        findInner();
        for (int i = 0; i < units.size(); i++) {
            word(i);
        }
        if (onlyVerb) {
            restrictVerb();
        }
        if (passive) {
            mentions.replaceAll(mention -> switch (mention.slot()) {
                case SUBJECT -> inner >= 0 ? mention : mention.in(OBJECT);
                case "by" -> isAgent(mention) ? mention.in(SUBJECT) : mention;
                default -> mention;
            });
        }
        // "Terminating TLS there is an issue" does not say who does.
        boolean gerund = head > 0 && units.get(head).text().matches("\\w+ing") && prepositionBefore(head);
        hedged |=
                gerund || head == 0 && link == Link.MAIN && units.get(0).text().endsWith("ing");
        Unit said = head < 0 ? null : units.get(inner >= 0 ? inner : head);
        if (inner >= 0
                && units.get(head).meansAny(Set.of("keep-out", "prevent"))
                && !units.get(head).means("let-in")) {
            negated = !negated;
        }
        return new Clause(link, units, said, negated, hedged, List.copyOf(mentions), states, Set.of());
    }

    /** "Served by nginx", but not "shared out by round robin". */
    private static boolean isAgent(Mention mention) {
        return Hosts.isHost(mention) || AGENTS.stream().anyMatch(mention::means);
    }

    private boolean isPassive() {
        if (head < 0) {
            return false;
        }
        if (units.get(head).means("travel")) {
            // "Is gone": nobody did it.
            return false;
        }
        if (!units.get(head).participle()) {
            // "Is redirect to": as who learns English may write.
            return head > 0
                    && units.get(head - 1).means("be")
                    && units.get(head).is(Part.VERB)
                    && !units.get(head).text().endsWith("ing");
        }
        boolean noun = false;
        for (int i = head - 1; i >= 0; i--) {
            Unit unit = units.get(i);
            if (unit.means("be")) {
                return true;
            }
            noun |= unit.is(Part.NOUN);
        }
        // "Port 22 blocked": as in notes. Whoever blocks something has an object.
        Unit next = head + 1 < units.size() ? units.get(head + 1) : null;
        return noun && (next == null || next.is(Part.PREPOSITION) || next.is(Part.BREAK) || next.means("only"));
    }

    /** "Allows lb-01 to reach", "keeps strangers from reaching": what is let or kept is what is said. */
    private void findInner() {
        if (head < 0 || !units.get(head).meansAny(Heads.LETTING)) {
            return;
        }
        for (int i = head + 1; i < units.size(); i++) {
            Unit before = units.get(i - 1);
            boolean infinitive = before.text().equals("to") || before.text().equals("from") || before.is(Part.NOUN);
            if (infinitive
                    && units.get(i).meansAny(Set.of("reach", "let-in"))
                    && units.get(i).is(Part.VERB)
                    && (before.text().equals("from") == units.get(i).text().endsWith("ing"))) {
                inner = i;
                return;
            }
        }
    }

    private void word(int i) {
        Unit unit = units.get(i);
        if (i == head || i == inner) {
            if (only) {
                onlyVerb = true;
                only = false;
            }
            if (no) {
                negated = !negated;
                no = false;
            }
            preposition = null;
            joined = false;
            lastNoun = -1;
        } else if (unit.means("hedge")) {
            hedged |= !isFact(i);
        } else if (unit.means("only")) {
            only(i);
        } else if (unit.means("except")) {
            except = true;
        } else if (unit.means("not")) {
            not(i);
        } else if (unit.means("no") || unit.text().equals("without")) {
            no = true;
            preposition = unit.text().equals("without") ? "without" : preposition;
        } else if (isNoun(i)) {
            noun(i);
        } else if (unit.is(Part.LINK) || unit.text().equals(",")) {
            joined = true;
            if (unit.text().equals("but")) {
                contrast(i);
            }
        } else if (unit.is(Part.PREPOSITION)) {
            preposition = unit.text();
            joined = false;
        } else if (unit.is(Part.VERB)) {
            // "To serve the site": an infinitive takes no place.
            preposition = null;
            beyond |= head >= 0 && i > head;
        } else if (unit.is(Part.STATE)) {
            states.addAll(unit.concepts());
        }
    }

    /** "Not open to the world, but only to web-02": what is denied is only said of the world. */
    private void contrast(int i) {
        no = false;
        not = false;
        joined = false;
        if (negated && head >= 0 && i > head) {
            negated = false;
            String slot = OBJECT;
            for (int k = i + 1; k < units.size() && !units.get(k).is(Part.NOUN); k++) {
                slot = units.get(k).is(Part.PREPOSITION) ? units.get(k).text() : slot;
            }
            String same = slot;
            mentions.replaceAll(one -> one.first() || !one.slot().equals(same)
                    ? one
                    : new Mention(one.unit(), one.slot(), one.only(), true, one.except(), false, one.concepts()));
        }
    }

    private boolean isNoun(int i) {
        Unit unit = units.get(i);
        if (unit.means("pronoun") || unit.means("somebody")) {
            return true;
        }
        return unit.is(Part.NOUN) && !(unit.is(Part.VERB) && Heads.isVerb(units, i) && i > head);
    }

    /** "Could not be read" tells what was tried, and "may connect" what a rule allows. */
    private boolean isFact(int i) {
        String text = units.get(i).text();
        if (text.equals("could")) {
            return i + 1 < units.size() && units.get(i + 1).means("not");
        }
        return text.equals("may")
                && units.stream()
                        .skip(i + 1L)
                        .limit(3)
                        .anyMatch(unit -> unit.is(Part.VERB) && unit.meansAny(Set.of("reach", "let-in")));
    }

    private boolean prepositionBefore(int i) {
        int at = i - 1;
        while (at > 0 && units.get(at).means("not")) {
            at--;
        }
        return at >= 0 && units.get(at).is(Part.PREPOSITION);
    }

    private void only(int i) {
        Unit next = i + 1 < units.size() ? units.get(i + 1) : null;
        boolean ends = next == null || next.is(Part.BREAK) || next.is(Part.LINK) && !next.is(Part.MARK);
        if (i > 0 && units.get(i - 1).text().equals("not")) {
            // "Not only": says nothing of the others.
            no = false;
            not = false;
            return;
        }
        if (ends && !mentions.isEmpty() && lastNoun >= 0) {
            restrictLast();
        } else {
            only = true;
        }
    }

    /** "From lb-01 and the monitoring server only": all that stand in the same part. */
    private void restrictLast() {
        String slot = mentions.get(mentions.size() - 1).slot();
        for (int i = mentions.size() - 1; i >= 0 && mentions.get(i).slot().equals(slot); i--) {
            mentions.set(i, mentions.get(i).alone());
        }
    }

    /** "Only accepts port 80 from lb-01": what stands after the verb, and whom it concerns rather than what. */
    private void restrictVerb() {
        boolean whom =
                mentions.stream().anyMatch(one -> !one.first() && TOWARDS.contains(one.slot()) && Hosts.isHost(one));
        String slot = null;
        for (int i = 0; i < mentions.size(); i++) {
            Mention one = mentions.get(i);
            boolean meant = whom
                    ? TOWARDS.contains(one.slot()) && Hosts.isHost(one)
                    : slot == null || one.slot().equals(slot);
            if (!one.first() && meant) {
                slot = one.slot();
                mentions.set(i, one.alone());
            }
        }
    }

    private void not(int i) {
        Unit next = i + 1 < units.size() ? units.get(i + 1) : null;
        boolean ofNoun = next != null
                && (next.is(Part.NOUN) && !next.is(Part.STATE) && !Heads.isVerb(units, i + 1)
                        || next.is(Part.PREPOSITION)
                        || next.means("determiner")
                        || next.means("everybody"));
        if (head >= 0 && i > head && inner < i) {
            not = true;
        } else if (ofNoun && i < head) {
            no = true;
        } else {
            negated = !negated;
        }
    }

    private void noun(int i) {
        Unit unit = units.get(i);
        boolean first = head >= 0 && i < head;
        boolean adjacent = lastNoun >= 0 && !joined && preposition == null && between(lastNoun, i);
        String slot;
        if (preposition != null) {
            slot = preposition;
        } else if (joined && lastNoun >= 0) {
            slot = lastSlot;
        } else if (adjacent) {
            // "The web servers' port 80": the first belongs to the second.
            slot = lastSlot;
            Mention owner = mentions.remove(mentions.size() - 1);
            mentions.add(owner.in("of"));
        } else {
            slot = first || inner > i ? SUBJECT : OBJECT;
        }
        if (first && (slot.equals("with") || slot.equals("under"))) {
            // "With least connections the server is chosen that …" says how that works, not that it is used.
            slot = FRONTED;
        }
        boolean core = slot.equals(SUBJECT) || slot.equals(OBJECT);
        boolean denied = no && !core || not;
        if (no && core && !beyond) {
            negated = !negated;
        }
        if ((unit.means("nobody") || unit.means("nothing")) && core) {
            negated = !negated;
        }
        boolean list = joined
                && !mentions.isEmpty()
                && mentions.get(mentions.size() - 1).only();
        mentions.add(new Mention(unit, slot, only || list, denied, except, first, pronouns.meanings(unit)));
        lastSlot = slot;
        lastNoun = i;
        only = false;
        preposition = null;
        joined = false;
        no = false;
        not = false;
    }

    /** Say whether only a possessive or nothing stands between two nouns. */
    private boolean between(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (!units.get(i).text().equals("'s")) {
                return false;
            }
        }
        return true;
    }
}
