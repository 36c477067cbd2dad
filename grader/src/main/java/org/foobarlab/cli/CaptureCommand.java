package org.foobarlab.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.foobarlab.deployment.Engine;
import org.foobarlab.deployment.Standing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Listen to the network of a host of the servers that are up. */
@Command(
        name = "capture",
        description = "Listen to a host's network with tcpdump, in the servers that './lab up' holds.",
        mixinStandardHelpOptions = true,
        customSynopsis = {"lab capture HOST -- TCPDUMP-ARGUMENTS...", ""},
        footer = {"", "  ./lab capture lb-01 -- -A -n -c 20 host 203.0.113.11"})
final class CaptureCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "HOST", description = "such as web-01, monitor or internet")
    private String host;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "ARGUMENT", description = "what tcpdump is told")
    private List<String> arguments = List.of();

    @Override
    public Integer call() {
        return Standing.newest(Engine.connect()).capture(host, arguments, System.out, System.err);
    }
}
