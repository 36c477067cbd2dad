package org.foobarlab.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.submission.Manifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Compare students' repositories with the template they were made from. A student who changes the manifest in a
 * repository along with the files in it is found only so.
 */
@Command(
        name = "verify",
        description = "Show what was changed in copies of an exported repository, besides submission/.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 nothing was changed, 1 something was, 2 the input cannot be used."})
final class VerifyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "TEMPLATE", description = "folder that 'lab export' made")
    private Path template;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "CLONE", description = "students' repositories")
    private List<Path> clones;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (!Files.isRegularFile(template.resolve(Manifest.FILE))) {
            throw new UnusableInput(
                    "There is no " + Manifest.FILE + " in " + template + ": name a folder that 'lab export' made.");
        }
        Manifest handedOut = Manifest.of(template);
        boolean changed = false;
        for (Path clone : clones) {
            if (!Files.isDirectory(clone)) {
                throw new UnusableInput("There is no folder " + clone + ": name the folder of a student's repository.");
            }
            List<String> differences = handedOut.differences(Manifest.of(clone));
            out.println(clone + ": " + (differences.isEmpty() ? "as handed out" : String.join("; ", differences)));
            changed |= !differences.isEmpty();
        }
        out.flush();
        return changed ? ExitCode.BELOW_FULL_MARKS : ExitCode.OK;
    }
}
