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

    /** What the rules find in one sentence. */
    private record Said(List<Found> found, boolean denied, boolean unread) {
        int level() {
            return found.stream().mapToInt(Found::level).max().orElse(0);
        }
    }

    /**
     * Find what a text says.
     *
     * @param judge   estimates what no rule can read; null if there is none
     * @param vectors gives a sentence's meaning
     */
    Findings read(List<Statement> statements, Judge judge, Vectors vectors) {
        List<Found> found = new ArrayList<>();
        List<Statement> denied = new ArrayList<>();
        List<Statement> unread = new ArrayList<>();
        Set<Question.Misconception> misconceptions = new HashSet<>();
        Hearing hearing = new Hearing(vectors);
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
            Said said = say(statement);
            found.addAll(said.found());
            if (said.denied()) {
                denied.add(statement);
            } else if (said.unread()) {
                unread.add(statement);
            }
            if (judge != null && vectors.has(statement)) {
                hearing.hear(statement, said, judge);
            }
        }
        if (hearing.heard()) {
            found = hearing.weigh(found);
        } else if (found.stream().noneMatch(f -> f.level() == 2)) {
            found.addAll(meaning.find(unread));
        }
        return new Findings(found, denied, List.copyOf(misconceptions));
    }

    private Said say(Statement statement) {
        List<Found> found = new ArrayList<>();
        boolean about = isAbout(statement);
        int cap = isElsewhere(statement) ? 1 : 2;
        boolean denies = false;
        for (Idea idea : ideas) {
            if (about || idea.idea().anywhere()) {
                denies |= match(statement, idea, cap, found);
            }
        }
        boolean read = found.stream().anyMatch(f -> f.level() == cap);
        return new Said(found, !read && denies, !read && !denies && about && cap == 2);
    }

    /** What a judge looks at in a sentence. */
    Traits traits(Statement statement, float[] vector) {
        Said said = say(statement);
        return Traits.of(vector, statement.words(), said.level(), said.denied());
    }

    /** Put a sentence under the question itself, as a student who answers it does. */
    Statement underItsTitle(String text, Words words, Vocabulary vocabulary) {
        Passage passage = new Passage(text, 1, 1, List.of(question.prompt()));
        return new Statement(passage, words, List.of(new Words(question.prompt(), vocabulary)), null, false, false);
    }

    /** What a judge makes of a text, beside what the rules make of it. */
    private final class Hearing {
        /** From these probabilities on a sentence earns a level: where it is about the question, and anywhere else. */
        private static final double FULL_HERE = 0.55;
        private static final double FULL_ELSEWHERE = 0.95;
        /** A sentence that denies something is trusted less. */
        private static final double FULL_DENYING = 0.9;
        private static final double SOME_HERE = 0.5;
        private static final double SOME_ELSEWHERE = 0.95;
        /** What the rules credit in full must not be quite unlikely. */
        private static final double VETO = 0.1;
        /** A sentence has a little word, such as "the" or "to", at least for so many words; a list of keywords has fewer. */
        private static final int WORDS_A_LITTLE_ONE = 6;
        /** What a sentence is given at most that denies something, or is a mere list of keywords: enough to confirm a rule. */
        private static final double UNSURE = 0.5;

        private Opinion fullHere = Opinion.NONE;
        private Opinion fullElsewhere = Opinion.NONE;
        private Opinion someHere = Opinion.NONE;
        private Opinion someElsewhere = Opinion.NONE;
        private final Vectors vectors;
        private boolean heard;

        Hearing(Vectors vectors) {
            this.vectors = vectors;
        }

        void hear(Statement statement, Said said, Judge judge) {
            float[] vector = vectors.of(statement);
            double[] odds = judge.judge(
                    question.id(), Traits.of(vector, statement.words(), said.level(), said.denied()));
            if (odds == null) {
                return;
            }
            heard = true;
            double full = credible(statement, said, odds[2]) ? odds[2] : Math.min(odds[2], UNSURE);
            double some = odds[1] + odds[2];
            if (isAbout(statement)) {
                fullHere = fullHere.or(statement, full);
                someHere = someHere.or(statement, some);
            } else {
                fullElsewhere = fullElsewhere.or(statement, full);
                someElsewhere = someElsewhere.or(statement, some);
            }
        }

        /** A vector tells what a sentence is about, but hardly whether it is affirmed, nor whether it is a sentence. */
        private boolean credible(Statement statement, Said said, double full) {
            return !said.denied()
                    && (!statement.words().denies() || full >= FULL_DENYING)
                    && !statement.keywords()
                    && statement.words().list().stream().filter(Salad::isLittle).count() * WORDS_A_LITTLE_ONE
                            >= statement.words().size();
        }

        boolean heard() {
            return heard;
        }

        List<Found> weigh(List<Found> ruled) {
            int level = ruled.stream().mapToInt(Found::level).max().orElse(0);
            List<Found> found = new ArrayList<>(ruled);
            if (fullHere.odds() >= FULL_HERE) {
                found.add(learned(fullHere, 2));
            } else if (fullElsewhere.odds() >= FULL_ELSEWHERE) {
                found.add(learned(fullElsewhere, 2));
            } else if (level == 2 && fullHere.odds() < VETO) {
                return ruled.stream().map(f -> f.atMost(1)).toList();
            } else if (level == 0 && someHere.odds() >= SOME_HERE) {
                found.add(learned(someHere, 1));
            } else if (level == 0 && someElsewhere.odds() >= SOME_ELSEWHERE) {
                found.add(learned(someElsewhere, 1));
            }
            return found;
        }

        private Found learned(Opinion opinion, int level) {
            Statement statement = opinion.statement();
            return new Found(
                    statement,
                    meaning.nearestIdea(vectors.of(statement), level),
                    level,
                    Found.Ground.LEARNED,
                    titleAbout(statement, false));
        }
    }

    /** The sentence that is most likely to earn a level. */
    private record Opinion(Statement statement, double odds) {
        static final Opinion NONE = new Opinion(null, 0);

        Opinion or(Statement other, double its) {
            return its > odds ? new Opinion(other, its) : this;
        }
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
