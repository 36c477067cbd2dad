package org.foobarlab.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.foobarlab.grade.Grade;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.grade.Verdict;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.ClassRow;
import org.foobarlab.report.LevelOverride;

/**
 * Hold the levels that an instructor has set by hand, by student and question:
 *
 * <pre>
 * ada:
 *   firewalls: {level: 2, by: M. Curie, why: says it in a drawing}
 * </pre>
 *
 * <p>They are laid over results when these are shown and never written into them, so grading again loses none.
 */
public final class Overrides {

    /** What the file is called in the folder of a batch. */
    public static final String FILE = "overrides.yml";

    private static final int HIGHEST = 2;

    private static final ObjectMapper MAPPER = new ObjectMapper(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final String file;
    private final Map<String, Map<String, Level>> levels;

    private record Level(Integer level, String by, String why) {}

    private Overrides(String file, Map<String, Map<String, Level>> levels) {
        this.file = file;
        this.levels = levels;
    }

    /** No overrides. */
    public static Overrides none() {
        return new Overrides("", Map.of());
    }

    /** Read a file; one that is not there holds none. */
    public static Overrides ifPresent(Path file) {
        return Files.exists(file) ? read(file) : none();
    }

    /**
     * Read a file.
     *
     * @throws UnusableInput if it cannot be read, or an entry lacks its level, who set it or why
     */
    public static Overrides read(Path file) {
        try {
            return parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
        } catch (IOException e) {
            throw new UnusableInput("The overrides in " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    static Overrides parse(String yaml, String file) {
        Map<String, Map<String, Level>> levels;
        try {
            levels = yaml.lines().allMatch(line -> line.isBlank() || line.startsWith("#"))
                    ? Map.of()
                    : MAPPER.readValue(yaml, new TypeReference<LinkedHashMap<String, Map<String, Level>>>() {});
        } catch (JsonProcessingException e) {
            String line =
                    e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
            throw new UnusableInput(
                    file + line + ": write overrides as student: {question: {level: 2, by: who, why: reason}}; "
                            + e.getOriginalMessage() + ".",
                    e);
        }
        if (levels == null) {
            levels = Map.of();
        }
        levels.forEach((student, questions) -> {
            if (questions == null) {
                throw new UnusableInput(file + ": there is nothing under " + student + ".");
            }
            questions.forEach((question, level) -> requireWhole(file, student + ", " + question, level));
        });
        return new Overrides(file, levels);
    }

    private static void requireWhole(String file, String where, Level level) {
        if (level == null || level.level == null || level.level < 0 || level.level > HIGHEST) {
            throw new UnusableInput(file + ": " + where + ": the level has to be 0, 1 or 2.");
        }
        if (level.by == null || level.by.isBlank() || level.why == null || level.why.isBlank()) {
            throw new UnusableInput(file + ": " + where + ": say who set it (by) and why.");
        }
    }

    /** Return where they stand. */
    String file() {
        return file;
    }

    /** Return the students that are named but are not in a class. */
    List<String> unknown(List<ClassRow> rows) {
        return levels.keySet().stream()
                .filter(name -> rows.stream().noneMatch(row -> isMeant(name, row)))
                .toList();
    }

    /**
     * Lay the overrides of a student over the grade.
     *
     * @throws UnusableInput if one names a question that the lab does not ask
     */
    ClassRow apply(ClassRow row) {
        Map<String, Level> own = new TreeMap<>();
        levels.forEach((name, questions) -> {
            if (isMeant(name, row)) {
                own.putAll(questions);
            }
        });
        if (own.isEmpty() || row.grade() == null) {
            return row;
        }
        List<QuestionVerdict> questions = new ArrayList<>();
        List<LevelOverride> applied = new ArrayList<>();
        for (QuestionVerdict found : row.grade().questions()) {
            Level level = own.remove(found.id());
            if (level == null) {
                questions.add(found);
            } else {
                applied.add(new LevelOverride(found.id(), level.level, level.by, level.why, found.level()));
                questions.add(set(found, level));
            }
        }
        if (!own.isEmpty()) {
            throw new UnusableInput(file + ": " + row.key() + ": there is no question "
                    + String.join(", ", own.keySet()) + "; there are "
                    + String.join(
                            ", ",
                            row.grade().questions().stream()
                                    .map(QuestionVerdict::id)
                                    .toList()) + ".");
        }
        return new ClassRow(
                row.key(),
                row.student(),
                row.source(),
                row.late(),
                row.outcome(),
                row.reason(),
                row.notes(),
                with(row.grade(), questions),
                applied,
                row.seconds());
    }

    private static boolean isMeant(String name, ClassRow row) {
        return name.equals(row.key())
                || name.equals(row.student().id())
                || name.equals(row.student().login());
    }

    private static QuestionVerdict set(QuestionVerdict found, Level level) {
        return new QuestionVerdict(
                found.id(),
                level.level,
                "graded",
                found.maxScore() * level.level / HIGHEST,
                found.maxScore(),
                found.evidence(),
                level.level == HIGHEST ? "" : found.feedback(),
                found.misconceptions());
    }

    private static Grade with(Grade grade, List<QuestionVerdict> questions) {
        double score = grade.checks().stream().mapToDouble(Verdict::score).sum()
                + questions.stream().mapToDouble(QuestionVerdict::score).sum();
        return new Grade(
                grade.schemaVersion(),
                grade.lab(),
                grade.submission(),
                grade.graded(),
                score,
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
