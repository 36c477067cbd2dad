package org.foobarlab.explanation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.foobarlab.lab.Question;

/** A question with its rules parsed: finds in a text what earns a level. Thread-safe. */
final class CompiledQuestion {
    /**
     * All that can act in this world. A sentence in which another acts than the question's own says nothing about the
     * question.
     */
    private static final List<String> ACTORS = List.of(
            "firewall",
            "https",
            "certificate",
            "encryption-noun",
            "lb",
            "monitor-tool",
            "monitoring",
            "agent",
            "replica",
            "algorithm",
            "db",
            "primary",
            "web-server",
            "dns",
            "client");

    private static final String CLIENT = "client";
    private static final String AGENT = "agent";
    /** Marks an actor that may act or not without saying whether the sentence is about the question. */
    private static final String BYSTANDER = "?";

    private record Idea(Question.Idea idea, List<Rule> rules) {}

    private record Belief(Question.Misconception misconception, List<Rule> rules) {}

    private final Question question;
    private final List<Idea> ideas;
    private final List<Belief> beliefs;
    private final Meaning meaning;

    CompiledQuestion(Question question, Vocabulary vocabulary) {
        this.question = question;
        this.ideas = question.ideas().stream()
                .map(i -> new Idea(i, rules(i.keywords(), vocabulary)))
                .toList();
        this.beliefs = question.misconceptions().stream()
                .map(m -> new Belief(m, rules(m.keywords(), vocabulary)))
                .toList();
        for (List<String> names : List.of(
                question.subject(), question.unless(), question.actors(), question.ignore(), question.lends())) {
            names.stream()
                    .filter(n -> !vocabulary.has(n.startsWith(BYSTANDER) ? n.substring(1) : n))
                    .findFirst()
                    .ifPresent(n -> {
                        throw new IllegalArgumentException(
                                "question " + question.id() + ": the vocabulary has no entry \"" + n + "\"");
                    });
        }
        this.meaning = new Meaning(question, vocabulary);
    }

    private static List<Rule> rules(List<String> keywords, Vocabulary vocabulary) {
        return keywords.stream().map(k -> Rule.parse(k, vocabulary)).toList();
    }

    Question question() {
        return question;
    }

    /** What a text says about a question. */
    record Findings(List<Found> found, List<Statement> denied, List<Question.Misconception> misconceptions) {}

    Findings read(List<Statement> statements) {
        List<Found> found = new ArrayList<>();
        List<Statement> denied = new ArrayList<>();
        List<Statement> unread = new ArrayList<>();
        Set<Question.Misconception> misconceptions = new HashSet<>();
        for (Statement statement : statements) {
            if (!statement.claims()) {
                continue;
            }
            beliefs.stream()
                    .filter(b -> b.rules().stream().anyMatch(r -> r.match(statement.words()) >= 0))
                    .forEach(b -> misconceptions.add(b.misconception()));
            if (question.ignore().stream().anyMatch(statement.words()::mentions)) {
                continue;
            }
            int before = found.size();
            boolean about = isAbout(statement);
            int cap = isElsewhere(statement) ? 1 : 2;
            boolean denies = false;
            for (Idea idea : ideas) {
                if (about || idea.idea().anywhere()) {
                    denies |= match(statement, idea, cap, found);
                }
            }
            boolean read = found.subList(before, found.size()).stream().anyMatch(f -> f.level() == cap);
            if (!read && denies) {
                denied.add(statement);
            } else if (!read && about && cap == 2) {
                unread.add(statement);
            }
        }
        if (found.stream().noneMatch(f -> f.level() == 2)) {
            found.addAll(meaning.find(unread));
        }
        return new Findings(found, denied, List.copyOf(misconceptions));
    }

    /** Add what a sentence says of an idea; return whether it says the contrary. */
    private boolean match(Statement statement, Idea idea, int cap, List<Found> found) {
        for (Rule rule : idea.rules()) {
            int at = rule.match(statement.words());
            boolean borrowed = at < 0;
            if (borrowed) {
                Words before = statement.continues() ? statement.before().words() : null;
                at = rule.match(statement.words(), before, statement.titles(), question.lends());
            }
            if (at >= 0 && actsItself(statement, at)) {
                found.add(new Found(
                        statement,
                        idea.idea().id(),
                        Math.min(cap, idea.idea().level()),
                        borrowed ? Found.Ground.BORROWED : Found.Ground.SAID,
                        titleAbout(statement, false)));
                return false;
            }
        }
        return idea.idea().level() == 2 && idea.rules().stream().anyMatch(r -> r.isDenied(statement.words()));
    }

    boolean isAbout(Statement statement) {
        return question.subject().isEmpty()
                || titleAbout(statement, false)
                || speaksOf(statement.words())
                || goesOn(statement);
    }

    /** Tell whether the paragraph spoke of the subject not long before. */
    private boolean goesOn(Statement statement) {
        for (Statement before = statement; before.follows(); before = before.before()) {
            if (!before.before().passage().context().equals(statement.passage().context())) {
                return false;
            }
            if (speaksOf(before.before().words())) {
                return true;
            }
        }
        return false;
    }

    private boolean isElsewhere(Statement statement) {
        return !titleAbout(statement, false) && titleAbout(statement, true);
    }

    private boolean speaksOf(Words words) {
        return question.subject().stream().anyMatch(words::mentions);
    }

    /**
     * Tell whether the nearest title that speaks of the subject is the title of this question, or of another that
     * shares the word.
     */
    private boolean titleAbout(Statement statement, boolean other) {
        for (Words title : statement.titles()) {
            if (speaksOf(title)) {
                return question.unless().stream().anyMatch(title::mentions) == other;
            }
        }
        return false;
    }

    /** Tell whether the sentence says that one of this question's own things acts, not something else. */
    boolean actsItself(Statement statement, int at) {
        if (question.actors().isEmpty()) {
            return true;
        }
        Boolean own = acts(statement.words(), at);
        if (own == null && statement.continues()) {
            // "If it fails": what "it" is stands in the sentence before.
            own = acts(statement.before().words(), statement.before().words().size());
        }
        return own == null || own;
    }

    /**
     * Tell whether one of this question's own things acts before a word, or only others do (false), or none that is
     * known (null).
     */
    private Boolean acts(Words words, int at) {
        Boolean own = null;
        for (String actor : ACTORS) {
            if (question.actors().contains(BYSTANDER + actor)) {
                continue;
            }
            for (Vocabulary.Span span : words.spans(actor)) {
                if (actor.equals(CLIENT)
                        && words.spans(AGENT).stream()
                                .anyMatch(a -> a.start() <= span.start() && span.end() <= a.end())) {
                    // A monitoring client is no client of the site.
                    continue;
                }
                boolean before = span.start() <= at;
                boolean by =
                        span.start() > 0 && words.list().get(span.start() - 1).equals("by");
                if (before || by) {
                    if (question.actors().contains(actor)) {
                        return true;
                    }
                    own = false;
                }
            }
        }
        return own;
    }
}
