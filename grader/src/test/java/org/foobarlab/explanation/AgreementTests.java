package org.foobarlab.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.foobarlab.explanation.Evaluation.Answer;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Question;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AgreementTests {
    @Test
    void fullAgreementIsOne() {
        assertThat(Agreement.of(List.of(new int[] {0, 0}, new int[] {1, 1}, new int[] {2, 2}))
                        .quadraticKappa())
                .isEqualTo(1);
    }

    @Test
    void chanceIsZero() {
        List<int[]> pairs = List.of(new int[] {0, 0}, new int[] {0, 2}, new int[] {2, 0}, new int[] {2, 2});
        assertThat(Agreement.of(pairs).quadraticKappa()).isCloseTo(0, within(1e-9));
    }

    @Test
    void oppositeIsNegative() {
        assertThat(Agreement.of(List.of(new int[] {0, 2}, new int[] {2, 0})).quadraticKappa())
                .isEqualTo(-1);
    }

    @Test
    void recallIsByTheRatersLevel() {
        Agreement agreement = Agreement.of(List.of(new int[] {1, 1}, new int[] {1, 2}, new int[] {2, 2}));
        assertThat(agreement.recall(1)).isEqualTo(0.5);
        assertThat(agreement.recall(2)).isEqualTo(1);
        assertThat(agreement.recall(0)).isNaN();
        assertThat(agreement.exact()).isCloseTo(2 / 3.0, within(1e-9));
    }

    /** Answers written for this test in many styles; their levels are the author's. */
    @Test
    void agreesWithTheLevelsOfOurOwnAnswers() throws Exception {
        reachesWhatIsAskedOf("answers", "answers");
    }

    /** Ordinary answers whose authors knew nothing of the grader, with the levels of a rater who did not either. */
    @Test
    void agreesWithARaterOnAnswersThatNothingWasMadeFrom() throws Exception {
        reachesWhatIsAskedOf("unseen/ordinary", "unseen/ordinary/answers");
    }

    /** So few answers to so few questions tell less, and chance more. */
    @ParameterizedTest
    @ValueSource(strings = {"01", "02", "03", "06", "07", "08"})
    void agreesWithARaterInTheOtherLabs(String number) throws Exception {
        Lab lab = new org.foobarlab.lab.Labs(Labs.home()).find(number);
        List<String> given = List.of(Labs.text(lab.starter().resolve(Lab.EXPLANATION)));
        ExplanationGrader grader = new ExplanationGrader(lab.questions(), given, lab.learned());
        Path folder = Labs.resource("unseen/labs/" + number);
        assertThat(measure(lab, grader, folder, folder.resolve("answers"))
                        .pooled()
                        .kappa())
                .isGreaterThanOrEqualTo(0.7);
    }

    private static void reachesWhatIsAskedOf(String labels, String folder) throws Exception {
        Evaluation.Result result = measure(Labs.CAPSTONE, Labs.GRADER, Labs.resource(labels), Labs.resource(folder));
        assertThat(result.pooled().kappa()).isGreaterThanOrEqualTo(0.85);
        assertThat(result.questions().values()).allMatch(l -> l.kappa() >= 0.7);
        assertThat(result.totalCorrelation()).isGreaterThanOrEqualTo(0.92);
        assertThat(result.kappaInterval()[0]).isLessThan(result.pooled().kappa());
        assertThat(result.kappaInterval()[1]).isGreaterThan(result.pooled().kappa());
    }

    private static Evaluation.Result measure(Lab lab, ExplanationGrader grader, Path labels, Path folder)
            throws Exception {
        List<Answer> answers = new ArrayList<>();
        for (String line : Files.readAllLines(labels.resolve("labels.jsonl"))) {
            JsonNode label = new ObjectMapper().readTree(line);
            String file = label.get("file").asText();
            List<QuestionVerdict> verdicts = grader.grade(Document.read(Files.readAllBytes(folder.resolve(file))));
            answers.add(new Answer(
                    file,
                    lab.questions().stream()
                            .mapToInt(q -> label.get(q.labelOrId()).asInt())
                            .toArray(),
                    verdicts.stream().mapToInt(QuestionVerdict::level).toArray()));
        }
        return Evaluation.measure(lab.questions().stream().map(Question::id).toList(), answers);
    }
}
