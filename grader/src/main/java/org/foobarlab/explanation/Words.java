package org.foobarlab.explanation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A sentence's words, what they mention, and what of it is denied. Thread-safe. */
final class Words {
    private static final Pattern TOKEN = Pattern.compile("[\\p{L}0-9_]+(?:'[\\p{L}]+)?|[,;:.|!?]");
    private static final Set<String> NEGATORS = Set.of(
            "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "cannot", "hardly",
            "barely", "rarely", "seldom", "lacks", "lacking", "lack", "non", "absence", "zero", "little");
    /** Words before "to" or a gerund that deny what follows. */
    private static final Set<String> FAILERS = Set.of(
            "fail",
            "fails",
            "failed",
            "refuse",
            "refuses",
            "unable",
            "stop",
            "stops",
            "stopped",
            "cease",
            "ceases",
            "forget",
            "forgets",
            "instead",
            "rather",
            "far",
            "avoid",
            "avoids",
            "useless",
            "unnecessary",
            "pointless",
            "impossible",
            "free");

    private static final Set<String> AFTER_FAILER = Set.of("to", "of", "than", "from", "for");
    private static final Set<String> BREAKS = Set.of(
            ",",
            ";",
            ":",
            ".",
            "|",
            "!",
            "?",
            "but",
            "however",
            "although",
            "though",
            "while",
            "whereas",
            "because",
            "since",
            "so",
            "which",
            "unless",
            "until",
            "if",
            "when",
            "yet",
            "thus",
            "therefore",
            "hence");
    private static final Set<String> ALTERNATIVES = Set.of("or", "nor", "to");
    /** What is not done to a thing leaves the thing denied too: "integrity is not ensured". */
    private static final Set<String> GIVEN = Set.of(
            "ensured",
            "guaranteed",
            "provided",
            "preserved",
            "maintained",
            "offered",
            "parsed",
            "counted",
            "collected",
            "gathered",
            "detected",
            "measured");

    private static final Set<String> TRAILING = Set.of("nobody", "nothing", "none", "nowhere", "never");
    private static final Pattern FALSEHOOD =
            Pattern.compile("\\b(?:(?:is|are|was|be) (?:false|untrue|wrong|incorrect|a myth|nonsense|a"
                    + " lie)\\b|(?:not|n't) (?:true|correct|the case) that\\b|it is (?:false|wrong|a mistake|a"
                    + " myth|incorrect|untrue) (?:to|that)\\b|(?:a|common) (?:misconception|myth|mistake) (?:is"
                    + " )?that\\b|wrongly (?:believe|think|assume|claim)"
                    + "|(?:is|are) not (?:what|how|why|where|when|the (?:way|reason|point|purpose|task|job))\\b"
                    + "|contrary to (?:popular|common) belief|(?:is|are)"
                    + " (?:simply |just )?not true\\b)");
    /** Verbs that make nothing of their object. */
    private static final Set<String> HIDERS = Set.of(
            "hide",
            "hides",
            "hiding",
            "conceal",
            "conceals",
            "ignore",
            "ignores",
            "ignoring",
            "disable",
            "disables",
            "disabling",
            "delete",
            "deletes",
            "deleting",
            "remove",
            "removes",
            "removing",
            "lose",
            "loses",
            "omit",
            "skip",
            "forbids",
            "erase",
            "erases",
            "erasing",
            "destroy",
            "destroys",
            "doubt",
            "doubts");

    private static final Set<String> SWITCHERS =
            Set.of("switch", "switches", "switched", "switching", "turn", "turns", "turned", "turning");
    private static final Set<String> UNDONE = Set.of(
            "hidden",
            "unnoticed",
            "lost",
            "removed",
            "disabled",
            "unseen",
            "ignored",
            "deleted",
            "concealed",
            "unknown",
            "invisible",
            "absent",
            "missing",
            "uninstalled",
            "invented",
            "guessed");
    private static final Set<String> LINKS = Set.of(
            "is",
            "are",
            "be",
            "been",
            "was",
            "were",
            "remain",
            "remains",
            "stay",
            "stays",
            "kept",
            "keep",
            "keeps",
            "failures",
            "problems",
            "outages",
            "failure",
            "go",
            "goes",
            "not");
    private static final int SCOPE = 10;
    /** Words that deny a noun and no verb after it. */
    private static final Set<String> SHORT = Set.of("lack", "lacks", "lacking", "absence", "without", "non");

    private static final int SHORT_SCOPE = 4;
    private static final int MAX_WORDS = 160;

    private final List<String> words;
    private final int[] deniers;
    private final Map<String, List<Vocabulary.Span>> mentions;

    Words(String sentence, Vocabulary vocabulary) {
        words = split(sentence);
        deniers = deniers(words, sentence.toLowerCase());
        mentions = vocabulary.find(words);
    }

    static List<String> split(String sentence) {
        List<String> words = new ArrayList<>();
        String plain = sentence.toLowerCase()
                .replace("un-encrypt", "unencrypt")
                .replace("de-crypt", "decrypt")
                .replace("re-encrypt", "reencrypt")
                .replace("can't", "cannot")
                .replace("can not", "cannot")
                .replace("access.log", "access log")
                .replace("won't", "will not");
        Matcher matcher = TOKEN.matcher(plain);
        while (matcher.find() && words.size() < MAX_WORDS) {
            String word = matcher.group();
            int apostrophe = word.indexOf('\'');
            if (word.endsWith("n't")) {
                words.add(word.substring(0, word.length() - 3));
                words.add("not");
            } else {
                words.add(apostrophe > 0 ? word.substring(0, apostrophe) : word);
            }
        }
        return words;
    }

    /** For each word, the place of the word that denies it, or -1. */
    private static int[] deniers(List<String> words, String sentence) {
        int[] deniers = new int[words.size()];
        Arrays.fill(deniers, -1);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            String next = i + 1 < words.size() ? words.get(i + 1) : "";
            if (denies(word, next)) {
                for (int k = i + 1; k < words.size() && k <= i + scope(word) && !breaks(words, k); k++) {
                    deniers[k] = i;
                }
            }
            boolean last = next.isEmpty() || BREAKS.contains(next);
            if (last && TRAILING.contains(word) || undoes(words, i) || word.equals("not") && GIVEN.contains(next)) {
                for (int k = i - 1; k >= 0 && k >= i - SCOPE && !BREAKS.contains(words.get(k)); k--) {
                    deniers[k] = i;
                }
            }
        }
        if (FALSEHOOD.matcher(sentence).find()) {
            Arrays.fill(deniers, words.size());
        }
        return deniers;
    }

    /** Tell whether a clause ends at a word; the commas of "does not filter, block or inspect" end none. */
    private static boolean breaks(List<String> words, int at) {
        if (!BREAKS.contains(words.get(at))) {
            return false;
        }
        if (!words.get(at).equals(",") || at + 1 >= words.size()) {
            return true;
        }
        List<String> next = words.subList(at + 1, Math.min(words.size(), at + 4));
        return !ALTERNATIVES.contains(next.get(0)) && next.stream().skip(1).noneMatch(ALTERNATIVES::contains)
                || next.contains(".");
    }

    private static int scope(String word) {
        return word.equals("neither") ? MAX_WORDS : SHORT.contains(word) ? SHORT_SCOPE : SCOPE;
    }

    private static boolean denies(String word, String next) {
        if (NEGATORS.contains(word)) {
            return !next.equals("only") && !next.equals("just") && !next.equals("matter");
        }
        return FAILERS.contains(word)
                        && (AFTER_FAILER.contains(next)
                                || next.endsWith("ing") && !next.endsWith("thing") && word.length() < 8)
                || HIDERS.contains(word)
                || SWITCHERS.contains(word) && next.equals("off");
    }

    /** Tell whether a word undoes what stands before it: "failures stay hidden", "the log is switched off". */
    private static boolean undoes(List<String> words, int i) {
        String before = i > 0 ? words.get(i - 1) : "";
        return UNDONE.contains(words.get(i)) && LINKS.contains(before)
                || words.get(i).equals("off")
                        && (SWITCHERS.contains(before)
                                || words.subList(Math.max(0, i - 4), i).stream().anyMatch(SWITCHERS::contains));
    }

    List<String> list() {
        return words;
    }

    int size() {
        return words.size();
    }

    /** Return the first mention of an entry that is affirmed, or denied, or null. */
    Vocabulary.Span mention(String name, boolean negated) {
        for (Vocabulary.Span span : mentions.getOrDefault(name, List.of())) {
            if (isDenied(span) == negated) {
                return span;
            }
        }
        return null;
    }

    /**
     * A mention is denied by a word before it or in a gap of it, but not by a word that is part of it: "cannot write"
     * is a mention of its own.
     */
    boolean isDenied(Vocabulary.Span span) {
        for (int i = span.start(); i < span.end(); i++) {
            int denier = deniers[i];
            if (denier >= 0
                    && !(span.isGap(i))
                    && (denier < span.start() || denier >= span.end() || span.isGap(denier))) {
                return true;
            }
        }
        return false;
    }

    /** Tell whether anything in the sentence is denied. */
    boolean denies() {
        return Arrays.stream(deniers).anyMatch(d -> d >= 0);
    }

    boolean mentions(String name) {
        return mentions.containsKey(name);
    }

    List<Vocabulary.Span> spans(String name) {
        return mentions.getOrDefault(name, List.of());
    }
}
