package org.foobarlab.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.foobarlab.deployment.Engine;
import org.foobarlab.deployment.Standing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Run a command on a host of the servers that are up. */
@Command(
        name = "exec",
        description = "Run a command on a host of the servers that './lab up' holds in another terminal.",
        mixinStandardHelpOptions = true,
        customSynopsis = {"lab exec HOST [COMPONENT] -- COMMAND...", ""},
        footer = {
            "",
            "A host has nft, iptables, ss, nmap and curl; the host 'internet' also openssl.",
            "A component is a container of its own: 'mysql' has the mysql client.",
            "",
            "  ./lab exec web-01 -- ss -ltn",
            "  ./lab exec web-02 mysql -- mysql -uroot -e 'SHOW REPLICA STATUS' --vertical"
        })
final class ExecCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "HOST", description = "such as web-01, monitor or internet")
    private String host;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "COMMAND", description = "an optional component, then the command")
    private List<String> words;

    @Override
    public Integer call() {
        Standing standing = Standing.newest(Engine.connect());
        // picocli takes "--" away, so a first word that names a component is one.
        boolean component = words.size() > 1 && standing.hasComponent(host, words.get(0));
        return standing.exec(
                host, component ? words.get(0) : null, component ? words.subList(1, words.size()) : words, System.out, System.err);
    }
}
