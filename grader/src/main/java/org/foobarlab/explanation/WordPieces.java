package org.foobarlab.explanation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Cuts a sentence into the pieces of words that the language model knows. Thread-safe. */
final class WordPieces {
    private static final int MAX_WORD = 100;

    private final Map<String, Integer> ids = new HashMap<>();
    private final int unknown;
    private final int start;
    private final int end;

    WordPieces(InputStream tokenizerJson) throws IOException {
        JsonNode vocabulary =
                new ObjectMapper().readTree(tokenizerJson).get("model").get("vocab");
        vocabulary.properties().forEach(e -> ids.put(e.getKey(), e.getValue().asInt()));
        unknown = ids.get("[UNK]");
        start = ids.get("[CLS]");
        end = ids.get("[SEP]");
    }

    /**
     * Cut a sentence.
     *
     * @param sentence the sentence
     * @param most the most pieces to return, start and end included; what is longer is cut off
     * @return the pieces' numbers
     */
    long[] cut(String sentence, int most) {
        List<Integer> pieces = new ArrayList<>();
        pieces.add(start);
        for (String word : words(sentence)) {
            if (pieces.size() >= most - 1) {
                break;
            }
            add(word, pieces);
        }
        while (pieces.size() > most - 1) {
            pieces.remove(pieces.size() - 1);
        }
        pieces.add(end);
        return pieces.stream().mapToLong(Integer::longValue).toArray();
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
            Integer id = null;
            while (to > from && id == null) {
                id = ids.get((from > 0 ? "##" : "") + word.substring(from, to));
                to--;
            }
            if (id == null) {
                pieces.add(unknown);
                return;
            }
            found.add(id);
            from = to + 1;
        }
        pieces.addAll(found);
    }

    private static List<String> words(String sentence) {
        String plain = Normalizer.normalize(sentence.toLowerCase(), Normalizer.Form.NFD);
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
