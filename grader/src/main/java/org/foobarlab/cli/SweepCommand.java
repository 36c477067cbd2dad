package org.foobarlab.cli;

import java.io.PrintWriter;
import java.util.List;
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
        Sweeper sweeper = new Sweeper(Engine.connect());
        int removed = sweeper.sweepAbandoned();
        List<String> held = sweeper.heldNetworks();
        PrintWriter out = spec.commandLine().getOut();
        if (removed > 0 || held.isEmpty()) {
            out.println(removed == 0 ? "Nothing was left behind." : removed + " things removed.");
        }
        if (!held.isEmpty()) {
            out.println(
                    "Docker has lost count of who uses these networks, which harm nobody, and lets them go when it is started again: "
                            + String.join(", ", held));
        }
        return ExitCode.OK;
    }
}
