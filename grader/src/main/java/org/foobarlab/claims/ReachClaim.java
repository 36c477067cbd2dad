package org.foobarlab.claims;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A claim of who reaches which port.
 *
 * @param sources the hosts that connect; empty where the clause names none
 * @param targets the hosts that are connected to; empty where the clause names none
 * @param ports the TCP ports; empty where the clause names none
 * @param holds whether they can
 * @param onlySources whether nobody else can
 * @param onlyPorts whether they can reach nothing else there
 */
record ReachClaim(
        Set<String> sources,
        Set<String> targets,
        Set<Integer> ports,
        boolean holds,
        boolean onlySources,
        boolean onlyPorts) {

    ReachClaim {
        sources = new TreeSet<>(sources);
        targets = new TreeSet<>(targets);
        ports = new TreeSet<>(ports);
    }

    /** Return the claim in one plain sentence. */
    String sentence() {
        String who = sources.isEmpty() ? "somebody" : Words.list(named(sources));
        String where = targets.isEmpty() ? "" : " of " + Words.list(targets);
        String what = ports.isEmpty()
                ? targets.isEmpty() ? "any server" : Words.list(targets)
                : "port " + Words.list(ports) + where;
        if (!holds) {
            return (sources.isEmpty() ? "nobody" : who) + (sources.isEmpty() ? " can reach " : " cannot reach ") + what;
        }
        String only = onlySources ? "only " : "";
        String rest = onlyPorts ? ", and no other port" : "";
        return only + who + " can reach " + what + rest;
    }

    private static List<String> named(Set<String> hosts) {
        return hosts.stream()
                .map(host -> host.equals("internet") ? "the internet" : host)
                .collect(Collectors.toList());
    }
}
