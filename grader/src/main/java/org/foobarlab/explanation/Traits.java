package org.foobarlab.explanation;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a {@link Judge} looks at in a sentence.
 *
 * @param meaning its meaning as a vector
 * @param rules what a question's rules say of it: level 1, level 2, the contrary, and whether anything is denied
 * @param words its words, neighbours and near neighbours, hashed; in order, without repetition
 */
record Traits(float[] meaning, float[] rules, int[] words) {
    private static final int RULES = 4;

    static final int DENSE = Embedder.SIZE + RULES;
    static final int WORDS = 4096;

    /** How much a word counts beside the meaning. Found by cross-validation on the lab's sentences. */
    static final float WORD = 0.35f;

    /** How much each language model's vector counts. */
    private static final float[] MEANING = {4, 5};

    private static final float RULE = 0.5f;
    private static final float DENIAL = 0.25f;
    private static final List<String> ENDINGS = List.of("ing", "ed", "es", "s");
    private static final int STEM = 3;

    /** Gather the traits of a sentence that are the same for all questions. */
    static Traits of(String sentence, Words words) {
        return new Traits(meaning(sentence), new float[] {0, 0, 0, words.denies() ? DENIAL : 0}, hash(words));
    }

    /** Gather the traits of a title, of which only the meaning counts. */
    static Traits ofTitle(String title) {
        return new Traits(meaning(title), new float[RULES], new int[0]);
    }

    /**
     * Add what a question's rules say.
     *
     * @param level what they give the sentence
     * @param denied whether they find the contrary in it
     */
    Traits ruled(int level, boolean denied) {
        return new Traits(
                meaning,
                new float[] {level == 1 ? RULE : 0, level == 2 ? RULE : 0, denied ? RULE : 0, rules[3]},
                words);
    }

    /** Return the same as of a title. */
    Traits meaningOnly() {
        return new Traits(meaning, new float[RULES], new int[0]);
    }

    private static float[] meaning(String sentence) {
        float[] vector = Embedder.shared().embed(sentence);
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= MEANING[i / Embedder.ONE];
        }
        return vector;
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
