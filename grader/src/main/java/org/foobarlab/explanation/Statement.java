package org.foobarlab.explanation;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A sentence with its words, its titles' words and the sentence before it.
 *
 * @param passage the sentence where it stands
 * @param words its words
 * @param titles the words of the titles above it, nearest first
 * @param before the sentence before it in the text, or null
 * @param keywords whether the text it stands in is mostly keywords
 * @param copied whether the lab's own texts say it word for word
 */
record Statement(Passage passage, Words words, List<Words> titles, Statement before, boolean copied, boolean keywords) {
    private static final Set<String> PRONOUNS =
            Set.of("it", "they", "this", "these", "those", "that", "its", "their", "such");
    /** "filtering-blocking-denying-ports": a compound of so many words is none. */
    private static final Pattern CHAIN = Pattern.compile("(?:\\p{L}+[-/]){4,}\\p{L}+");

    /**
     * What ends like this, and says nothing of a condition, is a confession and no claim: "For QPS I don't know yet."
     */
    private static final Pattern CONFESSION = Pattern.compile(
            "\\b(?:i|we)\\s+(?:\\p{L}+ly\\s+|still\\s+|also\\s+|just\\s+)?"
                    + "(?:(?:do not|don't|dont|did not|didn't|have not|haven't|could not|couldn't|cannot|can't)\\s+"
                    + "(?:yet\\s+)?(?:know|knew|understand|understood|remember|do|done|answer|answered|find|found|find out|found out|get|got|learnt|learned)"
                    + "|(?:have|had)\\s+no\\s+(?:idea|answer|time)|(?:am|are)\\s+not\\s+sure|skipped|forgot)"
                    + "(?:\\s+(?:it|this|that|them|one|part|question|answer|the|an|any|anything|exactly|really|yet|about|for|on|of|how|why|what|to|do|is|are|here|enough|time"
                    + "|monitor|measure|qps|answering|now))*\\W*\\z"
                    + "|\\A(?:[^.:,]{0,40}[:,-]\\s*)?(?:no idea|not done(?: yet)?|no answer|not sure|unknown|skipped|nothing|tbd|n/?a|\\?+)\\W*\\z",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern CONDITION =
            Pattern.compile("\\b(?:without|otherwise|if|unless|when|because)\\b", Pattern.CASE_INSENSITIVE);

    private static final String NOT_A_CLAIM = "not-a-claim";

    Statement {
        titles = List.copyOf(titles);
    }

    /** Return the same with so many sentences before it; a chain of all of them would never end. */
    Statement lookingBack(int sentences) {
        Statement earlier = before == null || sentences <= 0 ? null : before.lookingBack(sentences - 1);
        return new Statement(passage, words, titles, earlier, copied, keywords);
    }

    /** Tell whether the sentence before it is of the same paragraph. */
    boolean follows() {
        return before != null && before.passage().block() == passage.block();
    }

    /** Tell whether it goes on about what the sentence before it said. */
    boolean continues() {
        return follows() && words.list().stream().limit(4).anyMatch(PRONOUNS::contains);
    }

    /** Tell whether it claims anything, in the student's own words. */
    boolean claims() {
        return !copied
                && !CHAIN.matcher(passage.text()).find()
                && !Salad.isSalad(words, keywords)
                && !passage.text().strip().endsWith("?")
                && !isConfession(passage.text())
                && !words.mentions(NOT_A_CLAIM);
    }

    private static boolean isConfession(String text) {
        return CONFESSION.matcher(text).find() && !CONDITION.matcher(text).find();
    }
}
