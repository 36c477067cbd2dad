package org.foobarlab.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.foobarlab.batch.ClassReport;
import org.foobarlab.batch.LatePolicy;
import org.foobarlab.batch.Overrides;
import org.foobarlab.batch.ResultStore;
import org.foobarlab.batch.WorkPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Make the files of a class out of what several machines graded. */
@Command(
        name = "collect",
        description = "Make the files of a class out of a plan whose tasks are all graded; names those that are not.",
        mixinStandardHelpOptions = true)
final class CollectCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "PLAN", description = "folder of the plan")
    private Path folder;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "where results and reports go")
    private Path out;

    @Override
    public Integer call() {
        ResultStore store = new ResultStore(out);
        WorkPlan.read(folder).collect(store);
        BatchSummary.print(
                ClassReport.write(
                        store,
                        Overrides.ifPresent(out.resolve(Overrides.FILE), LocalDate.now()),
                        LatePolicy.ifPresent(out.resolve(LatePolicy.FILE))),
                out,
                spec.commandLine().getOut());
        return ExitCode.OK;
    }
}
