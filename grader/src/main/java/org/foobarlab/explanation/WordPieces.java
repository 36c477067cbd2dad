package org.foobarlab.explanation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Cuts text into the pieces of words that a language model knows, lower case and without accents. Thread-safe. */
public final class WordPieces {
    private static final int MAX_WORD = 100;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final int unknown;

    /**
     * Read the pieces that a model knows.
     *
     * @param tokenizerJson the model's tokenizer, as its authors publish it
     * @throws IOException if it cannot be read
     */
    public WordPieces(InputStream tokenizerJson) throws IOException {
        JsonNode vocabulary =
                new ObjectMapper().readTree(tokenizerJson).get("model").get("vocab");
        vocabulary
                .properties()
                .forEach(e -> numbers.put(e.getKey(), e.getValue().asInt()));
        unknown = number("[UNK]");
    }

    /**
     * Return the number of a piece.
     *
     * @throws IllegalArgumentException if the model does not know it
     */
    public int number(String piece) {
        Integer number = numbers.get(piece);
        if (number == null) {
            throw new IllegalArgumentException("the language model does not know " + piece);
        }
        return number;
    }

    /** Return the number of the mark with which a text begins. */
    public int begin() {
        return number("[CLS]");
    }

    /** Return the number of the mark with which each part of a text ends. */
    public int end() {
        return number("[SEP]");
    }

    /** Return the numbers of a text's pieces, without marks. */
    public int[] cut(String text) {
        List<Integer> pieces = new ArrayList<>();
        words(text).forEach(word -> add(word, pieces));
        return pieces.stream().mapToInt(Integer::intValue).toArray();
    }

    private void add(String word, List<Integer> pieces) {
        if (word.length() > MAX_WORD) {
            pieces.add(unknown);
            return;
        }
        List<Integer> found = new ArrayList<>();
        int from = 0;
        while (from < word.length()) {
            int to = word.length();
            Integer number = null;
            while (to > from && number == null) {
                number = numbers.get((from > 0 ? "##" : "") + word.substring(from, to));
                to--;
            }
            if (number == null) {
                pieces.add(unknown);
                return;
            }
            found.add(number);
            from = to + 1;
        }
        pieces.addAll(found);
    }

    private static List<String> words(String text) {
        String plain = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (Character.getType(c) == Character.NON_SPACING_MARK) {
                continue;
            }
            boolean letter = Character.isLetterOrDigit(c);
            if (!letter && !word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
            if (letter) {
                word.append(c);
            } else if (!Character.isWhitespace(c)) {
                words.add(String.valueOf(c));
            }
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }
}
