package org.foobarlab.cli;

import java.util.concurrent.Callable;
import org.foobarlab.deployment.Engine;
import org.foobarlab.deployment.Standing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** End a component of the servers that are up, to see what the others make of it. */
@Command(
        name = "stop",
        description = "End a component of the servers that './lab up' holds, as a crash would.",
        mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "HOST", description = "such as web-02")
    private String host;

    @Parameters(index = "1", paramLabel = "COMPONENT", description = "such as nginx, mysql or node-exporter")
    private String component;

    @Override
    public Integer call() {
        Standing.newest(Engine.connect()).stop(host, component);
        return ExitCode.OK;
    }
}
