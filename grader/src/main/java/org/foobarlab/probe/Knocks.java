package org.foobarlab.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.foobarlab.deployment.Deployment;
import org.foobarlab.deployment.Output;
import org.foobarlab.deployment.Parallel;
import org.foobarlab.deployment.RunningHost;
import org.foobarlab.grade.LabFault;
import org.foobarlab.topology.AddressPlan;

/**
 * Knock at hosts' ports from any address and any port, and tell which knocks their firewalls let in.
 *
 * <p>A server cannot be asked to do this: its own firewall, which is the student's too, holds back what another one
 * would let in. So all knocks come from the {@code internet} host, which is the lab's, in the name of whoever they are
 * to come from. Where they should arrive they are counted before all rules of the firewall and after all of them, and
 * go no further, so neither has a program to listen nor does one notice.
 */
final class Knocks {

    private static final String TABLE = "foobar_lab_knocks";

    /** Few enough a second that no host's queue overflows and no limit for each address is met without need. */
    private static final int A_SECOND = 900;

    private static final Duration ARRIVED = Duration.ofSeconds(5);
    private static final String SCRIPT = script();

    /** An ordinary packet has 64. */
    private final int timeToLive;

    private final Deployment deployment;

    /**
     * Make ready.
     *
     * @param timeToLive by which the knocks are known, 65 to 250
     */
    Knocks(Deployment deployment, int timeToLive) {
        this.deployment = deployment;
        this.timeToLive = timeToLive;
    }

    /**
     * Knock, and return those knocks that were let in.
     *
     * @throws LabFault if they could not be sent, or did not arrive at the host
     */
    Set<Knock> letIn(Collection<Knock> knocks) {
        Map<String, List<Knock>> byHost = knocks.stream().collect(Collectors.groupingBy(Knock::to));
        List<RunningHost> hosts = byHost.keySet().stream().map(deployment::host).toList();
        Set<Knock> letIn = ConcurrentHashMap.newKeySet();
        try {
            Parallel.forEach(hosts, this::listen);
            send(knocks);
            Parallel.forEach(hosts, host -> {
                Set<Knock> sent = Set.copyOf(byHost.get(host.name()));
                Waiting.until(
                        ARRIVED,
                        () -> counted(host, "came").size() >= sent.size() || filtersAtItsDevice(host),
                        "not all of " + sent.size() + " knocks arrived at " + host);
                counted(host, "let_in").stream().filter(sent::contains).forEach(letIn::add);
            });
        } finally {
            Parallel.forEach(hosts, host -> host.exec("nft", "delete table ip " + TABLE));
        }
        return letIn;
    }

    private void listen(RunningHost host) {
        String set = " { type ipv4_addr . inet_proto . inet_service . inet_service; size 16384; flags dynamic; }; ";
        String ours = "ip ttl " + timeToLive + " meta l4proto { tcp, udp } add @";
        String key = " { ip saddr . meta l4proto . th sport . th dport }";
        String table = "ip " + TABLE;
        Output output = host.exec(
                "nft",
                "add table " + table + "; add set " + table + " came" + set + "add set " + table + " let_in" + set
                        + "add chain " + table + " first { type filter hook prerouting priority -500; }; add rule "
                        + table + " first " + ours + "came" + key + "; add chain " + table
                        + " last { type filter hook input priority 2000; }; add rule " + table + " last " + ours
                        + "let_in" + key + " drop");
        if (!output.ok()) {
            throw new LabFault("what knocks at " + host + " could not be counted: " + output.all());
        }
    }

    private void send(Collection<Knock> knocks) {
        AddressPlan plan = deployment.plan();
        String lines = knocks.stream()
                .map(knock -> String.join(
                        " ",
                        knock.protocol(),
                        plan.address(knock.from()),
                        String.valueOf(knock.fromPort()),
                        deployment.host(knock.to()).address(),
                        String.valueOf(knock.port())))
                .collect(Collectors.joining("\n"));
        Output output = deployment
                .host("internet")
                .exec(
                        "sh",
                        "-c",
                        "printf '%s\\n' \"$1\" | python3 -c \"$2\" " + timeToLive + " " + A_SECOND,
                        "knock",
                        lines,
                        SCRIPT);
        if (!output.ok()) {
            throw new LabFault("nobody could knock: " + output.all());
        }
    }

    /** What a student drops as soon as it comes in from the network is let in as little as what is dropped later. */
    private static boolean filtersAtItsDevice(RunningHost host) {
        return host.exec("nft", "list tables netdev").out().contains("table");
    }

    private Set<Knock> counted(RunningHost host, String set) {
        Output output = host.exec("nft", "--json", "--numeric", "list set ip " + TABLE + " " + set);
        if (!output.ok()) {
            throw new LabFault("what knocked at " + host + " could not be read: " + output.all());
        }
        Map<String, String> protocols = new HashMap<>(Map.of("6", "tcp", "17", "udp"));
        try {
            Set<Knock> counted = ConcurrentHashMap.newKeySet();
            for (JsonNode part : new ObjectMapper().readTree(output.out()).path("nftables")) {
                for (JsonNode element : part.path("set").path("elem")) {
                    JsonNode key = element.has("elem") ? element.at("/elem/val/concat") : element.path("concat");
                    String address = key.path(0).asText();
                    String protocol = key.path(1).asText();
                    counted.add(new Knock(
                            protocols.getOrDefault(protocol, protocol),
                            Integer.parseInt(address.substring(address.lastIndexOf('.') + 1)),
                            key.path(2).asInt(),
                            host.name(),
                            key.path(3).asInt()));
                }
            }
            return counted;
        } catch (JsonProcessingException e) {
            throw new LabFault("what knocked at " + host + " was not told as expected: " + output.all(), e);
        }
    }

    private static String script() {
        try (InputStream script = Knocks.class.getResourceAsStream("knock.py")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
