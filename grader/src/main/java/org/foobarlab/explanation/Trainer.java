package org.foobarlab.explanation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.foobarlab.explanation.Linear.Example;
import org.foobarlab.lab.Question;
import org.foobarlab.lab.UnusableInput;

/**
 * Teaches a {@link Judge} from sentences with levels. The same sentences give the same judge.
 *
 * <p>A lab's sentences lie in its folder {@code sentences}, a file {@code QUESTION.tsv} for each question, in lines of
 * level, kind and sentence. A sentence may offer choices: see {@link Choices}. A level-2 sentence of kind
 * {@code right-…} of one question is a wrong answer to the others, unless they name it {@code near}. Two kinds are no
 * sentences: a {@code title} under which students answer the question, and a {@code lead} with which they begin. The
 * file {@code none.tsv} has what answers no question.
 */
public final class Trainer {
    private static final String TITLE = "title";
    private static final String LEAD = "lead";
    private static final String NONE = "none";
    /** Of these kinds a beginning would make something else. */
    private static final List<String> ALONE = List.of(TITLE, LEAD, "salad", "question");
    /** What a sentence that answers another question weighs: there are many more of those. */
    private static final double OTHERS = 0.5;
    /** What a sentence weighs in teaching what titles are about. */
    private static final double NO_TITLE = 0.25;
    /** A longer title stands in a line of its own. */
    private static final int LABEL = 60;
    /** Of so many beginnings one is a lead, the others are titles. */
    private static final int LEADS = 3;

    private final List<CompiledQuestion> questions;
    private final List<Labelled> sentences;

    /**
     * A sentence.
     *
     * @param line the number of its line in all files; its variants share it
     * @param question the id of the question it is for, or "none"
     * @param first whether it is the first variant of its line, or the first with a beginning
     * @param weight what it weighs: a line's variants weigh less than as many lines
     * @param traits its traits for each question
     */
    private record Labelled(
            int line,
            String question,
            String kind,
            int level,
            boolean plain,
            boolean first,
            double weight,
            List<Traits> traits) {
        boolean isRight() {
            return level == 2 && kind.startsWith("right");
        }
    }

    private record Line(String question, int level, String kind, List<String> variants) {}

    private Trainer(List<CompiledQuestion> questions, List<Labelled> sentences) {
        this.questions = questions;
        this.sentences = sentences;
    }

    /**
     * Read a lab's sentences.
     *
     * @throws UnusableInput if a line is not as it must be, or there are none
     */
    public static Trainer of(List<Question> questions, Path folder) {
        Vocabulary vocabulary = Vocabulary.of(questions);
        List<CompiledQuestion> compiled = questions.stream()
                .map(question -> new CompiledQuestion(question, vocabulary))
                .toList();
        List<Line> lines = new ArrayList<>();
        for (Question question : questions) {
            List<Line> own = read(folder, question.id());
            if (!own.isEmpty()) {
                lines.add(new Line(question.id(), 0, TITLE, List.of(question.prompt())));
            }
            lines.addAll(own);
        }
        if (lines.isEmpty()) {
            throw new UnusableInput("There are no sentences to learn from in " + folder
                    + ": write a file QUESTION.tsv for each question.");
        }
        lines.addAll(read(folder, NONE));
        Map<String, List<String>> titles = variants(lines, TITLE);
        Map<String, List<String>> leads = variants(lines, LEAD);
        List<Labelled> sentences = new ArrayList<>();
        for (int number = 0; number < lines.size(); number++) {
            Line line = lines.get(number);
            List<String> all = new ArrayList<>(line.variants());
            if (!ALONE.contains(line.kind()) && !line.question().equals(NONE)) {
                all.add(begun(
                        line.variants().get(0),
                        titles.get(line.question()),
                        leads.getOrDefault(line.question(), List.of())));
            }
            for (int i = 0; i < all.size(); i++) {
                String text = all.get(i);
                Words words = new Words(text, vocabulary);
                Traits plain = Traits.of(text, words);
                sentences.add(new Labelled(
                        number,
                        line.question(),
                        line.kind(),
                        line.level(),
                        i < line.variants().size(),
                        i == 0 || i == line.variants().size(),
                        1 / Math.sqrt(line.variants().size()),
                        compiled.stream()
                                .map(one -> one.traits(one.underItsTitle(text, words, vocabulary), plain))
                                .toList()));
            }
        }
        return new Trainer(compiled, sentences);
    }

    private static List<Line> read(Path folder, String name) {
        Path file = folder.resolve(name + ".tsv");
        List<Line> read = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String[] fields = line.split("\t");
            if (fields.length != 3 || !fields[0].matches("[012]")) {
                throw new UnusableInput(file + ", line " + number
                        + ": write a level from 0 to 2, a kind and a sentence, with tabs between.");
            }
            read.add(new Line(name, Integer.parseInt(fields[0]), fields[1], Choices.of(fields[2])));
        }
        return read;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UnusableInput(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static Map<String, List<String>> variants(List<Line> lines, String kind) {
        return lines.stream()
                .filter(line -> line.kind().equals(kind))
                .collect(Collectors.groupingBy(
                        Line::question, Collectors.flatMapping(line -> line.variants().stream(), Collectors.toList())));
    }

    /**
     * Put a title or the beginning of a sentence before a sentence, as many students do; which one depends on the
     * sentence alone.
     */
    private static String begun(String sentence, List<String> titles, List<String> leads) {
        int choice = Math.floorMod(sentence.hashCode(), 9973);
        if (choice % LEADS == 0 && !leads.isEmpty()) {
            return leads.get(choice / LEADS % leads.size()) + " " + Character.toLowerCase(sentence.charAt(0))
                    + sentence.substring(1);
        }
        List<String> labels =
                titles.stream().filter(title -> title.length() <= LABEL).toList();
        List<String> usable = labels.isEmpty() ? titles : labels;
        return usable.get(choice / LEADS % usable.size()) + ": " + sentence;
    }

    /** Learn from all sentences, and write what was learned. */
    public void write(Path file) throws IOException {
        teach(sentences).write(file);
    }

    /**
     * Measure on sentences not learned from: learn from all folds but one, judge that one, for each fold. The variants
     * of a line are in one fold.
     *
     * @return for each question, pairs of the author's level and the judge's
     */
    public Map<String, List<int[]>> crossValidate(int folds) {
        List<Integer> lines = new ArrayList<>(
                IntStream.rangeClosed(0, sentences.get(sentences.size() - 1).line())
                        .boxed()
                        .toList());
        Collections.shuffle(lines, new Random(1));
        Map<String, List<int[]>> pairs = new TreeMap<>();
        for (int fold = 0; fold < folds; fold++) {
            List<Labelled> learned = new ArrayList<>();
            List<Labelled> judged = new ArrayList<>();
            for (Labelled sentence : sentences) {
                (lines.get(sentence.line()) % folds == fold ? judged : learned).add(sentence);
            }
            Judge judge = teach(learned);
            for (Labelled sentence : judged) {
                if (!sentence.first()
                        || ALONE.contains(sentence.kind())
                        || sentence.question().equals(NONE)) {
                    continue;
                }
                double[] odds =
                        judge.judge(sentence.question(), sentence.traits().get(index(sentence.question())));
                int best = odds[2] > odds[1] && odds[2] > odds[0] ? 2 : odds[1] > odds[0] ? 1 : 0;
                pairs.computeIfAbsent(sentence.question(), id -> new ArrayList<>())
                        .add(new int[] {sentence.level(), best});
            }
        }
        return pairs;
    }

    private int index(String question) {
        for (int i = 0; i < questions.size(); i++) {
            if (questions.get(i).question().id().equals(question)) {
                return i;
            }
        }
        return questions.size();
    }

    private Judge teach(List<Labelled> from) {
        Map<String, Linear> levels = questions.parallelStream()
                .map(CompiledQuestion::question)
                .filter(question ->
                        from.stream().anyMatch(sentence -> sentence.question().equals(question.id())))
                .collect(Collectors.toMap(
                        Question::id, question -> Linear.learn(examples(question, from), Judge.LEVELS, Traits.WORDS)));
        return new Judge(
                levels,
                questions.stream().map(one -> one.question().id()).toList(),
                Linear.learn(titles(from), questions.size() + 1, 0));
    }

    private List<Example> examples(Question question, List<Labelled> from) {
        int index = index(question.id());
        List<Example> examples = new ArrayList<>();
        for (Labelled sentence : from) {
            if (sentence.question().equals(question.id())) {
                examples.add(new Example(sentence.traits().get(index), sentence.level(), sentence.weight()));
            } else if (sentence.question().equals(NONE)
                    || sentence.first()
                            && sentence.isRight()
                            && !question.near().contains(sentence.question())) {
                examples.add(new Example(
                        sentence.traits().get(index), 0, OTHERS * (sentence.first() ? 1 : sentence.weight())));
            }
        }
        return examples;
    }

    /** Titles tell what titles are about, and so do sentences that earn anything. */
    private List<Example> titles(List<Labelled> from) {
        List<Example> examples = new ArrayList<>();
        for (Labelled sentence : from) {
            boolean title = sentence.kind().equals(TITLE) || sentence.kind().equals(LEAD);
            if (title
                    || sentence.plain()
                            && (sentence.level() > 0 || sentence.question().equals(NONE))) {
                examples.add(new Example(
                        sentence.traits().get(0).meaningOnly(), index(sentence.question()), title ? 1 : NO_TITLE));
            }
        }
        return examples;
    }
}
