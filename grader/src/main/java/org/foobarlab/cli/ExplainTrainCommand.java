package org.foobarlab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.foobarlab.explanation.Agreement;
import org.foobarlab.explanation.Trainer;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.reader.QuestionTrainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Teach the grader of explanations from a lab's labelled sentences. */
@Command(
        name = "explain-train",
        description = "Learn from the labelled sentences of a lab, and write what was learned beside its lab.yml.",
        mixinStandardHelpOptions = true)
final class ExplainTrainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "LAB", description = "number or name of the lab")
    private String wanted;

    @Option(
            names = "--folds",
            paramLabel = "N",
            description = "measure by N-fold cross-validation instead, and write nothing")
    private Integer folds;

    @Option(
            names = "--reader",
            paramLabel = "READER",
            description = "what is taught: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not given")
    private ReaderChoice reader = ReaderChoice.rules;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Lab lab = Labs.ofProject().find(wanted);
        if (reader == ReaderChoice.learned) {
            return learned(lab, out);
        }
        Trainer trainer = Trainer.of(lab.questions(), lab.sentences());
        if (folds == null) {
            trainer.write(lab.learned());
            out.println("Written to " + lab.learned() + ".");
        } else {
            List<int[]> pooled = new ArrayList<>();
            for (Map.Entry<String, List<int[]>> question :
                    trainer.crossValidate(folds).entrySet()) {
                print(out, question.getKey(), question.getValue());
                pooled.addAll(question.getValue());
            }
            print(out, "pooled", pooled);
        }
        out.flush();
        return ExitCode.OK;
    }

    private int learned(Lab lab, PrintWriter out) {
        QuestionTrainer trainer = QuestionTrainer.of(lab.questions(), lab.sentences());
        if (folds == null) {
            trainer.write(lab.reader());
            out.println("Written to " + lab.reader() + ".");
        } else {
            List<int[]> pooled = new ArrayList<>();
            trainer.crossValidate(folds).forEach((question, pairs) -> {
                print(out, question, pairs);
                pooled.addAll(pairs);
            });
            print(out, "pooled", pooled);
        }
        out.flush();
        return ExitCode.OK;
    }

    private static void print(PrintWriter out, String name, List<int[]> pairs) {
        Agreement agreement = Agreement.of(pairs);
        out.printf(
                "%-16s %4d sentences, kappa %.3f, exact %.3f%n",
                name, pairs.size(), agreement.quadraticKappa(), agreement.exact());
    }
}
