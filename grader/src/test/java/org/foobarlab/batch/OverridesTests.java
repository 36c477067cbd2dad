package org.foobarlab.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.foobarlab.grade.Status;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.ClassRow;
import org.foobarlab.report.Correction;
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
                .containsExactly(new Correction("firewalls", "level 1", "level 2", "M. Curie", "says it in a drawing"));
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
                .hasMessage(
                        "overrides.yml: ada: there is no question or check firewals; there are firewalls, https-site, lb-01-needed-ports.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ada: {firewalls: {level: 3, by: x, why: y}}|overrides.yml: ada, firewalls: the level has to be 0, 1 or 2.",
                "ada: {firewalls: {by: x, why: y}}|overrides.yml: ada, firewalls: set either a level or points.",
                "ada: {firewalls: {level: 2, points: 1, by: x, why: y}}|overrides.yml: ada, firewalls: set either a level or points.",
                "ada: {x: {points: -1, by: x, why: y}}|overrides.yml: ada, x: points have to be 0 or more.",
                "ada: {x: {points: 1, by: x, why: y, until: soon}}|overrides.yml: ada, x: write until as 2026-12-24.",
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
            value = {"ada: [1, 2]", "ada: {", "just words"})
    void saysHowItIsWritten(String yaml) {
        assertThatThrownBy(() -> parse(yaml))
                .isInstanceOf(UnusableInput.class)
                .hasMessageStartingWith(
                        "overrides.yml, line 1: write overrides as student: {question: {level: 2, by: who, why: reason}} or ")
                .hasMessageNotContaining("org.foobarlab");
    }

    @Test
    void namesAKeyThatThereIsNot() {
        assertThatThrownBy(() -> parse("ada: {firewalls: {level: 2, by: x, why: y, bonus: 3}}"))
                .hasMessage(
                        "overrides.yml, line 1: there is no 'bonus': an override has level or points, by, why, and until if it ends.");
    }

    @Test
    void setsThePointsOfACheck() {
        ClassRow row = parse("ada: {lb-01-needed-ports: {points: 1.5, by: M. Curie, why: the hint was wrong}}")
                .apply(ADA);
        assertThat(row.score()).hasValue(5.5);
        assertThat(row.overrides())
                .containsExactly(new Correction(
                        "lb-01-needed-ports", "0 points", "1.5 points", "M. Curie", "the hint was wrong"));
        assertThatThrownBy(() ->
                        parse("ada: {https-site: {points: 3, by: x, why: y}}").apply(ADA))
                .hasMessage("overrides.yml: ada, https-site: a check has points, from 0 to 2.");
    }

    @Test
    void holdsUntilItsDay() {
        String yaml = "ada: {firewalls: {level: 2, by: x, why: y, until: 2026-12-01}}";
        assertThat(parse(yaml).apply(ADA).score()).hasValue(6);
        ClassRow after = Overrides.parse(yaml, "overrides.yml", LocalDate.of(2026, 12, 2))
                .apply(ADA);
        assertThat(after.score()).hasValue(4);
        assertThat(after.notes()).containsExactly("the override of firewalls ended on 2026-12-01");
    }

    @Test
    void makesAGradeWholeWhereAPersonReadWhatTheGraderCouldNot() {
        ClassRow unread = new ClassRow(
                "ada",
                ADA.student(),
                "ada.zip",
                false,
                Outcome.UNREADABLE_EXPLANATION,
                "The explanation in EXPLANATION.doc cannot be read.",
                List.of(),
                Grades.withoutExplanation(Grades.of("00", Status.PASSED, Status.FAILED)),
                List.of(),
                20);
        assertThat(unread.score()).isEmpty();
        ClassRow read =
                parse("ada: {firewalls: {level: 1, by: x, why: read on paper}}").apply(unread);
        assertThat(read.score()).hasValue(4);
        assertThat(read.reason()).isEmpty();
        assertThat(parse("ada: {https-site: {points: 1, by: x, why: y}}")
                        .apply(unread)
                        .score())
                .isEmpty();
    }

    private static Overrides parse(String yaml) {
        return Overrides.parse(yaml, "overrides.yml", LocalDate.of(2026, 12, 1));
    }
}
