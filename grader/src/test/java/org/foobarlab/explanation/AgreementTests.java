package org.foobarlab.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.foobarlab.explanation.Evaluation.Answer;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.lab.Question;
import org.junit.jupiter.api.Test;

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
        List<Answer> answers = new ArrayList<>();
        for (String line : Files.readAllLines(Labs.resource("answers/labels.jsonl"))) {
            JsonNode label = new ObjectMapper().readTree(line);
            String file = label.get("file").asText();
            List<QuestionVerdict> verdicts =
                    Labs.GRADER.grade(Document.read(Files.readAllBytes(Labs.resource("answers/" + file))));
            answers.add(new Answer(
                    file,
                    Labs.QUESTIONS.stream()
                            .mapToInt(q -> label.get(q.label()).asInt())
                            .toArray(),
                    verdicts.stream().mapToInt(QuestionVerdict::level).toArray()));
        }
        Evaluation.Result result =
                Evaluation.measure(Labs.QUESTIONS.stream().map(Question::id).toList(), answers);
        assertThat(result.pooled().kappa()).isGreaterThanOrEqualTo(0.85);
        assertThat(result.questions().values()).allMatch(l -> l.kappa() >= 0.7);
        assertThat(result.totalCorrelation()).isGreaterThanOrEqualTo(0.92);
        assertThat(result.kappaInterval()[0]).isLessThan(result.pooled().kappa());
        assertThat(result.kappaInterval()[1]).isGreaterThan(result.pooled().kappa());
    }
}
