package org.foobarlab.explanation;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a judge looks at in a text's sentences and titles, each found once for all questions. Of a very long text, only
 * of the first sentences.
 */
final class Vectors {
    /**
     * As many sentences are looked at, so that a text of any length is graded within a second. Real answers have up to
     * 100.
     */
    private static final int MOST = 150;

    /** From this probability on a sentence is about a question rather than about none. */
    private static final double ABOUT = 0.5;
    /**
     * So sure must be what a sentence is about for it to speak against other questions, and so unlikely the other
     * question.
     */
    private static final double OWN = 0.9;

    private static final double FOREIGN = 0.05;
    /** A text of so many sentences, of which not even this share is about any question, is no answer to them. */
    private static final int ENOUGH = 15;

    private static final double ANSWERS = 0.45;

    private final Map<Statement, Traits> sentences = new IdentityHashMap<>();
    private final Map<Statement, Map<String, Double>> about = new IdentityHashMap<>();
    private final boolean stray;
    private final Map<String, Optional<String>> titles = new HashMap<>();
    private final Judge judge;

    Vectors(List<Statement> statements, Judge judge) {
        this.judge = judge;
        statements.stream().filter(Statement::claims).limit(MOST).forEach(this::look);
        long answers = about.values().stream()
                .filter(its -> its.values().stream().anyMatch(odds -> odds >= ABOUT))
                .count();
        stray = sentences.size() >= ENOUGH && answers < ANSWERS * sentences.size();
    }

    private void look(Statement statement) {
        Traits traits = Traits.of(statement.passage().text(), statement.words());
        sentences.put(statement, traits);
        about.put(statement, judge.about(traits));
    }

    /**
     * Tell whether most of the text is about something else than the questions, so that it is hardly an answer to them.
     */
    boolean isStray() {
        return stray;
    }

    /** Tell whether a sentence is about a question. */
    boolean isAbout(Statement statement, String question) {
        return about.get(statement).getOrDefault(question, 0.0) >= ABOUT;
    }

    /** Tell whether a sentence is clearly about another question. */
    boolean isAboutAnother(Statement statement, String question) {
        Map<String, Double> its = about.get(statement);
        return its.getOrDefault(question, 0.0) < FOREIGN
                && its.values().stream().anyMatch(odds -> odds >= OWN);
    }

    boolean has(Statement statement) {
        return sentences.containsKey(statement);
    }

    Traits of(Statement statement) {
        return sentences.get(statement);
    }

    /**
     * Return the id of the question that the nearest title above a sentence is about, or null if there is none about
     * any.
     */
    String topic(Statement statement) {
        return statement.passage().context().stream()
                .map(title ->
                        titles.computeIfAbsent(title, text -> Optional.ofNullable(judge.topic(Traits.ofTitle(text)))))
                .map(topic -> topic.orElse(null))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
