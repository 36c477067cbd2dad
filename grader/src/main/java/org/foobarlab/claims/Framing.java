package org.foobarlab.claims;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.foobarlab.claims.Clause.Link;

/**
 * Tells what an author says of the system that runs from what is only said: a question, advice, a plan, another design,
 * what others believe, or the assignment's own words.
 */
final class Framing {
    /** A sentence is the assignment's if this share of its word triples stands there. */
    private static final double COPIED = 0.7;

    private static final int GRAM = 3;
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
    private static final Pattern REFUTES = Pattern.compile(
            "\\A\\W*(?:but )?(?:that|this|it|which|they)(?:'s| is| are| would be) (?:plain |simply |just |quite )?(?:wrong|not true|false|untrue|a myth|a"
                    + " misconception|not so|not the case|not correct|incorrect|nonsense|mistaken)\\b|\\A\\W*(?:wrong|not true|false|a myth)\\W*\\z",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern OTHER_SECTION = Pattern.compile(
            "\\b(?:alternativ\\w*|improv\\w*|recommend\\w*|solutions?|mitigat\\w*|future|could be better|ideas|proposals?|plans?|next steps?|todo"
                    + "|outlook|options?|best practices?|advice|other designs?|comparison|versus|theory|definitions?|what if"
                    + "|pass-?through|re-?encryption|clusters?|(?:a|semi-?)?synchronous|group replication|galera)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern EXAMPLE = Pattern.compile(
            "\\A\\W*(?:for example|for instance|e\\.g\\.|ideally|to improve|to fix|to mitigate|in (?:the )?future|later|one could|imagine|suppose)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Set<String> OPTION_SLOTS =
            Set.of("with", "in", "under", "for", "subject", "of", "without", "by", "object", "using");

    private final Set<String> given = new HashSet<>();

    /**
     * Make ready.
     *
     * @param texts what the lab itself says to students
     */
    Framing(List<String> texts) {
        texts.forEach(text -> given.addAll(grams(text)));
    }

    /** Say whether a sentence may claim anything. */
    boolean mayClaim(Sentence sentence, Sentence next) {
        String text = sentence.text().strip();
        if (text.matches("(?s).*[?:]|\\[.*")
                || EXAMPLE.matcher(text).find()
                || next != null && REFUTES.matcher(next.text()).find()) {
            return false;
        }
        if (!sentence.headings().isEmpty()
                && OTHER_SECTION.matcher(sentence.headings().get(0)).find()) {
            return false;
        }
        return !isCopied(text);
    }

    /** Return a sentence without what it quotes. */
    static String unquoted(String text) {
        return QUOTED.matcher(text)
                .replaceAll(quote -> quote.group().strip().split("\\s+").length > 3
                        ? " "
                        : quote.group().replace("\"", "").replace("$", ""));
    }

    private boolean isCopied(String text) {
        Set<String> grams = grams(text);
        return grams.size() >= GRAM && grams.stream().filter(given::contains).count() >= COPIED * grams.size();
    }

    private static Set<String> grams(String text) {
        List<String> words = List.of(text.toLowerCase(Locale.ROOT).split("[^a-z0-9]+"));
        Set<String> grams = new HashSet<>();
        for (int i = 0; i + GRAM <= words.size(); i++) {
            grams.add(String.join(" ", words.subList(i, i + GRAM)));
        }
        return grams;
    }

    /** Return those of a sentence's clauses that claim something of the system that runs. */
    static List<Clause> claiming(List<Clause> clauses) {
        List<Clause> claiming = new ArrayList<>();
        boolean refuted = false;
        for (Clause clause : clauses) {
            if (isOfOtherDesign(clause)) {
                return claiming;
            }
            if (marks(clause, "refuted")) {
                refuted = true;
            } else if (clause.link() == Link.ALTHOUGH) {
                refuted = false;
            }
            boolean condition = clause.link().isCondition();
            if (!condition && !refuted && !clause.hedged() && !isAdvice(clause)) {
                claiming.add(clause);
            }
        }
        return claiming;
    }

    private static boolean marks(Clause clause, String mark) {
        return clause.units().stream().anyMatch(unit -> unit.means(mark));
    }

    private static boolean isOfOtherDesign(Clause clause) {
        return marks(clause, "other-design")
                || clause.mentions().stream()
                        .anyMatch(one -> one.means("design-option") && OPTION_SLOTS.contains(one.slot()));
    }

    /** "Close port 22", "we will close it". */
    private static boolean isAdvice(Clause clause) {
        List<Unit> units = clause.units();
        Unit first = units.get(0);
        boolean imperative = clause.link() == Link.MAIN
                && first.is(Part.VERB)
                && !first.is(Part.NOUN)
                && !first.participle()
                && !first.text().matches(".*(?:s|ing|ed)");
        boolean planned = units.stream().anyMatch(unit -> unit.means("we"))
                && units.stream().anyMatch(unit -> unit.text().matches("will|can"));
        return imperative || planned;
    }
}
