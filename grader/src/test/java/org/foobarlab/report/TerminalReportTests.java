package org.foobarlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.foobarlab.TestFiles;
import org.foobarlab.grade.Grade;
import org.foobarlab.grade.Status;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

/** The golden files are made anew with {@code -Dgolden=write}; read what changed before keeping it. */
class TerminalReportTests {

    private static final Path GOLDEN = TestFiles.home().resolve("grader/src/test/resources/golden");

    @Test
    void showsFullMarks() throws IOException {
        assertGolden("full-marks.txt", text(Grades.full()));
    }

    @Test
    void showsEverythingThatCanGoWrong() throws IOException {
        assertGolden("everything.txt", text(Grades.mixed()));
    }

    @Test
    void keepsToEightyColumnsWithoutColour() {
        assertThat(text(Grades.mixed()).lines())
                .allSatisfy(line -> assertThat(line)
                        .hasSizeLessThanOrEqualTo(80)
                        .doesNotContain("\u001B")
                        .doesNotMatch(".*\\s"));
    }

    @Test
    void changesNothingButTheColour() {
        String coloured = new TerminalReport(Ansi.ON).text(Grades.mixed());
        assertThat(coloured).contains("\u001B[32m");
        assertThat(coloured.replaceAll("\u001B\\[[0-9;]*m", "")).isEqualTo(text(Grades.mixed()));
    }

    @Test
    void letsNoTextOfAStudentsPlayWithTheTerminal() {
        String text = text(failing("\u001B]0;owned\u0007\u001B[2J\rall\tpassed\u202E\u0085"));
        assertThat(text).contains("    observed  ?]0;owned??[2J?all    passed??\n");
    }

    @Test
    void takesMarkupInAMessageForText() {
        assertThat(text(failing("@|red no|@ %s @{0}"))).contains("    observed  @|red no|@ %s @{0}\n");
    }

    @Test
    void keepsTheLinesAndIndentsOfAMessage() {
        assertThat(text(failing("one\n\n    two\r\nthree"))).contains("""
                    observed  one
                                  two
                              three
                """);
    }

    @Test
    void leavesNoWordOfATitleAloneOnALine() {
        String title = "web-01 lets lb-01, web-02's MySQL and the monitoring server in";
        assertThat(text(Grades.of(Grades.verdict("a-check", "area", title, Status.FAILED, 1, "", "", "", ""))))
                .contains("  failed  web-01 lets lb-01, web-02's MySQL" + " ".repeat(34) + "0/1\n"
                        + "          and the monitoring server in\n");
    }

    @Test
    void breaksAWordThatIsLongerThanALine() {
        assertThat(text(failing("x".repeat(140))))
                .contains("    observed  " + "x".repeat(66) + "\n              " + "x".repeat(66) + "\n              "
                        + "x".repeat(8) + "\n");
    }

    private static Grade failing(String observed) {
        return Grades.of(Grades.verdict("a-check", "area", "Title", Status.FAILED, 1, "", observed, "", ""));
    }

    private static String text(Grade grade) {
        return new TerminalReport(Ansi.OFF).text(grade);
    }

    private static void assertGolden(String name, String text) throws IOException {
        Path file = GOLDEN.resolve(name);
        if (System.getProperty("golden").equals("write")) {
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
    }
}
