package org.foobarlab.report;

import java.util.List;
import java.util.Locale;
import org.foobarlab.grade.ClaimVerdict;
import org.foobarlab.grade.Grade;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.grade.Status;
import org.foobarlab.grade.Verdict;

/**
 * Show a grade in Markdown, as the summary of a GitHub workflow's job. What a student or a server wrote is never taken
 * for Markdown.
 */
public final class GitHubSummary {

    private GitHubSummary() {}

    /** Return the text. */
    public static String text(Grade grade) {
        StringBuilder text = new StringBuilder();
        String points = number(grade.score()) + " of " + number(grade.maxScore()) + " points";
        if (grade.graded()) {
            text.append("## ").append(grade.lab()).append(": ").append(points).append("\n");
        } else {
            text.append("## ").append(grade.lab()).append(": not fully graded\n\n");
            text.append(
                            "The lab itself could not tell everything. That is not the submission's fault, and this is no grade; ")
                    .append("run the workflow once more. So far: ")
                    .append(points)
                    .append(".\n");
        }
        remarks(grade.findings(), text);
        checks(grade, text);
        questions(grade.questions(), text);
        claims(grade.claims(), text);
        return text.toString();
    }

    /** Return the text where there is no grade. */
    public static String notGraded(String why) {
        return "## Not graded\n\nThis is no grade, and no zero either:\n" + fenced(why);
    }

    private static void remarks(List<String> findings, StringBuilder text) {
        if (!findings.isEmpty()) {
            text.append("\n### Remarks\n\nThey cost no points.\n").append(fenced(String.join("\n", findings)));
        }
    }

    private static void checks(Grade grade, StringBuilder text) {
        text.append("\n### Checks\n\n| Check | What it asks | Outcome | Points |\n|---|---|---|--:|\n");
        for (Verdict verdict : grade.checks()) {
            text.append("| `")
                    .append(verdict.id())
                    .append("` | ")
                    .append(cell(verdict.title()))
                    .append(" | ")
                    .append(mark(verdict.status()))
                    .append(" | ")
                    .append(number(verdict.score()))
                    .append(" of ")
                    .append(number(verdict.maxScore()))
                    .append(" |\n");
        }
        for (Verdict verdict : grade.checks()) {
            if (verdict.status() == Status.FAILED
                    || verdict.status() == Status.FAULT && verdict.blockedBy().isEmpty()) {
                text.append("\n<details><summary>")
                        .append(verdict.id())
                        .append(": ")
                        .append(html(verdict.title()))
                        .append("</summary>\n");
                text.append(fenced(labelled("expected", verdict.expected())
                        + labelled("observed", verdict.observed())
                        + labelled("hint", verdict.hint())
                        + labelled("see it", verdict.reproduce())));
                text.append("\n</details>\n");
            }
        }
    }

    private static void questions(List<QuestionVerdict> questions, StringBuilder text) {
        if (questions.isEmpty()) {
            return;
        }
        text.append("\n### Explanation\n\n| Question | Level | Points | Next |\n|---|---|--:|---|\n");
        for (QuestionVerdict question : questions) {
            text.append("| `")
                    .append(question.id())
                    .append("` | ")
                    .append(question.isGraded() ? question.level() + " of 2" : "not graded")
                    .append(question.status().equals("unsure") ? ", unsure" : "")
                    .append(" | ")
                    .append(number(question.score()))
                    .append(" of ")
                    .append(number(question.maxScore()))
                    .append(" | ")
                    .append(question.level() < 2 ? cell(question.feedback()) : "")
                    .append(" |\n");
        }
        questions.stream()
                .flatMap(question -> question.misconceptions().stream())
                .forEach(belief -> text.append("\n> ")
                        .append(html(belief.replace('\n', ' ')))
                        .append("\n"));
    }

    private static void claims(List<ClaimVerdict> claims, StringBuilder text) {
        List<ClaimVerdict> wrong =
                claims.stream().filter(claim -> !claim.agrees()).toList();
        if (!wrong.isEmpty()) {
            text.append("\n### The system says otherwise\n");
            wrong.forEach(claim -> text.append(fenced(labelled("line " + claim.line(), claim.quote())
                    + labelled("read as", claim.claim())
                    + labelled("observed", claim.observed()))));
        }
    }

    private static String labelled(String label, String content) {
        return content.isBlank() ? "" : label + ": " + content.strip() + "\n";
    }

    /** A fence has to be longer than any that the text itself holds. */
    private static String fenced(String text) {
        int longest = 2;
        int run = 0;
        for (char letter : text.toCharArray()) {
            run = letter == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String fence = "`".repeat(longest + 1);
        return "\n" + fence + "text\n" + text.strip() + "\n" + fence + "\n";
    }

    private static String cell(String text) {
        return html(text).replace("|", "\\|").replace('\n', ' ');
    }

    private static String html(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String mark(Status status) {
        return switch (status) {
            case PASSED -> "✅ passed";
            case FAILED -> "❌ **failed**";
            case BLOCKED -> "⏸️ blocked";
            case FAULT -> "⚠️ not graded";
        };
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%.1f", value);
    }
}
