package org.foobarlab.report;

import java.util.List;
import java.util.Map;
import org.foobarlab.grade.Grade;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.grade.QuestionVerdict.Evidence;
import org.foobarlab.grade.Reach;
import org.foobarlab.grade.Status;
import org.foobarlab.grade.Verdict;
import org.foobarlab.report.ClassResults.Item;

/** A small class in which everything happens that can happen. */
final class ClassExample {

    static final String COMPLAINT =
            "[ALERT] config : parsing [lb-01/etc/haproxy/haproxy.cfg:30] : unknown keyword 'wbe' <script>alert(1)</script>";

    private ClassExample() {}

    static ClassResults results() {
        return new ClassResults(
                "05-secured-and-monitored",
                "Secured & monitored",
                "Lab 5 (4711)",
                List.of(
                        new Item("haproxy-starts", "HAProxy starts", "servers", 1),
                        new Item("https-site", "The site answers", "https", 2.5)),
                List.of(new Item("firewalls", "What are the firewalls for?", "", 4)),
                List.of(
                        row(
                                "grace",
                                new Student("s2", "Hopper, Grace", "g@example.org", "B", "22", "", "gh"),
                                Outcome.GRADED,
                                "",
                                grade(Status.FAILED, Status.BLOCKED, 1)),
                        row(
                                "ada",
                                new Student("s1", "Ada Lovelace", "a@example.org", "A", "11", "7", ""),
                                Outcome.GRADED,
                                "",
                                grade(Status.PASSED, Status.PASSED, 2)),
                        row(
                                "edsger",
                                new Student("", "=HYPERLINK(\"x\")", "", "", "", "", ""),
                                Outcome.PARTLY,
                                "The lab could not tell: https-site.",
                                grade(Status.PASSED, Status.FAULT, 0)),
                        row("mallory", Student.named(""), Outcome.UNREADABLE, "mallory.pdf is no archive.", null),
                        new ClassRow(
                                "s9",
                                new Student("s9", "Alan Turing", "", "A", "", "", ""),
                                "",
                                false,
                                Outcome.MISSING,
                                "",
                                List.of(),
                                null,
                                List.of(),
                                0)),
                new Alike(
                        List.of(new SimilarGroup(List.of("ada", "grace"), "configuration", 1)),
                        List.of(new SimilarPair(
                                "ada",
                                "grace",
                                "explanation",
                                0.91,
                                0.08,
                                List.of(new SimilarPair.Passage(
                                        "They <filter> traffic.", 3, "They <filter> traffic!", 9, false))))));
    }

    static ClassRow row(String key, Student student, Outcome outcome, String reason, Grade grade) {
        return new ClassRow(
                key,
                student,
                key + ".zip",
                key.equals("grace"),
                outcome,
                reason,
                List.of(),
                grade,
                key.equals("ada")
                        ? List.of(new Correction("firewalls", "level 1", "level 2", "M. Curie", "a drawing"))
                        : List.of(),
                21.4);
    }

    static Grade grade(Status haproxy, Status site, int level) {
        List<Verdict> checks = List.of(
                verdict("haproxy-starts", "HAProxy starts", "servers", haproxy, 1, COMPLAINT),
                verdict(
                        "https-site",
                        "The site answers",
                        "https",
                        site,
                        2.5,
                        site == Status.BLOCKED ? "not tried" : "503"));
        List<QuestionVerdict> questions = List.of(new QuestionVerdict(
                "firewalls",
                level,
                level == 0 ? "unsure" : "graded",
                2 * level,
                4,
                level == 0 ? List.of() : List.of(new Evidence("They protect & filter.", 12, "protects", level)),
                level == 2 ? "" : "Say how.",
                level == 1 ? List.of("A firewall decides which connections pass.") : List.of()));
        double score = checks.stream().mapToDouble(Verdict::score).sum() + 2 * level;
        return new Grade(
                1,
                "05-secured-and-monitored",
                new Grade.Source("x", "00"),
                site != Status.FAULT,
                score,
                7.5,
                checks,
                questions,
                List.of(),
                List.of(
                        new Reach("internet", "lb-01", 443, "HTTPS", "open", "open"),
                        new Reach(
                                "internet",
                                "web-01",
                                3306,
                                "MySQL",
                                "closed",
                                haproxy == Status.FAILED ? "open" : "filtered")),
                List.of(),
                List.of(),
                Map.of(),
                "00",
                "2026-11-20T11:00:00Z",
                20);
    }

    private static Verdict verdict(
            String id, String title, String area, Status status, double points, String observed) {
        boolean passed = status == Status.PASSED;
        return new Verdict(
                id,
                title,
                area,
                status,
                passed ? points : 0,
                points,
                "it works",
                passed ? "it works" : observed,
                status == Status.FAILED ? "Look at line 30." : "",
                "./lab up",
                1,
                List.of(),
                Map.of());
    }
}
