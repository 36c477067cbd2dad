package org.foobarlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GradesCsvTests {

    @Test
    void hasARowForEveryStudentAndNoZeroForThoseWithoutAGrade() {
        assertThat(GradesCsv.grades(ClassExample.results()))
                .isEqualTo(lines(
                        "key,id,name,email,section,submission,late,status,reason,score,max_score,haproxy-starts,https-site,firewalls,deducted,overrides,notes",
                        "ada,s1,Ada Lovelace,a@example.org,A,ada.zip,,graded,,7.5,7.5,1,2.5,4,,\"firewalls: level 1 to level 2 by M. Curie, a drawing\",",
                        "edsger,,\"'=HYPERLINK(\"\"x\"\")\",,,edsger.zip,,partly,The lab could not tell: https-site.,,7.5,1,,0,,,",
                        "grace,s2,\"Hopper, Grace\",g@example.org,B,grace.zip,late,graded,,2,7.5,0,0,2,,,",
                        "mallory,,,,,mallory.zip,,unreadable,mallory.pdf is no archive.,,7.5,,,,,,",
                        "s9,s9,Alan Turing,,A,,,missing,,,7.5,,,,,,"));
    }

    @Test
    void writesWhatCanvasImports() {
        assertThat(GradesCsv.canvas(ClassExample.results()))
                .isEqualTo(lines(
                        "Student,ID,SIS User ID,SIS Login ID,Section,Lab 5 (4711)",
                        "Points Possible,,,,,7.5",
                        "Ada Lovelace,11,s1,,A,7.5",
                        "\"Hopper, Grace\",22,s2,gh,B,2"));
    }

    @Test
    void writesWhatMoodleImports() {
        assertThat(GradesCsv.moodle(ClassExample.results()).lines())
                .first()
                .isEqualTo("Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
                        + "Last modified (submission),Last modified (grade)");
        assertThat(GradesCsv.moodle(ClassExample.results()).lines())
                .contains("Participant 7,Ada Lovelace,a@example.org,Submitted for grading,7.5,7.5,Yes,-,-")
                .as("whose number is not known is skipped by Moodle")
                .noneMatch(line -> line.contains("Hopper"));
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }
}
