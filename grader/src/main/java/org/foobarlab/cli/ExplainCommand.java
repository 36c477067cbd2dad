package org.foobarlab.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.foobarlab.claims.Observations;
import org.foobarlab.explanation.Document;
import org.foobarlab.explanation.UnreadableTextException;
import org.foobarlab.grade.ClaimVerdict;
import org.foobarlab.grade.Grade;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.grading.CheckCatalog;
import org.foobarlab.grading.Explanations;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.JsonReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lab explain}: grades explanations, without Docker. */
@Command(
        name = "explain",
        description = {
            "Grade written explanations, without Docker.",
            "Without a FILE: the lab's own submission/EXPLANATION.md. What it claims of the servers is then held against"
                    + " what the last ./lab grade of the lab observed, if there was one."
        },
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "LAB", description = "The lab's number or name.")
    private String wanted;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "FILE",
            description = "Explanations: Markdown, HTML or plain text.")
    private List<Path> files = List.of();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /**
     * What came of a file.
     *
     * @param claims null where no grading tells what the system does
     */
    private record Graded(
            String file,
            List<QuestionVerdict> questions,
            @JsonInclude(JsonInclude.Include.NON_NULL) List<ClaimVerdict> claims) {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Labs labs = Labs.ofProject();
        Lab lab = labs.find(wanted);
        Explanations grader = Explanations.of(lab, new CheckCatalog());
        boolean own = files.isEmpty();
        Optional<Grade> last = own ? lastGrade(labs, lab) : Optional.empty();
        List<Graded> all = new ArrayList<>();
        int exit = 0;
        for (Path file : own ? List.of(ownText(labs, lab)) : files) {
            try {
                byte[] text = bytes(file);
                List<QuestionVerdict> verdicts = grader.grade(text);
                List<ClaimVerdict> claims = last.map(grade -> grader.claims(
                                text, Observations.of(grade.checks(), grade.experiments(), grade.reachability())))
                        .orElse(null);
                all.add(new Graded(file.toString(), verdicts, claims));
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
            all.forEach(g -> {
                print(out, g);
                last.ifPresent(grade -> printClaims(out, g, grade));
            });
        }
        out.flush();
        return exit;
    }

    private static Optional<Grade> lastGrade(Labs labs, Lab lab) {
        try {
            return JsonReport.read(labs.results(lab));
        } catch (UncheckedIOException e) {
            throw new UnusableInput(e.getMessage(), e);
        }
    }

    private static Path ownText(Labs labs, Lab lab) {
        Path file = labs.submission(lab).resolve(Lab.EXPLANATION);
        if (!Files.isRegularFile(file)) {
            throw new UnusableInput(
                    "There is no " + file + ": write your explanation there, or name a file after the lab.");
        }
        return file;
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

    private static void printClaims(PrintWriter out, Graded graded, Grade grade) {
        out.printf(
                "  held against what was observed of %s at %s:%s%n",
                grade.submission().path(),
                grade.started(),
                graded.claims().isEmpty() ? " it claims nothing of it" : "");
        for (ClaimVerdict claim : graded.claims()) {
            out.printf("  %-16s line %d: \"%s\"%n", claim.agrees() ? "agrees" : "differs", claim.line(), claim.quote());
            out.println("      read as: " + claim.claim());
            out.println("      observed: " + claim.observed());
        }
    }
}
