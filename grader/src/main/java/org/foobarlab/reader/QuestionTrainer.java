package org.foobarlab.reader;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.foobarlab.explanation.Choices;
import org.foobarlab.lab.Question;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.reader.LabelledSentence.Kind;
import org.foobarlab.reader.LabelledSentence.Origin;
import org.foobarlab.reader.SentenceEncoder.Encoding;

/**
 * Teaches a lab's questions from its labelled sentences: a logistic regression for each kind of what a sentence may say
 * to a question. The same sentences teach the same.
 */
public final class QuestionTrainer {
    /** How closely the sentences are followed; less would forget rare ones, more would learn them by heart. */
    private static final double COST = 0.05;

    /** So many right sentences are also learned in a form that only sounds right. */
    private static final double SPOILED = 0.45;

    private static final double TOLERANCE = 1e-3;
    private static final long SEED = 20_261_201;

    private final List<Question> questions;
    private final LabelledSentences labelled;
    private final List<Sample> samples = new ArrayList<>();

    /**
     * A sentence as it is learned.
     *
     * @param line the number of its line; what stands on one line is never on both sides of a comparison
     * @param row the encoding as the library takes it
     */
    private record Sample(int line, LabelledSentence sentence, Encoding encoding, Feature[] row) {
        static Sample of(int line, LabelledSentence sentence, Encoding encoding) {
            float[] features = encoding.features();
            Feature[] row = new Feature[features.length + 1];
            for (int i = 0; i < features.length; i++) {
                row[i] = new FeatureNode(i + 1, features[i]);
            }
            row[features.length] = new FeatureNode(features.length + 1, 1);
            return new Sample(line, sentence, encoding, row);
        }
    }

    private QuestionTrainer(List<Question> questions, LabelledSentences labelled) {
        this.questions = questions;
        this.labelled = labelled;
    }

    /**
     * Read a lab's sentences.
     *
     * @throws UnusableInput if a line is not as it must be, or there are none but the statements
     */
    public static QuestionTrainer of(List<Question> questions, Path folder) {
        LabelledSentences labelled = LabelledSentences.of(questions, folder);
        if (labelled.all().stream().allMatch(sentence -> sentence.origin() == Origin.STATEMENT)) {
            throw new UnusableInput("There are no sentences to learn from in " + folder
                    + ": write a file QUESTION.tsv for each question.");
        }
        QuestionTrainer trainer = new QuestionTrainer(questions, labelled);
        trainer.encode();
        return trainer;
    }

    private void encode() {
        List<Integer> lines = new ArrayList<>();
        List<LabelledSentence> sentences = new ArrayList<>();
        List<ReadingUnit> units = new ArrayList<>();
        Random random = new Random(SEED);
        int line = 0;
        for (LabelledSentence sentence : labelled.all()) {
            line++;
            for (String text : Choices.of(sentence.text())) {
                add(
                        line,
                        sentence,
                        ReadingUnit.alone(text, sentence.heading(), sentence.before()),
                        lines,
                        sentences,
                        units);
            }
            if (sentence.origin() == Origin.QUESTION) {
                // Most answers stand below a title.
                String text = Choices.of(sentence.text()).get(0);
                add(line, sentence, ReadingUnit.alone(text, title(sentence, random), ""), lines, sentences, units);
            }
        }
        int all = sentences.size();
        for (int i = 0; i < all; i++) {
            LabelledSentence sentence = sentences.get(i);
            double chance = random.nextDouble();
            if (sentence.kinds().containsValue(Kind.RIGHT) && chance < SPOILED) {
                String text = units.get(i).text();
                LabelledSentence spoiled = chance < SPOILED / 3
                        ? Spoiling.denied(sentence, text, random)
                        : chance < 2 * SPOILED / 3
                                ? Spoiling.elsewhere(sentence, text, random)
                                : Spoiling.shuffled(sentence, text, random);
                add(
                        lines.get(i),
                        spoiled,
                        ReadingUnit.alone(spoiled.text(), spoiled.heading(), spoiled.before()),
                        lines,
                        sentences,
                        units);
            }
        }
        List<Encoding> encodings = SentenceEncoder.shared().encode(units);
        for (int i = 0; i < units.size(); i++) {
            samples.add(Sample.of(lines.get(i), sentences.get(i), encodings.get(i)));
        }
    }

    private static void add(
            int line,
            LabelledSentence sentence,
            ReadingUnit unit,
            List<Integer> lines,
            List<LabelledSentence> sentences,
            List<ReadingUnit> units) {
        lines.add(line);
        sentences.add(sentence);
        units.add(unit);
    }

    private String title(LabelledSentence sentence, Random random) {
        List<String> titles = questions.stream()
                .filter(question -> sentence.kinds().getOrDefault(question.id(), Kind.NONE) != Kind.NONE)
                .flatMap(question -> labelled.titles(question).stream())
                .flatMap(title -> Choices.of(title).stream())
                .toList();
        return titles.isEmpty() ? "" : titles.get(random.nextInt(titles.size()));
    }

    /** Learn from all sentences. */
    LearnedQuestions learn() {
        Map<String, LearnedReader> readers = new TreeMap<>();
        for (Question question : questions) {
            readers.put(question.id(), fit(question, samples));
        }
        return new LearnedQuestions(SentenceEncoder.shared().fingerprint(), labelled.fingerprint(), readers);
    }

    /** Learn from all sentences and write what was learned. */
    public void write(Path file) {
        learn().write(file);
    }

    /**
     * Learn from all but a part of the sentences, and grade that part, for each part in turn.
     *
     * @param folds the number of parts, at least 2
     * @return for each question pairs of the right level and the level that was given
     */
    public Map<String, List<int[]>> crossValidate(int folds) {
        Map<String, List<int[]>> pairs = new TreeMap<>();
        for (int fold = 0; fold < folds; fold++) {
            int held = fold;
            List<Sample> rest =
                    samples.stream().filter(s -> s.line() % folds != held).toList();
            for (Question question : questions) {
                LearnedReader reader = fit(question, rest);
                for (Sample sample : samples) {
                    Kind kind = sample.sentence().kinds().get(question.id());
                    if (sample.line() % folds == held && kind != null) {
                        pairs.computeIfAbsent(question.id(), id -> new ArrayList<>())
                                .add(new int[] {level(kind), level(reader.read(sample.encoding()))});
                    }
                }
            }
        }
        return pairs;
    }

    private static int level(Kind kind) {
        return kind == Kind.RIGHT ? 2 : kind == Kind.WEAK ? 1 : 0;
    }

    private static int level(SentenceReading reading) {
        return reading.right() >= 0.5 ? 2 : reading.earning() >= 0.5 ? 1 : 0;
    }

    private static LearnedReader fit(Question question, List<Sample> samples) {
        List<Sample> known = samples.stream()
                .filter(s -> s.sentence().kinds().containsKey(question.id()))
                .toList();
        float[][] weights = new float[SentenceReading.KINDS][SentenceEncoder.FEATURES];
        float[] intercepts = new float[SentenceReading.KINDS];
        for (Kind kind : Kind.values()) {
            Model model =
                    Linear.train(problem(question, kind, known), new Parameter(SolverType.L2R_LR, COST, TOLERANCE));
            double sign = model.getLabels()[0] == 1 ? 1 : -1;
            double[] learned = model.getFeatureWeights();
            for (int i = 0; i < SentenceEncoder.FEATURES; i++) {
                weights[kind.ordinal()][i] = (float) (sign * learned[i]);
            }
            intercepts[kind.ordinal()] = (float) (sign * learned[SentenceEncoder.FEATURES]);
        }
        return new LearnedReader(weights, intercepts);
    }

    private static Problem problem(Question question, Kind kind, List<Sample> known) {
        Problem problem = new Problem();
        problem.l = known.size();
        problem.n = SentenceEncoder.FEATURES + 1;
        problem.bias = 1;
        problem.x = new Feature[known.size()][];
        problem.y = new double[known.size()];
        for (int i = 0; i < known.size(); i++) {
            problem.x[i] = known.get(i).row();
            problem.y[i] = known.get(i).sentence().kinds().get(question.id()) == kind ? 1 : 0;
        }
        return problem;
    }
}
