package org.foobarlab.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.foobarlab.authoring.LabLint;
import org.foobarlab.grading.CheckCatalog;
import org.foobarlab.lab.Labs;
import org.foobarlab.lab.UnusableInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tell the author of a lab what is not as it should be. */
@Command(
        name = "lint",
        description =
                "Check labs as far as that goes without starting servers: files, points, mutants, links, questions.",
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
        LabLint lint = new LabLint(labs, new CheckCatalog());
        int complaints = 0;
        for (String name : names.isEmpty() ? labs.names() : names) {
            for (String complaint : complaints(labs, lint, name)) {
                out.println(complaint);
                complaints++;
            }
        }
        out.println(
                complaints == 0 ? "No complaints." : complaints == 1 ? "1 complaint." : complaints + " complaints.");
        out.flush();
        return complaints == 0 ? ExitCode.OK : ExitCode.BELOW_FULL_MARKS;
    }

    /** One lab that cannot be read does not keep the others from being looked at. */
    private static List<String> complaints(Labs labs, LabLint lint, String name) {
        try {
            return lint.check(labs.find(name));
        } catch (UnusableInput e) {
            if (!labs.names().contains(name)) {
                throw e;
            }
            return List.of(e.getMessage());
        }
    }
}
