package org.foobarlab.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.grade.Status;
import org.foobarlab.grade.Verdict;

/**
 * Write tables for spreadsheets and for the gradebooks of learning platforms.
 *
 * <p>A student without a whole grade has an empty score in {@code grades.csv}, and never a zero. In what is imported
 * such a student is left out: Canvas takes an empty cell for a grade that is to be deleted, and Moodle would replace
 * what a teacher wrote as feedback.
 */
public final class GradesCsv {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180;
    /** Spreadsheets take a cell that begins like this for a formula. */
    private static final String FORMULA = "=+-@\t\r";

    private GradesCsv() {}

    /** Return {@code grades.csv}: a row a student, a column a check and a question. */
    public static String grades(ClassResults results) {
        return table(printer -> {
            List<Object> header = new ArrayList<>(List.of(
                    "key",
                    "id",
                    "name",
                    "email",
                    "section",
                    "submission",
                    "late",
                    "status",
                    "reason",
                    "score",
                    "max_score"));
            results.checks().forEach(check -> header.add(check.id()));
            results.questions().forEach(question -> header.add(question.id()));
            header.add("deducted");
            header.add("overrides");
            header.add("notes");
            printer.printRecord(header);
            for (ClassRow row : results.rows()) {
                List<Object> cells = new ArrayList<>(List.of(
                        safe(row.key()),
                        safe(row.student().id()),
                        safe(row.student().name()),
                        safe(row.student().email()),
                        safe(row.student().section()),
                        safe(row.source()),
                        row.late() ? "late" : "",
                        row.outcome().word(),
                        safe(row.reason()),
                        score(row),
                        Numbers.points(results.maxScore())));
                results.checks()
                        .forEach(check -> cells.add(
                                row.check(check.id()).map(GradesCsv::cell).orElse("")));
                results.questions()
                        .forEach(question -> cells.add(
                                row.question(question.id()).map(GradesCsv::cell).orElse("")));
                cells.add(row.deduction()
                        .map(deduction -> Numbers.points(deduction.points()))
                        .orElse(""));
                cells.add(safe(String.join(
                        "; ",
                        row.overrides().stream()
                                .map(one -> one.id() + ": " + one.before() + " to " + one.after() + " by " + one.by()
                                        + ", " + one.why())
                                .toList())));
                List<String> notes = new ArrayList<>(row.notes());
                if (row.grade() != null) {
                    notes.addAll(row.grade().findings());
                }
                cells.add(safe(String.join("; ", notes)));
                printer.printRecord(cells);
            }
        });
    }

    /**
     * Return a gradebook that Canvas imports: the five columns it asks for, then the assignment. It finds a student by
     * its own number, by the number or login of the student information system, or else by name.
     */
    public static String canvas(ClassResults results) {
        return table(printer -> {
            printer.printRecord("Student", "ID", "SIS User ID", "SIS Login ID", "Section", results.assignment());
            printer.printRecord("Points Possible", "", "", "", "", Numbers.points(results.maxScore()));
            for (ClassRow row : results.graded()) {
                Student student = row.student();
                printer.printRecord(
                        safe(row.displayName()),
                        student.canvasId(),
                        safe(student.id()),
                        safe(student.login()),
                        safe(student.section()),
                        score(row));
            }
        });
    }

    /**
     * Return a grading worksheet that Moodle imports. It knows a participant by the number in the names of what was
     * downloaded, so only those whose number is known are in it. Its column titles are those of Moodle in English.
     * Without a column of comments it leaves those of the teacher as they are.
     */
    public static String moodle(ClassResults results) {
        return moodle(results, false);
    }

    /** Return the same with a comment for each, which replaces what a teacher wrote. No comment is empty. */
    public static String moodleWithComments(ClassResults results) {
        return moodle(results, true);
    }

    private static String moodle(ClassResults results, boolean comments) {
        return table(printer -> {
            List<Object> header = new ArrayList<>(List.of(
                    "Identifier",
                    "Full name",
                    "Email address",
                    "Status",
                    "Grade",
                    "Maximum Grade",
                    "Grade can be changed",
                    "Last modified (submission)",
                    "Last modified (grade)"));
            if (comments) {
                header.add("Feedback comments");
            }
            printer.printRecord(header);
            for (ClassRow row : results.graded()) {
                Student student = row.student();
                if (student.moodleId().isEmpty()) {
                    continue;
                }
                List<Object> cells = new ArrayList<>(List.of(
                        "Participant " + student.moodleId(),
                        safe(row.displayName()),
                        safe(student.email()),
                        "Submitted for grading",
                        score(row),
                        Numbers.points(results.maxScore()),
                        "Yes",
                        "-",
                        "-"));
                if (comments) {
                    cells.add(safe(Feedback.of(row, results)));
                }
                printer.printRecord(cells);
            }
        });
    }

    private static String score(ClassRow row) {
        return row.score().isPresent() ? Numbers.points(row.score().getAsDouble()) : "";
    }

    /** What the lab could not tell is empty. */
    private static String cell(Verdict verdict) {
        return verdict.status() == Status.FAULT ? "" : Numbers.points(verdict.score());
    }

    private static String cell(QuestionVerdict verdict) {
        return !verdict.isGraded() ? "" : Numbers.points(verdict.score());
    }

    static String safe(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private interface Rows {
        void print(CSVPrinter printer) throws IOException;
    }

    private static String table(Rows rows) {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
            rows.print(printer);
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory can always be written", e);
        }
        return text.toString();
    }
}
