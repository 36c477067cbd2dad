package org.foobarlab.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import org.foobarlab.explanation.QuestionLint;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
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
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Labs labs = Labs.ofProject();
        int complaints = 0;
        for (String name : names.isEmpty() ? labs.names() : names) {
            Lab lab = labs.find(name);
            for (String complaint : QuestionLint.check(lab.questions(), Files.exists(lab.learned()) ? lab.learned() : null)) {
                out.println(lab.name() + ": " + complaint);
                complaints++;
            }
        }
        out.println(complaints == 0 ? "No complaints." : complaints + " complaints.");
        out.flush();
        return complaints == 0 ? ExitCode.OK : ExitCode.BELOW_FULL_MARKS;
    }
}
