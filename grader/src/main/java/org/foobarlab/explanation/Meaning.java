package org.foobarlab.explanation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.foobarlab.explanation.Found.Ground;
import org.foobarlab.lab.Question;

/**
 * Compares sentences with a question's right and wrong statements by meaning. It finds what the rules have no words
 * for, and all that is found for a question without rules. A sentence must be nearer to a right statement than to any
 * wrong one, and deny as much as the right one does: vectors tell what a sentence is about, but hardly whether it is
 * affirmed.
 */
final class Meaning {
    /** Below this, two sentences are about different things. */
    static final double NEAR = 0.62;
    /** How much nearer the right statement must be than the nearest wrong one. */
    static final double MARGIN = 0.04;
    /** As many sentences of a text are compared at most, so that a long one costs no more than a second. */
    private static final int MOST = 80;

    private record Known(String idea, int level, boolean right, boolean denies, String text, float[] vector) {}

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
                text,
                Embedder.shared().compare(text));
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
        float[] vector = Embedder.shared().compare(statement.passage().text());
        boolean denies = statement.words().denies();
        Known best = null;
        double near = -1;
        double nearWrong = -1;
        for (Known known : statements) {
            double cosine = Embedder.cosine(vector, known.vector());
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

    /**
     * Say what a text is near to, and so why it is found or not: {@link #find} in words for the author of the
     * statements.
     *
     * @return the rest of a sentence
     */
    String explain(String text, Vocabulary vocabulary) {
        float[] vector = Embedder.shared().compare(text);
        boolean denies = new Words(text, vocabulary).denies();
        Known right = nearest(vector, statement -> statement.right() && statement.denies() == denies);
        Known wrong = nearest(vector, statement -> !statement.right());
        if (right == null) {
            return denies
                    ? "it denies something, and no right statement does"
                    : "it denies nothing, and every right statement does";
        }
        double near = Embedder.cosine(vector, right.vector());
        if (near < NEAR) {
            return String.format(
                    Locale.ROOT,
                    "no right statement is near, the nearest is \"%s\" (%.2f, %.2f is enough)",
                    right.text(),
                    near,
                    NEAR);
        }
        if (wrong != null && near < Embedder.cosine(vector, wrong.vector()) + MARGIN) {
            return String.format(
                    Locale.ROOT,
                    "the wrong statement \"%s\" (%.2f) is about as near as the right one \"%s\" (%.2f, and has to be nearer by %.2f)",
                    wrong.text(),
                    Embedder.cosine(vector, wrong.vector()),
                    right.text(),
                    near,
                    MARGIN);
        }
        return String.format(Locale.ROOT, "it is nearest to \"%s\" of %s (%.2f)", right.text(), right.idea(), near);
    }

    private Known nearest(float[] vector, Predicate<Known> wanted) {
        return statements.stream()
                .filter(wanted)
                .max(Comparator.comparing(known -> Embedder.cosine(vector, known.vector())))
                .orElse(null);
    }

    /** Return the idea of a level with the statement nearest to a vector; any idea if none has that level. */
    String nearestIdea(float[] vector, int level) {
        return statements.stream()
                .filter(Known::right)
                .max(Comparator.comparing((Known known) -> known.level() == level)
                        .thenComparing(known -> Embedder.cosine(vector, known.vector())))
                .map(Known::idea)
                .orElse("");
    }
}
