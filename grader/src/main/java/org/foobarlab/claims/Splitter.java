package org.foobarlab.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.foobarlab.claims.Clause.Link;

/** Cuts a sentence into clauses: at its stops, and at the words that link one statement with another. */
final class Splitter {
    private static final Map<String, Link> LINKS = Map.of(
            "if", Link.IF,
            "when", Link.WHEN,
            "while", Link.WHILE,
            "because", Link.BECAUSE,
            "although", Link.ALTHOUGH,
            "which", Link.WHICH,
            "and", Link.AND);
    private static final Set<String> SETTING = Set.of("with", "without", "during");
    private static final Set<String> GONE = Set.of("fail", "down", "stop", "outage", "lose");
    private static final Set<String> ENDING = Set.of("fail", "down", "stop", "up", "return");
    private static final Set<String> GAPPED = Set.of("from", "to");
    private static final Set<String> UNTIL = Set.of("until", "till", "unless");

    /**
     * A part of a sentence.
     *
     * @param link how it begins
     * @param units its words, without the link
     */
    record Piece(Link link, List<Unit> units) {}

    private final List<Unit> units;
    private final List<Piece> pieces = new ArrayList<>();
    private List<Unit> open = new ArrayList<>();
    private Link link = Link.MAIN;

    private Splitter(List<Unit> units) {
        this.units = units;
    }

    static List<Piece> split(List<Unit> units) {
        List<Unit> plain = new ArrayList<>();
        List<Piece> asides = new ArrayList<>();
        List<Unit> aside = null;
        for (Unit unit : units) {
            if (unit.text().equals("(")) {
                aside = new ArrayList<>();
            } else if (unit.text().equals(")") && aside != null) {
                asides.addAll(new Splitter(aside).pieces());
                aside = null;
            } else {
                (aside == null ? plain : aside).add(unit);
            }
        }
        List<Piece> all = new ArrayList<>(new Splitter(plain).pieces());
        asides.forEach(
                piece -> all.add(new Piece(piece.link() == Link.MAIN ? Link.APART : piece.link(), piece.units())));
        return all;
    }

    private List<Piece> pieces() {
        for (int i = 0; i < units.size(); i++) {
            Unit unit = units.get(i);
            if (open.isEmpty() && link == Link.MAIN && isSetting(i)) {
                link = Link.WHEN;
            }
            if (unit.is(Part.BREAK) && !unit.text().equals(",")) {
                if (unit.text().equals(":") && isLabel(i)) {
                    continue;
                }
                close(Link.MAIN);
                continue;
            }
            if (resumes(i)) {
                close(Link.AND);
            }
            if ((unit.means("and") || unit.text().equals(",")) && isGapped(i)) {
                List<Unit> verb = List.copyOf(open.subList(0, Heads.of(open) + 1));
                close(Link.AND);
                open.addAll(verb);
                continue;
            }
            Link next = linkAt(i);
            if (next == null) {
                open.add(unit);
            } else {
                close(next);
            }
        }
        close(Link.MAIN);
        return pieces;
    }

    /** "With the primary stopped, …", "during an outage of the primary …": what follows is said under it. */
    private boolean isSetting(int i) {
        if (!SETTING.contains(units.get(i).text())) {
            return false;
        }
        boolean during = units.get(i).text().equals("during");
        for (int k = i + 1; k < units.size() && k < i + 6 && !units.get(k).is(Part.BREAK); k++) {
            if (during ? units.get(k).means("outage") : units.get(k).meansAny(GONE)) {
                return true;
            }
        }
        return units.get(i).text().equals("without")
                && upToNext(i + 1).stream().anyMatch(unit -> unit.means("primary"));
    }

    /** "Algorithm: round robin", "3306: closed": what it is said of. */
    private boolean isLabel(int i) {
        return !open.isEmpty() && !Heads.has(open) && open.size() <= 3 && !wholeFrom(i + 1);
    }

    /**
     * A condition ends without a comma ("when it is down nobody can write"), or a relative clause ("whoever asks is
     * sent").
     */
    private boolean resumes(int i) {
        Unit unit = units.get(i);
        if (open.isEmpty() || !Heads.has(open)) {
            return false;
        }
        if (link == Link.WHICH || open.get(0).text().equals("whoever")) {
            boolean verb = unit.means("be") || unit.means("can");
            Unit before = open.get(open.size() - 1);
            return verb
                    && !before.is(Part.LINK)
                    && !before.means("be")
                    && !before.means("can")
                    && Heads.has(upToNext(i + 1));
        }
        int head = Heads.of(open);
        boolean condition = link.isCondition() && open.get(head).meansAny(ENDING) && head == open.size() - 1;
        boolean starts = unit.is(Part.NOUN) || unit.means("no") || unit.means("determiner") || unit.means("pronoun");
        return condition && starts && wholeFrom(i);
    }

    private void close(Link next) {
        while (!open.isEmpty() && open.get(open.size() - 1).text().equals(",")) {
            open.remove(open.size() - 1);
        }
        if (!open.isEmpty()) {
            pieces.add(new Piece(link, List.copyOf(open)));
            open = new ArrayList<>();
            link = next;
        } else if (link == Link.MAIN || link == Link.AND) {
            // "and if", "but when": the second word says more.
            link = next;
        }
    }

    /** Return the link that begins a clause here, or null where the words go on. */
    private Link linkAt(int i) {
        Unit unit = units.get(i);
        if (unit.text().equals(",")) {
            // A comma alone ends a clause where a whole one follows, and after a condition.
            boolean condition = link.isCondition() && Heads.has(open);
            return (condition || Heads.has(open)) && wholeFrom(i + 1) ? Link.AND : null;
        }
        if (!unit.is(Part.LINK)) {
            return null;
        }
        Link found = LINKS.entrySet().stream()
                .filter(entry -> unit.means(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Link.AND);
        if (UNTIL.contains(unit.text())) {
            found = unit.text().equals("unless") ? Link.IF : Link.UNTIL;
        }
        boolean headAfter = Heads.has(upToNext(i + 1));
        if (found == Link.WHILE && upToNext(i + 1).stream().anyMatch(one -> one.meansAny(GONE))) {
            found = Link.WHEN;
        }
        if (unit.is(Part.PREPOSITION) && !verbFollowsNoun(i + 1)) {
            return null;
        }
        return switch (found) {
            case AND -> Heads.has(open) && headAfter && !isBetween() ? Link.AND : null;
            case WHICH -> relative(i) ? Link.WHICH : complement(i) ? Link.BECAUSE : null;
            case ALTHOUGH -> open.isEmpty() || Heads.has(open) && (headAfter || !denies()) ? Link.ALTHOUGH : null;
            default -> headAfter || unit.isOnly(Part.LINK) && found == Link.IF ? found : null;
        };
    }

    /** "After the primary has failed", and not "after HAProxy the data goes on". */
    private boolean verbFollowsNoun(int from) {
        int nouns = 0;
        for (int i = from; i < units.size(); i++) {
            Unit unit = units.get(i);
            if (unit.is(Part.NOUN) || unit.means("pronoun") || unit.means("somebody")) {
                nouns++;
            } else if (nouns > 0 || unit.is(Part.BREAK)) {
                boolean verb = unit.is(Part.VERB)
                        || unit.is(Part.STATE)
                        || unit.means("be")
                        || unit.means("can")
                        || unit.means("not");
                // "After the failover writes work": the second noun begins what is said.
                return verb && nouns == 1;
            }
        }
        return false;
    }

    /** "Not open to the world, but to web-02" goes on; "open to all, but MySQL only to web-02" begins anew. */
    private boolean denies() {
        return open.stream().anyMatch(unit -> unit.means("not"));
    }

    /** "Between the visitor" still lacks its other end. */
    private boolean isBetween() {
        for (int k = open.size() - 1; k >= 0; k--) {
            if (open.get(k).means("and")) {
                return false;
            }
            if (open.get(k).is(Part.PREPOSITION)) {
                return open.get(k).text().equals("between");
            }
        }
        return false;
    }

    /** "80 only from lb-01, and 3306 only from web-02": the second takes the first one's verb. */
    private boolean isGapped(int i) {
        int head = Heads.of(open);
        Unit next = i + 1 < units.size() ? units.get(i + 1) : null;
        if (head < 0 || next == null || !(next.is(Part.NUMBER) || next.means("port") || next.means("mysql"))) {
            return false;
        }
        List<Unit> rest = upToNext(i + 1);
        return !Heads.has(rest)
                && rest.stream().anyMatch(unit -> GAPPED.contains(unit.text()))
                && open.stream().skip(head).anyMatch(unit -> GAPPED.contains(unit.text()));
    }

    /** "The replica, which refuses writes": a noun before it, and what is said of that noun after it. */
    private boolean relative(int i) {
        Unit before = previous(i);
        Unit after = i + 1 < units.size() ? units.get(i + 1) : null;
        boolean noun = before != null && (before.is(Part.NOUN) || before.isOnly(Part.OTHER) || before.is(Part.NUMBER));
        if (units.get(i).text().equals("that") && after != null && after.is(Part.NOUN) && !after.is(Part.VERB)) {
            return false;
        }
        return noun && Heads.has(upToNext(i + 1));
    }

    /** "This means that the traffic is readable": a clause of its own. */
    private boolean complement(int i) {
        Unit before = previous(i);
        return units.get(i).text().equals("that")
                && before != null
                && before.is(Part.VERB)
                && Heads.has(upToNext(i + 1));
    }

    private Unit previous(int i) {
        int at = i - 1;
        while (at >= 0 && units.get(at).text().equals(",")) {
            at--;
        }
        return at < 0 ? null : units.get(at);
    }

    /** Return the words up to the next place where a clause may begin. */
    private List<Unit> upToNext(int from) {
        List<Unit> part = new ArrayList<>();
        for (int i = from; i < units.size(); i++) {
            Unit unit = units.get(i);
            boolean ends =
                    unit.is(Part.BREAK) || unit.is(Part.LINK) && !unit.is(Part.PREPOSITION) && !unit.is(Part.MARK);
            if (ends && Heads.has(part)) {
                break;
            }
            if (unit.is(Part.BREAK) && !unit.text().equals(",")) {
                break;
            }
            part.add(unit);
        }
        return part;
    }

    /** A clause with a subject of its own follows. */
    private boolean wholeFrom(int from) {
        List<Unit> part = upToNext(from);
        int head = Heads.of(part);
        if (head < 0) {
            return false;
        }
        int noun = -1;
        for (int i = 0; i < head; i++) {
            Unit unit = part.get(i);
            if (unit.is(Part.LINK) && !unit.is(Part.MARK)) {
                return i == 0;
            }
            if (unit.is(Part.NOUN) || unit.is(Part.NUMBER) || unit.means("pronoun") || unit.means("somebody")) {
                noun = i;
                break;
            }
        }
        return noun >= 0 || link.isCondition();
    }
}
