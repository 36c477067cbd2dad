package org.foobarlab.explanation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes sentences of blocks, each with the titles above it. Students mark titles in many ways: as headings, as bold
 * lines, as list items, or as a short line that ends in a colon or a question mark; all of them are taken as context.
 */
final class Outline {
    private static final int PARAGRAPH_TITLE = 10;
    private static final int LINE_TITLE = 12;
    private static final int ITEM = 20;
    private static final int MAX_CONTEXT_CHARS = 160;
    private static final int MAX_TITLE_CHARS = 400;
    private static final int MIN_ANSWER_WORDS = 5;
    private static final String STEP_MARK = "\\A\\s*(?:[-*+]\\s+)?(?:\\(?[0-9a-zA-Z]{1,2}[.)]\\s*)?";
    private static final Pattern LABEL = Pattern.compile(STEP_MARK + "([^.!?:|]{2,70})(?::| -)\\s+(?=\\S)");
    /** The question itself, or a number, before its answer: no part of the answer. */
    private static final Pattern PROMPT = Pattern.compile(
            STEP_MARK
                    + "((?:why|what|how|explain|describe|for which|for what)\\b[^.!?:|]{2,150}"
                    + "|(?:issue|question|answer|problem|reason|point|part|item|q|a|r)[ .#]*\\d{0,2}\\s*)(?::| -)\\s+(?=\\S)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern NUMBER = Pattern.compile("\\A\\s*(?:[-*+#>]+|\\(?[0-9a-zA-Z]{1,2}[.)-])\\s*");
    private static final Pattern STEP = Pattern.compile("\\A\\s*(?:[-*+]|\\(?[0-9]{1,2}[.)]|[a-z][.)])\\s*\\S");

    private static final Pattern QUESTION = Pattern.compile("\\A(?:Why|What|How) ");

    private record Title(int rank, String text) {}

    private final List<Passage> passages = new ArrayList<>();
    private final List<String> headings = new ArrayList<>();
    private final Deque<Title> titles = new ArrayDeque<>();
    private int block;

    private Outline() {}

    static Document of(List<Block> blocks) {
        Outline outline = new Outline();
        blocks.forEach(outline::add);
        StringBuilder all = new StringBuilder();
        outline.passages.forEach(p -> all.append(p.text()).append('\n'));
        return new Document(outline.passages, outline.headings, Language.isEnglish(all.toString()));
    }

    private void add(Block next) {
        block++;
        switch (next.kind()) {
            case HEADING -> title(next.depth(), next.text().replace('\n', ' '));
            case ITEM -> {
                int rank = ITEM + next.depth();
                close(rank);
                lines(next, rank + 1);
                open(rank, next.text());
            }
            default -> paragraph(next);
        }
    }

    private void paragraph(Block next) {
        String text = next.text().strip();
        if (text.indexOf('\n') < 0 && isTitle(text)) {
            // A list item above may be the title of what follows it: students number their headings.
            close(PARAGRAPH_TITLE, ITEM);
            if (":?".indexOf(text.charAt(text.length() - 1)) < 0) {
                // A short line may as well be an answer.
                sentences(text, next.line());
            }
            headings.add(strip(text));
            open(PARAGRAPH_TITLE, text);
        } else {
            close(LINE_TITLE, ITEM);
            lines(next, LINE_TITLE);
        }
    }

    private void title(int rank, String text) {
        close(rank);
        headings.add(strip(text));
        open(rank, text);
    }

    private void open(int rank, String text) {
        String start = text.substring(0, Math.min(text.length(), MAX_CONTEXT_CHARS));
        titles.push(new Title(rank, strip(start.replace('\n', ' '))));
    }

    private void close(int rank) {
        close(rank, Integer.MAX_VALUE);
    }

    private void close(int from, int to) {
        titles.removeIf(t -> t.rank() >= from && t.rank() < to);
    }

    /** Join wrapped lines, take title lines as context, and cut the rest into sentences. */
    private void lines(Block source, int rank) {
        String[] rows = source.text().split("\n", -1);
        StringBuilder open = new StringBuilder();
        int openLine = source.line();
        for (int i = 0; i < rows.length; i++) {
            String row = rows[i].strip();
            boolean fresh = open.isEmpty()
                    || startsAnew(
                            rows[i - 1].strip(), row, STEP.matcher(rows[i]).find());
            if (fresh) {
                sentences(open.toString(), openLine);
                open.setLength(0);
                openLine = source.line() + i;
            }
            boolean first = open.isEmpty();
            if (first) {
                openLine = source.line() + i;
            } else {
                open.append('\n');
            }
            open.append(row);
            boolean last = i == rows.length - 1;
            if (!last
                    && first
                    && isTitle(row)
                    && (":?".indexOf(row.charAt(row.length() - 1)) >= 0 || isAnswer(rows[i + 1]))) {
                if (":?".indexOf(row.charAt(row.length() - 1)) < 0) {
                    // A short line may as well be an answer.
                    sentences(row, openLine);
                }
                title(rank, row);
                open.setLength(0);
            }
        }
        sentences(open.toString(), openLine);
    }

    /** Tell whether a line reads as what stands below a title: it begins anew, with more words than a title. */
    private static boolean isAnswer(String line) {
        String row = line.strip();
        return !row.isEmpty()
                && Character.isUpperCase(row.charAt(0))
                && row.split("\\s+").length >= MIN_ANSWER_WORDS
                && !isTitle(row);
    }

    private static boolean startsAnew(String before, String row, boolean step) {
        if (row.isEmpty() || before.isEmpty() || step) {
            return true;
        }
        char end = before.charAt(before.length() - 1);
        boolean ended = ".!?:;".indexOf(end) >= 0;
        return ended
                || QUESTION.matcher(row).find()
                || (before.length() < 55 && Character.isUpperCase(row.charAt(0)) && end != ',');
    }

    private void sentences(String text, int line) {
        if (text.isBlank()) {
            return;
        }
        List<String> context = new ArrayList<>();
        titles.forEach(t -> context.add(t.text()));
        String start = text.substring(0, Math.min(text.length(), MAX_CONTEXT_CHARS));
        Matcher prompt = PROMPT.matcher(start);
        Matcher label = LABEL.matcher(start);
        boolean prompted = prompt.find();
        if (prompted) {
            context.add(0, strip(prompt.group(1)));
        } else if (label.find() && label.group(1).split("\\s+").length <= 12) {
            context.add(0, strip(label.group(1)));
        }
        int asked = context.size();
        int from = prompted ? prompt.end() : 0;
        int at = line + lines(text.substring(0, from));
        for (int end : Sentences.ends(text)) {
            if (end <= from) {
                continue;
            }
            String sentence = text.substring(from, end);
            String words = sentence.strip();
            int lead = words.isEmpty() ? sentence.length() : sentence.indexOf(words.charAt(0));
            int before = lines(sentence.substring(0, lead));
            if (!words.isEmpty()) {
                passages.add(new Passage(words.replace('\n', ' '), at + before, block, context));
                if (words.endsWith("?") && isTitle(words)) {
                    // What a student asks, the next sentences answer.
                    context.subList(0, context.size() - asked).clear();
                    context.add(0, strip(words));
                }
            }
            at += before + lines(sentence.substring(lead));
            from = end;
        }
    }

    private static int lines(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }

    /** Tell a title from a sentence: it is short, and ends as no statement does. */
    private static boolean isTitle(String text) {
        if (text.length() > MAX_TITLE_CHARS) {
            return false;
        }
        String bare = text.strip();
        int words = bare.split("\\s+").length;
        if (words > 22 || bare.isEmpty()) {
            return false;
        }
        char end = bare.charAt(bare.length() - 1);
        return end == ':'
                || end == '?'
                || (words <= 6 && ".!;".indexOf(end) < 0 && !STEP.matcher(text).find());
    }

    private static String strip(String title) {
        return NUMBER.matcher(title.strip()).replaceFirst("").strip();
    }
}
