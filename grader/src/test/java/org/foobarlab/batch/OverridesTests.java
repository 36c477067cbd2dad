package org.foobarlab.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.foobarlab.grade.Status;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.ClassRow;
import org.foobarlab.report.LevelOverride;
import org.foobarlab.report.Outcome;
import org.foobarlab.report.Student;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverridesTests {

    private static final ClassRow ADA = new ClassRow(
            "ada",
            new Student("s1", "Ada Lovelace", "", "", "", "", ""),
            "ada.zip",
            false,
            Outcome.GRADED,
            "",
            List.of(),
            Grades.of("00", Status.PASSED, Status.FAILED),
            List.of(),
            20);

    @Test
    void setsALevelAndKeepsWhoAndWhy() {
        ClassRow row = parse("ada: {firewalls: {level: 2, by: M. Curie, why: says it in a drawing}}")
                .apply(ADA);
        assertThat(row.grade().questions().get(0).level()).isEqualTo(2);
        assertThat(row.grade().questions().get(0).score()).isEqualTo(4);
        assertThat(row.score()).hasValue(6);
        assertThat(row.overrides())
                .containsExactly(new LevelOverride("firewalls", 2, "M. Curie", "says it in a drawing", 1));
    }

    @Test
    void meansTheStudentByIdToo() {
        assertThat(parse("s1: {firewalls: {level: 0, by: M. Curie, why: copied}}")
                        .apply(ADA)
                        .score())
                .hasValue(2);
    }

    @Test
    void leavesOthersAlone() {
        Overrides overrides = parse("grace: {firewalls: {level: 0, by: M. Curie, why: copied}}");
        assertThat(overrides.apply(ADA)).isEqualTo(ADA);
        assertThat(overrides.unknown(List.of(ADA))).containsExactly("grace");
    }

    @Test
    void takesAnEmptyFile() {
        assertThat(parse("# none so far\n").apply(ADA)).isEqualTo(ADA);
    }

    @Test
    void refusesAQuestionThatIsNotAsked() {
        assertThatThrownBy(() ->
                        parse("ada: {firewals: {level: 2, by: x, why: y}}").apply(ADA))
                .isInstanceOf(UnusableInput.class)
                .hasMessage("overrides.yml: ada: there is no question firewals; there are firewalls.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ada: {firewalls: {level: 3, by: x, why: y}}|overrides.yml: ada, firewalls: the level has to be 0, 1 or 2.",
                "ada: {firewalls: {by: x, why: y}}|overrides.yml: ada, firewalls: the level has to be 0, 1 or 2.",
                "ada: {firewalls: {level: 2, why: y}}|overrides.yml: ada, firewalls: say who set it (by) and why.",
                "ada: {firewalls: {level: 2, by: x}}|overrides.yml: ada, firewalls: say who set it (by) and why.",
                "grace: {firewalls: {level: 2, by: x, why: ''}}|overrides.yml: grace, firewalls: say who set it (by) and why.",
            })
    void refusesWhatIsNotWhole(String yaml, String message) {
        assertThatThrownBy(() -> parse(yaml)).isInstanceOf(UnusableInput.class).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"ada: [1, 2]", "ada: {firewalls: {level: 2, by: x, why: y, points: 3}}", "ada: {", "just words"})
    void saysHowItIsWritten(String yaml) {
        assertThatThrownBy(() -> parse(yaml))
                .isInstanceOf(UnusableInput.class)
                .hasMessageStartingWith(
                        "overrides.yml, line 1: write overrides as student: {question: {level: 2, by: who, why: reason}}; ");
    }

    private static Overrides parse(String yaml) {
        return Overrides.parse(yaml, "overrides.yml");
    }
}
