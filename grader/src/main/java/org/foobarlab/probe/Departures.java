package org.foobarlab.probe;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foobarlab.deployment.Deployment;
import org.foobarlab.deployment.Output;
import org.foobarlab.deployment.Parallel;
import org.foobarlab.deployment.RunningHost;
import org.foobarlab.grade.LabFault;
import org.foobarlab.topology.Host;
import org.foobarlab.topology.Topology;

/**
 * Let each server call some ports of the {@code internet} host, and tell which of these calls its firewall let out.
 *
 * <p>What counts is what arrives there, whether or not anybody listens. A datagram that was held back leaves no trace
 * where it was sent, and a refusal may come from the server's own firewall.
 */
final class Departures {

    private static final String TABLE = "foobar_lab_departures";
    private static final Duration ARRIVED = Duration.ofSeconds(8);

    /** Begins a connection to, or sends a datagram to, each port at once, and waits for no answer. */
    private static final String CALL = """
            my $to = inet_aton(shift);
            for my $call (@ARGV) {
                my ($protocol, $port) = split m{/}, $call;
                my $tcp = $protocol eq "tcp";
                socket(my $socket, PF_INET, $tcp ? SOCK_STREAM : SOCK_DGRAM, 0) or die "no socket: $!";
                fcntl($socket, F_SETFL, O_NONBLOCK);
                $tcp ? connect($socket, sockaddr_in($port, $to)) : send($socket, "call", 0, sockaddr_in($port, $to));
                push @kept, $socket;
            }
            select undef, undef, undef, 0.1;
            """;

    private final Map<String, Set<String>> letOut = new TreeMap<>();

    /**
     * Let all servers call.
     *
     * @param ports such as {@code tcp/443} or {@code udp/53}
     * @throws LabFault if not even the monitoring server, which has no firewall, gets through
     */
    Departures(Deployment deployment, Collection<String> ports) {
        RunningHost internet = deployment.host(Topology.INTERNET);
        RunningHost control = deployment.host(Topology.MONITOR);
        List<Host> servers = deployment.topology().servers();
        try {
            listen(
                    internet,
                    Stream.concat(servers.stream(), Stream.of(control.host()))
                            .map(host -> deployment.plan().address(host))
                            .collect(Collectors.joining(", ")));
            Parallel.forEach(servers, server -> call(deployment.host(server.name()), internet, ports));
            // After all others: once its calls are there, so would theirs be.
            call(control, internet, ports);
            Waiting.until(
                    ARRIVED,
                    () -> arrived(internet, control.address()).containsAll(ports),
                    "not even the monitoring server's calls arrived at the internet host");
            servers.forEach(server -> letOut.put(
                    server.name(), arrived(internet, deployment.plan().address(server))));
        } finally {
            internet.exec("nft", "delete table ip " + TABLE);
        }
    }

    /** Return the ports that a server's calls arrived at. */
    Set<String> from(String server) {
        return letOut.getOrDefault(server, Set.of());
    }

    private static void listen(RunningHost internet, String addresses) {
        String table = "ip " + TABLE;
        String add = "add @came { ip saddr . meta l4proto . th dport }";
        Output output = internet.exec(
                "nft",
                "add table " + table + "; add set " + table
                        + " came { type ipv4_addr . inet_proto . inet_service; size 4096; flags dynamic; }; add chain "
                        + table + " first { type filter hook prerouting priority -500; }; add rule " + table
                        + " first ip saddr { " + addresses + " } tcp flags & (syn | ack) == syn " + add
                        + "; add rule " + table + " first ip saddr { " + addresses + " } meta l4proto udp " + add);
        if (!output.ok()) {
            throw new LabFault("what arrives at the internet host could not be counted: " + output.all());
        }
    }

    private static void call(RunningHost from, RunningHost internet, Collection<String> ports) {
        Output output = from.exec(
                Stream.concat(Stream.of("perl", "-MSocket", "-MFcntl", "-e", CALL, internet.address()), ports.stream())
                        .toArray(String[]::new));
        if (!output.ok()) {
            throw new LabFault("no calls could be made from " + from + ": " + output.all());
        }
    }

    private static Set<String> arrived(RunningHost internet, String address) {
        Output output = internet.exec("nft", "--numeric", "list set ip " + TABLE + " came");
        if (!output.ok()) {
            throw new LabFault("what arrived at the internet host could not be read: " + output.all());
        }
        String all = output.out();
        int begin = all.indexOf("elements = {");
        return begin < 0
                ? Set.of()
                : Arrays.stream(all.substring(begin + 12, all.indexOf('}', begin))
                                .split(","))
                        .map(element -> element.strip().split(" \\. "))
                        .filter(element -> element[0].equals(address))
                        .map(element ->
                                (element[1].equals("6") || element[1].equals("tcp") ? "tcp/" : "udp/") + element[2])
                        .collect(Collectors.toCollection(TreeSet::new));
    }
}
