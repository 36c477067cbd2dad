package org.foobarlab.cli;

import java.util.concurrent.Callable;
import org.foobarlab.deployment.Engine;
import org.foobarlab.deployment.Standing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Start a component again that was stopped. */
@Command(
        name = "restart",
        description = "Start a component of the servers that './lab up' holds again.",
        mixinStandardHelpOptions = true)
final class RestartCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "HOST", description = "such as web-02")
    private String host;

    @Parameters(index = "1", paramLabel = "COMPONENT", description = "such as nginx, mysql or node-exporter")
    private String component;

    @Override
    public Integer call() {
        Standing.newest(Engine.connect()).restart(host, component);
        return ExitCode.OK;
    }
}
