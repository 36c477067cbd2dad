package org.foobarlab.batch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.foobarlab.grade.Grade;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.ClassResults;
import org.foobarlab.report.ClassResults.Item;
import org.foobarlab.report.ClassRow;
import org.foobarlab.report.Outcome;
import org.foobarlab.report.SimilarPair;
import org.foobarlab.report.Student;

/** Make the rows of a class out of what is kept of it. */
public final class Rows {

    private Rows() {}

    static ClassRow row(Stored state, Grade grade) {
        return new ClassRow(
                state.key(),
                state.student(),
                state.source(),
                state.late(),
                state.outcome(),
                state.reason(),
                state.notes(),
                grade,
                List.of(),
                state.seconds());
    }

    /** Read all that is kept of a class. */
    static ClassResults read(ResultStore store, Overrides overrides, List<SimilarPair> similar) {
        ClassFile about = store.classFile();
        List<ClassRow> rows = new ArrayList<>();
        for (String key : about.keys()) {
            rows.add(store.state(key)
                    .map(state -> overrides.apply(row(state, store.grade(state).orElse(null))))
                    .orElseGet(() -> notYet(key)));
        }
        Set<String> taken = new LinkedHashSet<>(about.keys());
        for (Student student : about.missing()) {
            String key = freeKey(student, taken);
            rows.add(new ClassRow(key, student, "", false, Outcome.MISSING, "", List.of(), null, List.of(), 0));
        }
        requireKnown(overrides, rows, about.elsewhere());
        return new ClassResults(
                about.lab(), about.title(), about.assignment(), about.checks(), about.questions(), rows, similar);
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

    /** Describe a class before anything of it is graded. */
    static ClassFile about(
            Lab lab, String assignment, List<Item> checks, List<Handin> handins, Roster roster, List<Handin> whole) {
        Set<Student> found = new LinkedHashSet<>();
        whole.forEach(handin -> roster.member(handin.student()).ifPresent(found::add));
        List<Student> missing = roster.students().stream()
                .filter(student -> !found.contains(student))
                .toList();
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
                        .toList());
    }
}
