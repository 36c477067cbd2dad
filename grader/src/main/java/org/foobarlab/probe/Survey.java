package org.foobarlab.probe;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.foobarlab.deployment.Deployment;
import org.foobarlab.deployment.Output;
import org.foobarlab.deployment.Parallel;
import org.foobarlab.deployment.RunningHost;
import org.foobarlab.grade.LabFault;
import org.foobarlab.topology.Host;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * Try every port of interest of every host from every other host, once, and remember what came of it.
 *
 * <p>Ports of interest are those that something listens on, those that attackers try first, and on each host a
 * <em>canary</em>: a listener on a port nobody could have written a rule for. A connection to it shows what the
 * firewall does with what it has no rule for.
 */
public final class Survey implements PortStates {

    /** What the lab's own services use, whether or not they listen, and what scanners on the internet try most. */
    private static final List<Integer> ALWAYS_TRIED = List.of(22, 25, 80, 443, 3306, 3903, 8080, 9100, 33060);

    /** The canary's port is one of these. Students do not use them, and Docker and the kernel do not hand them out. */
    private static final int CANARY_FIRST = 20_000;

    private static final int CANARY_PORTS = 10_000;

    private static final Duration CANARY_LIFE = Duration.ofSeconds(180);

    private final Map<String, Integer> canaries = new TreeMap<>();
    private final Map<String, SortedSet<Integer>> listening = new TreeMap<>();
    private final Map<String, Map<String, Map<Integer, String>>> seen = new ConcurrentHashMap<>();
    private final Deployment deployment;

    /**
     * Make a survey.
     *
     * @param seed decides the canaries' ports, so that the same submission meets the same ones
     * @throws LabFault if a canary does not listen or a scan cannot be made
     */
    public Survey(Deployment deployment, String seed) {
        this.deployment = deployment;
        List<RunningHost> hosts = deployment.topology().hosts().stream()
                .map(host -> deployment.host(host.name()))
                .toList();
        for (RunningHost host : hosts) {
            int hash = UUID.nameUUIDFromBytes((seed + host.name()).getBytes(StandardCharsets.UTF_8))
                    .hashCode();
            canaries.put(host.name(), CANARY_FIRST + Math.floorMod(hash, CANARY_PORTS));
        }
        Map<String, SortedSet<Integer>> found = new ConcurrentHashMap<>();
        Parallel.forEach(hosts, host -> found.put(host.name(), openCanary(host)));
        listening.putAll(found);
        SortedSet<Integer> ports = new TreeSet<>(ALWAYS_TRIED);
        listening.values().forEach(ports::addAll);
        Parallel.forEach(hosts, host -> seen.put(host.name(), scan(host, ports, Duration.ofMillis(250))));
    }

    @Override
    public int canary(String host) {
        return canaries.get(host);
    }

    @Override
    public SortedSet<Integer> services(String host) {
        SortedSet<Integer> ports = new TreeSet<>(listening.get(host));
        ports.remove(canary(host));
        return ports;
    }

    @Override
    public String state(String from, String to, int port) {
        String state = seen.get(from).getOrDefault(to, Map.of()).get(port);
        if (state == null) {
            throw new LabFault("port " + port + " of " + to + " was not tried from " + from);
        }
        return state;
    }

    /** Try one port again and with more patience, before its being shut is held against anybody. */
    public boolean isSurelyShut(String from, String to, int port) {
        if (state(from, to, port).equals("open")) {
            return false;
        }
        String again = scan(deployment.host(from), new TreeSet<>(List.of(port)), Duration.ofMillis(1000))
                .get(to)
                .get(port);
        seen.get(from).get(to).put(port, again);
        return !again.equals("open");
    }

    /** Return the command with which a student sees the same. */
    public String command(String from, String to, int port) {
        return "./lab exec " + from + " -- nmap -Pn -p " + port + " "
                + deployment.host(to).writtenAddress();
    }

    private SortedSet<Integer> openCanary(RunningHost host) {
        int port = canary(host.name());
        host.execDetached(
                "timeout",
                String.valueOf(CANARY_LIFE.toSeconds()),
                "socat",
                "TCP-LISTEN:" + port + ",fork,reuseaddr",
                "EXEC:echo canary");
        try {
            return Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(100))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> listening(host), ports -> ports.contains(port));
        } catch (ConditionTimeoutException e) {
            throw new LabFault("the canary on " + host + " does not listen", e);
        }
    }

    private static SortedSet<Integer> listening(RunningHost host) {
        Output output = host.exec("ss", "-Hltn");
        if (!output.ok()) {
            throw new LabFault("the listening ports of " + host + " could not be read: " + output.all());
        }
        return output.out()
                .lines()
                .map(line -> line.trim().split("\\s+")[3])
                .filter(address -> !address.startsWith("127.") && !address.startsWith("[::1]"))
                .map(address -> Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Map<String, Map<Integer, String>> scan(RunningHost from, SortedSet<Integer> ports, Duration patience) {
        List<Host> targets = deployment.topology().hosts().stream()
                .filter(host -> !host.equals(from.host()))
                .toList();
        List<String> command = new ArrayList<>(List.of(
                "nmap",
                "-n",
                "-Pn",
                "-sT",
                "-T4",
                "--max-retries",
                "2",
                "-oX",
                "-",
                "--initial-rtt-timeout",
                patience.toMillis() + "ms",
                "--max-rtt-timeout",
                patience.toMillis() + "ms",
                "--min-hostgroup",
                "8",
                "--host-timeout",
                "25s",
                "-p",
                ports.stream().map(String::valueOf).collect(Collectors.joining(","))));
        targets.forEach(host -> command.add(deployment.plan().address(host)));
        Output output = from.exec(command.toArray(String[]::new));
        Document xml = Jsoup.parse(output.out(), Parser.xmlParser());
        if (!output.ok() || !"success".equals(xml.select("finished").attr("exit"))) {
            throw new LabFault("the scan from " + from + " failed: " + output.all());
        }
        Map<String, Map<Integer, String>> states = new ConcurrentHashMap<>();
        for (Host target : targets) {
            Element host =
                    xml.selectFirst("host:has(address[addr=" + deployment.plan().address(target) + "])");
            Map<Integer, String> byPort = new ConcurrentHashMap<>();
            for (Element port : host == null ? List.<Element>of() : host.select("port")) {
                String state = port.select("state").attr("state");
                byPort.put(Integer.parseInt(port.attr("portid")), state);
            }
            if (!byPort.keySet().containsAll(ports)) {
                throw new LabFault("the scan from " + from + " says nothing of " + target);
            }
            states.put(target.name(), byPort);
        }
        return states;
    }
}
