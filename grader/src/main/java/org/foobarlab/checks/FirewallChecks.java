package org.foobarlab.checks;

import java.util.ArrayList;
import java.util.List;
import org.foobarlab.deployment.Launch;
import org.foobarlab.grade.LabFault;
import org.foobarlab.grade.Reach;
import org.foobarlab.probe.Knock;
import org.foobarlab.probe.Preparation;
import org.foobarlab.probe.ReachPolicy;
import org.foobarlab.probe.Survey;
import org.foobarlab.probe.World;
import org.foobarlab.topology.Host;

/** Check each server's firewall by trying, from every other host, what should and what should not get through. */
@Area("firewalls")
final class FirewallChecks {

    private static final String LOADS_HINT =
            "The message is the firewall program's own. Without a rule in force, nothing else can be said of this"
                    + " firewall. What ufw is told counts only once 'ufw enable' has been said.";
    private static final String DENY_HINT =
            "A firewall that denies by default names what may come in, and drops everything else: with nftables"
                    + " 'policy drop', with ufw 'ufw default deny incoming'.";
    private static final String NEEDED_HINT =
            "Something that has to get in is kept out. Compare the rule's port and source address; and the firewall of the"
                    + " host that it comes from has to let it out. Answers take the way back: accept what is 'established' in both"
                    + " chains, of input and of output.";
    private static final String ONLY_HINT =
            "A rule lets in more hosts than need it. Name the source: 'ip saddr ADDRESS' with nftables, 'from ADDRESS'"
                    + " with ufw.";
    private static final String OUT_HINT =
            "A server that was broken into calls home. Let it answer, reach what it needs, and nothing else: with"
                    + " nftables a chain on 'hook output' with 'policy drop', with ufw 'ufw default deny outgoing'.";

    /** The listener belongs to the grading, so that a student who looks again finds nobody there. */
    private static final String NOBODY_LISTENS = "  # filtered: kept out; closed: let through, with nobody listening";

    @Check(id = "lb-01-firewall-loads", title = "lb-01 has a firewall, and it loads", hint = LOADS_HINT)
    void balancerLoads(World world, Evidence evidence) {
        loads(world, evidence, "lb-01");
    }

    @Check(id = "web-01-firewall-loads", title = "web-01 has a firewall, and it loads", hint = LOADS_HINT)
    void web1Loads(World world, Evidence evidence) {
        loads(world, evidence, "web-01");
    }

    @Check(id = "web-02-firewall-loads", title = "web-02 has a firewall, and it loads", hint = LOADS_HINT)
    void web2Loads(World world, Evidence evidence) {
        loads(world, evidence, "web-02");
    }

    @Check(
            id = "lb-01-default-deny",
            title = "lb-01 lets nothing in that no rule names",
            requires = "lb-01-firewall-loads",
            uses = Preparation.SURVEY,
            hint = DENY_HINT)
    void balancerDenies(World world, Evidence evidence) {
        denies(world, evidence, "lb-01");
    }

    @Check(
            id = "web-01-default-deny",
            title = "web-01 lets nothing in that no rule names",
            requires = "web-01-firewall-loads",
            uses = Preparation.SURVEY,
            hint = DENY_HINT)
    void web1Denies(World world, Evidence evidence) {
        denies(world, evidence, "web-01");
    }

    @Check(
            id = "web-02-default-deny",
            title = "web-02 lets nothing in that no rule names",
            requires = "web-02-firewall-loads",
            uses = Preparation.SURVEY,
            hint = DENY_HINT)
    void web2Denies(World world, Evidence evidence) {
        denies(world, evidence, "web-02");
    }

    @Check(
            id = "lb-01-needed-ports",
            title = "lb-01 lets visitors and the monitoring server in",
            requires = "haproxy-starts",
            uses = Preparation.SURVEY,
            hint = NEEDED_HINT)
    void balancerNeeds(World world, Evidence evidence) {
        lets(world, evidence, "lb-01");
    }

    @Check(
            id = "web-01-needed-ports",
            title = "web-01 lets lb-01, web-02's MySQL and the monitoring server in",
            requires = {"nginx-starts", "mysql-starts"},
            uses = Preparation.SURVEY,
            hint = NEEDED_HINT + " MySQL must also listen on more than 127.0.0.1.")
    void web1Needs(World world, Evidence evidence) {
        lets(world, evidence, "web-01");
    }

    @Check(
            id = "web-02-needed-ports",
            title = "web-02 lets lb-01 and the monitoring server in",
            requires = "nginx-starts",
            uses = Preparation.SURVEY,
            hint = NEEDED_HINT)
    void web2Needs(World world, Evidence evidence) {
        lets(world, evidence, "web-02");
    }

    @Check(
            id = "lb-01-least-privilege",
            title = "lb-01's monitoring ports are open to the monitoring server only",
            requires = {"lb-01-default-deny", "lb-01-needed-ports"},
            uses = Preparation.SURVEY,
            hint = ONLY_HINT)
    void balancerOnly(World world, Evidence evidence) {
        only(world, evidence, "lb-01");
    }

    @Check(
            id = "web-01-least-privilege",
            title = "web-01's ports are open only to the hosts that use them",
            requires = {"web-01-default-deny", "web-01-needed-ports"},
            uses = Preparation.SURVEY,
            hint = ONLY_HINT)
    void web1Only(World world, Evidence evidence) {
        only(world, evidence, "web-01");
    }

    @Check(
            id = "web-02-least-privilege",
            title = "web-02's ports are open only to the hosts that use them",
            requires = {"web-02-default-deny", "web-02-needed-ports"},
            uses = Preparation.SURVEY,
            hint = ONLY_HINT)
    void web2Only(World world, Evidence evidence) {
        only(world, evidence, "web-02");
    }

    @Check(
            id = "lb-01-outbound",
            title = "lb-01 opens no connection to the internet",
            requires = "lb-01-firewall-loads",
            uses = Preparation.SURVEY,
            hint = OUT_HINT)
    void balancerOutbound(World world, Evidence evidence) {
        outbound(world, evidence, "lb-01");
    }

    @Check(
            id = "web-01-outbound",
            title = "web-01 opens no connection to the internet",
            requires = "web-01-firewall-loads",
            uses = Preparation.SURVEY,
            hint = OUT_HINT)
    void web1Outbound(World world, Evidence evidence) {
        outbound(world, evidence, "web-01");
    }

    @Check(
            id = "web-02-outbound",
            title = "web-02 opens no connection to the internet",
            requires = "web-02-firewall-loads",
            uses = Preparation.SURVEY,
            hint = OUT_HINT)
    void web2Outbound(World world, Evidence evidence) {
        outbound(world, evidence, "web-02");
    }

    private static void loads(World world, Evidence evidence, String name) {
        Host host = world.host(name).host();
        evidence.expect("a firewall in " + name + "/etc/nftables.conf or " + name
                + "/firewall.sh that loads, and rules in force after it");
        boolean there = world.deployment()
                        .servers()
                        .file(host, "/etc/nftables.conf")
                        .isPresent()
                || world.deployment().servers().file(host, "/firewall.sh").isPresent();
        if (!there) {
            evidence.verify(false, "there is neither " + name + "/etc/nftables.conf nor " + name + "/firewall.sh");
        }
        ServerChecks.started(world, evidence, Launch.FIREWALL, name);
        evidence.reproduce("./lab exec " + name + " -- nft list ruleset");
    }

    private static void denies(World world, Evidence evidence, String name) {
        Survey survey = world.survey();
        int port = survey.canary(name);
        evidence.expect("ports of " + name + " that no rule can know, such as " + port
                        + ", where something listens, are reached by no host, from no source port")
                .reproduce(survey.command("internet", name, port) + NOBODY_LISTENS);
        assertAnybodyReached(world, name);
        List<String> through = new ArrayList<>();
        for (Host from : world.deployment().topology().hosts()) {
            if (!from.name().equals(name)
                    && survey.state(from.name(), name, port).equals("open")) {
                through.add(from.name());
            }
        }
        List<Knock> knocks = survey.knocks(name, "tcp").stream()
                .filter(knock -> survey.isUnnamed(name, knock.port()))
                .toList();
        Knocked knocked = new Knocked(world, knocks);
        if (!through.isEmpty()) {
            evidence.reproduce(survey.command(through.get(through.size() - 1), name, port) + NOBODY_LISTENS);
        } else if (!knocks.isEmpty()) {
            evidence.reproduce(knocked.command());
        }
        if (!through.isEmpty()) {
            evidence.verify(false, "port " + port + " was reached from " + String.join(", ", through));
        }
        evidence.verify(
                knocks.isEmpty(),
                knocks.isEmpty() ? "no host reached port " + port + " or any other" : knocked.described());
    }

    private static void lets(World world, Evidence evidence, String name) {
        Survey survey = world.survey();
        List<Reach> wanted = ReachPolicy.of(world.deployment().topology(), survey).stream()
                .filter(cell -> cell.to().equals(name) && cell.expected().equals("open"))
                .toList();
        List<String> shut = new ArrayList<>();
        List<String> open = new ArrayList<>();
        for (Reach cell : wanted) {
            String route = cell.service() + " (" + cell.port() + ") from " + cell.from();
            if (survey.isSurelyShut(cell.from(), cell.to(), cell.port())) {
                shut.add(route + ": "
                        + (survey.state(cell.from(), name, cell.port()).equals("closed") ? "refused" : "no answer"));
                evidence.reproduce(survey.command(cell.from(), name, cell.port()));
            } else {
                open.add(route);
            }
        }
        evidence.expect("open on " + name + ": "
                        + String.join(
                                ", ",
                                wanted.stream()
                                        .map(cell -> cell.service() + " (" + cell.port() + ") from " + cell.from())
                                        .toList()))
                .verify(shut.isEmpty(), shut.isEmpty() ? "all of them are open" : "shut: " + String.join("; ", shut));
    }

    private static void only(World world, Evidence evidence, String name) {
        Survey survey = world.survey();
        Host host = world.host(name).host();
        List<String> through = new ArrayList<>();
        for (Reach cell : ReachPolicy.of(world.deployment().topology(), survey)) {
            if (cell.to().equals(name)
                    && cell.port() != survey.canary(name)
                    && !cell.asExpected()
                    && cell.expected().equals("closed")) {
                boolean whole = survey.state(cell.from(), name, cell.port()).equals("open");
                through.add(cell.service() + " (" + cell.port() + ") from " + cell.from()
                        + (whole ? "" : ", whom its own firewall alone holds back"));
                evidence.reproduce(
                        whole
                                ? survey.command(cell.from(), name, cell.port())
                                : Knocked.command(name, "tcp", cell.port()));
            }
        }
        for (Knock knock : survey.knocks(name, "tcp")) {
            if (!survey.isUnnamed(name, knock.port())
                    && Knocked.host(world, knock).isEmpty()) {
                through.add(ReachPolicy.service(host, knock.port()) + " (" + knock.port() + ") from "
                        + Knocked.from(world, knock));
                evidence.reproduce(Knocked.command(name, "tcp", knock.port()));
            }
        }
        evidence.expect("each port of " + name + " is open to the hosts that use it and to no other")
                .verify(
                        through.isEmpty(),
                        through.isEmpty() ? "no other host got through" : "also open: " + String.join("; ", through));
    }

    private static void outbound(World world, Evidence evidence, String name) {
        Survey survey = world.survey();
        int port = survey.canary("internet");
        evidence.expect("no connection from " + name + " to a listener on port " + port + " of the internet host, and"
                        + " nothing that it sends to other ports there arrives, those of its own arrows included")
                .reproduce(survey.command(name, "internet", port) + NOBODY_LISTENS);
        // The same listener, tried from a host without a firewall, shows that the connection is there to be had.
        if (!survey.state("monitor", "internet", port).equals("open")) {
            throw new LabFault("the internet host's listener cannot be reached even from the monitoring server");
        }
        if (survey.state(name, "internet", port).equals("open")) {
            evidence.verify(false, "the connection was made");
        }
        List<String> calls = new ArrayList<>(survey.calls(name));
        if (world.isPrepared(Preparation.EVERYDAY_CALLS)) {
            calls.removeAll(Survey.EVERYDAY);
        }
        if (!calls.isEmpty()) {
            evidence.reproduce(FirewallTrafficChecks.callCommand(world, name, calls.get(0)));
        }
        evidence.verify(
                calls.isEmpty(),
                calls.isEmpty()
                        ? "nothing arrived"
                        : "what it sent to " + String.join(", ", calls).replace('/', ' ')
                                + " of the internet host arrived");
    }

    /** A port that nobody reaches proves nothing unless the same scans get through where nothing stands in the way. */
    private static void assertAnybodyReached(World world, String name) {
        Survey survey = world.survey();
        for (Host from : world.deployment().topology().hosts()) {
            String control = from.name().equals("monitor") ? "internet" : "monitor";
            if (!from.name().equals(name) && from.group().isServer()) {
                continue;
            }
            if (!from.name().equals(name)
                    && !survey.state(from.name(), control, survey.canary(control))
                            .equals("open")) {
                throw new LabFault("the scan from " + from + " does not even reach " + control);
            }
        }
    }
}
