package org.foobarlab.report;

import java.util.Comparator;
import java.util.List;

/**
 * Hold the results of a class.
 *
 * @param lab the lab's name, such as {@code 05-secured-and-monitored}
 * @param title the lab's title
 * @param assignment what the assignment is called on the learning platform
 * @param checks what is checked, in the lab's order
 * @param questions what is asked, in the lab's order
 * @param rows a row for each student, in order of key
 * @param similar what is more alike than the class explains; empty if nobody looked
 * @param warnings what to know before these results are used, one sentence each
 */
public record ClassResults(
        String lab,
        String title,
        String assignment,
        List<Item> checks,
        List<Item> questions,
        List<ClassRow> rows,
        Alike similar,
        List<String> warnings) {

    /** One of a class of which nothing else is to be said. */
    public ClassResults(
            String lab,
            String title,
            String assignment,
            List<Item> checks,
            List<Item> questions,
            List<ClassRow> rows,
            Alike similar) {
        this(lab, title, assignment, checks, questions, rows, similar, List.of());
    }

    public ClassResults {
        warnings = List.copyOf(warnings);
        checks = List.copyOf(checks);
        questions = List.copyOf(questions);
        rows = rows.stream().sorted(Comparator.comparing(ClassRow::key)).toList();
    }

    /**
     * Name a check or a question.
     *
     * @param id what results call it
     * @param title what it asks
     * @param area where it belongs; empty for a question
     * @param maxScore the points it is worth
     */
    public record Item(String id, String title, String area, double maxScore) {}

    /** Return the points to be had. */
    public double maxScore() {
        return checks.stream().mapToDouble(Item::maxScore).sum()
                + questions.stream().mapToDouble(Item::maxScore).sum();
    }

    /** Return the rows that have a whole grade. */
    public List<ClassRow> graded() {
        return rows.stream().filter(row -> row.outcome() == Outcome.GRADED).toList();
    }
}
