package org.foobarlab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foobarlab.grade.ClaimVerdict;
import org.foobarlab.grade.Experiment;
import org.foobarlab.grade.Grade;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.grade.Status;
import org.foobarlab.grade.Verdict;
import picocli.CommandLine.Help.Ansi;

/** Show a grade as a table for a terminal of 80 columns, with what failed explained under it. */
public final class TerminalReport {

    /** How wide a terminal may be taken to be. */
    static final int WIDTH = 80;

    private static final int TITLE = 60;
    private static final int POINTS = 10;
    private static final int INDENT = 4;
    private static final int LABEL = 10;

    /** The status of a question that no grader could read. */
    private static final String NOT_GRADED = "not-graded";

    private final Ansi ansi;

    /** Colour as asked for. */
    public TerminalReport(Ansi ansi) {
        this.ansi = ansi;
    }

    /** Return the table and the explanations. */
    public String text(Grade grade) {
        List<String> lines = new ArrayList<>();
        table(grade, lines);
        failures(grade, lines);
        questions(grade, lines);
        experiments(grade, lines);
        claims(grade, lines);
        findings(grade, lines);
        total(grade, lines);
        return String.join("\n", lines) + "\n";
    }

    private void table(Grade grade, List<String> lines) {
        String area = "";
        for (Verdict verdict : grade.checks()) {
            if (!verdict.area().equals(area)) {
                area = verdict.area();
                List<Verdict> sameArea = inArea(grade, area);
                heading(
                        area,
                        sum(sameArea.stream().map(Verdict::score)),
                        sum(sameArea.stream().map(Verdict::maxScore)),
                        lines);
            }
            boolean graded = verdict.status() != Status.FAULT;
            row(mark(verdict.status()), verdict.title(), points(graded, verdict.score(), verdict.maxScore()), lines);
            if (!verdict.blockedBy().isEmpty()) {
                wrapped("waits for " + String.join(", ", verdict.blockedBy()), TITLE)
                        .forEach(line -> lines.add(" ".repeat(LABEL) + style("faint", line)));
            }
        }
        if (!grade.questions().isEmpty()) {
            heading(
                    "explanation",
                    sum(grade.questions().stream().map(QuestionVerdict::score)),
                    sum(grade.questions().stream().map(QuestionVerdict::maxScore)),
                    lines);
            for (QuestionVerdict question : grade.questions()) {
                boolean graded = !question.status().equals(NOT_GRADED);
                row(mark(question), title(question), points(graded, question.score(), question.maxScore()), lines);
            }
        }
    }

    private static List<Verdict> inArea(Grade grade, String area) {
        return grade.checks().stream()
                .filter(verdict -> verdict.area().equals(area))
                .toList();
    }

    private static double sum(Stream<Double> values) {
        return values.mapToDouble(Double::doubleValue).sum();
    }

    private void heading(String text, double score, double most, List<String> lines) {
        lines.add("");
        lines.add(bold(text) + " ".repeat(WIDTH - POINTS - text.length()) + points(score, most));
    }

    private static void row(String mark, String title, String points, List<String> lines) {
        List<String> parts = balanced(plain(title), TITLE);
        String first = parts.get(0);
        lines.add("  " + mark + " " + first + " ".repeat(TITLE - first.length()) + points);
        parts.stream().skip(1).forEach(part -> lines.add(" ".repeat(LABEL) + part));
    }

    private static String title(QuestionVerdict question) {
        return question.id()
                + switch (question.status()) {
                    case NOT_GRADED -> " (not graded)";
                    case "unsure" -> " (level " + question.level() + " of 2, unsure)";
                    default -> " (level " + question.level() + " of 2)";
                };
    }

    private void failures(Grade grade, List<String> lines) {
        for (Verdict verdict : grade.checks()) {
            // What another blocks is told there, once.
            boolean isCause = verdict.status() == Status.FAILED || verdict.status() == Status.FAULT;
            if (isCause && verdict.blockedBy().isEmpty()) {
                lines.add("");
                lines.add(mark(verdict.status()) + " " + bold(verdict.id()));
                say("", verdict.title(), lines);
                say("expected", verdict.expected(), lines);
                say("observed", verdict.observed(), lines);
                say("hint", verdict.hint(), lines);
                say("see it", verdict.reproduce(), lines);
                say("blocks", blockedBy(grade, verdict.id()), lines);
            }
        }
    }

    private static String blockedBy(Grade grade, String cause) {
        return grade.checks().stream()
                .filter(verdict -> verdict.blockedBy().contains(cause))
                .map(Verdict::id)
                .collect(Collectors.joining(", "));
    }

    private void questions(Grade grade, List<String> lines) {
        List<QuestionVerdict> told = new ArrayList<>();
        for (QuestionVerdict question : grade.questions()) {
            boolean hasMore = question.level() < 2
                    || !question.status().equals("graded")
                    || !question.misconceptions().isEmpty();
            if (!hasMore || told.contains(question)) {
                continue;
            }
            List<QuestionVerdict> alike = grade.questions().stream()
                    .filter(other -> saysTheSame(question, other))
                    .toList();
            told.addAll(alike);
            lines.add("");
            String ids = alike.stream().map(QuestionVerdict::id).collect(Collectors.joining(", "));
            wrapped(ids, WIDTH).forEach(line -> lines.add(bold(line)));
            if (!question.evidence().isEmpty()) {
                say("credited", "\"" + question.evidence().get(0).quote() + "\"", lines);
            }
            say(question.level() < 2 ? "missing" : "note", question.feedback(), lines);
            question.misconceptions().forEach(belief -> say("note", belief, lines));
        }
    }

    /** A missing explanation is missing for every question, which is said once. */
    private static boolean saysTheSame(QuestionVerdict one, QuestionVerdict other) {
        return one.equals(other)
                || one.level() == other.level()
                        && one.feedback().equals(other.feedback())
                        && one.evidence().isEmpty()
                        && other.evidence().isEmpty()
                        && one.misconceptions().isEmpty()
                        && other.misconceptions().isEmpty();
    }

    private void experiments(Grade grade, List<String> lines) {
        if (!grade.experiments().isEmpty()) {
            lines.add("");
            lines.add(bold("experiments"));
            for (Experiment experiment : grade.experiments()) {
                say("tried", experiment.title(), lines);
                say("seen", experiment.observed(), lines);
            }
        }
    }

    private void claims(Grade grade, List<String> lines) {
        for (ClaimVerdict claim : grade.claims()) {
            lines.add("");
            lines.add(claim.agrees() ? "The system agrees:" : style("yellow", "The system says otherwise:"));
            say("you wrote", "\"" + claim.quote() + "\" (line " + claim.line() + ")", lines);
            say("read as", claim.claim(), lines);
            say("observed", claim.observed(), lines);
        }
    }

    private void findings(Grade grade, List<String> lines) {
        if (!grade.findings().isEmpty()) {
            lines.add("");
            lines.add(bold("remarks"));
            for (String finding : grade.findings()) {
                say("-", finding, INDENT + 2, lines);
            }
        }
    }

    private void total(Grade grade, List<String> lines) {
        String first = grade.graded() ? grade.isFull() ? "Full marks:" : "Graded:" : "Not fully graded:";
        String all = first + " " + points(grade.score(), grade.maxScore()).strip() + " points in "
                + Math.round(grade.seconds()) + " s; "
                + counts(grade) + "."
                + (grade.graded() ? "" : " What the lab could not tell is not counted against the submission.");
        List<String> parts = wrapped(all, WIDTH);
        String colour = grade.graded() ? grade.isFull() ? "bold,green" : "bold" : "yellow";
        lines.add("");
        lines.add(style(colour, first) + parts.get(0).substring(first.length()));
        lines.addAll(parts.subList(1, parts.size()));
    }

    private static String counts(Grade grade) {
        int all = grade.checks().size();
        if (count(grade, Status.PASSED) == all) {
            return "all " + all + " checks passed";
        }
        return "of " + all + " checks "
                + Stream.of(Status.values())
                        .map(status ->
                                count(grade, status) + " " + (status == Status.FAULT ? "not graded" : status.word()))
                        .filter(words -> !words.startsWith("0 "))
                        .collect(Collectors.joining(", "));
    }

    private static long count(Grade grade, Status status) {
        return grade.checks().stream()
                .filter(verdict -> verdict.status() == status)
                .count();
    }

    private String mark(Status status) {
        return switch (status) {
            case PASSED -> style("green", "passed ");
            case FAILED -> style("red", "failed ");
            case BLOCKED -> style("faint", "blocked");
            case FAULT -> style("yellow", "fault  ");
        };
    }

    private String mark(QuestionVerdict question) {
        if (question.status().equals(NOT_GRADED)) {
            return mark(Status.FAULT);
        }
        return question.level() == 1
                ? style("yellow", "partly ")
                : mark(question.level() == 2 ? Status.PASSED : Status.FAILED);
    }

    private static void say(String label, String text, List<String> lines) {
        say(label, text, label.isEmpty() ? INDENT : INDENT + LABEL, lines);
    }

    /** Wrap a text under its label, keeping the line breaks it has: they are those of a server's own message. */
    private static void say(String label, String text, int column, List<String> lines) {
        String lead = " ".repeat(INDENT) + label;
        for (String paragraph :
                plain(text).lines().filter(line -> !line.isBlank()).toList()) {
            for (String part : wrapped(paragraph, WIDTH - column)) {
                lines.add(lead + " ".repeat(column - lead.length()) + part);
                lead = "";
            }
        }
    }

    /** Wrap a text into lines of about the same length, since a single word on the last one looks lost. */
    private static List<String> balanced(String text, int width) {
        List<String> parts = wrapped(text, width);
        for (int narrower = width - 1; narrower > 0; narrower--) {
            List<String> next = wrapped(text, narrower);
            if (next.size() > parts.size()) {
                break;
            }
            parts = next;
        }
        return parts;
    }

    /** Break a text between words into lines of a width, and within a word only where that alone is too long. */
    private static List<String> wrapped(String text, int width) {
        List<String> parts = new ArrayList<>();
        String rest = text.stripTrailing();
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width);
            // Spaces at the beginning are an indent, and nothing to break at.
            boolean between = space > 0 && !rest.substring(0, space).isBlank();
            int end = between ? space : width;
            parts.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        parts.add(rest);
        return parts;
    }

    /** What a student wrote, or a server said, must not move the cursor or change colours. */
    private static String plain(String text) {
        return text.replace("\r\n", "\n").replace("\t", "    ").replaceAll("[\\p{Cc}\\p{Cf}&&[^\n]]", "?");
    }

    private static String points(double score, double most) {
        return points(true, score, most);
    }

    private static String points(boolean graded, double score, double most) {
        return String.format("%" + POINTS + "s", (graded ? number(score) : "-") + "/" + number(most));
    }

    /** Halves and quarters of points are told as they are, and nothing finer. */
    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", "");
    }

    private String bold(String text) {
        return style("bold", text);
    }

    private String style(String style, String text) {
        return ansi.string("@|" + style + " " + text + "|@");
    }
}
