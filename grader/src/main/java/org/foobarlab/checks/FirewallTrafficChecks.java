package org.foobarlab.checks;

import java.util.ArrayList;
import java.util.List;
import org.foobarlab.deployment.RunningHost;
import org.foobarlab.grade.LabFault;
import org.foobarlab.probe.Knock;
import org.foobarlab.probe.Preparation;
import org.foobarlab.probe.Survey;
import org.foobarlab.probe.World;
import org.foobarlab.topology.Topology;

/**
 * Check what the port scans do not see: a server's traffic with itself, datagrams, pings, and where attackers call
 * home.
 */
@Area("firewalls")
final class FirewallTrafficChecks {

    private static final int LOG_RECEIVER = 514;

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
            requires = {"lb-01-default-deny", "web-01-default-deny", "web-02-default-deny"},
            uses = Preparation.SURVEY,
            hint =
                    "UDP needs no connection, and rules for TCP do not touch it. Deny by default, not by protocol, and let"
                            + " answers in by connection, not by the port that they come from.")
    void datagrams(World world, Evidence evidence) {
        evidence.expect(
                "what internet, monitor and the other servers send to UDP ports of lb-01, web-01 and web-02 is not let"
                        + " in, whatever port it comes from");
        List<String> through = new ArrayList<>();
        for (RunningHost host : servers(world)) {
            List<Knock> knocks = world.survey().knocks(host.name(), "udp");
            if (!knocks.isEmpty()) {
                Knocked knocked = new Knocked(world, knocks);
                through.add("on " + host + ": " + knocked.described());
                evidence.reproduce(knocked.command());
            }
        }
        evidence.verify(through.isEmpty(), through.isEmpty() ? "nothing is" : String.join("\n", through));
    }

    @Check(
            id = "firewall-calls-home",
            title = "The servers do not reach the internet on everyday ports either",
            requires = {"lb-01-outbound", "web-01-outbound", "web-02-outbound"},
            uses = {Preparation.SURVEY, Preparation.EVERYDAY_CALLS},
            hint = "Whoever breaks in uses the ports that are open in most firewalls: 53, 80, 123, 443. These servers"
                    + " fetch nothing, so name the address with each port that you let out.")
    void callsHome(World world, Evidence evidence) {
        evidence.expect("what lb-01, web-01 and web-02 send to the ports "
                + String.join(", ", Survey.EVERYDAY).replace('/', ' ') + " of the internet host does not arrive");
        List<String> through = new ArrayList<>();
        for (RunningHost host : servers(world)) {
            for (String port : Survey.EVERYDAY) {
                if (world.survey().calls(host.name()).contains(port)) {
                    through.add("from " + host + " on " + port.replace('/', ' '));
                    evidence.reproduce(callCommand(world, host.name(), port));
                }
            }
        }
        evidence.verify(
                through.isEmpty(), through.isEmpty() ? "nothing arrived" : "arrived: " + String.join(", ", through));
    }

    /** Return the command that shows a student that a server is let out at a port, or by which rule. */
    static String callCommand(World world, String server, String port) {
        String number = port.substring(port.indexOf('/') + 1);
        return "./lab exec " + server + " -- "
                + (port.startsWith("tcp/")
                        ? "nmap -Pn -p " + number + " " + world.internet().writtenAddress()
                                + "  # filtered: kept in; closed: let out, with nobody listening"
                        : "nft list ruleset  # which rule lets UDP port " + number + " out?");
    }

    private static List<RunningHost> servers(World world) {
        return world.deployment().topology().servers().stream()
                .map(host -> world.host(host.name()))
                .toList();
    }
}
