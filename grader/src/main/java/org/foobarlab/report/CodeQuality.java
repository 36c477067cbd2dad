package org.foobarlab.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.foobarlab.grade.ClaimVerdict;
import org.foobarlab.grade.Grade;
import org.foobarlab.grade.Status;
import org.foobarlab.grade.Verdict;

/**
 * Write what is wrong in a submission as GitLab's code quality report, which a merge request shows on the student's
 * lines. Each entry has to name a file and a line: what belongs to none is told on the first line of the explanation.
 *
 * <p>An entry's fingerprint is made of the check and the place alone, so GitLab sees that one is still there when its
 * message has changed.
 */
public final class CodeQuality {

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Place ANYWHERE = new Place("EXPLANATION.md", 1);

    private final String submission;
    private final ArrayNode entries = MAPPER.createArrayNode();

    /**
     * Name files as the repository does.
     *
     * @param submission the submission's folder in the repository, such as {@code submission/}; may be empty
     */
    public CodeQuality(String submission) {
        this.submission = submission;
    }

    /** Return the text of the file. */
    public String text(Grade grade) {
        entries.removeAll();
        for (Verdict check : grade.checks()) {
            if (check.status() == Status.FAILED) {
                Place place = Place.in(check.observed()).orElse(ANYWHERE);
                add(check.id(), "major", place, check.title() + ". Observed: " + check.observed());
            }
        }
        for (ClaimVerdict claim : grade.claims()) {
            if (!claim.agrees()) {
                Place place = new Place("EXPLANATION.md", Math.max(1, claim.line()));
                add("claim", "minor", place, "The system says otherwise: " + claim.observed());
            }
        }
        try {
            return MAPPER.writeValueAsString(entries) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values can always be written", e);
        }
    }

    private void add(String check, String severity, Place place, String text) {
        ObjectNode entry = entries.addObject();
        entry.put("description", text.strip().replaceAll("\\s+", " "));
        entry.put("check_name", check);
        entry.put("fingerprint", fingerprint(check + "\0" + place.file() + "\0" + place.line()));
        entry.put("severity", severity);
        ObjectNode location = entry.putObject("location");
        location.put("path", submission + place.file());
        location.putObject("lines").put("begin", Math.max(1, place.line()));
    }

    private static String fingerprint(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
