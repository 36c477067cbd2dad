package org.foobarlab.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foobarlab.explanation.Agreement;
import org.foobarlab.explanation.Document;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.lab.Question;
import org.junit.jupiter.api.Test;

final class ExplanationReaderTests {
    private static final Path HOME = Labs.ofProject().home();
    private static final Path RESOURCES = HOME.resolve("grader/src/test/resources");
    private static final Lab LAB = new Labs(HOME).find("05");
    private static final ExplanationReader READER = new ExplanationReader(LAB.questions(), List.of(), LAB.reader());

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    private static Map<String, QuestionVerdict> read(String text) {
        return READER.grade(Document.of(text)).stream().collect(Collectors.toMap(QuestionVerdict::id, v -> v));
    }

    @Test
    void quotesTheSentenceThatEarnedTheLevel() {
        QuestionVerdict verdict = read("# Firewalls\n\nI like them.\nThey drop every packet that no rule allows.\n")
                .get("firewalls");
        assertThat(verdict.level()).isEqualTo(2);
        assertThat(verdict.evidence().get(0).quote()).isEqualTo("They drop every packet that no rule allows.");
        assertThat(verdict.evidence().get(0).line()).isEqualTo(4);
    }

    @Test
    void tellsWeakFromRight() {
        assertThat(read("# Firewalls\n\nFirewalls add security to the servers.")
                        .get("firewalls")
                        .level())
                .isEqualTo(1);
        assertThat(read("The primary is a single point of failure.")
                        .get("single-writer")
                        .level())
                .isEqualTo(1);
        assertThat(read("If the primary is down nobody can write.")
                        .get("single-writer")
                        .level())
                .isEqualTo(2);
    }

    @Test
    void anotherLanguageIsNotGraded() {
        assertThat(read("Le pare-feu filtre le trafic entrant et sortant selon des r\u00e8gles, et il bloque les ports"
                                + " qui ne sont pas utiles pour le site.")
                        .values())
                .allMatch(v -> v.status().equals("not-graded"));
    }

    @Test
    void theSameTextGetsTheSameVerdictsOnManyThreads() throws IOException {
        Document text = Document.of(Files.readString(RESOURCES.resolve("answers/answer_01.md")));
        List<QuestionVerdict> once = READER.grade(text);
        assertThat(Stream.generate(() -> text)
                        .limit(16)
                        .parallel()
                        .map(READER::grade)
                        .toList())
                .allMatch(once::equals);
    }

    /** Ordinary answers whose authors knew nothing of the reader, with a rater's levels. */
    @Test
    void agreesWithARaterOnAnswersThatNothingWasMadeFrom() throws IOException {
        List<int[]> pairs = new ArrayList<>();
        for (String line : Files.readAllLines(RESOURCES.resolve("unseen/ordinary/labels.jsonl"))) {
            JsonNode label = new ObjectMapper().readTree(line);
            String text = Files.readString(RESOURCES
                    .resolve("unseen/ordinary/answers")
                    .resolve(label.get("file").asText()));
            Map<String, QuestionVerdict> verdicts = read(text);
            for (Question question : LAB.questions()) {
                pairs.add(new int[] {
                    label.get(question.labelOrId()).asInt(),
                    verdicts.get(question.id()).level()
                });
            }
        }
        assertThat(Agreement.of(pairs).quadraticKappa()).isGreaterThanOrEqualTo(0.85);
    }

    /** Questions that the encoder has never seen, read by their statements alone. */
    @Test
    void readsNewQuestionsByTheirStatements() throws IOException {
        List<int[]> pairs = new ArrayList<>();
        for (Path file : files(RESOURCES.resolve("unseen/questions"))) {
            JsonNode whole = new YAMLMapper().readTree(file.toFile());
            Question question = new ObjectMapper()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .treeToValue(whole, Question.class);
            ExplanationReader reader = new ExplanationReader(List.of(question), List.of(), null);
            for (String part : List.of("sentences", "answers")) {
                for (JsonNode answer : whole.get(part)) {
                    int level = reader.grade(Document.of(answer.get("text").asText()))
                            .get(0)
                            .level();
                    pairs.add(new int[] {answer.get("level").asInt(), level});
                }
            }
        }
        assertThat(Agreement.of(pairs).quadraticKappa()).isGreaterThanOrEqualTo(0.6);
    }
}
