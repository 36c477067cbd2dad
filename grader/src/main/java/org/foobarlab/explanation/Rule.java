package org.foobarlab.explanation;

import java.util.ArrayList;
import java.util.List;

/**
 * A conjunction an author writes: terms joined by {@code +}, each a choice of vocabulary names joined by {@code |}. A name is matched where it is
 * affirmed; {@code !name} where it is denied; {@code ?name} either way; a term {@code -name} must not be affirmed at all.
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
                    throw new IllegalArgumentException("rule \"" + text + "\": the vocabulary has no entry \"" + bare + "\"");
                }
                choices.add(new Atom(bare, polarity));
            }
            terms.add(new Term(choices, absent));
        }
        return new Rule(terms, text);
    }

    /**
     * Match against a sentence and, where the sentence does not say all, what stands before it.
     *
     * @return the position in the sentence of the first word that matched, or -1
     */
    int match(Words sentence, Words... before) {
        int first = Integer.MAX_VALUE;
        for (Term term : terms) {
            int at = find(term, sentence);
            if (term.absent()) {
                if (at >= 0) {
                    return -1;
                }
                continue;
            }
            if (at >= 0) {
                first = Math.min(first, at);
                continue;
            }
            boolean elsewhere = false;
            for (Words other : before) {
                elsewhere |= other != null && find(term, other) >= 0;
            }
            if (!elsewhere) {
                return -1;
            }
        }
        return first == Integer.MAX_VALUE ? -1 : first;
    }

    private static int find(Term term, Words words) {
        int best = -1;
        for (Atom atom : term.choices()) {
            int[] span = atom.polarity() >= 0 ? words.mention(atom.name(), false) : null;
            if (span == null && atom.polarity() <= 0) {
                span = words.mention(atom.name(), true);
            }
            if (span != null && (best < 0 || span[0] < best)) {
                best = span[0];
            }
        }
        return best;
    }
}
