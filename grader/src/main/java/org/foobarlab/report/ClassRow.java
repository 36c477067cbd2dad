package org.foobarlab.report;

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
        List<LevelOverride> overrides,
        double seconds,
        String team) {

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
            List<LevelOverride> overrides,
            double seconds) {
        this(key, student, source, late, outcome, reason, notes, grade, overrides, seconds, "");
    }

    /** Return the name, or what else the student is known by. */
    public String displayName() {
        return student.name().isEmpty() ? key : student.name();
    }

    /** Return the score, which only a whole grade has. */
    public OptionalDouble score() {
        return outcome == Outcome.GRADED ? OptionalDouble.of(grade.score()) : OptionalDouble.empty();
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
