package org.foobarlab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.foobarlab.explanation.QuestionLint;
import org.foobarlab.lab.QuestionFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lab lint}: runs the self-tests of the labs. */
@Command(
        name = "lint",
        description = "Check the labs: run the self-tests of their questions.",
        mixinStandardHelpOptions = true)
final class LintCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "LAB", description = "Labs by number or name; all if none is named.")
    private List<String> names = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        int complaints = 0;
        for (Path lab : labs()) {
            for (String complaint : QuestionLint.check(QuestionFile.read(lab.resolve("lab.yml")))) {
                out.println(lab.getFileName() + ": " + complaint);
                complaints++;
            }
        }
        out.println(complaints == 0 ? "No complaints." : complaints + " complaints.");
        out.flush();
        return complaints == 0 ? 0 : 1;
    }

    private List<Path> labs() throws IOException {
        if (!names.isEmpty()) {
            List<Path> found = new java.util.ArrayList<>();
            for (String name : names) {
                Path lab = Home.lab(name);
                if (lab == null) {
                    throw new picocli.CommandLine.ParameterException(
                            spec.commandLine(), "There is no lab " + name + ".");
                }
                found.add(lab);
            }
            return found;
        }
        try (Stream<Path> all = Files.list(Home.folder().resolve("labs"))) {
            return all.filter(p -> Files.isRegularFile(p.resolve("lab.yml")))
                    .sorted()
                    .toList();
        }
    }
}
