package org.foobarlab.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.foobarlab.batch.ClassReport;
import org.foobarlab.batch.LatePolicy;
import org.foobarlab.batch.Merge;
import org.foobarlab.batch.Overrides;
import org.foobarlab.batch.ResultStore;
import org.foobarlab.report.ClassResults;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Put the results of several batches together and write the reports of all. */
@Command(
        name = "merge",
        description = "Put together what several machines graded of a class. With one DIR, write its reports anew.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code: 0 the class is whole, 2 the input cannot be used, 3 a part is missing, or the",
            "parts were graded by different versions."
        })
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
            description = "levels and points set by hand; default: overrides.yml in the folder of --out")
    private Path overrides;

    @Override
    public Integer call() {
        ResultStore into = new ResultStore(out.toAbsolutePath().normalize());
        Merge.merge(
                parts.stream()
                        .map(part -> new ResultStore(part.toAbsolutePath().normalize()))
                        .toList(),
                into);
        Overrides levels = overrides == null
                ? Overrides.ifPresent(out.resolve(Overrides.FILE), LocalDate.now())
                : Overrides.read(overrides, LocalDate.now());
        LatePolicy late = LatePolicy.ifPresent(out.resolve(LatePolicy.FILE));
        ClassResults results = ClassReport.write(into, levels, late);
        BatchSummary.print(results, out, spec.commandLine().getOut());
        return results.warnings().isEmpty() ? ExitCode.OK : ExitCode.NOT_GRADED;
    }
}
