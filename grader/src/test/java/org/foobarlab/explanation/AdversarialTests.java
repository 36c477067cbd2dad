package org.foobarlab.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.foobarlab.grade.QuestionVerdict;
import org.junit.jupiter.api.Test;

/** Texts that are made to deceive, or say nothing, must not earn full marks. */
final class AdversarialTests {
    private static final List<String> KINDS =
            List.of("turned-round", "salad", "off-topic", "prompt-copied", "wrong-subject", "negated");

    @Test
    void thereAreAtLeastTenOfEachKind() {
        Map<String, Long> kinds = Labs.files("adversarial").stream()
                .collect(Collectors.groupingBy(
                        p -> p.getFileName().toString().replaceAll("-\\d+\\.md$", ""), Collectors.counting()));
        assertThat(kinds.keySet()).containsExactlyInAnyOrderElementsOf(KINDS);
        assertThat(kinds.values()).allMatch(n -> n >= 10);
    }

    @Test
    void atMostOneInTwentyQuestionsIsCreditedInFull() {
        List<String> credited = new ArrayList<>();
        int questions = 0;
        for (Path file : Labs.files("adversarial")) {
            for (QuestionVerdict verdict : Labs.GRADER.grade(Document.of(Labs.text(file)))) {
                questions++;
                if (verdict.level() == 2) {
                    credited.add(file.getFileName() + " " + verdict.id() + " " + verdict.evidence());
                }
            }
        }
        assertThat((double) credited.size() / questions)
                .as("credited: %s", String.join("\n", credited))
                .isLessThanOrEqualTo(0.05);
    }
}
