package org.foobarlab.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.foobarlab.batch.Diff;
import org.foobarlab.batch.ResultStore;
import org.foobarlab.lab.UnusableInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tell what changed between two gradings of a class. */
@Command(
        name = "regrade",
        description =
                "Compare two gradings of a class, by check and by student. Grade again with batch, into another folder.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 nothing changed, 1 something did, 2 the input cannot be used."})
final class RegradeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--diff",
            arity = "2",
            required = true,
            paramLabel = "DIR",
            description = "the folders of the old and the new batch")
    private List<Path> folders;

    @Override
    public Integer call() {
        for (Path folder : folders) {
            if (!Files.isDirectory(folder.resolve("results"))) {
                throw new UnusableInput(folder + " is not the folder of a batch: it has no folder results.");
            }
        }
        Diff diff = Diff.between(new ResultStore(folders.get(0)), new ResultStore(folders.get(1)));
        PrintWriter out = spec.commandLine().getOut();
        if (diff.changes().isEmpty()) {
            out.println("Nothing changed for " + diff.compared() + " students.");
            return ExitCode.OK;
        }
        out.println(diff.byStudent().size() + " of " + diff.compared() + " students in both changed.");
        out.println();
        out.println("By check and question");
        diff.byCheck()
                .forEach((check, kinds) ->
                        kinds.forEach((kind, count) -> out.printf("  %4d  %-28s %s%n", count, check, kind)));
        out.println();
        out.println("By student");
        diff.byStudent().forEach((student, changes) -> {
            out.println("  " + student);
            changes.forEach(
                    change -> out.printf("    %-28s %s -> %s%n", change.what(), change.before(), change.after()));
        });
        out.flush();
        return ExitCode.BELOW_FULL_MARKS;
    }
}
