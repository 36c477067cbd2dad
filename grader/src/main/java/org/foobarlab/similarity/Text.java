package org.foobarlab.similarity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text cut into tokens, each with the line it stands on.
 *
 * @param owner whose it is
 * @param tokens what is compared: words of prose, lines of a configuration
 * @param lines the line of each token, from 1
 * @param source the text's own lines, to show
 */
record Text(String owner, List<String> tokens, List<Integer> lines, List<String> source) {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private static final Pattern ADDRESS = Pattern.compile("\\b\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.(\\d{1,3})\\b");

    /** Cut prose into words. */
    static Text ofProse(String owner, String text) {
        List<String> source = text.lines().toList();
        List<String> tokens = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        for (int i = 0; i < source.size(); i++) {
            Matcher word = WORD.matcher(source.get(i).toLowerCase(Locale.ROOT));
            while (word.find()) {
                tokens.add(word.group());
                lines.add(i + 1);
            }
        }
        return new Text(owner, List.copyOf(tokens), List.copyOf(lines), source);
    }

    /** Cut a configuration into lines, in which blanks do not count. */
    static Text ofLines(String owner, String text) {
        List<String> source = text.lines().toList();
        List<String> tokens = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        for (int i = 0; i < source.size(); i++) {
            // Some have another network, and the last number says which host is meant.
            String line = ADDRESS.matcher(source.get(i).strip().replaceAll("\\s+", " "))
                    .replaceAll("network.$1");
            // A brace alone says nothing.
            if (line.chars().anyMatch(Character::isLetterOrDigit)) {
                tokens.add(line);
                lines.add(i + 1);
            }
        }
        return new Text(owner, List.copyOf(tokens), List.copyOf(lines), source);
    }

    /** Return the text's own words from a token to another, both included. */
    String show(int from, int to) {
        return String.join("\n", source.subList(lines.get(from) - 1, lines.get(to)))
                .strip();
    }
}
