package org.foobarlab.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.lab.Question;
import org.foobarlab.lab.Question.Example;
import org.foobarlab.lab.Question.Idea;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

final class ExplanationGraderTests {
    @Test
    void theReferenceGetsFullMarks() {
        String reference =
                Labs.text(Labs.home().resolve("solutions/05-secured-and-monitored/reference/EXPLANATION.md"));
        assertThat(Labs.grade(reference).values()).allSatisfy(v -> {
            assertThat(v.level()).as(v.id()).isEqualTo(2);
            assertThat(v.status()).as(v.id()).isEqualTo("graded");
            assertThat(v.score()).isEqualTo(v.maxScore());
            assertThat(v.evidence()).isNotEmpty();
        });
    }

    @Test
    void theStarterGetsNothing() {
        assertThat(Labs.grade(Labs.text(Labs.LAB.resolve("submission/EXPLANATION.md")))
                        .values())
                .allMatch(v -> v.level() == 0);
    }

    @Test
    void theQuestionsPassTheirOwnTests() {
        assertThat(QuestionLint.check(Labs.QUESTIONS, null)).isEmpty();
    }

    @Test
    void evidenceIsTheStudentsSentenceWithItsLine() {
        QuestionVerdict verdict = Labs.grade(
                        "# Firewalls\n\nI like them.\nThey drop every packet that no rule allows.\n")
                .get("firewalls");
        assertThat(verdict.level()).isEqualTo(2);
        assertThat(verdict.evidence().get(0).quote()).isEqualTo("They drop every packet that no rule allows.");
        assertThat(verdict.evidence().get(0).line()).isEqualTo(4);
    }

    @Test
    void rightContentUnderAnotherHeadingCounts() {
        assertThat(Labs.grade("# HTTPS\n\nFirewalls block connections to ports that are not needed.")
                        .get("firewalls")
                        .level())
                .isEqualTo(2);
    }

    @Test
    void aWeakAnswerIsToldWhatIsMissing() {
        QuestionVerdict verdict = Labs.grade("# Firewalls\n\nFirewalls add security to the servers.")
                .get("firewalls");
        assertThat(verdict.level()).isEqualTo(1);
        assertThat(verdict.feedback()).isNotEmpty();
    }

    @Test
    void rightAndWrongTogetherAreUnsure() {
        QuestionVerdict verdict = Labs.grade("# HTTPS\n\n"
                        + "HTTPS encrypts the data of the visitors. HTTPS does not encrypt the data of the"
                        + " visitors.")
                .get("https");
        assertThat(verdict.status()).isEqualTo("unsure");
        assertThat(verdict.feedback()).contains("contrary");
    }

    @Test
    void misconceptionsAreToldAndCostNothing() {
        QuestionVerdict verdict = Labs.grade(
                        "# Firewalls\n\nFirewalls block ports that nobody needs. A firewall also encrypts the traffic.")
                .get("firewalls");
        assertThat(verdict.level()).isEqualTo(2);
        assertThat(verdict.misconceptions()).hasSize(1);
    }

    @Test
    void copiedSentencesEarnNothing() {
        String handout = "The firewall of each server drops the packets that no rule of yours allows to pass.";
        ExplanationGrader grader = new ExplanationGrader(Labs.QUESTIONS, List.of(handout));
        assertThat(grader.grade(Document.of("# Firewalls\n\n" + handout)).get(0).level())
                .isZero();
        assertThat(grader.grade(Document.of("# Firewalls\n\nThey drop packets by rule."))
                        .get(0)
                        .level())
                .isEqualTo(2);
    }

    @Test
    void anotherLanguageIsLeftToAPerson() {
        List<QuestionVerdict> verdicts =
                Labs.GRADER.grade(Document.of("Le pare-feu filtre le trafic entrant et sortant selon des r\u00e8gles, "
                        + "et il bloque les ports qui ne sont pas utiles pour le site."));
        assertThat(verdicts)
                .allMatch(v -> v.status().equals("unsure")
                        && v.level() == 0
                        && v.feedback().contains("English"));
    }

    @Test
    void theSameTextGetsTheSameVerdictsOnManyThreads() {
        String text = Labs.text(Labs.files("answers").get(0));
        List<QuestionVerdict> once = Labs.GRADER.grade(Document.of(text));
        assertThat(IntStream.range(0, 16)
                        .parallel()
                        .mapToObj(i -> Labs.GRADER.grade(Document.of(text)))
                        .toList())
                .allMatch(once::equals);
    }

    @Test
    void aMegabyteIsGradedInSeconds() {
        Assertions.assertTimeoutPreemptively(Duration.ofMinutes(5), () -> {
            String sentence =
                    "The firewall lets some packets through while the balancer sends requests to the servers ";
            String line = sentence.repeat((1 << 20) / sentence.length());
            Labs.GRADER.grade(Document.read(line.getBytes(StandardCharsets.UTF_8)));
            String many = (sentence.strip() + ".\n").repeat((1 << 20) / (sentence.length() + 1));
            Labs.GRADER.grade(Document.read(many.getBytes(StandardCharsets.UTF_8)));
        });
    }

    @Test
    void aQuestionWithoutKeywordsIsGradedByItsStatements() {
        Question question = new Question(
                "backup",
                null,
                "What are backups for?",
                2,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Idea(
                        "restore",
                        2,
                        List.of(),
                        List.of(
                                "A backup lets us restore data that was lost or deleted by mistake.",
                                "After a disk has failed the data can be brought back from the copy."),
                        List.of("A backup makes the database faster.", "A backup deletes the data."),
                        false)),
                List.of("Say what a backup gives back.", ""),
                List.of(),
                List.of(new Example("We can recover lost data from the backup.", 2)),
                Map.of());
        ExplanationGrader grader = new ExplanationGrader(List.of(question), List.of());
        assertThat(grader.grade(Document.of("If files are lost we restore them from the backup."))
                        .get(0)
                        .level())
                .isEqualTo(2);
        assertThat(grader.grade(Document.of("The backup makes our database much faster."))
                        .get(0)
                        .level())
                .isZero();
        assertThat(grader.grade(Document.of("The firewall drops packets."))
                        .get(0)
                        .level())
                .isZero();
    }

    @Test
    void lintRefusesAQuestionWhoseExampleIsGradedWrongly() {
        Question good = Labs.QUESTIONS.get(0);
        Question bad = new Question(
                good.id(),
                good.label(),
                good.prompt(),
                good.points(),
                good.subject(),
                good.unless(),
                good.actors(),
                good.ignore(),
                good.near(),
                good.lends(),
                good.ideas(),
                good.next(),
                good.misconceptions(),
                List.of(new Example("The firewall is red.", 2)),
                Map.of());
        assertThat(QuestionLint.check(List.of(bad), null)).anyMatch(c -> c.contains("The firewall is red."));
    }

    @Test
    void lintRefusesStatementsThatBelongToAnotherQuestion() {
        Map<String, Question> byId = new java.util.LinkedHashMap<>();
        Labs.QUESTIONS.forEach(q -> byId.put(q.id(), q));
        Question qps = byId.get("qps");
        List<Idea> strayed = List.of(new Idea(
                "stray",
                2,
                qps.ideas().get(0).keywords(),
                List.of(
                        "Count the requests in the log.",
                        "HTTPS encrypts what the visitor's browser and the website send to each other."),
                List.of(),
                false));
        Question bad = new Question(
                qps.id(),
                qps.label(),
                qps.prompt(),
                qps.points(),
                qps.subject(),
                qps.unless(),
                qps.actors(),
                qps.ignore(),
                qps.near(),
                qps.lends(),
                strayed,
                qps.next(),
                qps.misconceptions(),
                qps.examples(),
                qps.words());
        assertThat(QuestionLint.check(List.of(byId.get("https"), bad), null))
                .anyMatch(c -> c.contains("nearer to https"));
    }

    @Test
    void aRuleWithAnUnknownNameIsRefused() {
        Question good = Labs.QUESTIONS.get(0);
        Question bad = new Question(
                good.id(),
                good.label(),
                good.prompt(),
                good.points(),
                good.subject(),
                good.unless(),
                good.actors(),
                good.ignore(),
                good.near(),
                good.lends(),
                List.of(new Idea("x", 2, List.of("fliter + traffic"), List.of(), List.of(), false)),
                good.next(),
                good.misconceptions(),
                good.examples(),
                good.words());
        assertThat(QuestionLint.check(List.of(bad), null))
                .singleElement()
                .asString()
                .contains("fliter");
    }

    @Test
    void aLabsOwnWordsCountBesideTheGradersOwn() {
        Question backup = new Question(
                "backup",
                null,
                "What are backups for?",
                2,
                List.of("spare-copy"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Idea("restore", 2, List.of("spare-copy + bring-back"), List.of(), List.of(), false)),
                List.of("Say what a backup gives back.", ""),
                List.of(),
                List.of(),
                Map.of("spare-copy", List.of("tape*"), "bring-back", List.of("restor*")));
        ExplanationGrader grader = new ExplanationGrader(List.of(backup), List.of());
        assertThat(grader.grade(Document.of("The tapes let us restore the entries."))
                        .get(0)
                        .level())
                .isEqualTo(2);
        assertThat(grader.grade(Document.of("The tapes lie in a cupboard."))
                        .get(0)
                        .level())
                .isLessThan(2);
    }

    @Test
    void aQuestionRepeatedBeforeItsAnswerDoesNotHideTheAnswer() {
        assertThat(Labs.grade(
                                "What to do to monitor your web server QPS: I would read the access log and count the requests per second.")
                        .get("qps")
                        .level())
                .isEqualTo(2);
    }

    @Test
    void notKnowingEarnsNothing() {
        for (String text : List.of(
                "For QPS I don't know.", "QPS: I do not know yet", "QPS: not done", "About the QPS I have no idea.")) {
            assertThat(Labs.grade(text).get("qps").level()).as(text).isZero();
        }
        assertThat(Labs.grade("Without monitoring I don't know when a server is down or slow.")
                        .get("monitoring")
                        .level())
                .isPositive();
    }

    @Test
    void whatIsSaidOfAnotherQuestionEarnsNothingHere() {
        assertThat(Labs.grade("The QPS is measured with ping to see the latency.")
                        .get("monitoring")
                        .level())
                .isZero();
        assertThat(Labs.grade("The same components make maintenance easy.")
                        .get("single-writer")
                        .level())
                .isZero();
    }

    /** Long texts about servers that answer none of the questions: the project's own. */
    @Test
    void aTextThatIsNoAnswerEarnsLittle() {
        for (String name : List.of(
                "README.md", "CONTRIBUTING.md", "docs/publishing.md", "docs/instructors.md", "docs/writing-labs.md")) {
            Map<String, QuestionVerdict> verdicts =
                    Labs.grade(Labs.text(Labs.home().resolve(name)));
            assertThat(verdicts.values().stream()
                            .mapToDouble(QuestionVerdict::score)
                            .sum())
                    .as(name)
                    .isLessThanOrEqualTo(6);
        }
    }
}
