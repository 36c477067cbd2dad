package org.foobarlab.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.foobarlab.deployment.Engine;
import org.foobarlab.deployment.Standing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "COMMAND",
            description = "an optional component, then the command")
    private List<String> words;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Standing standing = Standing.newest(Engine.connect());
        boolean component = namesComponent(standing);
        return standing.exec(
                host,
                component ? words.get(0) : null,
                component ? words.subList(1, words.size()) : words,
                System.out,
                System.err);
    }

    /**
     * picocli takes "--" away, but knows what was typed; whoever left it out means a component by a word that names
     * one.
     */
    private boolean namesComponent(Standing standing) {
        List<String> typed = spec.commandLine().getParseResult().originalArgs();
        int dashes = typed.indexOf("--");
        String first = words.get(0);
        boolean named = dashes < 0
                ? standing.hasComponent(host, first)
                : typed.get(dashes - 1).equals(first);
        return named && words.size() > 1;
    }
}
