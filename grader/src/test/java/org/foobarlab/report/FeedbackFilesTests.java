package org.foobarlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.foobarlab.grade.Status;
import org.junit.jupiter.api.Test;

/** Hold the files to the rules by which Moodle and Canvas find whose they are. */
class FeedbackFilesTests {

    private final ClassResults results = results();
    private final Map<String, String> pages = HtmlReport.pages(results);

    @Test
    void moodleFindsTheParticipantAndThePlugin() throws IOException {
        List<String> names = names(FeedbackFiles.moodle(results, pages));
        assertThat(names).containsExactly("Ada Love lace_4101_assignfeedback_file_feedback.html");
        String[] parts = names.get(0).split("_", 5);
        assertThat(parts[1]).isEqualTo("4101");
        assertThat(parts[2] + " " + parts[3]).isEqualTo("assignfeedback file");
        assertThat(parts[4]).isEqualTo("feedback.html");
    }

    @Test
    void canvasFindsTheUserAndTheFile() throws IOException {
        List<String> names = names(FeedbackFiles.canvas(results, pages));
        assertThat(names).containsExactly("TeamGrace_70011_90001_feedback.html");
        assertThat(Stream.of(names.get(0).split("_")).filter(part -> part.matches("\\d+")))
                .as("the first two numbers are the user's and the file's")
                .containsExactly("70011", "90001");
    }

    @Test
    void mailHoldsWhatToSayToWhoseAddressIsKnown() {
        assertThat(FeedbackFiles.mail(results).lines())
                .containsExactly(
                        "email,name,id,status,score,max_score,feedback,attachment",
                        "a@example.org,Ada Love_lace,s1,graded,7.5,7.5,"
                                + "\"7.5 of 7.5 points. Everything works, and every question is answered.\",students/ada.html",
                        "m@example.org,mallory,,unreadable,,7.5,Not graded: cannot be read. It is no archive.,students/mallory.html");
    }

    @Test
    void areTheSameForTheSameResults() {
        assertThat(FeedbackFiles.moodle(results, pages)).isEqualTo(FeedbackFiles.moodle(results, pages));
    }

    private static ClassResults results() {
        ClassResults example = ClassExample.results();
        return new ClassResults(
                example.lab(),
                example.title(),
                example.assignment(),
                example.checks(),
                example.questions(),
                List.of(
                        row("ada", "x", new Student("s1", "Ada Love_lace", "a@example.org", "", "", "4101", "")),
                        row(
                                "team",
                                "team_1_70011_90001_lab5.zip",
                                new Student("", "Team_1 Grace", "", "", "70011", "", "")),
                        new ClassRow(
                                "mallory",
                                new Student("", "", "m@example.org", "", "70012", "4102", ""),
                                "mallory_70012_90002_lab5.zip",
                                false,
                                Outcome.UNREADABLE,
                                "It is no archive.",
                                List.of(),
                                null,
                                List.of(),
                                0)),
                Alike.NONE);
    }

    private static ClassRow row(String key, String source, Student student) {
        return new ClassRow(
                key,
                student,
                source,
                false,
                Outcome.GRADED,
                "",
                List.of(),
                ClassExample.grade(Status.PASSED, Status.PASSED, 2),
                List.of(),
                0);
    }

    private static List<String> names(byte[] zip) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipInputStream stream = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = stream.getNextEntry(); entry != null; entry = stream.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }
}
