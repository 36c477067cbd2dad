package org.foobarlab.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.foobarlab.explanation.Document;
import org.foobarlab.explanation.UnreadableTextException;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.grading.CheckCatalog;
import org.foobarlab.grading.Explanations;
import org.foobarlab.lab.Labs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lab explain}: grades explanations, without Docker. */
@Command(name = "explain", description = "Grade written explanations, without Docker.", mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "LAB", description = "The lab's number or name.")
    private String lab;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Explanations: Markdown, HTML or plain text.")
    private List<Path> files;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private record Graded(String file, List<QuestionVerdict> questions) {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Explanations grader = Explanations.of(Labs.ofProject().find(lab), new CheckCatalog());
        List<Graded> all = new ArrayList<>();
        int exit = 0;
        for (Path file : files) {
            try {
                List<QuestionVerdict> verdicts = grader.grade(bytes(file));
                all.add(new Graded(file.toString(), verdicts));
                if (verdicts.stream().anyMatch(v -> v.score() < v.maxScore()) && exit == 0) {
                    exit = 1;
                }
            } catch (UnreadableTextException e) {
                err.println(file + ": " + e.getMessage());
                exit = 2;
            }
        }
        if (json) {
            out.println(new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValueAsString(all));
        } else {
            all.forEach(g -> print(out, g));
        }
        out.flush();
        return exit;
    }

    private static byte[] bytes(Path file) throws IOException, UnreadableTextException {
        if (!Files.isRegularFile(file)) {
            throw new UnreadableTextException("There is no such file.");
        }
        long size = Files.size(file);
        if (size > Document.MAX_BYTES) {
            throw new UnreadableTextException(
                    "The text is " + size + " bytes long; at most " + Document.MAX_BYTES + " bytes are graded.");
        }
        return Files.readAllBytes(file);
    }

    private static void print(PrintWriter out, Graded graded) {
        out.println(graded.file());
        double score = 0;
        double max = 0;
        for (QuestionVerdict v : graded.questions()) {
            score += v.score();
            max += v.maxScore();
            out.printf(
                    "  %-16s level %d  %4.1f of %4.1f%s%n",
                    v.id(),
                    v.level(),
                    v.score(),
                    v.maxScore(),
                    v.status().equals("graded") ? "" : "  (" + v.status() + ")");
            v.evidence().forEach(e -> out.printf("      line %d: \"%s\" (%s)%n", e.line(), e.quote(), e.idea()));
            if (!v.feedback().isEmpty()) {
                out.println("      -> " + v.feedback());
            }
            v.misconceptions().forEach(m -> out.println("      note: " + m));
        }
        out.printf("  total %.1f of %.1f%n", score, max);
    }
}
