package org.foobarlab.batch;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.ClassResults;
import org.foobarlab.report.ClassRow;
import org.foobarlab.report.ReviewPage.Doubt;

/** Let a person decide what the grader was unsure of, one question after another, and keep it as overrides. */
public final class Review {

    private final ResultStore store;
    private final Path overrides;
    private final String by;
    private final LocalDate today;

    /**
     * Begin one.
     *
     * @param store the results of a class
     * @param overrides the file that decisions are written to
     * @param by who decides
     * @param today the day, for overrides that end
     */
    public Review(ResultStore store, Path overrides, String by, LocalDate today) {
        this.store = store;
        this.overrides = overrides;
        this.by = by;
        this.today = today;
    }

    /** Return what is open: all of one question together, so that equal answers get equal levels. */
    public List<Doubt> open() {
        ClassResults results =
                Rows.read(store, Overrides.ifPresent(overrides, today), LatePolicy.none(), store.similar());
        Map<String, Doubt> open = new LinkedHashMap<>();
        for (ClassRow row : results.rows()) {
            if (row.grade() == null) {
                continue;
            }
            // A team's text is read once.
            String key = row.team().isEmpty() ? row.key() : row.team();
            for (QuestionVerdict question : row.grade().questions()) {
                if (!question.status().equals("graded")) {
                    open.putIfAbsent(key + "/" + question.id(), doubt(key, row, question, results));
                }
            }
        }
        List<Doubt> sorted = new ArrayList<>(open.values());
        List<String> order =
                results.questions().stream().map(ClassResults.Item::id).toList();
        sorted.sort(Comparator.comparingInt((Doubt one) -> order.indexOf(one.question()))
                .thenComparing(Doubt::key));
        return sorted;
    }

    private static Doubt doubt(String key, ClassRow row, QuestionVerdict question, ClassResults results) {
        return new Doubt(
                key,
                question.id(),
                results.questions().stream()
                        .filter(item -> item.id().equals(question.id()))
                        .map(ClassResults.Item::title)
                        .findFirst()
                        .orElse(question.id()),
                !question.isGraded() ? -1 : question.level(),
                question.evidence().stream()
                        .map(one -> one.quote() + " (line " + one.line() + ")")
                        .toList(),
                question.feedback(),
                "students/" + row.key() + ".html");
    }

    /**
     * Keep a decision.
     *
     * @throws UnusableInput if there is no such doubt, or the file cannot be written
     */
    public void set(String key, String question, int level, String why) {
        if (open().stream()
                .noneMatch(one -> one.key().equals(key) && one.question().equals(question))) {
            throw new UnusableInput("There is nothing open of " + key + " under " + question + ".");
        }
        Overrides.ifPresent(overrides, today)
                .with(
                        key,
                        question,
                        new Overrides.Entry(level, null, by, why.isBlank() ? "read by a person" : why, null))
                .write(overrides);
    }

    /** Write the tables and pages of the class anew, with what was decided. */
    public void writeReports() {
        ClassReport.write(
                store,
                Overrides.ifPresent(overrides, today),
                LatePolicy.ifPresent(store.folder().resolve(LatePolicy.FILE)));
    }
}
