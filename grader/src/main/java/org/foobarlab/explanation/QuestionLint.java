package org.foobarlab.explanation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.lab.Question;

/** Runs the self-tests of a lab's questions. */
public final class QuestionLint {
    /** How much nearer a statement may be to another question's before it is refused, so that close calls pass. */
    private static final double MARGIN = 0.02;

    private record Said(Question question, String text, float[] vector) {}

    private QuestionLint() {}

    /**
     * Check questions: their examples must be graded as they say, and their right statements must be nearest to their
     * own question's.
     *
     * @param questions a lab's questions
     * @param learned what the lab's sentences taught; null if it has none
     * @return a sentence for each complaint; empty if all is well
     */
    public static List<String> check(List<Question> questions, Path learned) {
        List<String> complaints = new ArrayList<>();
        ExplanationGrader grader;
        try {
            grader = new ExplanationGrader(questions, List.of(), learned);
        } catch (IllegalArgumentException e) {
            return List.of(e.getMessage());
        }
        Vocabulary vocabulary = Vocabulary.of(questions);
        List<Said> right = new ArrayList<>();
        for (Question question : questions) {
            if (question.points() <= 0) {
                complaints.add(question.id() + ": a question needs points above zero");
            }
            if (question.examples().isEmpty()) {
                complaints.add(question.id() + ": a question needs examples, by which it is tested");
            }
            boolean byStatements = learned == null
                    && question.ideas().stream()
                            .allMatch(idea -> idea.keywords().isEmpty());
            Meaning meaning = byStatements ? new Meaning(question, vocabulary) : null;
            // Rules and what was learned weigh much more than can be said in a sentence.
            UnaryOperator<String> reason = text -> meaning == null ? "" : ": " + meaning.explain(text, vocabulary);
            question.examples().forEach(e -> example(grader, question, e, complaints, reason));
            for (Question.Idea idea : question.ideas()) {
                idea.right()
                        .forEach(t -> right.add(
                                new Said(question, t, Embedder.shared().compare(t))));
                if (byStatements) {
                    idea.right().forEach(t -> right(grader, question, idea, t, complaints, reason));
                }
                idea.wrong().forEach(t -> example(grader, question, idea, t, complaints));
            }
        }
        right.forEach(s -> nearest(s, right, complaints));
        return complaints;
    }

    private static int level(ExplanationGrader grader, Question question, String text) {
        String titled = "# " + question.prompt() + "\n\n" + text + "\n";
        return grader.grade(Document.of(titled)).stream()
                .filter(v -> v.id().equals(question.id()))
                .mapToInt(QuestionVerdict::level)
                .findFirst()
                .orElse(-1);
    }

    private static void example(
            ExplanationGrader grader,
            Question question,
            Question.Example example,
            List<String> complaints,
            UnaryOperator<String> reason) {
        int level = level(grader, question, example.text());
        if (level != example.level()) {
            complaints.add(question.id() + ": the example \"" + example.text() + "\" should be level " + example.level()
                    + " and is graded " + level + reason.apply(example.text()));
        }
    }

    private static void example(
            ExplanationGrader grader, Question question, Question.Idea idea, String wrong, List<String> complaints) {
        if (level(grader, question, wrong) == 2) {
            complaints.add(question.id() + ", " + idea.id() + ": the wrong statement \"" + wrong + "\" earns level 2");
        }
    }

    private static void right(
            ExplanationGrader grader,
            Question question,
            Question.Idea idea,
            String text,
            List<String> complaints,
            UnaryOperator<String> reason) {
        int level = level(grader, question, text);
        if (level < idea.level()) {
            complaints.add(question.id() + ", " + idea.id() + ": the right statement \"" + text
                    + "\" should earn level " + idea.level() + " and is graded " + level + reason.apply(text));
        }
    }

    private static void nearest(Said said, List<Said> all, List<String> complaints) {
        double own = -1;
        double other = -1;
        Said rival = null;
        for (Said next : all) {
            if (next == said) {
                continue;
            }
            double cosine = Embedder.cosine(said.vector(), next.vector());
            if (next.question() == said.question()) {
                own = Math.max(own, cosine);
            } else if (cosine > other) {
                other = cosine;
                rival = next;
            }
        }
        // A question with a single statement has nothing of its own to compare with.
        if (rival != null && own >= 0 && other > own + MARGIN && other > Meaning.NEAR) {
            complaints.add(said.question().id() + ": the statement \"" + said.text() + "\" is nearer to "
                    + rival.question().id() + "'s \"" + rival.text() + "\"");
        }
    }
}
