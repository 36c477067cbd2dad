package org.foobarlab.reader;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.foobarlab.explanation.Document;
import org.foobarlab.explanation.Passage;

/**
 * What is read in one go: a sentence, or a part of a sentence that runs on, with what its reading depends on.
 *
 * @param passage the sentence it is of; null if it stands in no document
 * @param text the words that are read
 * @param heading the nearest title above it; empty if there is none
 * @param before what stands before it in the same paragraph; empty if it begins one
 */
record ReadingUnit(Passage passage, String text, String heading, String before) {
    /** A sentence with more words than this is read in windows, so that what it says first does not hide the rest. */
    private static final int LONG = 42;
    /** How many words a window holds, unless a single clause is longer. */
    private static final int WINDOW = 28;

    private static final Pattern CLAUSE =
            Pattern.compile("(?:[,;:]|\\s-)\\s+|\\s+(?=(?:and|but|so|because|then|also|while|which|the|they)\\s)");
    private static final Pattern EMPHASIS = Pattern.compile("\\*\\*|__|`");
    private static final Pattern MARK = Pattern.compile("\\A\\s*(?:[-*+>#]+|\\(?[0-9a-zA-Z]{1,2}[.)])\\s+(?=\\S)");

    /** Return what there is to read in a document, in its order. */
    static List<ReadingUnit> of(Document document) {
        List<ReadingUnit> units = new ArrayList<>();
        Passage last = null;
        for (Passage passage : document.passages()) {
            String heading = heading(passage);
            String before = last != null && last.block() == passage.block() ? last.text() : "";
            String text = MARK.matcher(passage.text()).replaceFirst("");
            List<String> windows = windows(text);
            for (String window : windows) {
                units.add(new ReadingUnit(passage, window, heading, before));
                before = window;
            }
            last = passage;
        }
        return units;
    }

    /** Return the nearest title that is not a label at the beginning of the sentence itself. */
    private static String heading(Passage passage) {
        return passage.context().stream()
                .filter(title -> !passage.text().contains(title))
                .findFirst()
                .orElse("");
    }

    /** Return a sentence that is of no document. */
    static ReadingUnit alone(String text, String heading, String before) {
        return new ReadingUnit(null, plain(text), plain(heading), plain(before));
    }

    private static String plain(String text) {
        return MARK.matcher(EMPHASIS.matcher(text).replaceAll(""))
                .replaceFirst("")
                .strip();
    }

    /** Cut a sentence that runs on at its clauses; each window begins in the middle of the one before. */
    static List<String> windows(String text) {
        if (count(text) <= LONG) {
            return List.of(text);
        }
        List<String> clauses = clauses(text);
        List<String> windows = new ArrayList<>();
        int from = 0;
        while (from < clauses.size()) {
            int to = from + 1;
            int words = count(clauses.get(from));
            while (to < clauses.size() && words + count(clauses.get(to)) <= WINDOW) {
                words += count(clauses.get(to++));
            }
            windows.add(String.join("", clauses.subList(from, to)).strip());
            if (to == clauses.size()) {
                break;
            }
            from += Math.max(1, (to - from) / 2);
        }
        return windows;
    }

    private static List<String> clauses(String text) {
        List<String> clauses = new ArrayList<>();
        Matcher end = CLAUSE.matcher(text);
        int from = 0;
        while (end.find()) {
            // Short clauses mean little alone, and many of them would make many windows.
            if (count(text.substring(from, end.end())) >= 4) {
                clauses.add(text.substring(from, end.end()));
                from = end.end();
            }
        }
        clauses.add(text.substring(from));
        return clauses;
    }

    private static int count(String text) {
        int words = 0;
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            boolean letter = !Character.isWhitespace(text.charAt(i));
            words += letter && !inside ? 1 : 0;
            inside = letter;
        }
        return words;
    }
}
