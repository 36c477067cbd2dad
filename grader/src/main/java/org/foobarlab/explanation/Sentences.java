package org.foobarlab.explanation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds where sentences end. Made for students' English: full stops without a space, abbreviations, host names, version
 * numbers.
 */
final class Sentences {
    private static final Set<String> ABBREVIATIONS =
            Set.of("e.g", "i.e", "etc", "vs", "cf", "approx", "no", "fig", "ex", "eg", "ie");
    /** A sentence longer than this is cut at the next space, so that one endless line stays linear. */
    private static final int MAX_CHARS = 600;

    private Sentences() {}

    /** Return the offsets at which sentences end, exclusive; the last is the text's length. */
    static List<Integer> ends(String text) {
        List<Integer> ends = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean ends1 = (c == '!' || c == '?' || c == '.') && endsHere(text, i, start);
            boolean tooLong = i - start > MAX_CHARS && (c == ' ' || i - start > 2 * MAX_CHARS);
            if (ends1 || tooLong) {
                int end = i + 1;
                while (end < text.length() && "\"')]*_.!?".indexOf(text.charAt(end)) >= 0) {
                    end++;
                }
                ends.add(end);
                start = end;
                i = end - 1;
            }
        }
        if (start < text.length()) {
            ends.add(text.length());
        }
        return ends;
    }

    private static boolean endsHere(String text, int dot, int start) {
        int next = dot + 1;
        while (next < text.length() && "\"')]*_.!?".indexOf(text.charAt(next)) >= 0) {
            next++;
        }
        if (next >= text.length()) {
            return true;
        }
        char after = text.charAt(next);
        if (text.charAt(dot) != '.') {
            return Character.isWhitespace(after);
        }
        int word = dot;
        while (word > start && !Character.isWhitespace(text.charAt(word - 1)) && text.charAt(word - 1) != '(') {
            word--;
        }
        String before = text.substring(word, dot).toLowerCase();
        if (ABBREVIATIONS.contains(before)
                || (word == start
                        && before.length() <= 2
                        && !before.isEmpty()
                        && Character.isLetterOrDigit(before.charAt(0)))) {
            return false;
        }
        if (Character.isWhitespace(after)) {
            int letter = next;
            while (letter < text.length() && Character.isWhitespace(text.charAt(letter))) {
                letter++;
            }
            return letter >= text.length() || !Character.isLowerCase(text.charAt(letter)) || before.length() > 3;
        }
        // "network.Firewalls": a full stop without its space, but not "Node.js" or "8.8.8.8".
        return Character.isUpperCase(after)
                && before.length() > 3
                && before.indexOf('.') < 0
                && next + 1 < text.length()
                && Character.isLowerCase(text.charAt(next + 1));
    }
}
