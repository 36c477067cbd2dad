package org.foobarlab.explanation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.foobarlab.explanation.CompiledQuestion.Findings;
import org.foobarlab.explanation.Found.Ground;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.grade.QuestionVerdict.Evidence;
import org.foobarlab.lab.Question;

/**
 * Grades a text by question. Thread-safe: the same text gets the same verdicts on every run and on any number of
 * threads.
 *
 * <pre>{@code
 * ExplanationGrader grader = new ExplanationGrader(questions, List.of(handout, template));
 * List<QuestionVerdict> verdicts = grader.grade(Document.read(bytes));
 * }</pre>
 */
public final class ExplanationGrader {
    private static final String GRADED = "graded";
    private static final String UNSURE = "unsure";
    private static final int MAX_QUOTES = 3;
    /** How many sentences before it may give a sentence its subject. */
    private static final int LOOK_BACK = 3;

    private final List<CompiledQuestion> questions;
    private final Vocabulary vocabulary;
    private final CopiedText given;
    private final Judge judge;

    /**
     * @param questions the lab's questions
     * @param given the lab's own texts, whose sentences earn nothing: the handout, the template, published hints
     * @throws IllegalArgumentException if a rule of a question cannot be read
     */
    public ExplanationGrader(List<Question> questions, List<String> given) {
        this(questions, given, null);
    }

    /**
     * @param questions the lab's questions
     * @param given the lab's own texts, whose sentences earn nothing: the handout, the template, published hints
     * @param learned the file that {@link Trainer} wrote, or null if the lab has none
     * @throws IllegalArgumentException if a rule of a question cannot be read
     * @throws UncheckedIOException if the file cannot be read
     */
    public ExplanationGrader(List<Question> questions, List<String> given, Path learned) {
        try {
            this.judge = learned == null ? null : Judge.read(learned);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.vocabulary = Vocabulary.of(questions);
        this.questions =
                questions.stream().map(q -> new CompiledQuestion(q, vocabulary)).toList();
        List<String> known = new ArrayList<>(given);
        questions.forEach(q -> known.add(q.prompt()));
        this.given = new CopiedText(known);
    }

    /**
     * Grade a text.
     *
     * @param document the text
     * @return a verdict for every question, in the lab's order
     */
    public List<QuestionVerdict> grade(Document document) {
        List<Statement> statements = statements(document);
        Vectors vectors = new Vectors(judge == null || !document.english() ? List.of() : statements, judge);
        return questions.stream()
                .map(q -> document.english()
                        ? verdict(q, q.read(statements, judge, vectors), document)
                        : foreign(q.question()))
                .toList();
    }

    List<Statement> statements(Document document) {
        List<Statement> statements = new ArrayList<>();
        boolean keywords = isMostlyKeywords(document);
        Map<String, Words> titles = new HashMap<>();
        Statement before = null;
        for (Passage passage : document.passages()) {
            Statement next = new Statement(
                    passage,
                    new Words(passage.text(), vocabulary),
                    passage.context().stream()
                            .map(t -> titles.computeIfAbsent(t, title -> new Words(title, vocabulary)))
                            .toList(),
                    before == null ? null : before.lookingBack(LOOK_BACK - 1),
                    given.isCopied(passage.text()),
                    keywords);
            statements.add(next);
            before = next;
        }
        return statements;
    }

    private static boolean isMostlyKeywords(Document document) {
        long words = 0;
        long little = 0;
        for (Passage passage : document.passages()) {
            for (String word : Words.split(passage.text())) {
                words += Character.isLetterOrDigit(word.charAt(0)) ? 1 : 0;
                little += Salad.isLittle(word) ? 1 : 0;
            }
        }
        return words >= Salad.ENOUGH && little < Salad.KEYWORDS * words;
    }

    private static QuestionVerdict verdict(CompiledQuestion question, Findings findings, Document document) {
        Question asked = question.question();
        int level = findings.found().stream().mapToInt(Found::level).max().orElse(0);
        List<Found> best = findings.found().stream()
                .filter(f -> f.level() == level && level > 0)
                .sorted(Comparator.comparing((Found f) -> !f.titled()).thenComparing(Found::ground))
                .toList();
        // A sentence may be found by a rule and by what was learned.
        List<Evidence> evidence = best.stream()
                .map(f -> new Evidence(
                        f.statement().passage().text(), f.statement().passage().line(), f.idea(), f.level()))
                .distinct()
                .limit(MAX_QUOTES)
                .toList();
        List<String> feedback = new ArrayList<>();
        if (document.passages().isEmpty()) {
            feedback.add("The text has no sentence to grade.");
        }
        boolean contradicts = level > 0 && !findings.denied().isEmpty();
        boolean onlyNear = findings.found().stream().anyMatch(f -> f.ground() == Ground.NEAR);
        if (!findings.denied().isEmpty()) {
            Passage passage = findings.denied().get(0).passage();
            feedback.add("Line " + passage.line() + " says the contrary: \"" + passage.text() + "\"");
        }
        if (level < 2 && asked.next().size() > level) {
            feedback.add(asked.next().get(level));
        }
        return new QuestionVerdict(
                asked.id(),
                level,
                contradicts || onlyNear || findings.close() ? UNSURE : GRADED,
                asked.points() * level / 2,
                asked.points(),
                evidence,
                String.join(" ", feedback),
                findings.misconceptions().stream()
                        .map(Question.Misconception::feedback)
                        .toList());
    }

    private static QuestionVerdict foreign(Question asked) {
        return new QuestionVerdict(
                asked.id(),
                0,
                UNSURE,
                0,
                asked.points(),
                List.of(),
                "The text does not read as English, so it was not graded; a person has to.",
                List.of());
    }
}
