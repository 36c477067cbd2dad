package org.foobarlab.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.grade.Status;
import org.foobarlab.grade.Verdict;

/**
 * Write a grade as Gradescope's {@code results.json}. Without a whole grade it holds neither a score nor tests, which
 * Gradescope shows as a failure of the autograder and not as a zero.
 */
public final class GradescopeResults {

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private GradescopeResults() {}

    /** Return the text of the file. */
    public static String text(ClassRow row) {
        ObjectNode root = MAPPER.createObjectNode();
        if (row.outcome() != Outcome.GRADED) {
            root.put("output", "Not graded: " + row.outcome().words() + ". " + row.reason());
            return json(root);
        }
        root.put("score", row.score().orElseThrow());
        root.put(
                "output",
                row.overrides().stream()
                        .map(one -> one.id() + ": " + one.after() + " instead of " + one.before() + ", set by "
                                + one.by() + ": " + one.why())
                        .collect(Collectors.joining("\n")));
        ArrayNode tests = root.putArray("tests");
        int number = 1;
        for (Verdict check : row.grade().checks()) {
            ObjectNode test = tests.addObject();
            test.put("name", check.title());
            test.put("number", String.valueOf(number++));
            test.put("score", check.score());
            test.put("max_score", check.maxScore());
            test.put("status", check.status() == Status.PASSED ? "passed" : "failed");
            test.put("output", output(check));
        }
        for (QuestionVerdict question : row.grade().questions()) {
            ObjectNode test = tests.addObject();
            test.put("name", "explanation: " + question.id());
            test.put("number", String.valueOf(number++));
            test.put("score", question.score());
            test.put("max_score", question.maxScore());
            test.put("status", question.level() == 2 ? "passed" : "failed");
            test.put(
                    "output", lines(Stream.concat(Stream.of(question.feedback()), question.misconceptions().stream())));
        }
        return json(root);
    }

    private static String output(Verdict check) {
        if (check.status() == Status.PASSED) {
            return check.observed();
        }
        return lines(Stream.of(
                labelled("expected", check.expected()),
                labelled("observed", check.observed()),
                labelled("hint", check.hint()),
                labelled("see it", check.reproduce())));
    }

    private static String labelled(String label, String text) {
        return text.isEmpty() ? "" : label + ": " + text;
    }

    private static String lines(Stream<String> lines) {
        return lines.filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }

    private static String json(ObjectNode root) {
        try {
            return MAPPER.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values can always be written", e);
        }
    }
}
