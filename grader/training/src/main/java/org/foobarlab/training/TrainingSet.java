package org.foobarlab.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.foobarlab.explanation.Choices;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.lab.Question;
import org.foobarlab.reader.LabelledSentence;
import org.foobarlab.reader.LabelledSentence.Kind;
import org.foobarlab.reader.LabelledSentence.Origin;
import org.foobarlab.reader.LabelledSentences;

/**
 * All that the encoder learns from: the labelled sentences of every lab, and small questions on other matters, by which
 * it learns to compare sentences with statements that it has never seen.
 */
final class TrainingSet {
    /** Which of a lab's sentences count how often: whole answers and those that deceive are few, and worth more. */
    private static final Map<Origin, Integer> TIMES =
            Map.of(Origin.ANSWER, 2, Origin.MIXED, 2, Origin.QUESTION, 1, Origin.STATEMENT, 1);

    private final List<String> learned = new ArrayList<>();
    private final List<TrainingSentence> sentences = new ArrayList<>();
    private final Map<String, String> prompts = new LinkedHashMap<>();
    private final Map<String, Map<Kind, List<String>>> statements = new TreeMap<>();
    private final Map<String, Map<Kind, List<TrainingSentence>>> byQuestion = new TreeMap<>();
    private final List<String> headings = new ArrayList<>();
    private final Map<String, List<TrainingSentence>> groups = new HashMap<>();

    /**
     * Read everything.
     *
     * @param home the project's folder
     * @throws IOException if a file of small questions cannot be read
     */
    static TrainingSet read(Path home) throws IOException {
        TrainingSet set = new TrainingSet();
        Labs labs = new Labs(home);
        for (String name : labs.names()) {
            set.lab(labs.find(name));
        }
        try (Stream<Path> files = Files.list(home.resolve("grader/training/questions"))) {
            for (Path file : files.sorted().toList()) {
                set.smallQuestion(file);
            }
        }
        return set;
    }

    private void lab(Lab lab) {
        String name = lab.directory().getFileName().toString();
        LabelledSentences all = LabelledSentences.of(lab.questions(), lab.sentences());
        Map<String, List<String>> titles = new HashMap<>();
        for (Question question : lab.questions()) {
            String key = name + "/" + question.id();
            learned.add(key);
            prompts.put(key, question.prompt());
            titles.put(question.id(), all.titles(question));
            headings.addAll(all.titles(question));
            headings.add(question.prompt());
            Map<Kind, List<String>> said = statements.computeIfAbsent(key, k -> new EnumMap<>(Kind.class));
            for (Question.Idea idea : question.ideas()) {
                Kind kind = idea.level() == 2 ? Kind.RIGHT : Kind.WEAK;
                said.computeIfAbsent(kind, k -> new ArrayList<>()).addAll(idea.right());
                said.computeIfAbsent(Kind.WRONG, k -> new ArrayList<>()).addAll(idea.wrong());
            }
        }
        for (LabelledSentence sentence : all.all()) {
            Map<String, Kind> kinds = new TreeMap<>();
            List<String> above = new ArrayList<>();
            sentence.kinds().forEach((id, kind) -> {
                kinds.put(name + "/" + id, kind);
                above.addAll(kind == Kind.NONE ? List.of() : titles.get(id));
            });
            LabelledSentence named = new LabelledSentence(
                    sentence.text(), sentence.heading(), sentence.before(), sentence.origin(), kinds);
            add(new TrainingSentence(named, name + " " + sentence.origin(), above), TIMES.get(sentence.origin()));
        }
    }

    private void add(TrainingSentence sentence, int times) {
        groups.computeIfAbsent(sentence.group(), g -> new ArrayList<>()).add(sentence);
        for (int i = 0; i < times; i++) {
            sentences.add(sentence);
        }
        sentence.kinds().forEach((key, kind) -> {
            // Most sentences say nothing to most questions; those of the same matter teach more.
            if (kind != Kind.NONE || sentence.labelled().origin() == Origin.QUESTION) {
                byQuestion(key, kind).add(sentence);
            }
        });
    }

    private List<TrainingSentence> byQuestion(String key, Kind kind) {
        return byQuestion
                .computeIfAbsent(key, k -> new EnumMap<>(Kind.class))
                .computeIfAbsent(kind, k -> new ArrayList<>());
    }

    private void smallQuestion(Path file) throws IOException {
        JsonNode question = new YAMLMapper().readTree(file.toFile());
        String key = question.get("id").asText();
        prompts.put(key, question.get("prompt").asText());
        Map<Kind, List<String>> said = new EnumMap<>(Kind.class);
        for (JsonNode idea : question.get("ideas")) {
            Kind kind = idea.get("level").asInt() == 2 ? Kind.RIGHT : Kind.WEAK;
            idea.path("right")
                    .forEach(text ->
                            said.computeIfAbsent(kind, k -> new ArrayList<>()).add(text.asText()));
            idea.path("wrong")
                    .forEach(text -> said.computeIfAbsent(Kind.WRONG, k -> new ArrayList<>())
                            .add(text.asText()));
        }
        statements.put(key, said);
        for (JsonNode sentence : question.get("sentences")) {
            int level = sentence.get("level").asInt();
            boolean wrong = sentence.path("kind").asText().equals("wrong");
            Kind kind = level == 2 ? Kind.RIGHT : level == 1 ? Kind.WEAK : wrong ? Kind.WRONG : Kind.NONE;
            LabelledSentence labelled =
                    new LabelledSentence(sentence.get("text").asText(), "", "", Origin.QUESTION, Map.of(key, kind));
            byQuestion(key, kind).add(new TrainingSentence(labelled, key, List.of()));
        }
    }

    /** Return the questions that sentences are labelled for, in a fixed order. */
    List<String> learned() {
        return learned;
    }

    /** Return the labelled sentences, some of them more than once. */
    List<TrainingSentence> sentences() {
        return sentences;
    }

    /** Return the sentences of a group. */
    List<TrainingSentence> group(String name) {
        return groups.get(name);
    }

    /** Return all questions that have statements. */
    List<String> questions() {
        return List.copyOf(byQuestion.keySet());
    }

    /** Tell whether a question is one of the small ones, which no lab asks. */
    boolean isSmall(String key) {
        return !learned.contains(key);
    }

    /** Return the statements of a question of a kind. */
    List<String> statements(String key, Kind kind) {
        return statements.get(key).getOrDefault(kind, List.of());
    }

    /** Return the sentences that say something of a kind to a question. */
    List<TrainingSentence> sentences(String key, Kind kind) {
        return byQuestion.get(key).getOrDefault(kind, List.of());
    }

    /** Return what stands above answers. */
    List<String> headings() {
        return headings.stream().flatMap(h -> Choices.of(h).stream()).toList();
    }
}
