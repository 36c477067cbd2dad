package org.foobarlab.explanation;

import java.util.ArrayList;
import java.util.List;

/**
 * A conjunction an author writes: terms joined by {@code +}, each a choice of vocabulary names joined by {@code |}. A
 * name is matched where it is affirmed; {@code !name} where it is denied; {@code ?name} either way; a term
 * {@code -name} must not be affirmed at all.
 */
record Rule(List<Term> terms, String source) {

    /** One term. */
    record Term(List<Atom> choices, boolean absent) {}

    /** One name with its polarity: 1 affirmed, -1 denied, 0 either. */
    record Atom(String name, int polarity) {}

    static Rule parse(String text, Vocabulary vocabulary) {
        List<Term> terms = new ArrayList<>();
        for (String part : text.split("\\+")) {
            String term = part.strip();
            boolean absent = term.startsWith("-");
            List<Atom> choices = new ArrayList<>();
            for (String choice : (absent ? term.substring(1) : term).split("\\|")) {
                String name = choice.strip();
                int polarity = name.startsWith("!") ? -1 : name.startsWith("?") ? 0 : 1;
                String bare = polarity == 1 ? name : name.substring(1);
                if (!vocabulary.has(bare)) {
                    throw new IllegalArgumentException(
                            "rule \"" + text + "\": the vocabulary has no entry \"" + bare + "\"");
                }
                choices.add(new Atom(bare, polarity));
            }
            terms.add(new Term(choices, absent));
        }
        return new Rule(terms, text);
    }

    /**
     * Match against a sentence alone.
     *
     * @return the position of the first word that matched, or -1
     */
    int match(Words sentence) {
        return match(sentence, null, List.of(), List.of());
    }

    /**
     * Match against a sentence that leaves some of it to what stands before it.
     *
     * @param sentence the sentence, which must say one of the terms itself
     * @param before a sentence that may say any of the others, or null
     * @param titles titles that may say those that are lent
     * @param lent the names that titles lend
     * @return the position in the sentence of the first word that matched, or -1
     */
    int match(Words sentence, Words before, List<Words> titles, List<String> lent) {
        int first = Integer.MAX_VALUE;
        List<Vocabulary.Span> used = new ArrayList<>();
        for (Term term : terms) {
            // One word cannot say two things: "fails" is not both the failure and what follows from it.
            Vocabulary.Span span = find(term, sentence, term.absent() ? List.of() : used);
            if (term.absent()) {
                if (span != null) {
                    return -1;
                }
            } else if (span != null) {
                used.add(span);
                first = Math.min(first, span.start());
            } else if (!(before != null && find(term, before, List.of()) != null) && !isLent(term, titles, lent)) {
                return -1;
            }
        }
        return first == Integer.MAX_VALUE ? -1 : first;
    }

    /** Tell whether a sentence speaks of all the terms, but denies one where it should affirm it. */
    boolean isDenied(Words sentence) {
        boolean denied = false;
        for (Term term : terms) {
            if (term.absent()) {
                continue;
            }
            if (find(term, sentence, List.of()) == null) {
                boolean spoken =
                        term.choices().stream().anyMatch(c -> sentence.mention(c.name(), c.polarity() == 1) != null);
                if (!spoken) {
                    return false;
                }
                denied = true;
            }
        }
        return denied;
    }

    private static boolean isLent(Term term, List<Words> titles, List<String> lent) {
        return term.choices().stream()
                .filter(c -> lent.contains(c.name()))
                .anyMatch(c -> titles.stream().anyMatch(t -> t.mention(c.name(), false) != null));
    }

    private static Vocabulary.Span find(Term term, Words words, List<Vocabulary.Span> used) {
        Vocabulary.Span best = null;
        for (Atom atom : term.choices()) {
            for (Vocabulary.Span span : words.spans(atom.name())) {
                boolean fits = atom.polarity() == 0 || words.isDenied(span) == (atom.polarity() < 0);
                boolean free = used.stream().noneMatch(u -> u.start() == span.start() && u.end() == span.end());
                if (fits && free && (best == null || span.start() < best.start())) {
                    best = span;
                }
            }
        }
        return best;
    }
}
