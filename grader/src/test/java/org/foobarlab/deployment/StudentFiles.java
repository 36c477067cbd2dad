package org.foobarlab.deployment;

import static org.foobarlab.TestFiles.write;

import java.nio.file.Path;
import java.util.List;
import org.foobarlab.lab.Lab;
import org.foobarlab.submission.Servers;
import org.foobarlab.submission.Submission;
import org.foobarlab.testing.SmallLab;

/** Make servers' files from texts. */
final class StudentFiles {

    private StudentFiles() {}

    /**
     * Lay a student's files over given ones.
     *
     * @param folder a new folder to write them to
     * @param pathsAndTexts paths such as {@code given/web/etc/x} or {@code web-01/etc/x}, each followed by the file's
     *     text
     */
    static Servers of(Path folder, String... pathsAndTexts) {
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            boolean given = pathsAndTexts[i].startsWith("given/");
            write(folder, given ? pathsAndTexts[i] : "answer/" + pathsAndTexts[i], pathsAndTexts[i + 1]);
        }
        Lab lab = SmallLab.of(folder.resolve("07-small"), List.of("*-0?/**", "monitor/**"), List.of(), List.of());
        write(folder, "answer/EXPLANATION.md", "# Why\n");
        return Servers.of(folder.resolve("given"), lab, Submission.read(folder.resolve("answer")));
    }
}
