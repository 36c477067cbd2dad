package org.foobarlab.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foobarlab.grade.Grade;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.grade.Status;
import org.foobarlab.grade.Verdict;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.ClassRow;
import org.foobarlab.report.Correction;
import org.foobarlab.report.Deduction;
import org.foobarlab.report.Numbers;
import org.foobarlab.report.Outcome;

/**
 * Hold what an instructor has set by hand, by student and question or check:
 *
 * <pre>
 * ada:
 *   firewalls: {level: 2, by: M. Curie, why: says it in a drawing}
 *   https-site: {points: 1.5, by: M. Curie, why: a fault of the certificate, until: 2026-12-24}
 *   late: {points: 0, by: M. Curie, why: was ill}
 * </pre>
 *
 * <p>They are laid over results when these are shown and never written into them, so grading again loses none.
 */
public final class Overrides {

    /** What the file is called in the folder of a batch. */
    public static final String FILE = "overrides.yml";

    /** What stands for the points that being late costs, where questions and checks stand. */
    static final String LATE = "late";

    private static final int HIGHEST = 2;

    private static final ObjectMapper MAPPER = new ObjectMapper(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final String file;
    private final Map<String, Map<String, Entry>> entries;
    private final LocalDate today;

    /** What is set: a level or points. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(Integer level, Double points, String by, String why, String until) {}

    private Overrides(String file, Map<String, Map<String, Entry>> entries, LocalDate today) {
        this.file = file;
        this.entries = entries;
        this.today = today;
    }

    /** No overrides. */
    public static Overrides none() {
        return new Overrides("", Map.of(), LocalDate.EPOCH);
    }

    /**
     * Read a file; one that is not there holds none.
     *
     * @param today what has ended before this day no longer holds
     */
    public static Overrides ifPresent(Path file, LocalDate today) {
        return Files.exists(file) ? read(file, today) : none();
    }

    /**
     * Read a file.
     *
     * @param today what has ended before this day no longer holds
     * @throws UnusableInput if it cannot be read, or an entry lacks what is set, who set it or why
     */
    public static Overrides read(Path file, LocalDate today) {
        try {
            return parse(Files.readString(file, StandardCharsets.UTF_8), file.toString(), today);
        } catch (IOException e) {
            throw new UnusableInput("The overrides in " + file + " cannot be read: " + Problems.words(e) + ".", e);
        }
    }

    static Overrides parse(String yaml, String file, LocalDate today) {
        Map<String, Map<String, Entry>> entries;
        try {
            entries = yaml.lines().allMatch(line -> line.isBlank() || line.startsWith("#"))
                    ? Map.of()
                    : MAPPER.readValue(yaml, new TypeReference<LinkedHashMap<String, Map<String, Entry>>>() {});
        } catch (UnrecognizedPropertyException e) {
            throw new UnusableInput(
                    file + line(e) + ": there is no '" + e.getPropertyName()
                            + "': an override has level or points, by, why, and until if it ends.",
                    e);
        } catch (JsonProcessingException e) {
            throw new UnusableInput(
                    file + line(e) + ": write overrides as student: {question: {level: 2, by: who, why: reason}} or "
                            + "student: {check: {points: 1.5, by: who, why: reason}}, each name once.",
                    e);
        }
        if (entries == null) {
            entries = Map.of();
        }
        entries.forEach((student, own) -> {
            if (own == null) {
                throw new UnusableInput(file + ": there is nothing under " + student + ".");
            }
            own.forEach((id, entry) -> requireWhole(file, student + ", " + id, entry));
        });
        return new Overrides(file, entries, today);
    }

    private static String line(JsonProcessingException problem) {
        return problem.getLocation() == null
                ? ""
                : ", line " + problem.getLocation().getLineNr();
    }

    private static void requireWhole(String file, String where, Entry entry) {
        if (entry == null || (entry.level == null) == (entry.points == null)) {
            throw new UnusableInput(file + ": " + where + ": set either a level or points.");
        }
        if (entry.level != null && (entry.level < 0 || entry.level > HIGHEST)) {
            throw new UnusableInput(file + ": " + where + ": the level has to be 0, 1 or 2.");
        }
        if (entry.points != null && !(entry.points >= 0)) {
            throw new UnusableInput(file + ": " + where + ": points have to be 0 or more.");
        }
        if (entry.by == null || entry.by.isBlank() || entry.why == null || entry.why.isBlank()) {
            throw new UnusableInput(file + ": " + where + ": say who set it (by) and why.");
        }
        try {
            if (entry.until != null) {
                LocalDate.parse(entry.until);
            }
        } catch (DateTimeParseException e) {
            throw new UnusableInput(file + ": " + where + ": write until as 2026-12-24.", e);
        }
    }

    /** Return the same with one more. */
    Overrides with(String student, String id, Entry entry) {
        Map<String, Map<String, Entry>> all = new LinkedHashMap<>();
        entries.forEach((name, own) -> all.put(name, new LinkedHashMap<>(own)));
        all.computeIfAbsent(student, any -> new LinkedHashMap<>()).put(id, entry);
        return new Overrides(file, all, today);
    }

    /** Write all into a file. Comments at its top stay; others are lost. */
    void write(Path to) {
        try {
            String top = Files.exists(to)
                    ? Files.readString(to)
                            .lines()
                            .takeWhile(line -> line.isBlank() || line.startsWith("#"))
                            .map(line -> line + "\n")
                            .collect(Collectors.joining())
                    : "";
            ResultStore.atomically(to, (top + MAPPER.writeValueAsString(entries)).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UnusableInput("The overrides in " + to + " cannot be written: " + Problems.words(e) + ".", e);
        }
    }

    /** Return where they stand. */
    String file() {
        return file;
    }

    /** Return the students that are named but are not in a class. */
    List<String> unknown(List<ClassRow> rows) {
        return entries.keySet().stream()
                .filter(name -> rows.stream().noneMatch(row -> isMeant(name, row)))
                .toList();
    }

    /** Return what is set for a student, by question or check; what is nearer to the student comes last. */
    private Map<String, Entry> of(ClassRow row) {
        Map<String, Entry> own = new TreeMap<>();
        entries.forEach((name, all) -> {
            if (name.equals(row.team())) {
                own.putAll(all);
            }
        });
        entries.forEach((name, all) -> {
            if (isMeant(name, row) && !name.equals(row.team())) {
                own.putAll(all);
            }
        });
        return own;
    }

    private boolean holds(Entry entry) {
        return entry.until == null || !LocalDate.parse(entry.until).isBefore(today);
    }

    /** Return how many points being late costs a student, if somebody has set it. */
    Optional<Deduction> late(ClassRow row) {
        return Optional.ofNullable(of(row).get(LATE))
                .filter(this::holds)
                .filter(entry -> entry.points != null)
                .map(entry -> new Deduction(entry.points, entry.why + ", set by " + entry.by));
    }

    /**
     * Lay the overrides of a student over the grade. Who has set all that the grader could not tell has made the grade
     * a whole one.
     *
     * @throws UnusableInput if one names what the lab neither asks nor checks, or sets more points than there are
     */
    ClassRow apply(ClassRow row) {
        Map<String, Entry> own = of(row);
        own.remove(LATE);
        if (own.isEmpty()) {
            return row;
        }
        if (row.grade() == null) {
            return row.noting(
                    "an override is set and not applied, since there is no grade: " + String.join(", ", own.keySet()));
        }
        requireKnown(row, own.keySet());
        List<String> ended = own.entrySet().stream()
                .filter(one -> !holds(one.getValue()))
                .map(one -> "the override of " + one.getKey() + " ended on " + one.getValue().until)
                .toList();
        own.values().removeIf(entry -> !holds(entry));
        List<Correction> applied = new ArrayList<>();
        List<Verdict> checks = row.grade().checks().stream()
                .map(found -> check(row, found, own.get(found.id()), applied))
                .toList();
        List<QuestionVerdict> questions = row.grade().questions().stream()
                .map(found -> question(row, found, own.get(found.id()), applied))
                .toList();
        boolean whole = checks.stream().noneMatch(check -> check.status() == Status.FAULT)
                && questions.stream().allMatch(QuestionVerdict::isGraded);
        boolean completed = whole && !row.grade().graded();
        List<String> notes = new ArrayList<>(row.notes());
        notes.addAll(ended);
        return new ClassRow(
                row.key(),
                row.student(),
                row.source(),
                row.late(),
                completed ? Outcome.GRADED : row.outcome(),
                completed ? "" : row.reason(),
                notes,
                with(row.grade(), checks, questions, whole),
                applied,
                row.seconds(),
                row.team(),
                row.deducted());
    }

    private void requireKnown(ClassRow row, Set<String> ids) {
        List<String> known = Stream.concat(
                        row.grade().questions().stream().map(QuestionVerdict::id),
                        row.grade().checks().stream().map(Verdict::id))
                .toList();
        List<String> unknown = ids.stream().filter(id -> !known.contains(id)).toList();
        if (!unknown.isEmpty()) {
            throw new UnusableInput(file + ": " + row.key() + ": there is no question or check "
                    + String.join(", ", unknown) + "; there are " + String.join(", ", known) + ".");
        }
    }

    private static boolean isMeant(String name, ClassRow row) {
        return name.equals(row.key())
                || name.equals(row.team())
                || name.equals(row.student().id())
                || name.equals(row.student().login());
    }

    private Verdict check(ClassRow row, Verdict found, Entry entry, List<Correction> applied) {
        if (entry == null) {
            return found;
        }
        if (entry.points == null || entry.points > found.maxScore()) {
            throw new UnusableInput(file + ": " + row.key() + ", " + found.id() + ": a check has points, from 0 to "
                    + Numbers.points(found.maxScore()) + ".");
        }
        applied.add(new Correction(
                found.id(),
                found.status() == Status.FAULT ? "nothing" : points(found.score()),
                points(entry.points),
                entry.by,
                entry.why));
        boolean passed = entry.points >= found.maxScore();
        return new Verdict(
                found.id(),
                found.title(),
                found.area(),
                passed ? Status.PASSED : Status.FAILED,
                entry.points,
                found.maxScore(),
                found.expected(),
                found.observed(),
                passed ? "" : found.hint(),
                found.reproduce(),
                found.seconds(),
                List.of(),
                found.data());
    }

    private QuestionVerdict question(ClassRow row, QuestionVerdict found, Entry entry, List<Correction> applied) {
        if (entry == null) {
            return found;
        }
        if (entry.points != null && entry.points > found.maxScore()) {
            throw new UnusableInput(file + ": " + row.key() + ", " + found.id() + ": there are at most "
                    + Numbers.points(found.maxScore()) + " points.");
        }
        double points = entry.points != null ? entry.points : found.maxScore() * entry.level / HIGHEST;
        int level = entry.level != null
                ? entry.level
                : found.maxScore() == 0 ? HIGHEST : (int) Math.floor(HIGHEST * points / found.maxScore());
        boolean graded = found.isGraded();
        applied.add(new Correction(
                found.id(),
                !graded ? "nothing" : entry.level != null ? "level " + found.level() : points(found.score()),
                entry.level != null ? "level " + level : points(points),
                entry.by,
                entry.why));
        return new QuestionVerdict(
                found.id(),
                level,
                "graded",
                points,
                found.maxScore(),
                found.evidence(),
                level == HIGHEST ? "" : found.feedback(),
                found.misconceptions());
    }

    private static String points(double points) {
        return Numbers.points(points) + (points == 1 ? " point" : " points");
    }

    private static Grade with(Grade grade, List<Verdict> checks, List<QuestionVerdict> questions, boolean whole) {
        double score = checks.stream().mapToDouble(Verdict::score).sum()
                + questions.stream().mapToDouble(QuestionVerdict::score).sum();
        return new Grade(
                grade.schemaVersion(),
                grade.lab(),
                grade.submission(),
                whole,
                score,
                grade.maxScore(),
                checks,
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
