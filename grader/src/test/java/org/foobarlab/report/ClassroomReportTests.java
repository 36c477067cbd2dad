package org.foobarlab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.foobarlab.grade.Grade;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.grade.Status;
import org.foobarlab.grade.Verdict;
import org.junit.jupiter.api.Test;

class ClassroomReportTests {

    private static final ClassroomReport REPORT = new ClassroomReport("submission/");

    @Test
    void tellsEachPointAsATest() {
        Grade grade = grade(
                List.of(
                        check("haproxy-starts", Status.PASSED, 1, ""),
                        check(
                                "nginx-starts",
                                Status.FAILED,
                                2,
                                "web-01/etc/nginx/sites-available/default:3 says \"no\"")),
                List.of());

        assertThat(REPORT.json(grade, 100))
                .isEqualTo("{\"version\":1,\"status\":\"fail\",\"max_score\":3,\"tests\":["
                        + "{\"name\":\"haproxy-starts: Title\",\"status\":\"pass\",\"score\":1,\"message\":\"\",\"test_code\":\"\","
                        + "\"filename\":\"\",\"line_no\":0,\"duration\":0.5},"
                        + "{\"name\":\"nginx-starts: Title (1 of 2)\",\"status\":\"fail\",\"score\":0,"
                        + "\"message\":\"expected: so\\nobserved: web-01/etc/nginx/sites-available/default:3 says \\\"no\\\"\\nhint: look\","
                        + "\"test_code\":\"./lab up 05\",\"filename\":\"submission/web-01/etc/nginx/sites-available/default\","
                        + "\"line_no\":3,\"duration\":0.5},"
                        + "{\"name\":\"nginx-starts: Title (2 of 2)\",\"status\":\"fail\",\"score\":0,\"message\":\"as above\","
                        + "\"test_code\":\"\",\"filename\":\"\",\"line_no\":0,\"duration\":0}]}");
    }

    @Test
    void passesAsManyPartsOfAQuestionAsItEarned() {
        JsonNode result =
                read(REPORT.encoded(grade(List.of(check("a", Status.PASSED, 3, "")), List.of(question("why", 1, 4)))));

        assertThat(StreamSupport.stream(result.get("tests").spliterator(), false)
                        .map(test -> test.get("name").asText() + " "
                                + test.get("status").asText()))
                .containsExactly(
                        "a: Title (1 of 3) pass",
                        "a: Title (2 of 3) pass",
                        "a: Title (3 of 3) pass",
                        "question why (1 of 4) pass",
                        "question why (2 of 4) pass",
                        "question why (3 of 4) fail",
                        "question why (4 of 4) fail");
        assertThat(result.get("tests").get(5).get("message").asText()).isEqualTo("level 1 of 2: say more");
    }

    @Test
    void takesTheLargestUnitThatFits() {
        assertThat(read(REPORT.encoded(
                                grade(List.of(check("a", Status.PASSED, 6, "")), List.of(question("why", 1, 4)))))
                        .get("tests"))
                .hasSize(5);
        assertThat(read(REPORT.encoded(
                                grade(List.of(check("a", Status.PASSED, 1.5, "")), List.of(question("why", 1, 1)))))
                        .get("tests"))
                .hasSize(5);
    }

    @Test
    void bothOfTheReportersTotalsAreTheGrade() {
        Random random = new Random(5);
        for (int run = 0; run < 300; run++) {
            List<Verdict> checks = new ArrayList<>();
            List<QuestionVerdict> questions = new ArrayList<>();
            double step = List.of(0.25, 0.5, 1.0, 2.0, 0.1).get(run % 5);
            for (int i = random.nextInt(40); i >= 0; i--) {
                Status status =
                        List.of(Status.PASSED, Status.FAILED, Status.BLOCKED).get(random.nextInt(3));
                checks.add(check("check-" + i, status, step * random.nextInt(8), "x"));
            }
            for (int i = random.nextInt(9); i > 0; i--) {
                questions.add(question("question-" + i, random.nextInt(3), step * (1 + random.nextInt(5))));
            }
            Grade grade = grade(checks, questions);
            String encoded = REPORT.encoded(grade);
            Reporter reporter = new Reporter(encoded);

            assertThat(reporter.sumOfScores()).isCloseTo(grade.score(), within(1e-9));
            assertThat(reporter.shareOfPasses()).isCloseTo(grade.score(), within(1e-9));
            assertThat(reporter.maxScore()).isCloseTo(grade.maxScore(), within(1e-9));
            assertThat(reporter.status()).isEqualTo(grade.isFull() ? "pass" : "fail");
            assertThat(encoded).hasSizeLessThan(ClassroomReport.MOST_CHARACTERS);
        }
    }

    @Test
    void tellsNoPointsWhenTheLabCouldNotTell() {
        Reporter reporter = new Reporter(REPORT.encoded(Grades.mixed()));

        assertThat(reporter.status()).isEqualTo("error");
        assertThat(reporter.tellsPoints()).isFalse();
        assertThat(reporter.sumOfScores()).isZero();
        assertThat(reporter.shareOfPasses()).isZero();
        assertThat(REPORT.json(Grades.mixed(), 200))
                .isEqualTo("{\"version\":1,\"status\":\"error\",\"max_score\":0,\"tests\":["
                        + "{\"name\":\"https-forwarded\",\"status\":\"error\",\"score\":0,\"message\":\"The lab could not tell, which is not"
                        + " the submission's fault: the lab could not tell: the command 'curl' did not end within 20 s\","
                        + "\"test_code\":\"\",\"filename\":\"\",\"line_no\":0,\"duration\":0}]}");
    }

    @Test
    void saysWhyThereIsNoGrade() {
        JsonNode result = read(REPORT.encodedNotGraded("No Docker engine answers."));

        assertThat(result)
                .hasToString(
                        "{\"version\":1,\"status\":\"error\",\"max_score\":0,\"tests\":[{\"name\":\"not graded\",\"status\":\"error\","
                                + "\"score\":0,\"message\":\"No Docker engine answers.\",\"test_code\":\"\",\"filename\":\"\",\"line_no\":0,"
                                + "\"duration\":0}]}");
    }

    @Test
    void neverHasAnEmptyListOfTests() {
        Reporter reporter = new Reporter(REPORT.encoded(grade(List.of(check("a", Status.PASSED, 0, "")), List.of())));

        assertThat(reporter.shareOfPasses()).isZero();
        assertThat(reporter.status()).isEqualTo("pass");
    }

    @Test
    void fitsIntoAVariableHoweverMuchThereIsToSay() {
        List<Verdict> checks = Collections.nCopies(200, check("a", Status.FAILED, 2, "é\"\n".repeat(5_000)));

        assertThat(REPORT.encoded(grade(checks, List.of()))).hasSizeLessThanOrEqualTo(ClassroomReport.MOST_CHARACTERS);
    }

    @Test
    void refusesPointsWithoutAUnit() {
        assertThat(ClassroomReport.canTell(List.of(1.0, 2.5, 4.0))).isTrue();
        assertThat(ClassroomReport.canTell(List.of(100.0, 0.333))).isFalse();
        assertThat(ClassroomReport.canTell(List.of())).isTrue();
    }

    private static Verdict check(String id, Status status, double most, String observed) {
        return new Verdict(
                id,
                "Title",
                "area",
                status,
                status == Status.PASSED ? most : 0,
                most,
                "so",
                observed,
                "look",
                status == Status.PASSED ? "" : "./lab up 05",
                0.5,
                List.of(),
                Map.of());
    }

    private static QuestionVerdict question(String id, int level, double most) {
        return new QuestionVerdict(id, level, "graded", most * level / 2, most, List.of(), "say more", List.of());
    }

    private static Grade grade(List<Verdict> checks, List<QuestionVerdict> questions) {
        Grade mould = Grades.full();
        return new Grade(
                mould.schemaVersion(),
                mould.lab(),
                mould.submission(),
                true,
                checks.stream().mapToDouble(Verdict::score).sum()
                        + questions.stream().mapToDouble(QuestionVerdict::score).sum(),
                checks.stream().mapToDouble(Verdict::maxScore).sum()
                        + questions.stream()
                                .mapToDouble(QuestionVerdict::maxScore)
                                .sum(),
                checks,
                questions,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                mould.seed(),
                mould.started(),
                mould.seconds());
    }

    private static JsonNode read(String encoded) {
        try {
            return new ObjectMapper().readTree(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(encoded, e);
        }
    }

    /** What the reporter does with a result, in its own order of calculation. */
    private static final class Reporter {
        private final JsonNode result;

        Reporter(String encoded) {
            this.result = read(encoded);
        }

        String status() {
            return result.get("status").asText();
        }

        double maxScore() {
            return result.get("max_score").asDouble();
        }

        /** Whether the notice that Classroom reads is written at all. */
        boolean tellsPoints() {
            return maxScore() != 0;
        }

        /** The notice. */
        double sumOfScores() {
            double sum = 0;
            for (JsonNode test : result.get("tests")) {
                sum += test.get("score").asDouble();
            }
            return sum;
        }

        /** The table; not a number for an empty list. */
        double shareOfPasses() {
            double passed = 0;
            for (JsonNode test : result.get("tests")) {
                passed += test.get("status").asText().equals("pass") ? 1 : 0;
            }
            return passed / result.get("tests").size() * maxScore();
        }
    }
}
