package org.foobarlab.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.foobarlab.batch.Handin;
import org.foobarlab.batch.Preview.Line;
import org.foobarlab.report.Student;

/** Print what would be graded of a class. */
final class BatchPreview {

    private BatchPreview() {}

    static void print(List<Line> lines, List<Student> missing, boolean hasRoster, PrintWriter out) {
        for (Line line : lines) {
            Handin handin = line.handin();
            out.println(handin.key() + ": " + who(handin, hasRoster) + (handin.late() ? ", late" : ""));
            out.println("    from " + handin.source()
                    + (line.digest().isEmpty()
                            ? ""
                            : ": " + line.read() + (line.read() == 1 ? " file" : " files") + " of the servers, "
                                    + (line.explanation().isEmpty() ? "no explanation" : line.explanation())));
            if (!line.problem().isEmpty()) {
                out.println("  ! " + line.problem());
            }
            handin.notes().stream()
                    .filter(note -> !note.equals("no explanation"))
                    .forEach(note -> out.println("  ? " + note));
            if (!line.unread().isEmpty()) {
                out.println("    not read by this lab: "
                        + line.unread().stream().limit(5).collect(Collectors.joining(", "))
                        + (line.unread().size() > 5 ? " and " + (line.unread().size() - 5) + " more" : ""));
            }
        }
        missing.forEach(student ->
                out.println((student.name().isEmpty() ? student.id() : student.name()) + ": nothing handed in"));
        long bad = lines.stream().filter(line -> !line.problem().isEmpty()).count();
        long look = lines.stream()
                .filter(line ->
                        line.problem().isEmpty() && !line.handin().notes().isEmpty())
                .count();
        out.println();
        out.println(lines.size() + (lines.size() == 1 ? " hand-in: " : " hand-ins: ") + (lines.size() - bad - look)
                + " plain, " + look + " with a remark (?), " + bad + " that cannot be graded as they are (!); "
                + missing.size() + " of the class list handed in nothing. Nothing was graded.");
        out.flush();
    }

    private static String who(Handin handin, boolean hasRoster) {
        if (!handin.members().isEmpty()) {
            return "team of " + handin.members().stream().map(Student::name).collect(Collectors.joining(", "));
        }
        Student student = handin.student();
        String id = student.id().isEmpty() ? "" : " (" + student.id() + ")";
        return student.name().isEmpty()
                ? student.login().isEmpty() ? hasRoster ? "nobody known" : handin.key() : student.login()
                : student.name() + id;
    }
}
