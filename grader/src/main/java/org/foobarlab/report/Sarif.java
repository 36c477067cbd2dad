package org.foobarlab.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.grade.Status;
import org.foobarlab.grade.Verdict;

/**
 * Write what is wrong in a class's submissions as SARIF 2.1.0, with the student's own lines where a server named them.
 * The paths are relative to the folder of submissions.
 */
public final class Sarif {

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final int FULL = 2;

    private final ClassResults results;
    private final Map<String, Integer> rules = new HashMap<>();

    private Sarif(ClassResults results) {
        this.results = results;
    }

    /** Return the text of the file. */
    public static String text(ClassResults results) {
        try {
            return MAPPER.writeValueAsString(new Sarif(results).log()) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values can always be written", e);
        }
    }

    private ObjectNode log() {
        ObjectNode log = MAPPER.createObjectNode();
        log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        log.put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "Foobar Lab");
        ArrayNode described = driver.putArray("rules");
        Stream.concat(results.checks().stream(), results.questions().stream()).forEach(item -> {
            rules.put(item.id(), rules.size());
            ObjectNode rule = described.addObject();
            rule.put("id", item.id());
            rule.putObject("shortDescription").put("text", item.title().isEmpty() ? item.id() : item.title());
        });
        run.put("columnKind", "utf16CodeUnits");
        ArrayNode found = run.putArray("results");
        for (ClassRow row : results.rows()) {
            if (row.grade() != null) {
                row.grade().checks().stream()
                        .filter(check -> check.status() == Status.FAILED)
                        .forEach(check -> add(found, row, check));
                row.grade().questions().stream()
                        .filter(question -> question.level() < FULL)
                        .forEach(question -> add(found, row, question));
            }
        }
        return log;
    }

    private void add(ArrayNode found, ClassRow row, Verdict check) {
        ObjectNode result = result(found, row, check.id(), "error", sentences(check));
        List<SourceLine> lines = SourceLine.in(check.observed());
        ArrayNode locations = result.putArray("locations");
        lines.forEach(line -> location(locations, row, line));
        if (lines.isEmpty()) {
            logical(locations, row, check.id());
        }
    }

    private void add(ArrayNode found, ClassRow row, QuestionVerdict question) {
        String text = question.feedback().isEmpty() && question.isGraded()
                ? "Level " + question.level() + " of 2."
                : question.feedback();
        ObjectNode result = result(found, row, question.id(), "note", text);
        int line = question.evidence().stream()
                .mapToInt(QuestionVerdict.Evidence::line)
                .findFirst()
                .orElse(0);
        location(result.putArray("locations"), row, new SourceLine("EXPLANATION.md", line));
    }

    private ObjectNode result(ArrayNode found, ClassRow row, String rule, String level, String text) {
        ObjectNode result = found.addObject();
        result.put("ruleId", rule);
        if (rules.containsKey(rule)) {
            result.put("ruleIndex", rules.get(rule));
        }
        result.put("level", level);
        result.putObject("message").put("text", text);
        result.putObject("partialFingerprints").put("foobarLab/v1", row.key() + "/" + rule);
        return result;
    }

    private static void location(ArrayNode locations, ClassRow row, SourceLine line) {
        ObjectNode physical = locations.addObject().putObject("physicalLocation");
        physical.putObject("artifactLocation").put("uri", uri(row.source()) + "/" + uri(line.path()));
        if (line.line() > 0) {
            physical.putObject("region").put("startLine", line.line());
        }
    }

    private static void logical(ArrayNode locations, ClassRow row, String check) {
        locations
                .addObject()
                .putArray("logicalLocations")
                .addObject()
                .put("fullyQualifiedName", row.key() + "/" + check);
    }

    private static String uri(String path) {
        return Stream.of(path.split("/"))
                .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }

    private static String sentences(Verdict check) {
        return check.title() + ". Expected: " + check.expected() + ". Observed: " + check.observed()
                + (check.hint().isEmpty() ? "" : "\nHint: " + check.hint());
    }
}
