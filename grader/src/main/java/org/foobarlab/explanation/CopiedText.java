package org.foobarlab.explanation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Knows the sentences of the lab's own texts, to tell what a student only copied. Thread-safe. */
public final class CopiedText {
    private static final int GRAM = 3;
    /** A sentence is copied if this share of its word triples stands in one sentence of the lab's. */
    private static final double SHARE = 0.7;

    private final Map<String, List<Integer>> sentencesByGram = new HashMap<>();
    private final Set<String> whole = new HashSet<>();
    private int count;

    public CopiedText(List<String> texts) {
        for (String text : texts) {
            Document document = Document.of(text);
            document.passages().forEach(p -> add(p.text()));
            document.headings().forEach(this::add);
        }
    }

    private void add(String sentence) {
        List<String> words = plain(sentence);
        whole.add(String.join(" ", words));
        for (String gram : grams(words)) {
            sentencesByGram.computeIfAbsent(gram, g -> new ArrayList<>()).add(count);
        }
        count++;
    }

    public boolean isCopied(String sentence) {
        List<String> words = plain(sentence);
        if (whole.contains(String.join(" ", words))) {
            return true;
        }
        Set<String> grams = grams(words);
        if (grams.size() < GRAM) {
            return false;
        }
        Map<Integer, Integer> shared = new HashMap<>();
        grams.forEach(g -> sentencesByGram.getOrDefault(g, List.of()).forEach(s -> shared.merge(s, 1, Integer::sum)));
        return shared.values().stream().anyMatch(n -> n >= SHARE * grams.size());
    }

    private static List<String> plain(String sentence) {
        return Words.split(sentence).stream()
                .filter(w -> Character.isLetterOrDigit(w.charAt(0)))
                .toList();
    }

    private static Set<String> grams(List<String> words) {
        Set<String> grams = new HashSet<>();
        for (int i = 0; i + GRAM <= words.size(); i++) {
            grams.add(String.join(" ", words.subList(i, i + GRAM)));
        }
        return grams;
    }
}
