package org.foobarlab.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.foobarlab.explanation.Agreement;
import org.foobarlab.explanation.Document;
import org.foobarlab.explanation.ExplanationGrader;
import org.foobarlab.explanation.UnreadableTextException;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.lab.Question;
import org.foobarlab.lab.QuestionFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lab explain-eval}: measures the grader of explanations against a rater. */
@Command(name = "explain-eval", description = "Measure agreement with a rater's labels.", mixinStandardHelpOptions = true)
final class ExplainEvalCommand implements Callable<Integer> {
    @Option(names = "--lab", defaultValue = "05")
    private String lab;

    @Option(names = "--labels", required = true, description = "JSON lines: file, and a level for each question's label.")
    private Path labels;

    @Option(names = "--answers", required = true, description = "The folder of the answers.")
    private Path answers;

    @Option(names = "--errors", description = "List each disagreement.")
    private boolean errors;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, UnreadableTextException {
        PrintWriter out = spec.commandLine().getOut();
        List<Question> questions = QuestionFile.read(Home.lab(lab).resolve("lab.yml"));
        ExplanationGrader grader = Home.grader(Home.lab(lab));
        Map<String, List<int[]>> pairs = new LinkedHashMap<>();
        List<int[]> pooled = new ArrayList<>();
        for (String line : Files.readAllLines(labels)) {
            JsonNode label = new ObjectMapper().readTree(line);
            String file = label.get("file").asText();
            List<QuestionVerdict> verdicts = grader.grade(Document.read(Files.readAllBytes(answers.resolve(file))));
            for (int q = 0; q < questions.size(); q++) {
                Question question = questions.get(q);
                int truth = label.get(question.label()).asInt();
                int level = verdicts.get(q).level();
                pairs.computeIfAbsent(question.id(), id -> new ArrayList<>()).add(new int[] {truth, level});
                pooled.add(new int[] {truth, level});
                if (errors && truth != level) {
                    out.println(file + " " + question.id() + " rater " + truth + " grader " + level + " "
                            + verdicts.get(q).evidence());
                    out.println("      rater: " + label.path("evidence").path(question.label()).asText().replace('\n', ' ') + "  " + label.path("uncertain"));
                }
            }
        }
        pairs.forEach((id, list) -> print(out, id, Agreement.of(list)));
        print(out, "pooled", Agreement.of(pooled));
        out.flush();
        return 0;
    }

    private static void print(PrintWriter out, String id, Agreement a) {
        out.printf("%-16s qwk %.3f exact %.3f recall %.2f %.2f %.2f %s%n", id, a.quadraticKappa(), a.exact(), a.recall(0), a.recall(1),
                a.recall(2), java.util.Arrays.deepToString(a.confusion()));
    }
}
