package org.foobarlab.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.foobarlab.explanation.Document;
import org.foobarlab.explanation.Evaluation;
import org.foobarlab.explanation.Evaluation.Answer;
import org.foobarlab.explanation.Evaluation.Line;
import org.foobarlab.explanation.Evaluation.Result;
import org.foobarlab.explanation.UnreadableTextException;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.grading.CheckCatalog;
import org.foobarlab.grading.Explanations;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.lab.Question;
import org.foobarlab.reader.ExplanationReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lab explain-eval}: measures the grader of explanations against a rater. */
@Command(
        name = "explain-eval",
        description = "Measure the agreement of graded explanations with a rater's levels.",
        mixinStandardHelpOptions = true)
final class ExplainEvalCommand implements Callable<Integer> {
    @Option(
            names = "--lab",
            defaultValue = "05",
            description = "The lab's number or name; ${DEFAULT-VALUE} if not given.")
    private String lab;

    @Option(
            names = "--labels",
            required = true,
            paramLabel = "FILE",
            description =
                    "The levels: a JSON object on each line, with \"file\" and a level for each question, by its label or else its id.")
    private Path labels;

    @Option(names = "--answers", required = true, paramLabel = "DIR", description = "The folder of the answers.")
    private Path folder;

    @Option(
            names = "--reader",
            description = "Which reader is measured: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not given.")
    private ReaderChoice reader = ReaderChoice.rules;

    @Option(names = "--errors", description = "List the disagreements.")
    private boolean errors;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Lab graded = Labs.ofProject().find(lab);
        List<Question> questions = graded.questions();
        Explanations grader = Explanations.of(graded, new CheckCatalog());
        ExplanationReader learned =
                reader == ReaderChoice.learned ? new ExplanationReader(questions, List.of(), graded.reader()) : null;
        List<Answer> answers = new ArrayList<>();
        for (String line : Files.readAllLines(labels)) {
            if (!line.isBlank()) {
                answers.add(answer(new ObjectMapper().readTree(line), questions, grader, learned, out));
            }
        }
        if (answers.size() < 2) {
            throw new ParameterException(spec.commandLine(), "At least two answers are needed.");
        }
        Result result = Evaluation.measure(questions.stream().map(Question::id).toList(), answers);
        if (json) {
            out.println(new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValueAsString(result));
        } else {
            print(out, result);
        }
        out.flush();
        return 0;
    }

    private Answer answer(
            JsonNode label, List<Question> questions, Explanations grader, ExplanationReader learned, PrintWriter out)
            throws IOException {
        String file = label.path("file").asText();
        List<QuestionVerdict> verdicts;
        try {
            byte[] text = Files.readAllBytes(folder.resolve(file));
            verdicts = learned == null ? grader.grade(text) : learned.grade(Document.read(text));
        } catch (UnreadableTextException e) {
            throw new ParameterException(spec.commandLine(), file + ": " + e.getMessage(), e);
        }
        int[] rater = new int[questions.size()];
        int[] levels = new int[questions.size()];
        for (int q = 0; q < rater.length; q++) {
            String key = questions.get(q).labelOrId();
            if (!label.path(key).isInt()
                    || label.path(key).asInt() < 0
                    || label.path(key).asInt() > 2) {
                throw new ParameterException(
                        spec.commandLine(), file + ": there is no level from 0 to 2 for " + key + ".");
            }
            rater[q] = label.path(key).asInt();
            levels[q] = verdicts.get(q).level();
            if (errors && !json && rater[q] != levels[q]) {
                out.printf(
                        "%s %s: rater %d, grader %d (%s) %s%n",
                        file,
                        questions.get(q).id(),
                        rater[q],
                        levels[q],
                        verdicts.get(q).status(),
                        verdicts.get(q).evidence().stream()
                                .map(e -> e.line() + " " + e.idea() + " \"" + e.quote() + "\"")
                                .toList());
            }
        }
        return new Answer(file, rater, levels);
    }

    private static void print(PrintWriter out, Result result) {
        out.printf("%-18s %6s %6s  %-18s %s%n", "question", "kappa", "exact", "recall 0 / 1 / 2", "rater by grader");
        result.questions().forEach((id, line) -> print(out, id, line));
        print(out, "pooled", result.pooled());
        out.printf(
                "pooled kappa, 95 %% of resamples: %.3f to %.3f%n",
                result.kappaInterval()[0], result.kappaInterval()[1]);
        out.printf("correlation of totals: %.3f over %d answers%n", result.totalCorrelation(), result.answers());
    }

    private static void print(PrintWriter out, String name, Line line) {
        double[] recall = line.recall();
        out.printf(
                "%-18s %6.3f %6.3f  %4.2f / %4.2f / %4.2f %s%n",
                name,
                line.kappa(),
                line.exact(),
                recall[0],
                recall[1],
                recall[2],
                Arrays.deepToString(line.confusion()));
    }
}
