package org.foobarlab.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.foobarlab.lab.Question;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.reader.LabelledSentence.Kind;
import org.foobarlab.reader.LabelledSentence.Origin;

/**
 * Reads a lab's labelled sentences, from which the reader of explanations learns. They lie in the lab's folder
 * {@code sentences}, in any of three forms:
 *
 * <ul>
 *   <li>{@code QUESTION.tsv}: level, kind and sentence for one question. What is level 0 and of a kind that begins with
 *       {@code wrong}, {@code turned}, {@code negated}, {@code swapped} or {@code subject} says what is wrong; other
 *       level 0 says nothing. A level-2 sentence of a kind {@code right…} says nothing to other questions, unless one
 *       names the other {@code near}. A {@code title} is what students write above their answer.
 *   <li>{@code mixed.tsv} and {@code none.tsv}: tags, kind, sentence, and where the reading depends on it the heading
 *       and the sentence before. Tags are {@code QUESTION:LEVEL}, with {@code !} as the level of what is wrong, or
 *       {@code -}; what is not named says nothing to a question.
 *   <li>{@code answers/*.txt}: whole answers, a line for each sentence: tags, kind, sentence. The kind {@code h} or
 *       {@code q} is a heading; a line that begins with {@code #} begins the next answer, an empty one a paragraph.
 * </ul>
 */
public final class LabelledSentences {
    private static final List<String> WRONG = List.of("wrong", "turned", "negated", "swapped", "subject");
    private static final Set<String> SAYS_NOTHING = Set.of("question", "salad", "filler");
    private static final Set<String> HEADINGS = Set.of("h", "q");
    private static final Set<String> TITLES = Set.of("title", "lead");

    private final List<Question> questions;
    private final List<LabelledSentence> sentences = new ArrayList<>();
    private final Map<String, List<String>> titles = new HashMap<>();

    private LabelledSentences(List<Question> questions) {
        this.questions = questions;
    }

    /**
     * Read all that a lab has.
     *
     * @param questions the lab's questions; their statements are labelled sentences, too
     * @param folder the lab's folder of sentences, which need not be there
     * @throws UnusableInput if a line is not as it must be
     */
    public static LabelledSentences of(List<Question> questions, Path folder) {
        LabelledSentences all = new LabelledSentences(questions);
        questions.forEach(all::statements);
        for (Question question : questions) {
            all.question(folder.resolve(question.id() + ".tsv"), question);
        }
        for (String name : List.of("none.tsv", "mixed.tsv")) {
            all.mixed(folder.resolve(name));
        }
        all.answers(folder.resolve("answers"));
        return all;
    }

    /** Return them, in the order of the files. */
    public List<LabelledSentence> all() {
        return List.copyOf(sentences);
    }

    /** Return a name that changes with any of them. */
    String fingerprint() {
        return LearnedQuestions.fingerprint(sentences + " " + new TreeMap<>(titles));
    }

    /** Return what students write above their answer to a question; its prompt if nothing is known. */
    public List<String> titles(Question question) {
        return titles.getOrDefault(question.id(), List.of(question.prompt()));
    }

    private void statements(Question question) {
        for (Question.Idea idea : question.ideas()) {
            Kind said = idea.level() == 2 ? Kind.RIGHT : Kind.WEAK;
            idea.right().forEach(text -> add(text, Origin.STATEMENT, Map.of(question.id(), said)));
            idea.wrong().forEach(text -> add(text, Origin.STATEMENT, Map.of(question.id(), Kind.WRONG)));
        }
    }

    private void add(String text, Origin origin, Map<String, Kind> kinds) {
        sentences.add(new LabelledSentence(text, "", "", origin, kinds));
    }

    private void question(Path file, Question question) {
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String[] fields = line.split("\t", -1);
            if (fields.length != 3 || !fields[0].matches("[012]") || fields[2].isBlank()) {
                throw new UnusableInput(file + ", line " + number
                        + ": write the level (0, 1 or 2), a kind and the sentence, with a tab between.");
            }
            if (TITLES.contains(fields[1])) {
                titles.computeIfAbsent(question.id(), id -> new ArrayList<>()).add(fields[2]);
            } else {
                add(fields[2], Origin.QUESTION, kinds(question, fields[0], fields[1]));
            }
        }
    }

    private Map<String, Kind> kinds(Question question, String level, String kind) {
        Kind own = level.equals("2")
                ? Kind.RIGHT
                : level.equals("1") ? Kind.WEAK : WRONG.stream().anyMatch(kind::startsWith) ? Kind.WRONG : Kind.NONE;
        Map<String, Kind> kinds = new HashMap<>();
        kinds.put(question.id(), own);
        for (Question other : questions) {
            boolean near =
                    other.near().contains(question.id()) || question.near().contains(other.id());
            boolean another = own == Kind.RIGHT && kind.startsWith("right") && !near;
            if (other != question && (another || SAYS_NOTHING.contains(kind))) {
                kinds.put(other.id(), Kind.NONE);
            }
        }
        return kinds;
    }

    private void mixed(Path file) {
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String[] fields = line.split("\t", -1);
            if (fields.length < 3 || fields[2].isBlank()) {
                throw new UnusableInput(
                        file + ", line " + number + ": write tags, a kind and the sentence, with a tab between.");
            }
            String heading = fields.length > 3 ? fields[3] : "";
            String before = fields.length > 4 ? fields[4] : "";
            sentences.add(
                    new LabelledSentence(fields[2], heading, before, Origin.MIXED, tags(fields[0], file, number)));
        }
    }

    private void answers(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".txt")).sorted().forEach(this::answer);
        } catch (IOException e) {
            throw new UnusableInput(folder + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private void answer(Path file) {
        String heading = "";
        String before = "";
        int number = 0;
        for (String line : lines(file)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                heading = line.isBlank() ? heading : "";
                before = "";
                continue;
            }
            String[] fields = line.split("\t", -1);
            if (fields.length < 3) {
                throw new UnusableInput(
                        file + ", line " + number + ": write tags, a kind and the sentence, with a tab between.");
            }
            boolean title = HEADINGS.contains(fields[1]);
            Map<String, Kind> kinds = tags(fields[0], file, number);
            sentences.add(
                    new LabelledSentence(fields[2], title ? "" : heading, title ? "" : before, Origin.ANSWER, kinds));
            heading = title ? fields[2] : heading;
            before = title ? "" : fields[2];
        }
    }

    /** Read tags: what they do not name says nothing. */
    private Map<String, Kind> tags(String tags, Path file, int number) {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        questions.forEach(question -> kinds.put(question.id(), Kind.NONE));
        if (tags.equals("-") || tags.equals("0")) {
            return kinds;
        }
        for (String tag : tags.strip().split(" +")) {
            String[] parts = tag.split(":", 2);
            if (parts.length != 2 || !kinds.containsKey(parts[0]) || !parts[1].matches("[12!]")) {
                throw new UnusableInput(file + ", line " + number + ": \"" + tag
                        + "\" is no tag; write QUESTION:1, QUESTION:2 or QUESTION:! with the id of a question, or -.");
            }
            kinds.put(parts[0], parts[1].equals("2") ? Kind.RIGHT : parts[1].equals("1") ? Kind.WEAK : Kind.WRONG);
        }
        return kinds;
    }

    private static List<String> lines(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UnusableInput(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
