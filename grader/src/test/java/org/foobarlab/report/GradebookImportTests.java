package org.foobarlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/**
 * Hold the gradebooks to the rules by which the platforms' own importers read them, as their sources state them:
 * Canvas's gradebook importer and the offline grading worksheet of Moodle's assignment.
 */
class GradebookImportTests {

    private final ClassResults results = ClassExample.results();

    @Test
    void canvasTakesTheHeader() throws IOException {
        List<String> header = rows(GradesCsv.canvas(results)).get(0);
        assertThat(header.get(0)).contains("Student");
        assertThat(header.get(1)).contains("ID");
        assertThat(header.get(2)).matches("SIS\\s+User\\s+ID");
        assertThat(header.get(3)).matches("SIS\\s+Login\\s+ID");
        assertThat(header.get(4)).as("the last column before the assignments").contains("Section");
        assertThat(header.subList(5, header.size())).containsExactly(results.assignment());
        assertThat(header.get(5))
                .as("what Canvas calculates itself is not read as an assignment")
                .doesNotContainPattern("(Current|Final|Override) (Score|Points|Grade|Status)");
    }

    @Test
    void canvasKnowsTheColumnsByTheirNumberInTheFirstLines() {
        // It takes for the separator what cuts the first three lines into equally many cells.
        assertThat(GradesCsv.canvas(results).lines().limit(3)).allSatisfy(line -> {
            assertThat(parse(line)).hasSize(6);
            assertThat(line).doesNotContain(";");
        });
    }

    @Test
    void canvasReadsPointsAndGradesAndDeletesNone() throws IOException {
        List<List<String>> rows = rows(GradesCsv.canvas(results));
        assertThat(rows.get(1).get(0)).contains("Points Possible");
        assertThat(rows.get(1).get(5)).isEqualTo("7.5");
        Map<String, String> grades = new TreeMap<>();
        for (List<String> row : rows.subList(2, rows.size())) {
            assertThat(row.get(0))
                    .as("a student, and no row about posting")
                    .doesNotMatch("(?i)\\s*(Muted|Manual Posting.*)?\\s*");
            grades.put(row.get(1), row.get(5));
        }
        assertThat(grades).isEqualTo(Map.of("11", "7.5", "22", "2"));
    }

    @Test
    void moodleFindsItsThreeColumns() throws IOException {
        assertThat(rows(GradesCsv.moodle(results)).get(0))
                .contains("Identifier", "Grade", "Last modified (grade)")
                .as("a column of comments replaces those of the teacher")
                .doesNotContain("Feedback comments");
        assertThat(rows(GradesCsv.moodleWithComments(results)).get(0))
                .contains("Identifier", "Grade", "Last modified (grade)", "Feedback comments");
    }

    @Test
    void moodleSetsTheGradesOfThoseItKnows() throws IOException {
        assertThat(moodle(GradesCsv.moodle(results))).containsExactly("7 = 7.5, feedback untouched");
        assertThat(moodle(GradesCsv.moodleWithComments(results)))
                .containsExactly(
                        "7 = 7.5, feedback '7.5 of 7.5 points. Everything works, and every question is answered.'");
    }

    @Test
    void moodleIsGivenNothingForWhoHasNoGrade() throws IOException {
        List<ClassRow> numbered = new ArrayList<>();
        for (ClassRow row : results.rows()) {
            Student student = new Student("", row.displayName(), "", "", "", String.valueOf(100 + numbered.size()), "");
            numbered.add(new ClassRow(
                    row.key(),
                    student,
                    row.source(),
                    row.late(),
                    row.outcome(),
                    row.reason(),
                    row.notes(),
                    row.grade(),
                    row.overrides(),
                    1));
        }
        ClassResults all =
                new ClassResults("05", "A lab", "A lab", results.checks(), results.questions(), numbered, Alike.NONE);
        assertThat(moodle(GradesCsv.moodleWithComments(all)))
                .containsExactly(
                        "100 = 7.5, feedback '7.5 of 7.5 points. Everything works, and every question is answered.'",
                        "102 = 2, feedback '2 of 7.5 points. Not working yet: HAProxy starts. Explanation: What are the"
                                + " firewalls for? Level 1 of 2: Say how.'");
    }

    /** Read a worksheet as Moodle does, and say what it would set. */
    private static List<String> moodle(String csv) throws IOException {
        List<List<String>> rows = rows(csv);
        int id = rows.get(0).indexOf("Identifier");
        int grade = rows.get(0).indexOf("Grade");
        int most = rows.get(0).indexOf("Maximum Grade");
        int feedback = rows.get(0).indexOf("Feedback comments");
        List<String> set = new ArrayList<>();
        for (List<String> row : rows.subList(1, rows.size())) {
            String number = row.get(id).substring(Math.min(row.get(id).length(), "Participant ".length()));
            if (!Pattern.matches("\\d+", number)) {
                continue;
            }
            String said = ", feedback " + (feedback < 0 ? "untouched" : "'" + row.get(feedback) + "'");
            boolean counts = !row.get(grade).isEmpty()
                    && Double.parseDouble(row.get(grade)) >= 0
                    && Double.parseDouble(row.get(grade)) <= Double.parseDouble(row.get(most));
            set.add(number + " = " + (counts ? row.get(grade) : "left alone") + said);
        }
        return set;
    }

    private static List<String> parse(String line) {
        try {
            return rows(line).get(0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<List<String>> rows(String csv) throws IOException {
        try (CSVParser parser = CSVFormat.RFC4180.parse(new StringReader(csv))) {
            return parser.getRecords().stream().map(CSVRecord::toList).toList();
        }
    }
}
