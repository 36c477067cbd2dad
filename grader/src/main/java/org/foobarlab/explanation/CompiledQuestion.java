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

    /**
     * What a text says about a question.
     *
     * @param close whether a little more or less would have made another level of it
     */
    record Findings(
            List<Found> found, List<Statement> denied, List<Question.Misconception> misconceptions, boolean close) {}

    /** What the rules find in one sentence. */
    private record Said(List<Found> found, boolean denied, boolean unread) {
        int level() {
            return found.stream().mapToInt(Found::level).max().orElse(0);
        }
    }

    /**
     * Find what a text says.
     *
     * @param judge estimates what no rule can read; null if there is none
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
            boolean judged = judge != null && vectors.has(statement);
            found.addAll(judged ? hearing.hear(statement, said, judge) : vectors.isStray() ? List.of() : said.found());
            if (said.denied()) {
                denied.add(statement);
            } else if (said.unread()) {
                unread.add(statement);
            }
        }
        boolean close = false;
        if (hearing.heard()) {
            close = hearing.isClose(found);
            found = hearing.weigh(found);
        } else if (found.stream().noneMatch(f -> f.level() == 2)) {
            found.addAll(meaning.find(unread));
        }
        return new Findings(found, denied, List.copyOf(misconceptions), close);
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
    Traits traits(Statement statement, Traits plain) {
        Said said = say(statement);
        return plain.ruled(said.level(), said.denied());
    }

    /** Put a sentence under the question itself, as a student who answers it does. */
    Statement underItsTitle(String text, Words words, Vocabulary vocabulary) {
        Passage passage = new Passage(text, 1, 1, List.of(question.prompt()));
        return new Statement(passage, words, List.of(new Words(question.prompt(), vocabulary)), null, false, false);
    }

    /** Where a sentence stands. The less it is about the question there, the surer a judge must be. */
    private enum Place {
        /** It speaks of the question's subject, or stands under a title that does. */
        HERE(0.55, 0.5),
        /** Nothing tells what it is about. */
        ANYWHERE(0.8, 0.9),
        /** It stands under another question's title, or is about another question itself. */
        ELSEWHERE(0.95, 0.97),
        /** It stands in a text that is no answer, under no title of the question. */
        STRAY(0.99, 0.995);

        /** From these probabilities on a sentence earns level 2, and level 1. */
        private final double full;

        private final double some;

        Place(double full, double some) {
            this.full = full;
            this.some = some;
        }
    }

    private Place place(Statement statement, Vectors vectors) {
        String topic = vectors.topic(statement);
        if (question.id().equals(topic)) {
            return Place.HERE;
        }
        if (vectors.isStray()) {
            return Place.STRAY;
        }
        if (vectors.isAboutAnother(statement, question.id())) {
            return Place.ELSEWHERE;
        }
        if (isAbout(statement) || topic == null && vectors.isAbout(statement, question.id())) {
            return Place.HERE;
        }
        return topic == null ? Place.ANYWHERE : Place.ELSEWHERE;
    }

    /** What a judge makes of a text, beside what the rules make of it. */
    private final class Hearing {
        /** A sentence that denies something is trusted less, and least one in which a rule finds the contrary. */
        private static final double FULL_DENYING = 0.75;

        private static final double FULL_CONTRARY = 0.95;
        /** So near to what is asked, half of the levels are another than a rater's. */
        private static final double CLOSE = 0.15;
        /** What the rules credit must not be quite unlikely. */
        private static final double VETO = 0.1;
        /**
         * A sentence has a little word, such as "the" or "to", at least for so many words; a list of keywords has
         * fewer.
         */
        private static final int WORDS_A_LITTLE_ONE = 6;
        /**
         * What a sentence is given at most that denies something, or is a mere list of keywords: enough to confirm a
         * rule.
         */
        private static final double UNSURE = 0.49;

        private Opinion full = Opinion.NONE;
        private Opinion some = Opinion.NONE;
        private double most;
        private double something;
        private final Vectors vectors;
        private boolean heard;

        Hearing(Vectors vectors) {
            this.vectors = vectors;
        }

        /** Hear a sentence; return what the rules find in it and the place where it stands lets count. */
        List<Found> hear(Statement statement, Said said, Judge judge) {
            double[] odds = judge.judge(question.id(), vectors.of(statement).ruled(said.level(), said.denied()));
            if (odds == null) {
                return said.found();
            }
            heard = true;
            Place place = place(statement, vectors);
            double its = credible(statement, said, odds[2]) ? odds[2] : Math.min(odds[2], UNSURE);
            full = full.or(statement, its - place.full);
            some = some.or(statement, odds[1] + odds[2] - place.some);
            if (place.compareTo(Place.ELSEWHERE) < 0) {
                most = Math.max(most, its);
                something = Math.max(something, odds[1] + odds[2]);
                return said.found();
            }
            int allowed = odds[2] >= place.full ? 2 : odds[1] + odds[2] >= place.some ? 1 : 0;
            return said.found().stream()
                    .map(f -> f.atMost(allowed))
                    .filter(f -> f.level() > 0)
                    .toList();
        }

        /** A vector tells what a sentence is about, but hardly whether it is affirmed, nor whether it is a sentence. */
        private boolean credible(Statement statement, Said said, double full) {
            return full >= (said.denied() ? FULL_CONTRARY : statement.words().denies() ? FULL_DENYING : 0)
                    && !statement.keywords()
                    && statement.words().list().stream().filter(Salad::isLittle).count() * WORDS_A_LITTLE_ONE
                            >= statement.words().size();
        }

        boolean heard() {
            return heard;
        }

        private static int level(List<Found> ruled) {
            return ruled.stream().mapToInt(Found::level).max().orElse(0);
        }

        boolean isClose(List<Found> ruled) {
            int level = level(ruled);
            return level < 2 && Math.abs(full.margin()) < CLOSE
                    || level == 0 && full.margin() < 0 && Math.abs(some.margin()) < CLOSE;
        }

        List<Found> weigh(List<Found> ruled) {
            int level = level(ruled);
            List<Found> found = new ArrayList<>(ruled);
            if (full.margin() >= 0) {
                found.add(learned(full.statement(), 2));
            } else if (level == 1 && something < VETO) {
                return ruled.stream().map(f -> f.atMost(0)).toList();
            } else if (level == 2 && most < VETO) {
                return ruled.stream().map(f -> f.atMost(1)).toList();
            } else if (level == 0 && some.margin() >= 0) {
                found.add(learned(some.statement(), 1));
            }
            return found;
        }

        private Found learned(Statement statement, int level) {
            return new Found(
                    statement,
                    meaning.nearestIdea(vectors.of(statement).meaning(), level),
                    level,
                    Found.Ground.LEARNED,
                    titleAbout(statement, false));
        }
    }

    /**
     * The sentence that is surest to earn a level, by how much its probability is above what is asked where it stands.
     */
    private record Opinion(Statement statement, double margin) {
        static final Opinion NONE = new Opinion(null, -1);

        Opinion or(Statement other, double its) {
            return its > margin ? new Opinion(other, its) : this;
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
