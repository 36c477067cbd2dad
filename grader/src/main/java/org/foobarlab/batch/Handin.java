package org.foobarlab.batch;

import java.nio.file.Path;
import java.util.List;
import org.foobarlab.report.Student;

/**
 * Name what one student handed in, before anybody has looked into it.
 *
 * @param key what the student's files are called; unique in the class and usable as a file name everywhere
 * @param student what the names of the files tell of the student
 * @param path the folder or archive
 * @param source its name within the folder of submissions, with {@code /} between names
 * @param late whether the platform marked it as late
 * @param notes what else there is to say, such as another file that was not graded
 */
public record Handin(String key, Student student, Path path, String source, boolean late, List<String> notes) {

    public Handin {
        notes = List.copyOf(notes);
    }

    Handin with(Student known) {
        return new Handin(key, known, path, source, late, notes);
    }
}
