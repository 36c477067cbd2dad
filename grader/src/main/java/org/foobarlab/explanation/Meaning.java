package org.foobarlab.explanation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.foobarlab.explanation.Found.Ground;
import org.foobarlab.lab.Question;

/**
 * Compares sentences with a question's right and wrong statements by meaning. It finds what the rules have no words
 * for, and all that is found for a
 * question without rules. A sentence must be nearer to a right statement than to any wrong one, and deny as much as
 * the right one does: vectors tell
 * what a sentence is about, but hardly whether it is affirmed.
 */
final class Meaning {
    /** Below this, two sentences are about different things. */
    static final double NEAR = 0.62;
    /** How much nearer the right statement must be than the nearest wrong one. */
    static final double MARGIN = 0.04;
    /** As many sentences of a text are compared at most, so that a long one costs no more than a second. */
    private static final int MOST = 80;

    private record Known(String idea, int level, boolean right, boolean denies, float[] vector) {}

    private final List<Known> statements = new ArrayList<>();
    private final boolean alone;

    Meaning(Question question, Vocabulary vocabulary) {
        alone = question.ideas().stream().allMatch(i -> i.keywords().isEmpty());
        for (Question.Idea idea : question.ideas()) {
            idea.right().forEach(t -> statements.add(known(idea, t, true, vocabulary)));
            idea.wrong().forEach(t -> statements.add(known(idea, t, false, vocabulary)));
        }
    }

    private static Known known(Question.Idea idea, String text, boolean right, Vocabulary vocabulary) {
        return new Known(
                idea.id(),
                idea.level(),
                right,
                new Words(text, vocabulary).denies(),
                Embedder.shared().embed(text));
    }

    /** Find ideas in sentences that the rules could not read. */
    List<Found> find(List<Statement> unread) {
        List<Found> found = new ArrayList<>();
        for (Statement statement : unread.subList(0, Math.min(MOST, unread.size()))) {
            Found next = find(statement);
            if (next != null) {
                found.add(next);
            }
        }
        return found;
    }

    private Found find(Statement statement) {
        if (statements.isEmpty() || statement.words().size() < 3) {
            return null;
        }
        float[] vector = Embedder.shared().embed(statement.passage().text());
        boolean denies = statement.words().denies();
        Known best = null;
        double near = -1;
        double nearWrong = -1;
        for (Known known : statements) {
            double cosine = cosine(vector, known.vector());
            if (!known.right()) {
                nearWrong = Math.max(nearWrong, cosine);
            } else if (known.denies() == denies && cosine > near) {
                near = cosine;
                best = known;
            }
        }
        if (best == null || near < NEAR || near < nearWrong + MARGIN) {
            return null;
        }
        return new Found(statement, best.idea(), alone ? best.level() : 0, Ground.NEAR, false);
    }

    /** Return the idea of a level with the statement nearest to a vector; any idea if none has that level. */
    String nearestIdea(float[] vector, int level) {
        return statements.stream()
                .filter(Known::right)
                .max(Comparator.comparing((Known known) -> known.level() == level)
                        .thenComparing(known -> cosine(vector, known.vector())))
                .map(Known::idea)
                .orElse("");
    }

    static double cosine(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
