package org.foobarlab.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.foobarlab.grade.Grade;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.grade.Reach;
import org.foobarlab.grade.Status;
import org.foobarlab.grade.Verdict;
import org.foobarlab.report.ClassResults.Item;

/**
 * Write the results of a class as pages that need nothing else: no other file and no network, and are whole without
 * their script.
 */
public final class HtmlReport {

    private static final int BINS = 10;
    private static final int FULL = 2;
    private static final int MOST_MISCONCEPTIONS = 15;
    private static final int MOST_REMARKS = 3;

    private final ClassResults results;

    private HtmlReport(ClassResults results) {
        this.results = results;
    }

    /**
     * Return all pages by their path in the report's folder: {@code index.html}, {@code similar.html} and
     * {@code students/<key>.html}. The same results make the same pages.
     */
    public static Map<String, String> pages(ClassResults results) {
        HtmlReport report = new HtmlReport(results);
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("index.html", Pages.fill("index", report.index()));
        pages.put("similar.html", Pages.fill("similar", report.similar()));
        // What can be shown to the class, or to others: no names, no remarks, nobody's own page.
        Map<String, Object> nameless = new HashMap<>(report.index());
        nameless.put("nameless", true);
        pages.put("anonymous.html", Pages.fill("index", nameless));
        results.rows().forEach(row -> pages.put("students/" + file(row), Pages.fill("student", report.student(row))));
        return pages;
    }

    /** Return the page about the time used, which is not the same on two machines. */
    public static String times(ClassResults results) {
        DescriptiveStatistics seconds = new DescriptiveStatistics();
        results.rows().stream().filter(row -> row.seconds() > 0).forEach(row -> seconds.addValue(row.seconds()));
        boolean any = seconds.getN() > 0;
        return Pages.fill(
                "times",
                Map.of(
                        "title", results.title(),
                        "total", any ? String.valueOf(Math.round(seconds.getSum() / 60)) : "0",
                        "median", any ? String.valueOf(Math.round(seconds.getPercentile(50))) : "0",
                        "most", any ? String.valueOf(Math.round(seconds.getMax())) : "0",
                        "rows",
                                results.rows().stream()
                                        .sorted(Comparator.comparingDouble(row -> -row.seconds()))
                                        .map(row -> Map.of(
                                                "name",
                                                row.displayName(),
                                                "outcome",
                                                row.outcome().words(),
                                                "seconds",
                                                String.valueOf(Math.round(row.seconds()))))
                                        .toList()));
    }

    private static String file(ClassRow row) {
        return row.key() + ".html";
    }

    private Map<String, Object> index() {
        Map<String, Object> model = new HashMap<>();
        model.put("nameless", false);
        model.put("title", results.title());
        model.put("lab", results.lab());
        model.put("maxScore", Numbers.points(results.maxScore()));
        model.put("statistics", statistics());
        List<Integer> counts = bins();
        List<String> labels =
                Stream.iterate(0, i -> i + 1).limit(BINS).map(HtmlReport::label).toList();
        model.put("histogram", Pictures.histogram(labels, counts));
        model.put(
                "bins",
                Stream.iterate(0, i -> i + 1)
                        .limit(BINS)
                        .map(i -> Map.of("label", labels.get(i), "count", counts.get(i)))
                        .toList());
        model.put("checks", checks());
        model.put("questions", results.questions().stream().map(this::question).toList());
        model.put("misconceptions", misconceptions());
        model.put("items", items(ItemAnalysis.of(results)));
        model.put("enough", ItemAnalysis.ENOUGH);
        model.put("sections", sections());
        model.put(
                "open",
                results.rows().stream()
                        .filter(row -> row.outcome() != Outcome.GRADED)
                        .map(this::row)
                        .toList());
        List<NeedsLook> look = NeedsLook.of(results);
        model.put("warnings", results.warnings());
        model.put(
                "look",
                look.stream()
                        .map(one -> Map.of(
                                "file", file(one.row()), "name", one.row().displayName(), "reasons", one.reasons()))
                        .toList());
        model.put(
                "lookShare",
                results.rows().isEmpty()
                        ? ""
                        : Numbers.percent(look.size() / (double) results.rows().size()));
        model.put("pairs", pairs());
        model.put("groups", groups());
        model.put("rows", results.rows().stream().map(this::row).toList());
        return model;
    }

    private Map<String, Object> statistics() {
        DescriptiveStatistics scores = new DescriptiveStatistics();
        results.graded().forEach(row -> scores.addValue(row.score().orElse(0)));
        if (scores.getN() == 0) {
            return null;
        }
        return Map.of(
                "graded", scores.getN(),
                "median", Numbers.points(scores.getPercentile(50)),
                "mean", Numbers.points(scores.getMean()),
                "deviation", scores.getN() < 2 ? "" : Numbers.points(scores.getStandardDeviation()),
                "least", Numbers.points(scores.getMin()),
                "most", Numbers.points(scores.getMax()),
                "full",
                        results.graded().stream()
                                .filter(row -> row.score().orElse(0) >= results.maxScore())
                                .count());
    }

    private List<Integer> bins() {
        int[] counts = new int[BINS];
        for (ClassRow row : results.graded()) {
            double share = results.maxScore() == 0 ? 0 : row.score().orElse(0) / results.maxScore();
            counts[(int) Math.max(0, Math.min(BINS - 1, Math.floor(share * BINS)))]++;
        }
        List<Integer> list = new ArrayList<>();
        for (int count : counts) {
            list.add(count);
        }
        return list;
    }

    private static String label(int bin) {
        return bin == BINS - 1 ? "90–100" : bin * 10 + "–" + (bin * 10 + 9);
    }

    private List<Map<String, Object>> checks() {
        record Counted(Item item, long passed, long failed, long blocked, long fault) {
            double share() {
                return passed + failed + blocked == 0 ? 1 : passed / (double) (passed + failed + blocked);
            }
        }
        return results.checks().stream()
                .map(item -> new Counted(
                        item,
                        count(item, Status.PASSED),
                        count(item, Status.FAILED),
                        count(item, Status.BLOCKED),
                        count(item, Status.FAULT)))
                .sorted(Comparator.comparingDouble(Counted::share))
                .map(one -> Map.<String, Object>of(
                        "id",
                        one.item.id(),
                        "title",
                        one.item.title(),
                        "area",
                        one.item.area(),
                        "passed",
                        one.passed,
                        "share",
                        one.passed + one.failed + one.blocked == 0 ? "" : Numbers.percent(one.share()),
                        "failed",
                        one.failed,
                        "blocked",
                        one.blocked,
                        "fault",
                        one.fault))
                .toList();
    }

    private long count(Item item, Status status) {
        return results.rows().stream()
                .filter(row -> row.check(item.id())
                        .filter(check -> check.status() == status)
                        .isPresent())
                .count();
    }

    private Map<String, Object> question(Item item) {
        List<QuestionVerdict> all = results.rows().stream()
                .flatMap(row -> row.question(item.id()).stream())
                .filter(QuestionVerdict::isGraded)
                .toList();
        return Map.of(
                "id", item.id(),
                "title", item.title(),
                "zero", number(all, one -> one.level() == 0),
                "one", number(all, one -> one.level() == 1),
                "two", number(all, one -> one.level() == FULL),
                "unsure", number(all, one -> one.status().equals("unsure")),
                "mean",
                        all.isEmpty()
                                ? ""
                                : Numbers.points(all.stream()
                                        .mapToInt(QuestionVerdict::level)
                                        .average()
                                        .orElse(0)));
    }

    private static List<Map<String, Object>> items(List<ItemAnalysis> all) {
        return all.stream()
                .map(one -> Map.<String, Object>of(
                        "id", one.item().id(),
                        "title", one.item().title(),
                        "difficulty", Numbers.percent(one.difficulty()),
                        "discrimination",
                                one.discrimination().isPresent()
                                        ? Numbers.points(one.discrimination().getAsDouble())
                                        : "",
                        "weak", one.isWeak()))
                .toList();
    }

    /** Compare sections by what they got, where there are several. */
    private List<Map<String, Object>> sections() {
        Map<String, DescriptiveStatistics> sections = new TreeMap<>();
        for (ClassRow row : results.graded()) {
            sections.computeIfAbsent(row.student().section(), any -> new DescriptiveStatistics())
                    .addValue(row.score().orElse(0));
        }
        if (sections.size() < 2) {
            return List.of();
        }
        return sections.entrySet().stream()
                .map(one -> Map.<String, Object>of(
                        "name", one.getKey().isEmpty() ? "none" : one.getKey(),
                        "graded", one.getValue().getN(),
                        "median", Numbers.points(one.getValue().getPercentile(50)),
                        "mean", Numbers.points(one.getValue().getMean())))
                .toList();
    }

    private static long number(List<QuestionVerdict> all, Predicate<QuestionVerdict> which) {
        return all.stream().filter(which).count();
    }

    private List<Map<String, Object>> misconceptions() {
        Map<String, Integer> counts = new TreeMap<>();
        for (ClassRow row : results.rows()) {
            if (row.grade() != null) {
                row.grade().questions().stream()
                        .flatMap(question -> question.misconceptions().stream())
                        .distinct()
                        .forEach(text -> counts.merge(text, 1, Integer::sum));
            }
        }
        return counts.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> -entry.getValue()))
                .limit(MOST_MISCONCEPTIONS)
                .map(entry -> Map.<String, Object>of("text", entry.getKey(), "count", entry.getValue()))
                .toList();
    }

    private Map<String, Object> row(ClassRow row) {
        List<String> remarks = new ArrayList<>();
        if (row.late()) {
            remarks.add("late");
        }
        if (row.grade() != null) {
            long failed = row.grade().checks().stream()
                    .filter(check -> check.status() == Status.FAILED)
                    .count();
            long unsure = row.grade().questions().stream()
                    .filter(question -> question.status().equals("unsure"))
                    .count();
            if (failed > 0) {
                remarks.add(failed + " failed");
            }
            if (unsure > 0) {
                remarks.add(unsure + " unsure");
            }
        }
        if (!row.overrides().isEmpty()) {
            remarks.add(row.overrides().size() + " set by hand");
        }
        row.deduction().ifPresent(deduction -> remarks.add(Numbers.points(deduction.points()) + " off for being late"));
        remarks.addAll(row.notes());
        if (row.grade() != null) {
            remarks.addAll(row.grade().findings().stream().limit(MOST_REMARKS).toList());
        }
        return Map.of(
                "file", file(row),
                "name", row.displayName(),
                "id", row.student().id(),
                "section", row.student().section(),
                "score", row.score().isPresent() ? Numbers.points(row.score().getAsDouble()) : "",
                "outcome", row.outcome().words(),
                "style", row.outcome() == Outcome.GRADED ? "" : "odd",
                "reason", row.reason(),
                "remarks", String.join("; ", remarks));
    }

    private Map<String, Object> similar() {
        return Map.of("title", results.title(), "pairs", pairs(), "groups", groups());
    }

    private List<Map<String, Object>> groups() {
        return results.similar().groups().stream()
                .map(group -> Map.<String, Object>of(
                        "names",
                        String.join(", ", group.keys().stream().map(this::name).toList()),
                        "size",
                        group.keys().size(),
                        "what",
                        group.what(),
                        "identical",
                        group.isIdentical(),
                        "likeness",
                        Numbers.percent(group.likeness())))
                .toList();
    }

    private List<Map<String, Object>> pairs() {
        return results.similar().pairs().stream()
                .map(pair -> Map.<String, Object>of(
                        "first", name(pair.first()),
                        "second", name(pair.second()),
                        "what", pair.what(),
                        "likeness", Numbers.percent(pair.likeness()),
                        "ordinary", Numbers.percent(pair.ordinary()),
                        "passages", pair.passages()))
                .toList();
    }

    private String name(String key) {
        List<String> names = results.rows().stream()
                .filter(row -> row.key().equals(key) || row.team().equals(key))
                .map(ClassRow::displayName)
                .toList();
        return names.isEmpty() ? key : names.size() == 1 ? names.get(0) : "the team of " + String.join(", ", names);
    }

    private Map<String, Object> student(ClassRow row) {
        Grade grade = row.grade();
        Map<String, Object> model = new HashMap<>();
        model.put("title", results.title());
        model.put("lab", results.lab());
        model.put("name", row.displayName());
        model.put("source", row.source());
        model.put("late", row.late());
        model.put("outcome", row.outcome().words());
        model.put("reason", row.reason());
        model.put("notes", row.notes());
        model.put("score", row.score().isPresent() ? Numbers.points(row.score().getAsDouble()) : "");
        model.put("maxScore", Numbers.points(results.maxScore()));
        model.put("overrides", row.overrides());
        model.put("deduction", row.deduction().map(Deduction::sentence).orElse(""));
        model.put("areas", grade == null ? List.of() : areas(grade));
        model.put("failures", grade == null ? List.of() : failures(grade));
        model.put(
                "questions",
                grade == null
                        ? List.of()
                        : grade.questions().stream().map(this::question).toList());
        model.put("claims", grade == null ? List.of() : grade.claims());
        model.put("experiments", grade == null ? List.of() : grade.experiments());
        model.put(
                "matrix", grade == null || grade.reachability().isEmpty() ? "" : Pictures.matrix(grade.reachability()));
        model.put(
                "unexpected",
                grade == null
                        ? List.of()
                        : grade.reachability().stream()
                                .filter(cell -> !cell.asExpected())
                                .map(HtmlReport::sentence)
                                .toList());
        model.put("findings", grade == null ? List.of() : grade.findings());
        return model;
    }

    private static String sentence(Reach cell) {
        return cell.from() + " to " + cell.to() + " port " + cell.port() + " (" + cell.service() + "): "
                + cell.observed() + ", should be " + cell.expected();
    }

    private static List<Map<String, Object>> areas(Grade grade) {
        Map<String, List<Map<String, Object>>> areas = new LinkedHashMap<>();
        for (Verdict check : grade.checks()) {
            areas.computeIfAbsent(check.area(), name -> new ArrayList<>())
                    .add(Map.of(
                            "mark", mark(check.status()),
                            "style", style(check.status()),
                            "title", check.title(),
                            "points",
                                    check.status() == Status.FAULT
                                            ? ""
                                            : Numbers.points(check.score()) + " of "
                                                    + Numbers.points(check.maxScore())));
        }
        return areas.entrySet().stream()
                .map(area -> Map.<String, Object>of("name", area.getKey(), "checks", area.getValue()))
                .toList();
    }

    private static List<Map<String, Object>> failures(Grade grade) {
        return grade.checks().stream()
                .filter(check -> check.status() == Status.FAILED
                        || check.status() == Status.FAULT && check.blockedBy().isEmpty())
                .map(check -> Map.<String, Object>of(
                        "id", check.id(),
                        "mark", mark(check.status()),
                        "style", style(check.status()),
                        "title", check.title(),
                        "fields",
                                Stream.of(
                                                field("expected", check.expected(), false),
                                                field("observed", check.observed(), false),
                                                field("hint", check.hint(), false),
                                                field("see it", check.reproduce(), true))
                                        .filter(field -> !field.get("text").equals(""))
                                        .toList()))
                .toList();
    }

    private static Map<String, Object> field(String label, String text, boolean code) {
        return Map.of("label", label, "text", text, "code", code);
    }

    private Map<String, Object> question(QuestionVerdict question) {
        String prompt = results.questions().stream()
                .filter(item -> item.id().equals(question.id()))
                .map(Item::title)
                .findFirst()
                .orElse(question.id());
        return Map.of(
                "title",
                prompt,
                "level",
                question.isGraded() ? "Level " + question.level() + " of 2" : "Not graded",
                "style",
                !question.isGraded()
                        ? "odd"
                        : question.level() == FULL ? "good" : question.level() == 1 ? "odd" : "bad",
                "points",
                (question.isGraded() ? Numbers.points(question.score()) + " of " : "worth ")
                        + Numbers.points(question.maxScore()),
                "unsure",
                question.status().equals("unsure"),
                "quotes",
                question.evidence().stream()
                        .map(one -> Map.of("text", one.quote(), "line", one.line()))
                        .toList(),
                "feedback",
                question.feedback(),
                "misconceptions",
                question.misconceptions());
    }

    private static String mark(Status status) {
        return switch (status) {
            case PASSED -> "✓ passed";
            case FAILED -> "✗ failed";
            case BLOCKED -> "– not tried";
            case FAULT -> "? fault of the lab";
        };
    }

    private static String style(Status status) {
        return switch (status) {
            case PASSED -> "good";
            case FAILED -> "bad";
            case BLOCKED -> "soft";
            case FAULT -> "odd";
        };
    }
}
