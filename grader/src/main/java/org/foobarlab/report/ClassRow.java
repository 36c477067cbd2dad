package org.foobarlab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.foobarlab.grade.Grade;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.grade.Verdict;

/**
 * Tell what came of one student's submission.
 *
 * @param key what the student's files are called; unique in the class
 * @param student who it is
 * @param source the name of what was handed in; empty if nothing was
 * @param late whether the platform marked it as late
 * @param outcome what came of it
 * @param reason why there is no grade, in a sentence; empty if there is one
 * @param notes what else there is to say about what was handed in
 * @param grade the grade with overrides applied; null if there is none
 * @param overrides what was set by hand
 * @param seconds wall time the grading took; kept out of everything that is compared
 * @param deducted what being late costs; null if nothing. The grade is as it was found
 * @param team the key of what a team handed in together; empty if the student handed in alone
 */
public record ClassRow(
        String key,
        Student student,
        String source,
        boolean late,
        Outcome outcome,
        String reason,
        List<String> notes,
        Grade grade,
        List<Correction> overrides,
        double seconds,
        String team,
        Deduction deducted) {

    public ClassRow {
        notes = List.copyOf(notes);
        overrides = List.copyOf(overrides);
    }

    /** One of a student who handed in alone. */
    public ClassRow(
            String key,
            Student student,
            String source,
            boolean late,
            Outcome outcome,
            String reason,
            List<String> notes,
            Grade grade,
            List<Correction> overrides,
            double seconds) {
        this(key, student, source, late, outcome, reason, notes, grade, overrides, seconds, "", null);
    }

    /** Return the name, or what else the student is known by. */
    public String displayName() {
        return student.name().isEmpty() ? key : student.name();
    }

    /** Return the score, which only a whole grade has, with what being late costs taken off. */
    public OptionalDouble score() {
        return outcome == Outcome.GRADED
                ? OptionalDouble.of(Math.max(0, grade.score() - (deducted == null ? 0 : deducted.points())))
                : OptionalDouble.empty();
    }

    /** Return what being late costs. */
    public Optional<Deduction> deduction() {
        return Optional.ofNullable(deducted);
    }

    /** The same with something more to be said about what was handed in. */
    public ClassRow noting(String note) {
        List<String> more = new ArrayList<>(notes);
        more.add(note);
        return new ClassRow(
                key, student, source, late, outcome, reason, more, grade, overrides, seconds, team, deducted);
    }

    /** The same with points taken off. */
    public ClassRow deducting(Deduction deduction) {
        return new ClassRow(
                key, student, source, late, outcome, reason, notes, grade, overrides, seconds, team, deduction);
    }

    /** Return a check's verdict. */
    public Optional<Verdict> check(String id) {
        return grade == null
                ? Optional.empty()
                : grade.checks().stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /** Return a question's verdict. */
    public Optional<QuestionVerdict> question(String id) {
        return grade == null
                ? Optional.empty()
                : grade.questions().stream().filter(one -> one.id().equals(id)).findFirst();
    }
}
