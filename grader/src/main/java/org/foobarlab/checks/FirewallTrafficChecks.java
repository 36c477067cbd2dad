package org.foobarlab.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.foobarlab.deployment.Parallel;
import org.foobarlab.deployment.RunningHost;
import org.foobarlab.grade.LabFault;
import org.foobarlab.probe.Letters;
import org.foobarlab.probe.Preparation;
import org.foobarlab.probe.World;
import org.foobarlab.topology.Topology;

/**
 * Check what the port scans do not see: a server's traffic with itself, datagrams, pings, and where attackers call
 * home.
 */
@Area("firewalls")
final class FirewallTrafficChecks {

    private static final int LOG_RECEIVER = 514;
    private static final String ITSELF = "itself";

    /** What is open in most firewalls, and what programs that call home therefore use: names, time, the web. */
    private static final List<String> HOME = List.of("tcp/53", "tcp/80", "tcp/443", "udp/53", "udp/123");

    @Check(
            id = "firewall-loopback",
            title = "The programs on each server still reach each other",
            requires = {"lb-01-firewall-loads", "web-01-firewall-loads", "web-02-firewall-loads"},
            uses = Preparation.SURVEY,
            hint = "nginx, the site and MySQL on one server talk through the interface lo (127.0.0.1), and the firewall"
                    + " sees that too: accept what comes in from lo and what goes out to it.")
    void loopback(World world, Evidence evidence) {
        evidence.expect("on lb-01, web-01 and web-02 a connection to 127.0.0.1 is made");
        List<String> shut = new ArrayList<>();
        for (RunningHost host : servers(world)) {
            // It listens on all addresses, as the survey has seen.
            int port = world.survey().canary(host.name());
            if (!host.exec("timeout", "2", "bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/" + port)
                    .ok()) {
                shut.add(host.name());
                evidence.reproduce("./lab exec " + host + " -- nmap -Pn -p 9100 127.0.0.1");
            }
        }
        evidence.verify(shut.isEmpty(), shut.isEmpty() ? "it is" : "none is made on " + String.join(", ", shut));
    }

    @Check(
            id = "firewall-ping",
            title = "Each server answers the monitoring server's ping",
            requires = {"lb-01-firewall-loads", "web-01-firewall-loads", "web-02-firewall-loads"},
            hint = "Ping is ICMP, neither TCP nor UDP, and has a type instead of a port: 'icmp type echo-request' with"
                    + " nftables, '-p icmp --icmp-type echo-request' with iptables; ufw lets it in by itself.")
    void ping(World world, Evidence evidence) {
        evidence.expect("lb-01, web-01 and web-02 answer echo requests from monitor");
        if (!answers(world, world.internet())) {
            throw new LabFault("not even the internet host, which has no firewall, answers monitor's ping");
        }
        List<String> silent = new ArrayList<>();
        for (RunningHost host : servers(world)) {
            if (!answers(world, host)) {
                silent.add(host.name());
                evidence.reproduce("./lab exec monitor -- ping -c 3 " + host);
            }
        }
        evidence.verify(silent.isEmpty(), silent.isEmpty() ? "they do" : "no answer from " + String.join(", ", silent));
    }

    private static boolean answers(World world, RunningHost host) {
        // Ends with the first answer.
        return world.host(Topology.MONITOR)
                .exec("ping", "-n", "-c", "1", "-w", "2", host.address())
                .ok();
    }

    @Check(
            id = "firewall-logs-out",
            title = "Each server reaches the log receiver on the monitoring server",
            requires = {"lb-01-firewall-loads", "web-01-firewall-loads", "web-02-firewall-loads"},
            uses = Preparation.SURVEY,
            hint = "The servers open these connections, so it takes a rule for what goes out: to 203.0.113.50, TCP port"
                    + " 514.")
    void logsOut(World world, Evidence evidence) {
        evidence.expect("a connection from lb-01, web-01 and web-02 to port " + LOG_RECEIVER + " of monitor is made");
        List<String> shut = new ArrayList<>();
        for (RunningHost host : servers(world)) {
            if (world.survey().isSurelyShut(host.name(), Topology.MONITOR, LOG_RECEIVER)) {
                shut.add(host.name());
                evidence.reproduce(world.survey().command(host.name(), Topology.MONITOR, LOG_RECEIVER));
            }
        }
        evidence.verify(shut.isEmpty(), shut.isEmpty() ? "it is" : "none is made from " + String.join(", ", shut));
    }

    @Check(
            id = "firewall-datagrams",
            title = "The servers let no datagram in that no rule names",
            requires = {"lb-01-default-deny", "web-01-default-deny", "web-02-default-deny", "firewall-loopback"},
            uses = Preparation.SURVEY,
            hint = "UDP needs no connection, and rules for TCP do not touch it. Deny by default, not by protocol.")
    void datagrams(World world, Evidence evidence) {
        evidence.expect(
                "what internet, monitor and the other servers send to a UDP port of lb-01, web-01 and web-02 does"
                        + " not arrive");
        Map<String, Set<String>> arrived = new ConcurrentHashMap<>();
        Parallel.forEach(servers(world), host -> {
            List<String> port = List.of("udp/" + world.survey().canary(host.name()));
            Letters letters = new Letters(host, port);
            world.deployment().topology().hosts().stream()
                    .filter(from -> !from.equals(host.host()))
                    .forEach(from -> letters.send(world.host(from.name()), from.name(), host.address(), port));
            // Through lo, and after all others: once it is there, so would they be.
            letters.send(host, ITSELF, "127.0.0.1", port);
            arrived.put(host.name(), letters.arrived(ITSELF, port));
        });
        List<String> through = new ArrayList<>();
        new TreeMap<>(arrived)
                .forEach((name, lines) -> lines.stream()
                        .filter(line -> !line.startsWith(ITSELF))
                        .map(line -> line.substring(0, line.lastIndexOf('-')))
                        .sorted()
                        .forEach(from -> {
                            through.add("from " + from + " to " + name);
                            evidence.reproduce(
                                    "./lab exec " + name + " -- nft list ruleset  # which rule lets UDP in?");
                        }));
        evidence.verify(
                through.isEmpty(), through.isEmpty() ? "nothing arrived" : "arrived: " + String.join(", ", through));
    }

    @Check(
            id = "firewall-calls-home",
            title = "The servers do not reach the internet on everyday ports either",
            requires = {"lb-01-outbound", "web-01-outbound", "web-02-outbound"},
            hint = "Whoever breaks in uses the ports that are open in most firewalls: 53, 80, 123, 443. These servers"
                    + " fetch nothing, so name the address with each port that you let out.")
    void callsHome(World world, Evidence evidence) {
        evidence.expect(
                "what lb-01, web-01 and web-02 send to the internet host on TCP ports 53, 80 and 443 and UDP ports"
                        + " 53 and 123 does not arrive");
        RunningHost internet = world.internet();
        Letters letters = new Letters(internet, HOME);
        Parallel.forEach(servers(world), host -> letters.send(host, host.name(), internet.address(), HOME));
        // Stands behind no firewall, and sends after all others.
        letters.send(world.host(Topology.MONITOR), Topology.MONITOR, internet.address(), HOME);
        List<String> through = letters.arrived(Topology.MONITOR, HOME).stream()
                .filter(line -> !line.startsWith(Topology.MONITOR))
                .map(line -> "from " + line.substring(0, line.lastIndexOf('-')) + " on "
                        + line.substring(line.lastIndexOf('-') + 1).replace('/', ' '))
                .toList();
        if (!through.isEmpty()) {
            String[] first = through.get(0).split(" ");
            evidence.reproduce("./lab exec " + first[1] + " -- "
                    + (first[3].equals("tcp")
                            ? "nmap -Pn -p " + first[4] + " " + internet.writtenAddress()
                                    + "  # filtered: kept in; closed: let out, with nobody listening"
                            : "nft list ruleset  # which rule lets UDP port " + first[4] + " out?"));
        }
        evidence.verify(
                through.isEmpty(), through.isEmpty() ? "nothing arrived" : "arrived: " + String.join(", ", through));
    }

    private static List<RunningHost> servers(World world) {
        return world.deployment().topology().servers().stream()
                .map(host -> world.host(host.name()))
                .toList();
    }
}
