package org.foobarlab.explanation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.grade.QuestionVerdict.Evidence;
import org.foobarlab.lab.Question;

/**
 * Grades a text by question. Thread-safe: the same text gets the same verdicts on every run.
 */
public final class ExplanationGrader {
    private static final int MAX_QUOTES = 3;

    private final List<CompiledQuestion> questions;
    private final Vocabulary vocabulary;

    /**
     * @param questions the lab's questions
     * @throws IllegalArgumentException if a rule of theirs cannot be read
     */
    public ExplanationGrader(List<Question> questions) {
        this.vocabulary = Vocabulary.standard();
        this.questions = questions.stream().map(q -> new CompiledQuestion(q, vocabulary)).toList();
    }

    /**
     * Grade a text.
     *
     * @param document the text
     * @return a verdict for every question, in the lab's order
     */
    public List<QuestionVerdict> grade(Document document) {
        List<Statement> statements = statements(document);
        List<QuestionVerdict> verdicts = new ArrayList<>();
        for (CompiledQuestion question : questions) {
            verdicts.add(verdict(question, question.evidence(statements), document));
        }
        return verdicts;
    }

    private List<Statement> statements(Document document) {
        List<Statement> statements = new ArrayList<>();
        Statement before = null;
        for (Passage passage : document.passages()) {
            Statement next = new Statement(passage, new Words(passage.text(), vocabulary),
                    passage.context().stream().map(t -> new Words(t, vocabulary)).toList(), before);
            statements.add(next);
            before = next;
        }
        return statements;
    }

    private QuestionVerdict verdict(CompiledQuestion question, List<Found> found, Document document) {
        Question asked = question.question();
        int level = found.stream().mapToInt(Found::level).max().orElse(0);
        List<Evidence> evidence = found.stream()
                .filter(f -> f.level() == level)
                .sorted(Comparator.comparing(Found::borrowed))
                .limit(MAX_QUOTES)
                .map(f -> new Evidence(f.statement().passage().text(), f.statement().passage().line(), f.idea(), f.level()))
                .toList();
        String feedback = level == 2 || asked.next().size() <= level ? "" : asked.next().get(level);
        return new QuestionVerdict(asked.id(), level, "graded", asked.points() * level / 2, asked.points(), evidence, feedback, List.of());
    }

    /** A sentence with its words, its titles' words and the sentence before it. */
    record Statement(Passage passage, Words words, List<Words> titles, Statement before) {
        private static final Set<String> PRONOUNS = Set.of("it", "they", "this", "these", "those", "that", "its", "their", "such");

        boolean follows() {
            return before != null && before.passage().block() == passage.block();
        }

        /** Tell whether it goes on about what the sentence before it said. */
        boolean continues() {
            return follows() && words.list().stream().limit(3).anyMatch(PRONOUNS::contains);
        }

        /** Tell whether it claims anything at all. */
        boolean claims() {
            return !Salad.isSalad(words) && !passage.text().strip().endsWith("?") && !words.mentions("not-a-claim");
        }
    }

    /** An idea found in a sentence; borrowed if part of it stood before that sentence. */
    record Found(Statement statement, String idea, int level, boolean borrowed) {}

    /** A question with its rules parsed. */
    static final class CompiledQuestion {
        private record Idea(Question.Idea idea, List<Rule> rules) {}

        private final Question question;
        private final List<Idea> ideas;

        CompiledQuestion(Question question, Vocabulary vocabulary) {
            this.question = question;
            this.ideas = question.ideas().stream()
                    .map(i -> new Idea(i, i.keywords().stream().map(k -> Rule.parse(k, vocabulary)).toList()))
                    .toList();
        }

        Question question() {
            return question;
        }

        List<Found> evidence(List<Statement> statements) {
            List<Found> found = new ArrayList<>();
            for (Statement statement : statements) {
                if (!statement.claims() || question.ignore().stream().anyMatch(statement.words()::mentions)) {
                    continue;
                }
                boolean titled = titleAbout(statement, false) != null;
                boolean elsewhere = !titled && titleAbout(statement, true) != null;
                boolean about = titled || speaksOf(statement.words()) || statement.follows() && speaksOf(statement.before().words());
                for (Idea idea : ideas) {
                    int level = elsewhere ? Math.min(1, idea.idea().level()) : idea.idea().level();
                    if (!about && !idea.idea().anywhere()) {
                        continue;
                    }
                    for (Rule rule : idea.rules()) {
                        int at = rule.match(statement.words());
                        boolean borrowed = at < 0;
                        if (borrowed) {
                            at = rule.match(statement.words(), statement.continues() ? statement.before().words() : null,
                                    statement.titles(), question.lends());
                        }
                        if (at >= 0 && actsItself(statement.words(), at)) {
                            found.add(new Found(statement, idea.idea().id(), level, borrowed));
                            break;
                        }
                    }
                }
            }
            return found;
        }

        private boolean speaksOf(Words words) {
            return question.subject().stream().anyMatch(words::mentions);
        }

        /** Return the nearest title that speaks of this question, and only of it or of another's part of it; or null. */
        private Words titleAbout(Statement statement, boolean other) {
            for (Words title : statement.titles()) {
                if (speaksOf(title)) {
                    return question.unless().stream().anyMatch(title::mentions) == other ? title : null;
                }
            }
            return null;
        }

        /** Tell whether the sentence says that one of this question's own things acts, not something else. */
        private boolean actsItself(Words words, int at) {
            if (question.actors().isEmpty()) {
                return true;
            }
            Set<String> own = new HashSet<>(question.actors());
            boolean foreign = false;
            for (String actor : Actors.ALL) {
                for (Vocabulary.Span span : words.spans(actor)) {
                    boolean before = span.start() < Math.max(at, 1);
                    boolean by = span.start() > 0 && words.list().get(span.start() - 1).equals("by");
                    if (before || by) {
                        if (own.contains(actor)) {
                            return true;
                        }
                        foreign = true;
                    }
                }
            }
            return !foreign;
        }
    }

    private static final class Actors {
        static final List<String> ALL = List.of("firewall", "https", "certificate", "encryption-noun", "lb", "monitor-tool", "monitoring", "agent", "replica",
                "algorithm", "db", "primary", "web-server", "dns");
    }
}
