package org.foobarlab.checks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.foobarlab.deployment.Parallel;
import org.foobarlab.grade.LabFault;
import org.foobarlab.probe.Flood;
import org.foobarlab.probe.Visitor;
import org.foobarlab.probe.World;
import org.foobarlab.topology.AddressPlan;

/** Check what the load balancer's firewall does with one visitor who opens far more connections than others. */
@Area("firewalls")
final class FloodChecks {

    private static final String HTTPS = Visitor.SITE + ":443";
    private static final String HTTP = Visitor.SITE + ":80";

    /** Stands behind no firewall, and so shows that the flood is one. */
    private static final String CONTROL = "monitor:9090";

    /** A browser opens up to six connections to a name, and there may be some of them behind one address. */
    private static final List<String> ORDINARY = List.of("--count", "30", "--seconds", "3", "--each", "10");

    private static final List<String> FLOOD = List.of("--count", "300", "--seconds", "3");

    /**
     * Two and a half times what 20 a second make in three seconds: methods count differently, and retries count too.
     */
    private static final int MOST = 150;

    /** So many that a limit of packets which would stop a flood is met. */
    private static final int PAGES = 150;

    /** Ten times what they take on an ordinary machine. */
    private static final Duration READING = Duration.ofSeconds(6);

    private static final double MADE = 0.9;
    private static final int TRIES = 3;

    /** Addresses that nobody else visits from, so that what a firewall remembers of them is of these visits. */
    private static final int FLOODER = 190;

    private static final int BYSTANDER = 191;
    private static final int ORDINARY_VISITOR = 192;
    private static final Duration UNDER_WAY = Duration.ofSeconds(8);
    private static final int WELL_BEGUN = 60;

    @Check(
            id = "firewall-ordinary-visitor",
            title = "lb-01 lets an ordinary visitor's connections in at once",
            requires = "haproxy-starts",
            follows = "lb-01-needed-ports",
            hint = "A limit that a page with pictures runs into is too tight. A burst says how many may come at once:"
                    + " 5, where a rule does not say it. 'ufw limit' lets 5 in within 30 s, which is meant for SSH.")
    void ordinaryVisitor(World world, Evidence evidence) {
        evidence.expect("ten connections at once to port 443 from one address, ten more a second later and ten more"
                        + " after another, are all let in at once; " + PAGES
                        + " pages asked for over one more connection come")
                .reproduce(command(ORDINARY_VISITOR, ORDINARY, HTTPS));
        Flood visit = null;
        int pages = 0;
        // On a busy machine an answer may take long once; a limit that is too tight is so for each visitor.
        for (int i = 0; i < TRIES && (visit == null || visit.atOnce() < visit.opened() || pages < PAGES); i++) {
            int number = ORDINARY_VISITOR + i;
            CompletableFuture<Integer> reading =
                    CompletableFuture.supplyAsync(() -> pagesOverOneConnection(world, number), Parallel.pool());
            visit = flood(world, number, ORDINARY, HTTPS).get(HTTPS);
            pages = Parallel.join(reading);
        }
        if (visit.atOnce() == visit.opened() && pages < PAGES) {
            evidence.reproduce("./lab exec internet -- sh -c '" + reading("eth1") + "'")
                    .verify(
                            false,
                            "of " + PAGES + " pages that were asked for over one connection, "
                                    + (pages == 0 ? "none" : "only " + pages) + " came within " + READING.toSeconds()
                                    + " s: a limit that counts packets, and not connections, slows everybody down");
        }
        Routes.blame(world, evidence, Routes.VISITORS);
        evidence.verify(
                visit.atOnce() == visit.opened(),
                visit.atOnce() == visit.opened()
                        ? "all of them were"
                        : visit.atOnce() + " of " + visit.opened() + " were let in at once, "
                                + (visit.letIn() - visit.atOnce()) + " later, " + (visit.opened() - visit.letIn())
                                + " not at all");
    }

    /** Ask for pages one after the other, as a browser does, and return how many were answered in time. */
    private static int pagesOverOneConnection(World world, int number) {
        String address = world.deployment().plan().rebase(AddressPlan.WRITTEN + number);
        return (int) world.internet()
                .exec("sh", "-c", "ip address replace " + address + "/32 dev eth1; " + reading(address))
                .out()
                .lines()
                .filter(status -> !status.equals("000"))
                .count();
    }

    private static String reading(String from) {
        return "timeout " + READING.toSeconds() + " curl -sk --interface " + from
                + " -o /dev/null -w \"%{http_code}\\n\"" + " \"https://" + Visitor.SITE + "/?page=[1-" + PAGES + "]\"";
    }

    @Check(
            id = "firewall-flood",
            title = "A flood of connections from one address is held back, and other visitors do not notice",
            requires = "firewall-ordinary-visitor",
            follows = {"web-01-needed-ports", "web-02-needed-ports", "firewall-loopback"},
            disturbs = "site",
            hint = "Count new connections for each source address: a dynamic set of 'ip saddr limit rate over"
                    + " 20/second burst 20 packets' with nftables, '-m hashlimit --hashlimit-mode srcip' with iptables."
                    + " The rule has to stand before the one that accepts, and to cover both ports.")
    void flood(World world, Evidence evidence) throws Exception {
        evidence.expect("of 300 connections in 3 s from one address, at most " + MOST
                        + " are let in on each of the ports 80 and 443; meanwhile another address is served as before")
                .reproduce(command(FLOODER, FLOOD, HTTPS, HTTP, CONTROL));
        CompletableFuture<Map<String, Flood>> flooding = CompletableFuture.supplyAsync(
                () -> flood(world, FLOODER, FLOOD, HTTPS, HTTP, CONTROL), Parallel.pool());
        Flood other;
        boolean page;
        try {
            awaitBegun(world, flooding);
            other = flood(world, BYSTANDER, List.of("--count", "20", "--seconds", "2"), HTTPS)
                    .get(HTTPS);
            page = world.visitFrom(BYSTANDER, "/?during-flood").isPage();
        } finally {
            flooding.handle((done, problem) -> done).join();
        }
        Map<String, Flood> flood = Parallel.join(flooding);
        Flood control = flood.get(CONTROL);
        if (control.letIn() < control.opened() * MADE) {
            throw new LabFault("only " + control.letIn() + " of " + control.opened()
                    + " connections could be made where nothing holds them back");
        }
        List<String> wrong = new ArrayList<>();
        flood.forEach((target, seen) -> {
            if (!target.equals(CONTROL)) {
                evidence.put("let in at " + target, seen.letIn());
                if (seen.letIn() > MOST) {
                    wrong.add(seen.letIn() + " of " + seen.opened() + " were let in at " + target);
                }
            }
        });
        evidence.put("another visitor's let in", other.atOnce());
        // One may be late on a busy machine. A limit that all visitors share lets in one of ten.
        if (other.atOnce() < other.opened() - 1) {
            wrong.add("of another visitor's " + other.opened() + " connections "
                    + (other.atOnce() == 0 ? "none was" : "only " + other.atOnce() + " were") + " let in at once");
            evidence.reproduce("./lab exec internet -- sh -c '"
                    + command(FLOODER, FLOOD, HTTPS, HTTP).replace("./lab exec internet -- ", "") + " & sleep 1; "
                    + command(BYSTANDER, List.of("--count", "20", "--seconds", "1"), HTTPS)
                            .replace("./lab exec internet -- ", "")
                    + "; wait'");
        } else if (!page) {
            wrong.add("another visitor did not get the site's page");
        }
        evidence.verify(
                wrong.isEmpty(),
                wrong.isEmpty()
                        ? "no more were let in, and another visitor was served as before"
                        : String.join("; ", wrong));
    }

    private static void awaitBegun(World world, CompletableFuture<?> flooding) throws Exception {
        String from = world.deployment().plan().rebase(AddressPlan.WRITTEN + FLOODER);
        long begun = Eventually.see(
                UNDER_WAY,
                () -> world.internet()
                        .exec("ss", "-Htan", "src", from)
                        .out()
                        .lines()
                        .count(),
                count -> count >= WELL_BEGUN || flooding.isDone());
        if (begun < WELL_BEGUN) {
            // What kept it from beginning says more.
            Parallel.join(flooding);
            throw new LabFault("the flood was over before anybody else could visit");
        }
    }

    private static Map<String, Flood> flood(World world, int number, List<String> pace, String... targets) {
        return Flood.from(
                world.internet(), world.deployment().plan().rebase(AddressPlan.WRITTEN + number), pace, targets);
    }

    private static String command(int number, List<String> pace, String... targets) {
        return "./lab exec internet -- flood --from " + AddressPlan.WRITTEN + number + " " + String.join(" ", pace)
                + " " + String.join(" ", targets);
    }
}
