package org.foobarlab.report;

import java.util.ArrayList;
import java.util.List;
import org.foobarlab.grade.ClaimVerdict;
import org.foobarlab.grade.Grade;
import org.foobarlab.grade.Status;
import org.foobarlab.grade.Verdict;

/**
 * Mark the lines of a student's files that a grade speaks of, as commands that a GitHub workflow reads from what a step
 * prints.
 *
 * <p>GitHub shows the first ten of each kind, so what has a line comes first.
 */
public final class GitHubAnnotations {

    private final String submission;

    /**
     * Name files as the repository does.
     *
     * @param submission the submission's folder in the repository, such as {@code submission/}; may be empty
     */
    public GitHubAnnotations(String submission) {
        this.submission = submission;
    }

    /** Return a command for each thing to point at, in the order in which they are to be printed. */
    public List<String> of(Grade grade) {
        List<String> placed = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (Verdict verdict : grade.checks()) {
            if (verdict.status() == Status.FAILED) {
                Place.in(verdict.observed())
                        .ifPresentOrElse(
                                place -> placed.add(command("error", place, verdict.id(), verdict.observed())),
                                () -> others.add(command(
                                        "error", null, verdict.id(), verdict.title() + "\n" + verdict.observed())));
            } else if (verdict.status() == Status.FAULT && verdict.blockedBy().isEmpty()) {
                others.add(command("warning", null, verdict.id(), "The lab could not tell: " + verdict.observed()));
            }
        }
        for (ClaimVerdict claim : grade.claims()) {
            if (!claim.agrees()) {
                Place place = new Place("EXPLANATION.md", claim.line());
                placed.add(command(
                        "warning",
                        place,
                        "The system says otherwise",
                        "read as: " + claim.claim() + "; observed: " + claim.observed()));
            }
        }
        grade.findings().forEach(finding -> others.add(command("warning", null, "Remark", finding)));
        placed.addAll(others);
        return placed;
    }

    /** Return the command that says that there is no grade. */
    public static String notGraded(String why) {
        return "::error title=Not graded::" + message(why);
    }

    private String command(String kind, Place place, String title, String text) {
        String where =
                place == null ? "" : "file=" + property(submission + place.file()) + ",line=" + place.line() + ",";
        return "::" + kind + " " + where + "title=" + property(title) + "::" + message(text);
    }

    private static String message(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return message(text).replace(":", "%3A").replace(",", "%2C");
    }
}
