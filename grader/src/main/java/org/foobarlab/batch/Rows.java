package org.foobarlab.batch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.foobarlab.grade.Grade;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.Alike;
import org.foobarlab.report.ClassResults;
import org.foobarlab.report.ClassResults.Item;
import org.foobarlab.report.ClassRow;
import org.foobarlab.report.Outcome;
import org.foobarlab.report.Student;

/** Make the rows of a class out of what is kept of it. */
public final class Rows {

    private static final int MOST_NAMED = 10;

    private Rows() {}

    /**
     * Make the row of a student.
     *
     * @param team the key of the team that handed in; empty if the student handed in alone
     */
    static ClassRow row(Stored state, Grade grade, String team) {
        return row(state, grade, state.key(), state.student(), state.notes(), team);
    }

    private static ClassRow row(
            Stored state, Grade grade, String key, Student student, List<String> notes, String team) {
        return new ClassRow(
                key,
                student,
                state.source(),
                state.late(),
                state.outcome(),
                state.reason(),
                notes,
                grade,
                List.of(),
                state.seconds(),
                team,
                null);
    }

    /** What a team handed in is a row for each of its members. */
    private static List<ClassRow> rows(Stored state, Grade grade, Set<String> taken) {
        if (state.members().isEmpty()) {
            return List.of(row(state, grade, ""));
        }
        List<ClassRow> rows = new ArrayList<>();
        for (Student member : state.members()) {
            List<String> notes = new ArrayList<>(
                    List.of("handed in by the team " + state.student().name()));
            notes.addAll(state.notes());
            rows.add(row(state, grade, freeKey(member, taken), member, notes, state.key()));
        }
        return rows;
    }

    /** Read all that is kept of a class. */
    static ClassResults read(ResultStore store, Overrides overrides, LatePolicy late, Alike similar) {
        ClassFile about = store.classFile();
        double maxScore = Stream.concat(about.checks().stream(), about.questions().stream())
                .mapToDouble(Item::maxScore)
                .sum();
        List<ClassRow> rows = new ArrayList<>();
        Set<String> taken = new LinkedHashSet<>(about.keys());
        for (String key : about.keys()) {
            rows.addAll(store.state(key)
                    .map(state -> rows(state, store.grade(state).orElse(null), taken).stream()
                            .map(row -> late.apply(overrides.apply(row), state.handedIn(), maxScore, overrides))
                            .toList())
                    .orElseGet(() -> List.of(notYet(key))));
        }
        for (Student student : about.missing()) {
            String key = freeKey(student, taken);
            rows.add(overrides.apply(
                    new ClassRow(key, student, "", false, Outcome.MISSING, "", List.of(), null, List.of(), 0)));
        }
        requireKnown(overrides, rows, about.elsewhere());
        return new ClassResults(
                about.lab(),
                about.title(),
                about.assignment(),
                about.checks(),
                about.questions(),
                rows,
                similar,
                warnings(about));
    }

    private static List<String> warnings(ClassFile about) {
        List<String> warnings = new ArrayList<>();
        List<String> absent = about.absent();
        if (!absent.isEmpty()) {
            warnings.add(absent.size() + " of " + about.whole().size()
                    + " hand-ins are in a part of the class that is not here: "
                    + String.join(", ", absent.subList(0, Math.min(MOST_NAMED, absent.size())))
                    + (absent.size() > MOST_NAMED ? " and more" : "") + ".");
        }
        if (about.graders().size() > 1) {
            warnings.add(
                    "The parts were graded by different versions of the grader, the lab or the images, so equal work"
                            + " may have unequal grades: grade all of it with one.");
        }
        return warnings;
    }

    /** A student whose grading was stopped before it ended. */
    private static ClassRow notYet(String key) {
        return new ClassRow(
                key,
                Student.named(""),
                "",
                false,
                Outcome.FAULT,
                "It was not graded so far: run the same batch again.",
                List.of(),
                null,
                List.of(),
                0);
    }

    private static String freeKey(Student student, Set<String> taken) {
        String wanted = HandinName.slug(
                !student.id().isEmpty()
                        ? student.id()
                        : !student.login().isEmpty()
                                ? student.login()
                                : !student.name().isEmpty() ? student.name() : student.email());
        String key = wanted;
        for (int i = 2; !taken.add(key); i++) {
            key = wanted + "-" + i;
        }
        return key;
    }

    private static void requireKnown(Overrides overrides, List<ClassRow> rows, List<String> elsewhere) {
        List<String> unknown = overrides.unknown(rows).stream()
                .filter(name -> !elsewhere.contains(name))
                .toList();
        if (!unknown.isEmpty()) {
            throw new UnusableInput(
                    overrides.file() + " names " + String.join(", ", unknown)
                            + ", which is nobody in this class; the names are those in the column key, id or login of grades.csv.");
        }
    }

    /** Return who is in the class list and handed in nothing. */
    static List<Student> missing(Roster roster, List<Handin> whole) {
        Set<Student> found = new LinkedHashSet<>();
        for (Handin handin : whole) {
            Stream.concat(Stream.of(handin.student()), handin.members().stream())
                    .forEach(student -> roster.member(student).ifPresent(found::add));
        }
        return roster.students().stream()
                .filter(student -> !found.contains(student))
                .toList();
    }

    /** Describe a class before anything of it is graded. */
    static ClassFile about(
            Lab lab,
            String assignment,
            List<Item> checks,
            List<Handin> handins,
            Roster roster,
            List<Handin> whole,
            Fingerprint fingerprint) {
        List<Student> missing = missing(roster, whole);
        return new ClassFile(
                ClassFile.SCHEMA_VERSION,
                lab.name(),
                lab.title(),
                assignment,
                checks,
                lab.questions().stream()
                        .map(one -> new Item(one.id(), one.prompt(), "", one.points()))
                        .toList(),
                handins.stream().map(Handin::key).toList(),
                missing,
                whole.stream()
                        .filter(handin -> !handins.contains(handin))
                        .flatMap(handin -> Stream.of(
                                handin.key(),
                                handin.student().id(),
                                handin.student().login()))
                        .filter(name -> !name.isEmpty())
                        .toList(),
                whole.stream().map(Handin::key).toList(),
                List.of(fingerprint.base()));
    }
}
