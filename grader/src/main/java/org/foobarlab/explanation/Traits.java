package org.foobarlab.explanation;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a {@link Judge} looks at in a sentence.
 *
 * @param dense its meaning as a vector, and what the question's rules say of it
 * @param words its words, neighbours and near neighbours, hashed; in order, without repetition
 */
record Traits(float[] dense, int[] words) {
    /** What the rules say: level 1, level 2, the contrary, and whether anything is denied. */
    private static final int RULES = 4;

    static final int DENSE = Embedder.SIZE + RULES;
    static final int WORDS = 4096;

    /** How much a word counts beside the meaning. Found by cross-validation on the lab's sentences. */
    static final double WORD = 0.35;

    private static final float MEANING = 4;
    private static final float RULE = 0.5f;
    private static final float DENIAL = 0.25f;
    private static final List<String> ENDINGS = List.of("ing", "ed", "es", "s");
    private static final int STEM = 3;

    /**
     * Gather the traits of a sentence.
     *
     * @param vector its meaning, of length 1
     * @param words  its words
     * @param level  what the rules give it
     * @param denied whether the rules find the contrary in it
     */
    static Traits of(float[] vector, Words words, int level, boolean denied) {
        float[] dense = Arrays.copyOf(vector, DENSE);
        for (int i = 0; i < vector.length; i++) {
            dense[i] *= MEANING;
        }
        dense[vector.length] = level == 1 ? RULE : 0;
        dense[vector.length + 1] = level == 2 ? RULE : 0;
        dense[vector.length + 2] = denied ? RULE : 0;
        dense[vector.length + 3] = words.denies() ? DENIAL : 0;
        return new Traits(dense, hash(words));
    }

    private static int[] hash(Words words) {
        List<String> stems = words.list().stream()
                .filter(word -> Character.isLetterOrDigit(word.charAt(0)))
                .map(Traits::stem)
                .toList();
        Set<Integer> hashes = new TreeSet<>();
        for (int i = 0; i < stems.size(); i++) {
            hashes.add(hash("one " + stems.get(i)));
            if (i + 1 < stems.size()) {
                hashes.add(hash("two " + stems.get(i) + " " + stems.get(i + 1)));
            }
            if (i + 2 < stems.size()) {
                hashes.add(hash("gap " + stems.get(i) + " " + stems.get(i + 2)));
            }
        }
        return hashes.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int hash(String text) {
        int hash = text.hashCode() * 31;
        return Math.floorMod(hash ^ hash >>> 16, WORDS);
    }

    private static String stem(String word) {
        for (String ending : ENDINGS) {
            if (word.length() > ending.length() + STEM && word.endsWith(ending)) {
                return word.substring(0, word.length() - ending.length());
            }
        }
        return word;
    }
}
