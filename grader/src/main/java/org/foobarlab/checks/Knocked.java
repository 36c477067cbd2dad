package org.foobarlab.checks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
        return "./lab exec " + server + " -- nft list ruleset  # which rule lets " + protocol.toUpperCase(Locale.ROOT)
                + " port " + port + " in?";
    }

    /** Return the command that shows a student the rules which let the first of them in. */
    String command() {
        return command(
                knocks.get(0).to(), knocks.get(0).protocol(), knocks.get(0).port());
    }

    /** Return who reached what, and from which port where only that made the difference. */
    String described() {
        Map<Integer, Set<Integer>> reached = new TreeMap<>();
        Map<Integer, Set<Integer>> answers = new TreeMap<>();
        for (Knock knock : knocks) {
            if (!Survey.isAnswer(knock)) {
                reached.computeIfAbsent(knock.port(), port -> new TreeSet<>()).add(knock.from());
            }
        }
        for (Knock knock : knocks) {
            if (Survey.isAnswer(knock)
                    && !reached.getOrDefault(knock.port(), Set.of()).contains(knock.from())) {
                answers.computeIfAbsent(knock.fromPort(), port -> new TreeSet<>())
                        .add(knock.from());
            }
        }
        List<String> parts = new ArrayList<>();
        together(reached).forEach((from, ports) -> parts.add(ports + " was reached from " + from));
        together(answers)
                .forEach((from, ports) -> parts.add("whoever came from source " + ports + " was let in: " + from));
        int more = parts.size() - MOST;
        return String.join("\n", parts.subList(0, Math.min(MOST, parts.size())))
                + (more > 0 ? "\nand so on, " + more + " more" : "");
    }

    /** Name ports together that the same addresses came to or from. */
    private Map<String, String> together(Map<Integer, Set<Integer>> byPort) {
        Map<String, List<String>> ports = new LinkedHashMap<>();
        byPort.forEach((port, from) -> ports.computeIfAbsent(
                        from.stream().map(this::named).collect(Collectors.joining(", ")), names -> new ArrayList<>())
                .add(String.valueOf(port)));
        Map<String, String> together = new LinkedHashMap<>();
        ports.forEach((from, numbers) -> together.put(from, "port " + String.join(", ", numbers)));
        return together;
    }

    private String named(int number) {
        return world.deployment().topology().hosts().stream()
                .filter(host -> host.number() == number)
                .findFirst()
                .map(Host::name)
                .orElse(AddressPlan.WRITTEN + number);
    }
}
