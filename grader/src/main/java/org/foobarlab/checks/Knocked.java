package org.foobarlab.checks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.foobarlab.probe.Knock;
import org.foobarlab.probe.Survey;
import org.foobarlab.probe.World;
import org.foobarlab.topology.AddressPlan;
import org.foobarlab.topology.Host;

/** Say in words which knocks at a server its firewall let in, although it should not. */
final class Knocked {

    /** So many ports are named; who has a rule for all of them knows by then. */
    private static final int MOST = 3;

    private final World world;
    private final List<Knock> knocks;

    /** Describe some. */
    Knocked(World world, List<Knock> knocks) {
        this.world = world;
        this.knocks = knocks;
    }

    /** Return the host that a knock came from in name; nothing if the address is no host's. */
    static Optional<Host> host(World world, Knock knock) {
        return world.deployment().topology().hosts().stream()
                .filter(host -> host.number() == knock.from())
                .findFirst();
    }

    /** Return who a knock came from, in a few words. */
    static String from(World world, Knock knock) {
        return host(world, knock)
                .map(Host::name)
                .orElse(AddressPlan.WRITTEN + knock.from() + ", which is none of the hosts");
    }

    /** Return the command that shows a student the rules which let something in. */
    static String command(String server, String protocol, int port) {
        return "./lab exec " + server + " -- nft list ruleset  # which rule lets "
                + protocol.toUpperCase(java.util.Locale.ROOT) + " port " + port + " in?";
    }

    /** Return the command that shows a student the rules which let the first of them in. */
    String command() {
        return command(
                knocks.get(0).to(), knocks.get(0).protocol(), knocks.get(0).port());
    }

    /** Return who reached what, and from which port where only that made the difference. */
    String described() {
        Map<Integer, Set<String>> anyPort = new LinkedHashMap<>();
        Map<Integer, Set<Integer>> known = new LinkedHashMap<>();
        for (Knock knock : knocks) {
            if (!Survey.isAnswer(knock)) {
                anyPort.computeIfAbsent(knock.port(), port -> new LinkedHashSet<>())
                        .add(from(world, knock));
                known.computeIfAbsent(knock.port(), port -> new LinkedHashSet<>())
                        .add(knock.from());
            }
        }
        Map<String, Set<String>> byOwnPort = new LinkedHashMap<>();
        for (Knock knock : knocks) {
            if (Survey.isAnswer(knock)
                    && !known.getOrDefault(knock.port(), Set.of()).contains(knock.from())) {
                byOwnPort
                        .computeIfAbsent("from source port " + knock.fromPort(), port -> new LinkedHashSet<>())
                        .add(from(world, knock));
            }
        }
        List<String> parts = new ArrayList<>();
        anyPort.forEach((port, from) -> parts.add("port " + port + " was reached from " + String.join("; ", from)));
        byOwnPort.forEach((port, from) -> parts.add("any port was reached " + port + " by " + String.join("; ", from)));
        int more = parts.size() - MOST;
        return String.join("\n", parts.subList(0, Math.min(MOST, parts.size())))
                + (more > 0 ? "\nand so on, " + more + " more" : "");
    }
}
