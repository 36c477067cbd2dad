package org.foobarlab.checks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.foobarlab.grade.LabFault;
import org.foobarlab.probe.Answer;
import org.foobarlab.probe.Balancer;
import org.foobarlab.probe.Balancer.Server;
import org.foobarlab.probe.HeldRequest;
import org.foobarlab.probe.Visitor;
import org.foobarlab.probe.World;
import org.foobarlab.topology.Component;

/**
 * Check that each kind of page is shared out in the way that suits it, and that only web servers that are well get
 * visitors.
 *
 * <p>All of them count who serves whom, so each runs alone.
 */
@Area("balancing")
final class DistributionChecks {

    private static final Set<String> BOTH = Set.of("web-01", "web-02");
    private static final Set<String> IN_TURN = Set.of("roundrobin", "static-rr");
    private static final int REQUESTS = 24;

    /** Two requests in a row at one server: where another visitor came between, or a server took its first. */
    private static final int MOST_REPEATED = 2;

    /** Seconds are tenths of pages. Long enough for a busy machine to make all the quick requests meanwhile. */
    private static final String SLOW_REPORT = "/report?pages=50";

    private static final String QUICK_REPORT = "/report?pages=0&n=";

    /** Fewer than these tell too little of an algorithm. */
    private static final int LEAST_REPORTS = 10;

    /** One that comes just when the slow report begins or ends tells nothing. */
    private static final int MOST_AT_BUSY = 1;

    private static final Duration REPORTS = Duration.ofMillis(4000);
    private static final Duration HELD = Duration.ofSeconds(2);
    private static final Duration QUIET = Duration.ofSeconds(10);

    private static final int VISITORS = 6;
    private static final int VISITS = 4;

    /** Visitors who are shared out at all are at one server all together once in half a million gradings. */
    private static final int MOST_VISITORS = 20;

    /** With HAProxy's own defaults (every 2 s, 3 failures) a server is out after 6 s, and back after 4 s. */
    private static final Duration OUT = Duration.ofSeconds(10);

    private static final Duration BACK = Duration.ofSeconds(12);
    private static final int IN_A_ROW = 4;

    @Check(
            id = "balancing-round-robin",
            title = "Pages are served by web-01 and web-02 in turn, however busy one of them is",
            requires = "balancing-proportion",
            disturbs = "site",
            hint = "'balance roundrobin' with equal weights; it is what HAProxy does where a backend does not say.")
    void roundRobin(World world, Evidence evidence) throws Exception {
        evidence.expect("of " + REQUESTS + " visits to / each is served by the other server than the one before, while"
                        + " one server is kept busy")
                .reproduce("./lab exec internet -- sh -c 'for i in 1 2 3 4 5 6; do curl -sk https://www.foobar.com/ |"
                        + " grep server; done'");
        Balancer balancer = world.balancer();
        Round round = BalancingChecks.twice(balancer, () -> round(world, balancer), Round::isInTurn);
        String algorithm = balancer.algorithm(BalancingChecks.backend(balancer, world));
        evidence.put("algorithm", algorithm).put("served", counts(round.servers()));
        if (!round.isInTurn()) {
            evidence.verify(
                    false,
                    "served by " + described(round.servers()) + ", " + round.repeated()
                            + " times by the same as the one before; HAProxy's algorithm there is " + algorithm);
        }
        // A balancer that waits for the whole form before it chooses a server has kept none busy.
        boolean sure = round.held() || IN_TURN.contains(algorithm);
        evidence.verify(sure, sure ? "in turn" : "in turn while idle, but HAProxy's algorithm there is " + algorithm);
    }

    /**
     * Visits one after the other.
     *
     * @param servers who served each of them
     * @param held whether a server was busy meanwhile
     */
    private record Round(List<String> servers, boolean held) {

        int repeated() {
            return (int) IntStream.range(1, servers.size())
                    .filter(i -> servers.get(i).equals(servers.get(i - 1)))
                    .count();
        }

        boolean isInTurn() {
            return repeated() <= MOST_REPEATED && Set.copyOf(servers).equals(BOTH);
        }
    }

    private static Round round(World world, Balancer balancer) throws Exception {
        List<String> servers = new ArrayList<>();
        awaitQuiet(balancer);
        // A form that never arrives in full occupies its server, so that an algorithm that looks at load shows it.
        try (HeldRequest form = HeldRequest.form(world.visitor(), "/entries")) {
            boolean held = Eventually.see(HELD, () -> !balancer.busy().isEmpty(), busy -> busy);
            for (int i = 0; i < REQUESTS; i++) {
                servers.add(served(world.visitor().https("/?turn=" + i)));
            }
            return new Round(servers, held);
        }
    }

    @Check(
            id = "balancing-least-connections",
            title = "A report goes to the web server that is less busy",
            requires = "balancing-proportion",
            disturbs = "site",
            hint = "Send what begins with /report to a backend of its own ('acl', 'use_backend'), with 'balance"
                    + " leastconn' and both web servers.")
    void leastConnections(World world, Evidence evidence) throws Exception {
        evidence.expect("while a report of several seconds is written on one server, short reports are served by the"
                        + " other, all but " + MOST_AT_BUSY + " at most")
                .reproduce("./lab exec internet -- sh -c 'curl -sk https://www.foobar.com/report?pages=30 >/dev/null &"
                        + " for i in 1 2 3 4 5 6; do curl -sk https://www.foobar.com/report?pages=0 | grep server;"
                        + " done'");
        Answer control = world.visitor().https(QUICK_REPORT);
        if (!control.isPage()) {
            evidence.verify(false, "no report comes at all: " + control.summary());
        }
        Balancer balancer = world.balancer();
        Reports reports = BalancingChecks.twice(balancer, () -> reports(world, balancer), Reports::spareTheBusy);
        evidence.put("busy", reports.busy())
                .put("algorithm", balancer.algorithm(reports.backend()))
                .put("served", counts(reports.servers()));
        evidence.verify(
                reports.spareTheBusy(),
                reports.spareTheBusy()
                        ? "short reports went to the other server"
                        : "with " + reports.busy() + " busy, short reports were served by "
                                + described(reports.servers()));
    }

    /**
     * Short reports beside a long one.
     *
     * @param busy the host that wrote the long one
     * @param backend the backend that it was chosen from
     * @param servers who served each of the short ones
     */
    private record Reports(String busy, String backend, List<String> servers) {

        boolean spareTheBusy() {
            int atBusy = Collections.frequency(servers, busy);
            return atBusy <= MOST_AT_BUSY && atBusy < servers.size() && BOTH.containsAll(servers);
        }
    }

    private static Reports reports(World world, Balancer balancer) throws Exception {
        List<String> servers = new ArrayList<>();
        awaitQuiet(balancer);
        try (HeldRequest slow = HeldRequest.page(world.visitor(), SLOW_REPORT)) {
            Server writing = Eventually.see(HELD, balancer::busy, busy -> !busy.isEmpty()).stream()
                    .findFirst()
                    .orElseThrow(() -> new LabFault("no server was seen to be busy with a report"));
            long deadline = System.nanoTime() + REPORTS.toNanos();
            for (int i = 0; i < REQUESTS && System.nanoTime() < deadline; i++) {
                // A visitor has its report a moment before the balancer counts its server as idle again, and who is as
                // busy as the other one gets every second report. On a machine that has much to do that moment is long.
                Eventually.see(HELD, balancer::busy, busy -> busy.size() <= 1);
                servers.add(served(world.visitor().https(QUICK_REPORT + i)));
            }
            Reports reports = new Reports(hostOf(world, writing), writing.backend(), servers);
            if (reports.spareTheBusy() && (balancer.busy().isEmpty() || servers.size() < LEAST_REPORTS)) {
                throw new LabFault("the machine is too slow to make reports beside another: " + servers.size() + " in "
                        + REPORTS.toMillis() + " ms");
            }
            return reports;
        }
    }

    @Check(
            id = "balancing-sticky",
            title = "A visitor of /visits stays at one web server, known by a cookie",
            requires = "balancing-proportion",
            disturbs = "site",
            hint = "Send /visits to a backend of its own with 'cookie SERVERID insert indirect nocache' and a 'cookie'"
                    + " value on each server line. A visitor's address is not enough: many share one.")
    void sticky(World world, Evidence evidence) throws Exception {
        evidence.expect("each visitor of /visits is counted 1 to " + VISITS
                        + " by one and the same server, and not all visitors from one address are at the same")
                .reproduce("./lab exec internet -- sh -c 'for i in 1 2 3 4; do curl -sk -b /tmp/jar -c /tmp/jar"
                        + " https://www.foobar.com/visits | grep -e visits -e server; done'");
        List<Stay> stays = BalancingChecks.twice(
                world.balancer(), () -> stays(world), all -> all.stream().allMatch(Stay::isKept));
        Stay last = stays.get(stays.size() - 1);
        if (!last.isKept()) {
            evidence.verify(
                    false,
                    "a visitor was served by " + String.join(", ", last.servers()) + ", and the visits counted as "
                            + String.join(", ", last.counted()));
        }
        Set<String> used = used(stays);
        evidence.verify(
                used.equals(BOTH),
                used.equals(BOTH)
                        ? "each stays, and both servers have visitors"
                        : MOST_VISITORS + " visitors from one address were all kept at " + String.join(", ", used));
    }

    /**
     * What a visitor of /visits met.
     *
     * @param servers who served each visit
     * @param counted as which one it was counted
     */
    private record Stay(List<String> servers, List<String> counted) {

        boolean isKept() {
            return Set.copyOf(servers).size() == 1
                    && IntStream.range(0, counted.size())
                            .allMatch(i -> counted.get(i).equals(String.valueOf(i + 1)));
        }
    }

    /** Return what several visitors met, the last of them one that was not kept, if there is any such. */
    private static List<Stay> stays(World world) {
        List<Stay> stays = new ArrayList<>();
        do {
            stays.add(stay(world.visitor().withCookies()));
        } while (stays.get(stays.size() - 1).isKept()
                && (stays.size() < VISITORS
                        || stays.size() < MOST_VISITORS && used(stays).size() == 1));
        return stays;
    }

    private static Set<String> used(List<Stay> stays) {
        return stays.stream().flatMap(stay -> stay.servers().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stay stay(Visitor visitor) {
        List<String> servers = new ArrayList<>();
        List<String> counted = new ArrayList<>();
        for (int visit = 1; visit <= VISITS; visit++) {
            Answer answer = visitor.https("/visits");
            servers.add(served(answer));
            counted.add(answer.text("#visits").orElse(answer.summary()));
            // What happens on other pages must not move the visitor: a cookie that any answer renews would. Once there
            // are
            // two of them, or a balancer that serves in turn would come round to the same server each time.
            for (int between = 0; between <= visit % 2; between++) {
                visitor.https("/?between=" + visit + "." + between);
            }
        }
        return new Stay(servers, counted);
    }

    @Check(
            id = "balancing-not-sticky",
            title = "For any other page no visitor is kept at one web server",
            requires = {"balancing-round-robin", "balancing-least-connections", "balancing-sticky"},
            disturbs = "site",
            hint = "The line 'cookie' belongs in the backend of /visits alone: whoever is kept at a server is not"
                    + " shared out.")
    void notSticky(World world, Evidence evidence) throws Exception {
        evidence.expect("a visitor with the cookies of /visits and of / is served by both servers on / and on /report")
                .reproduce("./lab exec internet -- sh -c 'for i in 1 2 3 4; do curl -sk -b /tmp/jar -c /tmp/jar"
                        + " https://www.foobar.com/ | grep server; done'");
        // Whoever is busy with a report that nobody waits for any more gets none of these, which looks like stickiness.
        awaitQuiet(world.balancer());
        Visitor visitor = world.visitor().withCookies();
        visitor.https("/visits");
        for (String path : List.of("/?stay=", QUICK_REPORT)) {
            List<String> servers = BalancingChecks.twice(
                    world.balancer(),
                    () -> IntStream.range(0, VISITORS)
                            .mapToObj(i -> served(visitor.https(path + i)))
                            .toList(),
                    all -> Set.copyOf(all).equals(BOTH));
            if (!Set.copyOf(servers).equals(BOTH)) {
                evidence.verify(
                        false,
                        "a visitor who keeps cookies was served by " + described(servers) + " on "
                                + path.replaceFirst("\\?.*", ""));
            }
        }
        evidence.observe("served by both");
    }

    @Check(
            id = "balancing-health",
            title = "A web server whose health address says 503 gets no visitors until it is well again",
            // Whoever does not notice that nobody is there will not notice that somebody is ill.
            requires = "balancing-failover",
            disturbs = "site",
            hint = "'check' alone only tries whether the port can be connected to, and nginx still answers there."
                    + " 'option httpchk GET /health' in each backend asks the site itself.")
    void health(World world, Evidence evidence) throws Exception {
        String ill = "web-02";
        evidence.expect("with MySQL on " + ill + " stopped, which makes /health there answer 503, no visitor of /,"
                        + " /report or /visits is sent to " + ill + " any more after " + OUT.toSeconds()
                        + " s, and again within " + BACK.toSeconds() + " s of its recovery")
                .reproduce("./lab up LAB SUBMISSION, then: ./lab stop " + ill + " mysql");
        Visitor kept = keptAt(world, ill);
        Map<String, Supplier<Answer>> pages = new TreeMap<>(Map.of(
                "/", () -> world.visitor().https("/?ill"),
                "/report", () -> world.visitor().https(QUICK_REPORT),
                "/visits", () -> kept.https("/visits")));
        // What does not come even while all is well, or from one server alone, is said elsewhere.
        pages.values().removeIf(page -> !page.get().isPage());
        boolean reports = serves(world, QUICK_REPORT, ill);
        Map<String, String> astray;
        // Ending it at once saves the seconds that it takes to close its files.
        world.host(ill).kill(Component.MYSQL);
        try {
            int said = Eventually.see(
                    HELD, () -> world.application(ill).get("/health").status(), status -> status == 503);
            if (said != 503) {
                throw new LabFault("with its MySQL stopped, /health on " + ill + " does not answer 503");
            }
            astray = Eventually.see(OUT, () -> astray(pages, ill), Map::isEmpty);
        } finally {
            world.host(ill).start(Component.MYSQL);
        }
        Answer well = Eventually.see(
                QUIET.plus(BACK), () -> world.application(ill).get("/health"), answer -> answer.status() == 200);
        if (well.status() != 200) {
            throw new LabFault("the site on " + ill + " did not recover: " + well.summary());
        }
        boolean back = Eventually.see(
                BACK,
                () -> serves(world, "/?well=", ill) && (!reports || serves(world, QUICK_REPORT, ill)),
                again -> again);
        if (!astray.isEmpty()) {
            evidence.verify(
                    false,
                    "after " + OUT.toSeconds() + " s " + ill + " still got visitors: "
                            + astray.entrySet().stream()
                                    .map(one -> one.getKey() + " answered " + one.getValue())
                                    .collect(Collectors.joining("; ")));
        }
        evidence.verify(back, back ? "taken out, and back" : ill + " was not back within " + BACK.toSeconds() + " s");
    }

    /** Return somebody whom the balancer keeps at a server on /visits, if it keeps anybody. */
    private static Visitor keptAt(World world, String server) {
        Visitor visitor = world.visitor().withCookies();
        for (int i = 0; i < MOST_VISITORS && !served(visitor.https("/visits")).equals(server); i++) {
            visitor = world.visitor().withCookies();
        }
        return visitor;
    }

    /** Return what those got who were still sent to a server, by page; empty if nobody was, and all got their page. */
    private static Map<String, String> astray(Map<String, Supplier<Answer>> pages, String server) {
        Map<String, String> astray = new TreeMap<>();
        for (int i = 0; i < IN_A_ROW; i++) {
            pages.forEach((page, visit) -> {
                Answer answer = visit.get();
                if (!answer.isPage() || served(answer).equals(server)) {
                    String from = answer.server().map(name -> " from " + name).orElse("");
                    astray.putIfAbsent(page, answer.summary() + from);
                }
            });
        }
        return astray;
    }

    private static boolean serves(World world, String path, String server) {
        for (int i = 0; i < IN_A_ROW; i++) {
            Answer answer = world.visitor().https(path + i);
            if (answer.isPage() && served(answer).equals(server)) {
                return true;
            }
        }
        return false;
    }

    /** What was begun before, such as a report nobody waits for any more, must not count as what is begun now. */
    private static void awaitQuiet(Balancer balancer) throws Exception {
        if (!Eventually.see(QUIET, balancer::busy, List::isEmpty).isEmpty()) {
            throw new LabFault("the web servers are busy although nobody visits");
        }
    }

    private static String hostOf(World world, Server server) {
        return BOTH.stream()
                .filter(host -> server.address().startsWith(world.host(host).address() + ":"))
                .findFirst()
                .orElse(server.name());
    }

    private static String served(Answer answer) {
        return answer.server().orElse("nobody");
    }

    private static Map<String, Long> counts(List<String> servers) {
        return servers.stream().collect(Collectors.groupingBy(server -> server, TreeMap::new, Collectors.counting()));
    }

    private static String described(List<String> servers) {
        return counts(servers).entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue() + " times")
                .collect(Collectors.joining(" and "));
    }
}
