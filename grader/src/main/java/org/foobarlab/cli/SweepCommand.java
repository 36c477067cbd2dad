package org.foobarlab.cli;

import java.util.concurrent.Callable;
import org.foobarlab.deployment.Engine;
import org.foobarlab.deployment.Sweeper;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Remove what killed processes left on the engine. Every start does the same. */
@Command(
        name = "sweep",
        description = "Remove containers, networks and volumes whose process no longer runs.",
        mixinStandardHelpOptions = true)
final class SweepCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        int removed = new Sweeper(Engine.connect()).sweepAbandoned();
        spec.commandLine().getOut().println(removed == 0 ? "Nothing was left behind." : removed + " things removed.");
        return ExitCode.OK;
    }
}
