package org.foobarlab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.foobarlab.grade.ClaimVerdict;
import org.foobarlab.grade.Experiment;
import org.foobarlab.grade.Grade;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.grade.Status;
import org.foobarlab.grade.Verdict;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Text;

/** Show a grade as a table for a terminal of 80 columns. */
public final class TerminalReport {

    /** How wide a terminal may be taken to be. */
    static final int WIDTH = 80;

    private static final int TITLE = 57;
    private static final int INDENT = 4;

    private final Ansi ansi;

    /** Colour as asked for. */
    public TerminalReport(Ansi ansi) {
        this.ansi = ansi;
    }

    /** Return the table, with what failed explained under it. */
    public String text(Grade grade) {
        List<String> lines = new ArrayList<>();
        String area = "";
        for (Verdict verdict : grade.checks()) {
            if (!verdict.area().equals(area)) {
                area = verdict.area();
                lines.add("");
                lines.add(bold(area));
            }
            lines.add(row(verdict));
        }
        if (!grade.questions().isEmpty()) {
            lines.add("");
            lines.add(bold("explanation"));
            grade.questions().forEach(question -> lines.add(row(question)));
        }
        explain(grade, lines);
        lines.add("");
        lines.add(total(grade));
        return String.join("\n", lines) + "\n";
    }

    private String row(Verdict verdict) {
        return "  " + mark(verdict.status()) + " " + pad(verdict.title(), TITLE) + " " + points(verdict.score(), verdict.maxScore());
    }

    private String row(QuestionVerdict question) {
        String level = "level " + question.level() + " of 2" + (question.status().equals("unsure") ? ", unsure" : "");
        String sign = question.level() == 2 ? "@|green passed |@" : question.level() == 1 ? "@|yellow partly |@" : "@|red failed |@";
        return "  " + style(sign) + " " + pad(question.id() + " (" + level + ")", TITLE) + " " + points(question.score(), question.maxScore());
    }

    private void explain(Grade grade, List<String> lines) {
        for (Verdict verdict : grade.checks()) {
            if (verdict.status() == Status.FAILED || verdict.status() == Status.FAULT && verdict.blockedBy().isEmpty()) {
                lines.add("");
                lines.add(mark(verdict.status()) + " " + bold(verdict.id()) + "  " + verdict.title());
                say("expected", verdict.expected(), lines);
                say("observed", verdict.observed(), lines);
                say("hint", verdict.hint(), lines);
                say("see it", verdict.reproduce(), lines);
            }
        }
        for (QuestionVerdict question : grade.questions()) {
            if (question.level() < 2 || !question.misconceptions().isEmpty()) {
                lines.add("");
                lines.add(bold(question.id()));
                if (!question.evidence().isEmpty()) {
                    say("credited", "\"" + question.evidence().get(0).quote() + "\"", lines);
                }
                say("missing", question.level() < 2 ? question.feedback() : "", lines);
                question.misconceptions().forEach(belief -> say("note", belief, lines));
            }
        }
        if (!grade.experiments().isEmpty()) {
            lines.add("");
            lines.add(bold("experiments"));
            for (Experiment experiment : grade.experiments()) {
                say("tried", experiment.title(), lines);
                say("seen", experiment.observed(), lines);
            }
        }
        for (ClaimVerdict claim : grade.claims()) {
            lines.add("");
            lines.add(claim.agrees() ? "The system agrees:" : style("@|yellow The system says otherwise:|@"));
            say("you wrote", "\"" + claim.quote() + "\" (line " + claim.line() + ")", lines);
            say("observed", claim.observed(), lines);
        }
        if (!grade.findings().isEmpty()) {
            lines.add("");
            lines.add(bold("remarks"));
            grade.findings().forEach(finding -> say("", finding, lines));
        }
    }

    private String total(Grade grade) {
        String score = points(grade.score(), grade.maxScore()).strip() + " points in " + Math.round(grade.seconds()) + " s";
        if (!grade.graded()) {
            return style("@|yellow Not fully graded:|@ ") + score + "; what the lab could not tell is not counted against the submission.";
        }
        return grade.isFull() ? style("@|bold,green Full marks:|@ ") + score : bold("Graded: ") + score;
    }

    private String mark(Status status) {
        return style(
                switch (status) {
                    case PASSED -> "@|green passed |@";
                    case FAILED -> "@|red failed |@";
                    case BLOCKED -> "@|faint blocked|@";
                    case FAULT -> "@|yellow fault  |@";
                });
    }

    /** Wrap a text under its label, keeping the line breaks it has: they are those of a server's own message. */
    private static void say(String label, String text, List<String> lines) {
        if (text.isBlank()) {
            return;
        }
        String first = " ".repeat(INDENT) + (label.isEmpty() ? "" : String.format("%-10s", label));
        String rest = " ".repeat(INDENT + (label.isEmpty() ? 2 : 10));
        String lead = first;
        for (String paragraph : text.split("\n")) {
            StringBuilder line = new StringBuilder(lead);
            boolean empty = true;
            for (String word : paragraph.split(" ")) {
                if (!empty && line.length() + 1 + word.length() > WIDTH) {
                    lines.add(line.toString());
                    line = new StringBuilder(rest);
                    empty = true;
                }
                line.append(empty ? "" : " ").append(word);
                empty = false;
            }
            lines.add(line.toString());
            lead = rest;
        }
    }

    private static String points(double score, double most) {
        return String.format("%5s/%-4s", number(score), number(most));
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%.1f", value);
    }

    private static String pad(String text, int width) {
        String cut = text.length() > width ? text.substring(0, width - 3) + "..." : text;
        return cut + " ".repeat(width - cut.length());
    }

    private String bold(String text) {
        return style("@|bold " + text + "|@");
    }

    private String style(String markup) {
        Text text = ansi.text(markup);
        return text.toString();
    }
}
