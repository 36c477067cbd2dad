package org.foobarlab.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.foobarlab.batch.ClassReport;
import org.foobarlab.batch.Merge;
import org.foobarlab.batch.Overrides;
import org.foobarlab.batch.ResultStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Put the results of several batches together and write the reports of all. */
@Command(
        name = "merge",
        description = "Put together what several machines graded of a class. With one DIR, write its reports anew.",
        mixinStandardHelpOptions = true)
final class MergeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "folders that batch wrote")
    private List<Path> parts;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "where all goes; may be one of them")
    private Path out;

    @Option(
            names = "--overrides",
            paramLabel = "FILE",
            description = "levels set by hand; default: overrides.yml in the folder of --out")
    private Path overrides;

    @Override
    public Integer call() {
        ResultStore into = new ResultStore(out.toAbsolutePath().normalize());
        Merge.merge(
                parts.stream()
                        .map(part -> new ResultStore(part.toAbsolutePath().normalize()))
                        .toList(),
                into);
        Overrides levels =
                overrides == null ? Overrides.ifPresent(out.resolve(Overrides.FILE)) : Overrides.read(overrides);
        BatchSummary.print(
                ClassReport.write(into, levels), out, spec.commandLine().getOut());
        return ExitCode.OK;
    }
}
