package org.foobarlab.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.foobarlab.grade.Grade;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.grade.Status;
import org.foobarlab.grade.Verdict;

/**
 * Tell a grade as Classroom 50's runner reads it: {@code result.json} of {@code classroom50/result/v1}, and the text of
 * the release that the student sees.
 *
 * <p>Points are whole numbers there. Where a check or a question can earn a part of a point, all points are told in
 * parts: with the smallest number of parts to a point in which everything that can be earned is whole. That number
 * depends on what the lab gives points for and not on what a student earned, so it is the same for a whole class.
 *
 * <p>There is no such file of a grade that is not whole: the runner then records an error, and no points.
 */
public final class Classroom50Result {

    /** What the runner has to set for a result to be written. */
    public static final List<String> REQUIRED =
            List.of("CLASSROOM", "ASSIGNMENT", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL");

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Points are read to a thousandth, so that one can calculate in whole numbers. */
    private static final long THOUSAND = 1000;

    /** Nobody reads more in a table of tests. Characters. */
    private static final int LONGEST = 600;

    private final Grade grade;
    private final long parts;

    /**
     * Take a grade.
     *
     * @throws IllegalArgumentException if it is not whole
     */
    public Classroom50Result(Grade grade) {
        if (!grade.graded()) {
            throw new IllegalArgumentException("a grade that is not whole has no points to tell");
        }
        this.grade = grade;
        this.parts = parts(grade);
    }

    /** Return into how many parts a point is divided: 1 where whole points will do. */
    public long parts() {
        return parts;
    }

    /**
     * Return {@code result.json}.
     *
     * @param environment what the runner sets: {@code CLASSROOM}, {@code ASSIGNMENT}, {@code SUBMISSION_TAG},
     *     {@code COMMIT_URL}, {@code RELEASE_URL} and {@code REVIEW_URL}, of which the last may be missing
     * @throws IllegalArgumentException if one of the others is missing
     */
    public String text(Map<String, String> environment) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("schema", "classroom50/result/v1");
        root.put("classroom", required(environment, "CLASSROOM"));
        root.put("assignment", required(environment, "ASSIGNMENT"));
        root.put("submission", required(environment, "SUBMISSION_TAG"));
        root.put("commit", required(environment, "COMMIT_URL"));
        root.put("release", required(environment, "RELEASE_URL"));
        String review = environment.getOrDefault("REVIEW_URL", "");
        root.put("review", review.isBlank() ? required(environment, "COMMIT_URL") : review);
        // The runner puts the commit's own time in its place.
        root.put(
                "datetime",
                Instant.parse(grade.started()).truncatedTo(ChronoUnit.SECONDS).toString());
        ArrayNode tests = MAPPER.createArrayNode();
        grade.checks().forEach(check -> add(tests, check));
        grade.questions().forEach(question -> add(tests, question));
        long score = 0;
        long most = 0;
        for (var test : tests) {
            score += test.get("score").asLong();
            most += test.get("max-score").asLong();
        }
        root.put("score", score);
        root.put("max-score", most);
        root.set("tests", tests);
        try {
            return MAPPER.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values can always be written", e);
        }
    }

    /** Return the text of the release, in Markdown. */
    public String releaseBody() {
        String text = GitHubSummary.text(grade);
        if (parts == 1) {
            return text;
        }
        return text + "\nClassroom 50 counts whole numbers, so there each point counts " + parts + ": "
                + whole(grade.score()) + " of " + whole(grade.maxScore()) + " are " + Numbers.points(grade.score())
                + " of " + Numbers.points(grade.maxScore()) + " points.\n";
    }

    private void add(ArrayNode tests, Verdict check) {
        ObjectNode test = test(
                tests,
                check.id() + ": " + check.title(),
                check.status() == Status.PASSED,
                check.score(),
                check.maxScore());
        if (check.status() != Status.PASSED) {
            test.put("message", cut("expected: " + check.expected() + "\nobserved: " + check.observed()));
        }
    }

    private void add(ArrayNode tests, QuestionVerdict question) {
        ObjectNode test = test(
                tests,
                "question " + question.id(),
                question.score() >= question.maxScore(),
                question.score(),
                question.maxScore());
        test.put("message", cut("level " + question.level() + " of 2: " + question.feedback()));
    }

    private ObjectNode test(ArrayNode tests, String name, boolean passed, double score, double most) {
        ObjectNode test = tests.addObject();
        test.put("test-name", name);
        test.put("passed", passed);
        test.put("score", whole(score));
        test.put("max-score", whole(most));
        return test;
    }

    private long whole(double points) {
        return thousandths(points) * parts / THOUSAND;
    }

    private static long parts(Grade grade) {
        LongStream all = Stream.<List<Double>>concat(
                        grade.checks().stream().map(check -> List.of(check.maxScore(), check.score())),
                        // A question earns nothing, half or all.
                        grade.questions().stream().map(question -> List.of(question.maxScore() / 2, question.score())))
                .flatMap(List::stream)
                .mapToLong(Classroom50Result::thousandths);
        long unit = all.reduce(
                THOUSAND,
                (one, other) ->
                        BigInteger.valueOf(one).gcd(BigInteger.valueOf(other)).longValue());
        return THOUSAND / unit;
    }

    private static long thousandths(double points) {
        return Math.round(points * THOUSAND);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isBlank()) {
            throw new IllegalArgumentException("there is no " + name);
        }
        return value;
    }
}
