package org.foobarlab.claims;

import java.util.Set;

/**
 * A noun in a clause with its part in it.
 *
 * @param unit the noun
 * @param slot {@code subject}, {@code object}, {@code of} or the preposition before it; of a passive sentence the
 *     subject is the object, and whom "by" names the subject
 * @param only whether the clause says it of this one alone
 * @param negated whether the clause denies it of this one ("not from the internet", "no entry")
 * @param except whether it is excepted from what the clause says
 * @param first whether it stands before the verb
 * @param concepts what it may mean; a pronoun means what it may stand for
 */
record Mention(
        Unit unit, String slot, boolean only, boolean negated, boolean except, boolean first, Set<String> concepts) {

    boolean means(String concept) {
        return concepts.contains(concept);
    }

    Mention in(String other) {
        return new Mention(unit, other, only, negated, except, first, concepts);
    }

    Mention alone() {
        return new Mention(unit, slot, true, negated, except, first, concepts);
    }
}
