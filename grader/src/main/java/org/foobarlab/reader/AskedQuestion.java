package org.foobarlab.reader;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.foobarlab.lab.Question;
import org.foobarlab.reader.LevelDecision.Level;
import org.foobarlab.reader.SentenceEncoder.Encoding;

/** A question with what reads the answers to it: what was learned of it, or else its statements. Thread-safe. */
final class AskedQuestion {
    /** A sentence so near to a misconception says it; cosine. */
    private static final double SAME = 0.8;

    private record Stated(String name, int level, Encoding encoding) {}

    private final Question question;
    private final QuestionReader reader;
    private final LevelDecision decision;
    private final List<Stated> ideas = new ArrayList<>();
    private final List<Stated> misconceptions = new ArrayList<>();

    private AskedQuestion(Question question, QuestionReader reader, LevelDecision decision) {
        this.question = question;
        this.reader = reader;
        this.decision = decision;
        SentenceEncoder encoder = SentenceEncoder.shared();
        for (Question.Idea idea : question.ideas()) {
            idea.right().forEach(text -> ideas.add(new Stated(idea.id(), idea.level(), encoder.encode(text))));
        }
        question.misconceptions()
                .forEach(m -> misconceptions.add(new Stated(m.feedback(), 0, encoder.encode(m.statement()))));
    }

    /**
     * Make a question ready.
     *
     * @param learned what the lab's sentences taught; null if it has none
     */
    static AskedQuestion of(Question question, LearnedQuestions learned) {
        LearnedReader reader = learned == null ? null : learned.questions().get(question.id());
        return reader == null
                ? new AskedQuestion(
                        question, new StatementReader(question, SentenceEncoder.shared()), LevelDecision.BY_STATEMENTS)
                : new AskedQuestion(question, reader, LevelDecision.LEARNED);
    }

    Question question() {
        return question;
    }

    SentenceReading read(Encoding sentence) {
        return reader.read(sentence);
    }

    Level decide(List<SentenceReading> readings) {
        return decision.decide(readings);
    }

    /** Return the idea of a level whose statement is nearest to a sentence; any idea if none has that level. */
    String idea(Encoding sentence, int level) {
        return ideas.stream()
                .max(Comparator.comparing((Stated idea) -> idea.level() == level)
                        .thenComparing(idea -> sentence.cosine(idea.encoding())))
                .map(Stated::name)
                .orElse("");
    }

    /** Return what to tell of the misconceptions that sentences with something wrong show, each once. */
    List<String> misconceptions(List<Encoding> wrong) {
        return misconceptions.stream()
                .filter(m -> wrong.stream().anyMatch(sentence -> sentence.cosine(m.encoding()) >= SAME))
                .map(Stated::name)
                .distinct()
                .toList();
    }
}
