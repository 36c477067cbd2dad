package org.foobarlab.report;

import java.util.List;
import java.util.stream.Collectors;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.grade.Status;
import org.foobarlab.grade.Verdict;
import org.foobarlab.report.ClassResults.Item;

/** Say to a student in a few sentences what the points are for, where there is no room for a page. Never empty. */
final class Feedback {

    private static final int FULL = 2;

    private Feedback() {}

    /**
     * Return the sentences.
     *
     * @param row of a student with a grade
     */
    static String of(ClassRow row, ClassResults results) {
        StringBuilder text = new StringBuilder();
        row.score()
                .ifPresent(score -> text.append(Numbers.points(score))
                        .append(" of ")
                        .append(Numbers.points(results.maxScore()))
                        .append(" points. "));
        row.deduction().ifPresent(deduction -> text.append(deduction.sentence()).append(' '));
        String failed = row.grade().checks().stream()
                .filter(check -> check.status() == Status.FAILED)
                .map(Verdict::title)
                .collect(Collectors.joining("; "));
        if (!failed.isEmpty()) {
            text.append("Not working yet: ").append(failed).append(". ");
        }
        List<QuestionVerdict> open = row.grade().questions().stream()
                .filter(question -> question.level() < FULL)
                .toList();
        if (!open.isEmpty()) {
            text.append("Explanation: ")
                    .append(open.stream().map(one -> question(one, results)).collect(Collectors.joining(" ")));
        }
        if (failed.isEmpty() && open.isEmpty()) {
            text.append("Everything works, and every question is answered.");
        }
        return text.toString().strip();
    }

    private static String question(QuestionVerdict question, ClassResults results) {
        String prompt = results.questions().stream()
                .filter(item -> item.id().equals(question.id()))
                .map(Item::title)
                .findFirst()
                .orElse(question.id());
        String level = !question.isGraded() ? "not graded" : "Level " + question.level() + " of " + FULL;
        return prompt + " " + level + (question.feedback().isEmpty() ? "." : ": " + question.feedback());
    }
}
