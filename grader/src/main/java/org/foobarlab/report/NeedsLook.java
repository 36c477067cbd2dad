package org.foobarlab.report;

import java.util.ArrayList;
import java.util.List;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.grade.Status;

/**
 * Tell whose grade a person should look at before it is used, and why.
 *
 * @param row whose it is
 * @param reasons why, one or more
 */
public record NeedsLook(ClassRow row, List<String> reasons) {

    public NeedsLook {
        reasons = List.copyOf(reasons);
    }

    /** Return all of a class who need a look, in order of key. */
    public static List<NeedsLook> of(ClassResults results) {
        return results.rows().stream()
                .map(row -> new NeedsLook(row, reasons(row, results)))
                .filter(one -> !one.reasons.isEmpty())
                .toList();
    }

    private static List<String> reasons(ClassRow row, ClassResults results) {
        List<String> reasons = new ArrayList<>();
        if (row.outcome() != Outcome.GRADED && row.outcome() != Outcome.MISSING) {
            reasons.add(row.outcome().words() + (row.reason().isEmpty() ? "" : ": " + row.reason()));
        }
        reasons.addAll(row.notes());
        if (row.grade() != null) {
            add(reasons, "the grader is unsure", ids(row, "unsure"));
            add(reasons, "not graded", ids(row, "not-graded"));
            if (row.outcome() == Outcome.GRADED) {
                add(
                        reasons,
                        "could not be told",
                        row.grade().checks().stream()
                                .filter(check -> check.status() == Status.FAULT)
                                .map(check -> check.id())
                                .toList());
            }
            // A file under nearly the right name is most likely one that the student believes to be graded.
            row.grade().findings().stream()
                    .filter(finding -> finding.contains("did you mean")
                            || finding.contains("read as the explanation")
                            || finding.contains("not read as an explanation"))
                    .forEach(reasons::add);
        }
        for (SimilarGroup group : results.similar().groups()) {
            if (group.keys().contains(row.key()) || group.keys().contains(row.team())) {
                reasons.add("one of " + group.keys().size() + " that are " + (group.isIdentical() ? "" : "nearly ")
                        + "the same in " + (group.what().equals("everything") ? "" : "the ") + group.what());
            }
        }
        return reasons;
    }

    private static List<String> ids(ClassRow row, String status) {
        return row.grade().questions().stream()
                .filter(question -> question.status().equals(status))
                .map(QuestionVerdict::id)
                .toList();
    }

    private static void add(List<String> reasons, String what, List<String> ids) {
        if (!ids.isEmpty()) {
            reasons.add(what + ": " + String.join(", ", ids));
        }
    }
}
