package org.foobarlab.reader;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.foobarlab.explanation.CopiedText;
import org.foobarlab.explanation.Document;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.grade.QuestionVerdict.Evidence;
import org.foobarlab.lab.Question;
import org.foobarlab.reader.LevelDecision.Level;
import org.foobarlab.reader.SentenceEncoder.Encoding;

/**
 * Grades a text by question. Thread-safe: the same text gets the same verdicts on every run and on any number of
 * threads.
 *
 * <pre>{@code
 * ExplanationReader grader = new ExplanationReader(questions, List.of(handout, template));
 * List<QuestionVerdict> verdicts = grader.grade(Document.read(bytes));
 * }</pre>
 */
public final class ExplanationReader {
    private static final String GRADED = "graded";
    private static final String UNSURE = "unsure";
    private static final String NOT_GRADED = "not-graded";
    private static final int MAX_QUOTES = 3;
    /** Of a text that is longer than any explanation the beginning is read; sentences. */
    private static final int MOST_SENTENCES = 1000;
    /** From this probability on a sentence is quoted for what it says. */
    private static final double SAYS = 0.5;

    private final List<AskedQuestion> questions;
    private final CopiedText given;

    /**
     * @param questions the lab's questions
     * @param given the lab's own texts, whose sentences earn nothing: the handout, the template, published hints
     */
    public ExplanationReader(List<Question> questions, List<String> given) {
        this(questions, given, null);
    }

    /**
     * @param questions the lab's questions
     * @param given the lab's own texts, whose sentences earn nothing: the handout, the template, published hints
     * @param learned the file that {@link QuestionTrainer} wrote; null or not there if the lab has none
     * @throws org.foobarlab.lab.UnusableInput if the file is damaged, or of another version
     */
    public ExplanationReader(List<Question> questions, List<String> given, Path learned) {
        LearnedQuestions model = learned == null || !Files.exists(learned) ? null : LearnedQuestions.read(learned);
        this.questions = questions.stream()
                .map(question -> AskedQuestion.of(question, model))
                .toList();
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
        if (!document.english()) {
            return questions.stream().map(q -> foreign(q.question())).toList();
        }
        List<ReadingUnit> units = ReadingUnit.of(document).stream()
                .filter(unit -> !unit.text().endsWith("?") && !given.isCopied(unit.text()))
                .toList();
        List<ReadingUnit> read = units.subList(0, Math.min(MOST_SENTENCES, units.size()));
        List<Encoding> encodings = SentenceEncoder.shared().encode(read);
        return questions.stream()
                .map(question -> verdict(question, read, encodings, units.size()))
                .toList();
    }

    private static QuestionVerdict verdict(
            AskedQuestion asked, List<ReadingUnit> units, List<Encoding> encodings, int all) {
        Question question = asked.question();
        List<SentenceReading> readings = encodings.stream().map(asked::read).toList();
        Level level = asked.decide(readings);
        List<Integer> contrary = IntStream.range(0, units.size())
                .filter(i -> readings.get(i).wrong() >= SAYS)
                .boxed()
                .toList();
        List<String> feedback = new ArrayList<>();
        if (all == 0) {
            feedback.add("The text has no sentence to grade.");
        } else if (all > units.size()) {
            feedback.add("Only the first " + units.size() + " of " + all + " sentences were read.");
        }
        boolean contradicts = level.level() > 0 && !contrary.isEmpty();
        if (contradicts) {
            ReadingUnit unit = units.get(contrary.get(0));
            feedback.add("Line " + unit.passage().line() + " says the contrary: \"" + unit.text() + "\"");
        }
        if (level.level() < 2 && question.next().size() > level.level()) {
            feedback.add(question.next().get(level.level()));
        }
        return new QuestionVerdict(
                question.id(),
                level.level(),
                level.isSure() && !contradicts && all == units.size() ? GRADED : UNSURE,
                question.points() * level.level() / 2,
                question.points(),
                evidence(asked, level.level(), units, encodings, readings),
                String.join(" ", feedback),
                asked.misconceptions(contrary.stream().map(encodings::get).toList()));
    }

    /** Quote what earned the level: always the best sentence, and others that say as much. */
    private static List<Evidence> evidence(
            AskedQuestion asked,
            int level,
            List<ReadingUnit> units,
            List<Encoding> encodings,
            List<SentenceReading> readings) {
        if (level == 0) {
            return List.of();
        }
        List<Integer> best = IntStream.range(0, units.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -says(readings.get(i), level)))
                .limit(MAX_QUOTES)
                .toList();
        return best.stream()
                .filter(i -> i.equals(best.get(0)) || says(readings.get(i), level) >= SAYS)
                .map(i -> new Evidence(
                        units.get(i).text(), units.get(i).passage().line(), asked.idea(encodings.get(i), level), level))
                .distinct()
                .toList();
    }

    private static double says(SentenceReading reading, int level) {
        return level == 2 ? reading.right() : reading.earning();
    }

    private static QuestionVerdict foreign(Question asked) {
        return new QuestionVerdict(
                asked.id(),
                0,
                NOT_GRADED,
                0,
                asked.points(),
                List.of(),
                "The text does not read as English, so it was not graded; a person has to.",
                List.of());
    }
}
