package org.foobarlab.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.foobarlab.grade.Grade;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.grade.Status;
import org.foobarlab.grade.Verdict;

/**
 * Tell a grade as GitHub Classroom's reporter ({@code autograding-grading-reporter}) reads it: JSON in base64, the
 * value of a step's output {@code result}.
 *
 * <p>The reporter adds up in two ways. Its notice, from which Classroom takes the points, sums the scores of all tests;
 * its table shows, in some of its versions, the share of tests that passed, times the most there is. The two agree only
 * where all tests weigh the same. So every check is told as several tests, each worth one <em>unit</em>, which is the
 * greatest number of points that divides what every check and question is worth and what it earned: a check of 3 points
 * with a unit of 1 is three tests that all pass or all fail, and a question of 4 points at level 1 is four tests of
 * which two pass. With {@code n} tests, {@code p} of them passed and {@code u} the unit, the sum of the scores is
 * {@code p·u}, and the share is {@code p/n·(n·u)}, the same.
 *
 * <p>Where the lab could not tell, there is nothing to add up: the status is {@code error} and {@code max_score} is 0,
 * at which the reporter tells Classroom no points at all instead of none earned. A list of tests is never empty, since
 * its length is divided by.
 */
public final class ClassroomReport {

    /**
     * What the runner takes as one variable of a step's environment is 128 KiB with its name, and the reporter reads it
     * from there.
     */
    static final int MOST_CHARACTERS = 120_000;

    /** With more tests than this, nobody could read the log. */
    static final int MOST_TESTS = 400;

    private static final int LONGEST_MESSAGE = 800;

    /** Points are told to a thousandth, so that one can calculate in whole numbers. */
    private static final double PARTS = 1000;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String submission;

    /**
     * Name files as the repository does.
     *
     * @param submission the submission's folder in the repository, such as {@code submission/}; may be empty
     */
    public ClassroomReport(String submission) {
        this.submission = submission;
    }

    /** What the reporter reads. */
    record Result(
            int version,
            String status,
            @JsonProperty("max_score") Number maxScore,
            List<Test> tests) {}

    /** One line of it. */
    record Test(
            String name,
            String status,
            Number score,
            String message,
            @JsonProperty("test_code") String testCode,
            String filename,
            @JsonProperty("line_no") int lineNo,
            Number duration) {}

    /** A check or a question, with points in thousandths. */
    private record Item(String name, String message, String code, double seconds, long score, long most) {}

    /** Return the output for a grade. */
    public String encoded(Grade grade) {
        for (int longest = LONGEST_MESSAGE; ; longest /= 2) {
            String text = encode(json(grade, longest));
            if (text.length() <= MOST_CHARACTERS || longest == 0) {
                return text;
            }
        }
    }

    /** Return the output for a submission that could not be graded at all. */
    public String encodedNotGraded(String why) {
        return encode(write(notGraded(List.of(error("not graded", cut(why, LONGEST_MESSAGE))))));
    }

    /**
     * Say whether points can be told in equal units that are not too many.
     *
     * @param parts everything that can be earned or missed at once
     */
    public static boolean canTell(Collection<Double> parts) {
        long unit = parts.stream().mapToLong(ClassroomReport::thousandths).reduce(0, ClassroomReport::divisor);
        return unit == 0
                || parts.stream().mapToLong(ClassroomReport::thousandths).sum() / unit <= MOST_TESTS;
    }

    /** Return the JSON for a grade, each message cut to a length. */
    String json(Grade grade, int longest) {
        return write(grade.graded() ? graded(grade, longest) : notGraded(faults(grade, longest)));
    }

    private Result graded(Grade grade, int longest) {
        List<Item> items = Stream.concat(
                        grade.checks().stream().map(ClassroomReport::item),
                        grade.questions().stream().map(ClassroomReport::item))
                .toList();
        long unit =
                items.stream().flatMap(item -> Stream.of(item.score, item.most)).reduce(0L, ClassroomReport::divisor);
        List<Test> tests = new ArrayList<>();
        for (Item item : items) {
            long parts = item.most == 0 ? 0 : item.most / unit;
            for (long part = 0; part < parts; part++) {
                boolean passed = part < item.score / unit;
                // Said once: a line for each point would bury everything else.
                boolean first = part == item.score / unit;
                Optional<Place> place = first ? Place.in(item.message) : Optional.empty();
                tests.add(new Test(
                        parts == 1 ? item.name : item.name + " (" + (part + 1) + " of " + parts + ")",
                        passed ? "pass" : "fail",
                        passed ? points(unit) : 0,
                        passed ? "" : first ? cut(item.message, longest) : "as above",
                        first ? item.code : "",
                        place.map(found -> submission + found.file()).orElse(""),
                        place.map(Place::line).orElse(0),
                        part == 0 ? number(Math.round(item.seconds * 1000) / 1000.0) : 0));
            }
        }
        String status = grade.isFull() ? "pass" : "fail";
        if (tests.isEmpty()) {
            tests.add(new Test("nothing is worth any points", status, 0, "", "", "", 0, 0));
        }
        return new Result(1, status, points(items.stream().mapToLong(Item::most).sum()), tests);
    }

    private static Result notGraded(List<Test> tests) {
        return new Result(1, "error", 0, tests);
    }

    private static List<Test> faults(Grade grade, int longest) {
        List<Test> faults = new ArrayList<>();
        for (Verdict verdict : grade.checks()) {
            // What waited for another says nothing new.
            if (verdict.status() == Status.FAULT && verdict.blockedBy().isEmpty()) {
                faults.add(error(
                        verdict.id(),
                        cut(
                                "The lab could not tell, which is not the submission's fault: " + verdict.observed(),
                                longest)));
            }
        }
        return faults.isEmpty() ? List.of(error("not graded", "The lab could not grade everything.")) : faults;
    }

    private static Test error(String name, String message) {
        return new Test(name, "error", 0, message, "", "", 0, 0);
    }

    private static Item item(Verdict verdict) {
        String message = verdict.status() == Status.PASSED
                ? ""
                : "expected: " + verdict.expected() + "\nobserved: " + verdict.observed()
                        + (verdict.hint().isBlank() ? "" : "\nhint: " + verdict.hint());
        return new Item(
                verdict.id() + ": " + verdict.title(),
                message,
                verdict.reproduce(),
                verdict.seconds(),
                thousandths(verdict.score()),
                thousandths(verdict.maxScore()));
    }

    private static Item item(QuestionVerdict question) {
        return new Item(
                "question " + question.id(),
                "level " + question.level() + " of 2: " + question.feedback(),
                "",
                0,
                thousandths(question.score()),
                thousandths(question.maxScore()));
    }

    private static long thousandths(double points) {
        return Math.round(points * PARTS);
    }

    private static long divisor(long one, long other) {
        return BigInteger.valueOf(one).gcd(BigInteger.valueOf(other)).longValue();
    }

    private static Number points(long thousandths) {
        return number(thousandths / PARTS);
    }

    /** A whole number is written without a fraction, which is how the reporter then shows it. */
    private static Number number(double value) {
        if (!Double.isFinite(value)) {
            return 0;
        }
        return value == Math.rint(value) ? (Number) (long) value : (Number) value;
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }

    private static String encode(String json) {
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String write(Result result) {
        try {
            return MAPPER.writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result is made of plain values", e);
        }
    }
}
