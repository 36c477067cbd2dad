package org.foobarlab.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.foobarlab.grade.ClaimVerdict;
import org.foobarlab.grade.Grade;
import org.foobarlab.grade.Status;
import org.foobarlab.grade.Verdict;

/**
 * Tell a grade as a check run of GitHub's, the line with a mark below a commit: what is posted to
 * {@code /repos/OWNER/REPOSITORY/check-runs}. Without a whole grade its conclusion is neutral, never a failure.
 */
public final class GitHubCheck {

    /** GitHub takes no more in one request. */
    static final int MOST_ANNOTATIONS = 50;

    /** GitHub takes 64 KiB of a summary. Characters, which may each be as many as three bytes. */
    static final int LONGEST_SUMMARY = 20_000;

    private static final int LONGEST_MESSAGE = 4_000;

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final String submission;
    private final Map<String, String> environment;

    /**
     * Name files as the repository does.
     *
     * @param submission the submission's folder in the repository, such as {@code submission/}; may be empty
     * @param environment what the workflow's runner sets; {@code GITHUB_SHA} is the commit
     */
    public GitHubCheck(String submission, Map<String, String> environment) {
        this.submission = submission;
        this.environment = environment;
    }

    /** Return the text to post for a grade. */
    public String text(Grade grade) {
        String title = grade.graded()
                ? Numbers.points(grade.score()) + " of " + Numbers.points(grade.maxScore()) + " points"
                : "Not fully graded";
        String conclusion = !grade.graded() ? "neutral" : grade.isFull() ? "success" : "failure";
        ObjectNode root = root(conclusion, title, GitHubSummary.text(grade));
        ArrayNode annotations = ((ObjectNode) root.get("output")).putArray("annotations");
        for (Verdict check : grade.checks()) {
            if (check.status() == Status.FAILED) {
                Place.in(check.observed())
                        .ifPresent(place -> add(annotations, place, "failure", check.title(), check.observed()));
            }
        }
        for (ClaimVerdict claim : grade.claims()) {
            if (!claim.agrees()) {
                add(
                        annotations,
                        new Place("EXPLANATION.md", claim.line()),
                        "warning",
                        "The system says otherwise",
                        claim.observed());
            }
        }
        return json(root);
    }

    /** Return the text to post where there is no grade. */
    public String notGraded(String why) {
        return json(root("neutral", "Not graded", GitHubSummary.notGraded(why)));
    }

    private ObjectNode root(String conclusion, String title, String summary) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("name", "Foobar Lab");
        root.put("head_sha", environment.getOrDefault("GITHUB_SHA", ""));
        root.put("status", "completed");
        root.put("conclusion", conclusion);
        ObjectNode output = root.putObject("output");
        output.put("title", title);
        output.put("summary", cut(summary, LONGEST_SUMMARY));
        return root;
    }

    private void add(ArrayNode annotations, Place place, String level, String title, String message) {
        if (annotations.size() < MOST_ANNOTATIONS) {
            ObjectNode annotation = annotations.addObject();
            annotation.put("path", submission + place.file());
            annotation.put("start_line", Math.max(1, place.line()));
            annotation.put("end_line", Math.max(1, place.line()));
            annotation.put("annotation_level", level);
            annotation.put("title", cut(title, 250));
            annotation.put("message", cut(message, LONGEST_MESSAGE));
        }
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }

    private static String json(ObjectNode root) {
        try {
            return MAPPER.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values can always be written", e);
        }
    }
}
