package org.foobarlab.explanation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence's words, what they mention, and what of it is denied. Thread-safe.
 */
final class Words {
    private static final Pattern TOKEN = Pattern.compile("[\\p{L}0-9_]+(?:'[\\p{L}]+)?|[,;:.|!?]");
    private static final Set<String> NEGATORS = Set.of("not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without",
            "cannot", "hardly", "barely", "rarely", "seldom", "lacks", "lacking", "lack", "non", "absence", "zero", "little");
    /** Words before "to" or a gerund that deny what follows. */
    private static final Set<String> FAILERS = Set.of("fail", "fails", "failed", "refuse", "refuses", "unable", "stop", "stops", "stopped",
            "cease", "ceases", "forget", "forgets", "instead", "rather", "far", "avoid", "avoids", "useless", "unnecessary", "pointless",
            "impossible", "free");
    private static final Set<String> AFTER_FAILER = Set.of("to", "of", "than", "from", "for");
    private static final Set<String> BREAKS = Set.of(",", ";", ":", ".", "|", "!", "?", "but", "however", "although", "though", "while",
            "whereas", "because", "since", "so", "which", "unless", "until", "if", "when", "yet", "thus", "therefore", "hence");
    private static final Set<String> TRAILING = Set.of("nobody", "nothing", "none", "nowhere");
    private static final Pattern FALSEHOOD = Pattern.compile("\\b(?:(?:is|are|was|be) (?:false|untrue|wrong|incorrect|a myth|nonsense|a lie)\\b"
            + "|(?:not|n't) (?:true|correct|the case) that\\b|it is (?:false|wrong|a mistake|a myth|incorrect|untrue) (?:to|that)\\b"
            + "|(?:a|common) (?:misconception|myth|mistake) (?:is )?that\\b|wrongly (?:believe|think|assume|claim)"
            + "|contrary to (?:popular|common) belief|(?:is|are) (?:simply |just )?not true\\b)");
    private static final int SCOPE = 7;
    private static final int MAX_WORDS = 160;

    private final List<String> words;
    private final boolean[] denied;
    private final Map<String, List<int[]>> mentions;

    Words(String sentence, Vocabulary vocabulary) {
        words = split(sentence);
        denied = denied(words, sentence.toLowerCase());
        mentions = vocabulary.find(words);
    }

    static List<String> split(String sentence) {
        List<String> words = new ArrayList<>();
        String plain = sentence.toLowerCase().replace("un-encrypt", "unencrypt").replace("de-crypt", "decrypt")
                .replace("re-encrypt", "reencrypt").replace("can't", "cannot").replace("can not", "cannot").replace("won't", "will not");
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

    private static boolean[] denied(List<String> words, String sentence) {
        boolean[] denied = new boolean[words.size()];
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            String next = i + 1 < words.size() ? words.get(i + 1) : "";
            boolean negator = NEGATORS.contains(word) && !next.equals("only") && !next.equals("just") && !next.equals("matter")
                    || FAILERS.contains(word) && (AFTER_FAILER.contains(next) || next.endsWith("ing") && word.length() < 8);
            if (!negator) {
                continue;
            }
            for (int k = i + 1; k < words.size() && k <= i + SCOPE && !BREAKS.contains(words.get(k)); k++) {
                denied[k] = true;
            }
            if (TRAILING.contains(word)) {
                for (int k = i - 1; k >= 0 && k >= i - 5 && !BREAKS.contains(words.get(k)); k--) {
                    denied[k] = true;
                }
            }
        }
        if (FALSEHOOD.matcher(sentence).find()) {
            java.util.Arrays.fill(denied, true);
        }
        return denied;
    }

    List<String> list() {
        return words;
    }

    int size() {
        return words.size();
    }

    boolean isDenied(int word) {
        return denied[word];
    }

    /** Return the first mention of an entry that is affirmed, or denied, or null. */
    int[] mention(String name, boolean negated) {
        for (int[] span : mentions.getOrDefault(name, List.of())) {
            // A mention is denied where its last word is: in "not all traffic" as in "cannot write".
            boolean no = denied[span[1] - 1] && denied[span[0]] || denied[span[0]] && span[1] - span[0] == 1;
            if (no == negated) {
                return span;
            }
        }
        return null;
    }

    boolean mentions(String name) {
        return mentions.containsKey(name);
    }

    List<int[]> spans(String name) {
        return mentions.getOrDefault(name, List.of());
    }
}
