package org.foobarlab.report;

import java.util.List;
import org.foobarlab.grade.Grade;
import org.foobarlab.report.ClassResults.Item;

/** See a single grading as a class of one, so that what shows a class shows it too. */
public final class OneSubmission {

    /** What its files and suites are called. */
    public static final String KEY = "submission";

    private OneSubmission() {}

    /** Return the results of a grade. One that is not whole has no score. */
    public static ClassResults of(Grade grade) {
        List<Item> checks = grade.checks().stream()
                .map(check -> new Item(check.id(), check.title(), check.area(), check.maxScore()))
                .toList();
        List<Item> questions = grade.questions().stream()
                .map(question -> new Item(question.id(), question.id(), "", question.maxScore()))
                .toList();
        boolean whole = grade.graded();
        String reason = whole ? "" : "The lab could not tell everything, which is not the submission's fault.";
        return results(grade.lab(), checks, questions, row(whole ? Outcome.GRADED : Outcome.PARTLY, reason, grade));
    }

    /**
     * Return the results where there is no grade.
     *
     * @param lab the lab's name
     * @param why a sentence
     */
    public static ClassResults notGraded(String lab, String why) {
        return results(lab, List.of(), List.of(), row(Outcome.FAULT, why, null));
    }

    /** Return the page about it. */
    public static String page(ClassResults results) {
        return HtmlReport.pages(results).get("students/" + KEY + ".html");
    }

    private static ClassResults results(String lab, List<Item> checks, List<Item> questions, ClassRow row) {
        return new ClassResults(lab, lab, lab, checks, questions, List.of(row), Alike.NONE);
    }

    private static ClassRow row(Outcome outcome, String reason, Grade grade) {
        return new ClassRow(KEY, Student.named(""), KEY, false, outcome, reason, List.of(), grade, List.of(), 0);
    }
}
