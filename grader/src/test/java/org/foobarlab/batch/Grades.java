package org.foobarlab.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.foobarlab.grade.Grade;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.grade.QuestionVerdict.Evidence;
import org.foobarlab.grade.Reach;
import org.foobarlab.grade.Status;
import org.foobarlab.grade.Verdict;

/** Make grades as tests need them. */
final class Grades {

    static final String SITE = "https-site";
    static final String PORTS = "lb-01-needed-ports";

    private Grades() {}

    /** A grade of a submission with the given digest and a check for each status. */
    static Grade of(String sha256, Status... statuses) {
        return of(new Grade.Source("somewhere", sha256), statuses);
    }

    /** A grade of a submission with a check for each status. */
    static Grade of(Grade.Source submission, Status... statuses) {
        List<Verdict> checks = new ArrayList<>();
        for (int i = 0; i < statuses.length; i++) {
            String id = i == 0 ? SITE : i == 1 ? PORTS : "check-" + i;
            boolean passed = statuses[i] == Status.PASSED;
            checks.add(new Verdict(
                    id,
                    "Title of " + id,
                    "area",
                    statuses[i],
                    passed ? 2 : 0,
                    2,
                    "what should be",
                    "what was",
                    passed ? "" : "a hint",
                    "",
                    1.5,
                    List.of(),
                    Map.of()));
        }
        QuestionVerdict question = new QuestionVerdict(
                "firewalls",
                1,
                "graded",
                2,
                4,
                List.of(new Evidence("They protect.", 3, "protects", 1)),
                "Say how.",
                List.of("A firewall decides."));
        double score = checks.stream().mapToDouble(Verdict::score).sum() + 2;
        return new Grade(
                1,
                "05-secured-and-monitored",
                submission,
                checks.stream().noneMatch(check -> check.status() == Status.FAULT),
                score,
                2 * statuses.length + 4,
                checks,
                List.of(question),
                List.of(),
                List.of(new Reach("internet", "lb-01", 443, "HTTPS", "open", "open")),
                List.of(),
                List.of(),
                Map.of("haproxy", "haproxy:1"),
                "0123456789abcdef",
                "2026-11-20T11:00:00Z",
                20);
    }

    /** The same where no text could be had from the explanation. */
    static Grade withoutExplanation(Grade grade) {
        List<QuestionVerdict> questions = grade.questions().stream()
                .map(one -> new QuestionVerdict(
                        one.id(), 0, "not-graded", 0, one.maxScore(), List.of(), "It cannot be read.", List.of()))
                .toList();
        return new Grade(
                grade.schemaVersion(),
                grade.lab(),
                grade.submission(),
                false,
                grade.score() - 2,
                grade.maxScore(),
                grade.checks(),
                questions,
                grade.experiments(),
                grade.reachability(),
                grade.claims(),
                grade.findings(),
                grade.images(),
                grade.seed(),
                grade.started(),
                grade.seconds());
    }
}
