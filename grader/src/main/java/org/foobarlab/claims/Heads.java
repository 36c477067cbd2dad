package org.foobarlab.claims;

import java.util.List;
import java.util.Set;

/** Finds what a clause says: its verb, or the state it ascribes. */
final class Heads {
    /** Verbs that only say that somebody lets another do something; what the other does is what is said. */
    static final Set<String> LETTING = Set.of("let-in", "keep-out", "prevent");

    private Heads() {}

    static boolean has(List<Unit> units) {
        return of(units) >= 0;
    }

    /**
     * Return where the head is, or -1. A verb goes before a state, and a word that can be nothing else before others.
     */
    static int of(List<Unit> units) {
        int state = -1;
        for (int i = 0; i < units.size(); i++) {
            Unit unit = units.get(i);
            if (isVerb(units, i)) {
                // "is open", "is allowed": what is said is the state, unless more follows.
                return i;
            }
            if (state < 0 && isState(units, i)) {
                state = i;
            }
        }
        return state;
    }

    private static boolean isState(List<Unit> units, int i) {
        Unit unit = units.get(i);
        if (!unit.is(Part.STATE)) {
            return false;
        }
        Unit next = i + 1 < units.size() ? units.get(i + 1) : null;
        Unit before = i > 0 ? units.get(i - 1) : null;
        boolean attribute = next != null && next.is(Part.NOUN) && !(before != null && before.means("be"));
        return !attribute;
    }

    /** Tell a verb from the noun that looks like it by the word before. */
    static boolean isVerb(List<Unit> units, int i) {
        Unit unit = units.get(i);
        if (!unit.is(Part.VERB)) {
            return false;
        }
        if (unit.means("be") && units.stream().skip(i + 1L).anyMatch(one -> one.is(Part.STATE) || one.participle())) {
            // "Stays encrypted".
            return false;
        }
        Unit before = before(units, i);
        if (unit.isOnly(Part.VERB)) {
            return !(unit.participle() && isAttribute(units, i, before));
        }
        if (before == null) {
            return false;
        }
        Unit next = i + 1 < units.size() ? units.get(i + 1) : null;
        if (next != null && next.means("can")) {
            // "Only monitor can reach it".
            return false;
        }
        boolean helped = before.means("can")
                || before.means("hedge")
                || before.means("not") && !before.text().equals("neither")
                || before.text().equals("to")
                || before.means("pronoun")
                || before.means("nobody")
                || before.means("everybody")
                || before.means("be") && (unit.participle() || next != null && next.is(Part.PREPOSITION));
        if (unit.is(Part.STATE)) {
            boolean able = i > 1 && before.means("not") && units.get(i - 2).means("can");
            return able
                    || helped && !before.means("be") && !before.means("not")
                    || before.is(Part.NOUN) && !before.is(Part.VERB) && !unit.participle() && hasObject(units, i);
        }
        if (helped) {
            return true;
        }
        boolean nominal = before.is(Part.PREPOSITION)
                || before.means("determiner")
                || before.means("no")
                || before.is(Part.VERB)
                || before.is(Part.STATE)
                || before.isOnly(Part.OTHER)
                || before.means("only");
        return !nominal && before.is(Part.NOUN) && noOther(units, i);
    }

    /** "The blocked ports", "a service started by accident": said of a noun on the way. */
    private static boolean isAttribute(List<Unit> units, int i, Unit before) {
        Unit next = i + 1 < units.size() ? units.get(i + 1) : null;
        boolean determined = before == null || before.means("determiner") || before.is(Part.PREPOSITION);
        return determined && next != null && next.is(Part.NOUN);
    }

    private static boolean hasObject(List<Unit> units, int i) {
        for (int k = i + 1; k < units.size() && k < i + 5; k++) {
            Unit unit = units.get(k);
            if (unit.is(Part.PREPOSITION) || unit.is(Part.BREAK)) {
                return false;
            }
            if (unit.is(Part.NOUN) || unit.is(Part.NUMBER)) {
                return true;
            }
        }
        return false;
    }

    private static boolean noOther(List<Unit> units, int i) {
        for (int k = 0; k < units.size(); k++) {
            Unit unit = units.get(k);
            if (k != i && (unit.isOnly(Part.VERB) || unit.means("be") || unit.isOnly(Part.STATE))) {
                return false;
            }
        }
        return true;
    }

    /** The word before, without those that say how. */
    private static Unit before(List<Unit> units, int i) {
        int at = i - 1;
        while (at >= 0
                && (units.get(at).means("only") || units.get(at).text().matches("still|also|then|always|even|.*ly"))) {
            at--;
        }
        return at < 0 ? null : units.get(at);
    }
}
