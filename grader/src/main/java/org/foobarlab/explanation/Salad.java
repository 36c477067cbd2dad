package org.foobarlab.explanation;

import java.util.Set;

/** Recognises words strung together without saying anything about them. */
final class Salad {
    private static final Set<String> FUNCTION = Set.of("the", "a", "an", "of", "to", "and", "or", "in", "on", "for", "is", "are", "be", "it",
            "that", "this", "with", "as", "by", "at", "from", "if", "not", "can", "between", "when", "which", "its", "their", "they", "we", "you",
            "no", "so", "all", "each", "only", "one", "has", "have", "will", "would", "may", "might", "must", "should", "into", "over", "per",
            "because", "but", "while", "than", "such", "like", "e", "g", "i", "how", "what", "why", "these", "those", "them", "any", "through",
            "via", "after", "before", "without", "using", "our", "your", "up", "out", "down", "against", "every", "more", "both", "then", "there");
    private static final int RUN = 9;

    private Salad() {}

    static boolean isSalad(Words words) {
        int run = 0;
        int longest = 0;
        int function = 0;
        int count = 0;
        int commas = 0;
        for (String word : words.list()) {
            if (!Character.isLetterOrDigit(word.charAt(0))) {
                commas += word.equals(",") ? 1 : 0;
                run = 0;
                continue;
            }
            count++;
            if (FUNCTION.contains(word)) {
                function++;
                run = 0;
            } else {
                longest = Math.max(longest, ++run);
            }
        }
        return longest >= RUN || count >= 8 && function == 0 && commas >= 4;
    }
}
