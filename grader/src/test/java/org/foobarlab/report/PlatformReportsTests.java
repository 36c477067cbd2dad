package org.foobarlab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.foobarlab.testing.PlatformSchema.classroom50;
import static org.foobarlab.testing.PlatformSchema.complaints;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.foobarlab.grade.Grade;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.grade.Status;
import org.junit.jupiter.api.Test;

/** Hold what platforms are told to their contracts. */
class PlatformReportsTests {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<String, String> RUNNER = Map.of(
            "CLASSROOM", "networks",
            "ASSIGNMENT", "lab-05",
            "SUBMISSION_TAG", "submit/2026-12-01T10-00-00Z-0123456",
            "COMMIT_URL", "https://git.example.org/networks-lab-05-amina/commit/0123456",
            "RELEASE_URL", "https://git.example.org/networks-lab-05-amina/releases/tag/submit",
            "REVIEW_URL", "");

    @Test
    void tellsClassroom50WholePointsWhoseSumIsTheGrade() throws Exception {
        Grade full = Grades.full();
        Classroom50Result result = new Classroom50Result(full);
        String text = result.text(RUNNER);
        assertThat(classroom50(text)).isEmpty();
        JsonNode root = MAPPER.readTree(text);
        // 10.5 points, and a question of 2.5 can earn 1.25.
        assertThat(result.parts()).isEqualTo(4);
        assertThat(root.get("score").asLong()).isEqualTo(42);
        assertThat(root.get("max-score").asLong()).isEqualTo(42);
        assertThat(root.get("review")).isEqualTo(root.get("commit"));
        assertThat(result.releaseBody()).endsWith("each point counts 4: 42 of 42 are 10.5 of 10.5 points.\n");
    }

    @Test
    void dividesPointsAlikeForAWholeClass() {
        QuestionVerdict none = new QuestionVerdict("q", 0, "graded", 0, 3, List.of(), "", List.of());
        QuestionVerdict half = new QuestionVerdict("q", 1, "graded", 1.5, 3, List.of(), "", List.of());
        for (QuestionVerdict question : List.of(none, half)) {
            assertThat(new Classroom50Result(with(Grades.full(), true, List.of(question))).parts())
                    .isEqualTo(2);
        }
        assertThat(new Classroom50Result(with(Grades.full(), true, List.of())).parts())
                .isEqualTo(1);
    }

    @Test
    void tellsClassroom50NothingOfAGradeThatIsNotWhole() {
        assertThatThrownBy(() -> new Classroom50Result(Grades.mixed())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void needsWhatTheRunnerSets() {
        for (String name : Classroom50Result.REQUIRED) {
            Map<String, String> without = new HashMap<>(RUNNER);
            without.remove(name);
            assertThatThrownBy(() -> new Classroom50Result(Grades.full()).text(without))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name);
        }
    }

    @Test
    void wouldBeToldOfMistakes() {
        String text = new Classroom50Result(Grades.full()).text(RUNNER);
        assertThat(classroom50(text.replace("\"score\" : 42", "\"score\" : 41")))
                .isNotEmpty();
        assertThat(classroom50(text.replace("\"score\" : 42", "\"score\" : 42.5")))
                .isNotEmpty();
        assertThat(classroom50(text.replace("\"review\"", "\"reviews\""))).isNotEmpty();
        assertThat(classroom50(text.replace("submit/2026", "2026"))).isNotEmpty();
        assertThat(complaints("gradescope-results", "{\"score\": 1}")).isNotEmpty();
        assertThat(complaints("gitlab-code-quality", "[{\"severity\": \"error\"}]"))
                .isNotEmpty();
        assertThat(complaints("github-check-run", "{\"name\": \"x\"}")).isNotEmpty();
    }

    @Test
    void marksLinesForGitLab() throws Exception {
        String text = new CodeQuality("submission/").text(Grades.mixed());
        assertThat(complaints("gitlab-code-quality", text)).isEmpty();
        JsonNode entries = MAPPER.readTree(text);
        assertThat(entries.findValuesAsText("path"))
                .contains("submission/web-01/etc/mysql/mysql.conf.d/mysqld.cnf", "submission/EXPLANATION.md");
        assertThat(entries.findValuesAsText("fingerprint")).doesNotHaveDuplicates();
        assertThat(new CodeQuality("").text(Grades.full())).isEqualTo("[ ]\n");
    }

    @Test
    void tellsGitHubWhereNothingFailedAndWhereNothingCouldBeTold() throws Exception {
        GitHubCheck check = new GitHubCheck("submission/", Map.of("GITHUB_SHA", "0123456789".repeat(4)));
        for (String text :
                List.of(check.text(Grades.full()), check.text(Grades.mixed()), check.notGraded("No engine."))) {
            assertThat(complaints("github-check-run", text)).isEmpty();
        }
        assertThat(MAPPER.readTree(check.text(Grades.full())).get("conclusion").asText())
                .isEqualTo("success");
        // A fault of the lab is nobody's failure.
        assertThat(MAPPER.readTree(check.text(Grades.mixed())).get("conclusion").asText())
                .isEqualTo("neutral");
        assertThat(MAPPER.readTree(check.notGraded("No engine."))
                        .get("conclusion")
                        .asText())
                .isEqualTo("neutral");
        assertThat(MAPPER.readTree(check.text(with(Grades.mixed(), true, List.of())))
                        .at("/output/annotations/0/path")
                        .asText())
                .startsWith("submission/");
    }

    @Test
    void showsOneSubmissionAsAClassIsShown() {
        assertThat(OneSubmission.page(OneSubmission.of(Grades.full())))
                .contains("carry Strict-Transport-Security", "10.5")
                .doesNotContain("<script");
        assertThat(JUnitXml.text(OneSubmission.notGraded("05", "No engine."))).contains("errors=\"1\"", "No engine.");
        String gradescope =
                GradescopeResults.text(OneSubmission.of(Grades.full()).rows().get(0));
        assertThat(complaints("gradescope-results", gradescope)).isEmpty();
        String none = GradescopeResults.text(
                OneSubmission.notGraded("05", "No engine.").rows().get(0));
        assertThat(complaints("gradescope-results", none)).isEmpty();
        assertThat(none).contains("No engine.").doesNotContain("\"score\"");
    }

    private static Grade with(Grade grade, boolean graded, List<QuestionVerdict> questions) {
        return new Grade(
                grade.schemaVersion(),
                grade.lab(),
                grade.submission(),
                graded,
                grade.checks().stream()
                                .filter(one -> one.status() != Status.FAULT)
                                .mapToDouble(one -> one.score())
                                .sum()
                        + questions.stream().mapToDouble(QuestionVerdict::score).sum(),
                grade.maxScore(),
                grade.checks(),
                questions,
                grade.experiments(),
                grade.reachability(),
                grade.claims(),
                grade.findings(),
                grade.images(),
                grade.seed(),
                grade.started(),
                grade.seconds());
    }
}
