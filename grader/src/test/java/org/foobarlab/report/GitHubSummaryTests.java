package org.foobarlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.foobarlab.TestFiles;
import org.foobarlab.grade.Status;
import org.junit.jupiter.api.Test;

/** The golden files are made anew with {@code -Dgolden=write}; read what changed before keeping it. */
class GitHubSummaryTests {

    private static final Path GOLDEN = TestFiles.home().resolve("grader/src/test/resources/golden");

    @Test
    void showsFullMarks() throws IOException {
        assertGolden("full-marks.md", GitHubSummary.text(Grades.full()));
    }

    @Test
    void showsEverythingThatCanGoWrong() throws IOException {
        assertGolden("everything.md", GitHubSummary.text(Grades.mixed()));
    }

    @Test
    void takesNoMarkupOfAStudents() {
        String text = GitHubSummary.text(Grades.of(Grades.verdict(
                "a", "area", "A <b> | title", Status.FAILED, 1, "", "```\n<img src=x>\n# Full marks", "", "")));
        assertThat(text)
                .contains("| A &lt;b&gt; \\| title |")
                .contains("\n````text\nobserved: ```\n<img src=x>\n# Full marks\n````\n");
    }

    @Test
    void saysWhyThereIsNoGrade() {
        assertThat(GitHubSummary.notGraded("No engine."))
                .isEqualTo("## Not graded\n\nThis is no grade, and no zero either:\n\n```text\nNo engine.\n```\n");
    }

    private static void assertGolden(String name, String text) throws IOException {
        Path file = GOLDEN.resolve(name);
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
    }
}
