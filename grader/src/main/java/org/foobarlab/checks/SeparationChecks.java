package org.foobarlab.checks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.foobarlab.deployment.RunningHost;
import org.foobarlab.grade.LabFault;
import org.foobarlab.probe.Answer;
import org.foobarlab.probe.Balancer;
import org.foobarlab.probe.Database;
import org.foobarlab.probe.World;
import org.foobarlab.topology.Component;
import org.foobarlab.topology.Host;
import org.foobarlab.topology.Host.Group;

/** Check that each server does one job, and that what befalls one job leaves the others alone. */
@Area("separation")
final class SeparationChecks {

    /** A site whose database was away looks for it again at each visit. */
    private static final Duration WRITTEN = Duration.ofSeconds(8);

    private static final Duration REPLICATED = Duration.ofSeconds(2);

    /** With HAProxy's own defaults (every 2 s, 3 failures) a server is out after 6 s. */
    private static final Duration OUT = Duration.ofSeconds(10);

    private static final Duration BACK = Duration.ofSeconds(20);

    /** A page that needs no database, and one that does. */
    private static final String WITHOUT_DATABASE = "/visits";

    private static final String WITH_DATABASE = "/";

    private static final int QUERIES = 30;

    /** Percent of a processor: little enough for the queries to be an overload, and for the machine not to notice. */
    private static final int THROTTLED = 5;

    /** Long enough for a health check every two seconds that asks the database to fail once. Seconds. */
    private static final int OVERLOADED = 5;

    /** Long enough for one that has failed once to fail as often as takes a server out. Seconds. */
    private static final int LONGEST = 12;

    /** Many times what it takes on a busy laptop, and what a visitor just takes for slow. Seconds. */
    private static final double SLOW = 1;

    private static final double FELT = 0.4;

    @Check(
            id = "separation-one-job",
            title = "Each server does one job: no database runs beside a web server or a load balancer",
            hint = "A service runs on a server that has its configuration. What is left of MySQL on a web server has to"
                    + " move, not to be copied.")
    void oneJob(World world, Evidence evidence) {
        evidence.expect("MySQL runs on database servers only, and there is one that does")
                .reproduce("./lab exec web-01 -- ss -ltn");
        List<String> misplaced = new ArrayList<>();
        boolean any = false;
        for (Host host : world.deployment().topology().servers()) {
            boolean runs =
                    world.deployment().launch(host.name(), Component.MYSQL.id()).isPresent();
            any |= runs && host.group() == Group.DATABASE;
            if (runs && host.group() != Group.DATABASE) {
                misplaced.add("MySQL runs on " + host + ", beside "
                        + host.components().stream()
                                .filter(component -> component != Component.NODE_EXPORTER)
                                .map(Component::title)
                                .collect(Collectors.joining(" and ")));
            }
        }
        if (misplaced.isEmpty() && !any) {
            misplaced.add("MySQL runs nowhere");
        }
        evidence.verify(
                misplaced.isEmpty(), misplaced.isEmpty() ? "each server does one job" : String.join("; ", misplaced));
    }

    @Check(
            id = "separation-database",
            title = "Both web servers write to db-01, db-02 follows within 2 s, and both read what was written",
            requires = {"databases-start", "https-site"},
            hint = "/etc/foobar/site.properties says which database the site on a web server uses; setup.sql on db-01"
                    + " has to make its account for both web servers' addresses. On db-02: CHANGE REPLICATION SOURCE"
                    + " TO ..., then START REPLICA.")
    void database(World world, Evidence evidence) throws Exception {
        evidence.expect("entries sent to the site on web-01 and on web-02 are in the MySQL of db-01, in that of db-02"
                        + " within " + REPLICATED.toSeconds() + " s, and on the pages of both web servers")
                .reproduce("./lab exec db-02 mysql -- mysql -uroot -e 'SHOW REPLICA STATUS' --vertical");
        String marker = world.marker("entry");
        List<String> webs = webs(world);
        for (String web : webs) {
            Answer answer = Eventually.see(
                    WRITTEN,
                    () -> world.application(web)
                            .post("/entries", Map.of("author", "grader", "text", marker + " " + web)),
                    one -> one.status() == 303);
            if (answer.status() != 303) {
                evidence.verify(false, "the site on " + web + " did not take an entry: " + answer.summary());
            }
        }
        String count = "SELECT COUNT(DISTINCT text) FROM foobar.entries WHERE text LIKE '" + marker + " %'";
        String all = String.valueOf(webs.size());
        for (String host : List.of("db-01", "db-02")) {
            Database database = world.database(host);
            String found = Eventually.see(REPLICATED, () -> database.ask(count).get(0), all::equals);
            if (!found.equals(all)) {
                evidence.verify(
                        false,
                        found + " of " + all + " entries are in the MySQL of " + host
                                + (host.equals("db-02") ? "; " + whyNot(database) : ""));
            }
        }
        for (String web : webs) {
            Answer page = Eventually.see(
                    REPLICATED,
                    () -> world.application(web).get(WITH_DATABASE),
                    one -> webs.stream().allMatch(writer -> one.body().contains(marker + " " + writer)));
            boolean shown = webs.stream().allMatch(writer -> page.body().contains(marker + " " + writer));
            if (!shown) {
                evidence.verify(
                        false, "the page of the site on " + web + " does not show what was written: " + page.summary());
            }
        }
        evidence.observe("they do");
    }

    private static String whyNot(Database replica) {
        String status = "SHOW REPLICA STATUS";
        String reading = replica.column(status, "Replica_IO_Running");
        if (reading.isEmpty()) {
            return "it is not set up as a replica";
        }
        String errors = replica.column(status, "Last_IO_Error") + replica.column(status, "Last_SQL_Error");
        return "Replica_IO_Running: " + reading + ", Replica_SQL_Running: "
                + replica.column(status, "Replica_SQL_Running") + (errors.isEmpty() ? "" : "; " + errors);
    }

    @Check(
            id = "separation-web-server-lost",
            title = "A web server whose release breaks takes nothing else with it: entries are read and written on",
            requires = {"balancing-proportion", "separation-one-job", "separation-database"},
            disturbs = "site",
            hint = "With 'check' on its server line HAProxy sends nobody to a web server that is gone. Nothing that the"
                    + " other one needs may be on it.")
    void webServerLost(World world, Evidence evidence) throws Exception {
        RunningHost broken = world.host("web-01");
        evidence.expect("after nginx on web-01 has broken and the server is off the network for repair, within "
                        + OUT.toSeconds() + " s every entry is taken and every page is shown, several times in a row")
                .reproduce("./lab up LAB SUBMISSION, then: ./lab exec web-01 -- ip link set eth0 down");
        int tries = 6;
        int reads = 0;
        int writes = 0;
        broken.kill(Component.NGINX);
        broken.cutOff();
        try {
            Eventually.see(OUT, () -> IntStream.range(0, 4).allMatch(i -> quickly(world, "/?broken=" + i)), all -> all);
            for (int i = 0; i < tries; i++) {
                reads += quickly(world, "/?broken") ? 1 : 0;
                writes += world.visitor()
                                        .post("/entries", Map.of("author", "grader", "text", "while web-01 is broken"))
                                        .status()
                                == 303
                        ? 1
                        : 0;
            }
        } finally {
            broken.reconnect();
            broken.start(Component.NGINX);
        }
        evidence.put("reads", reads).put("writes", writes).put("tries", tries);
        restored(world);
        evidence.verify(
                reads == tries && writes == tries,
                reads + " of " + tries + " pages and " + writes + " of " + tries + " entries worked");
    }

    /** A visitor that waits for a server that is gone before the next is tried is not served well either. */
    private static boolean quickly(World world, String path) {
        Answer answer = world.visitor().https(path);
        return answer.isPage() && answer.seconds() < 2 * SLOW;
    }

    @Check(
            id = "separation-overload",
            title = "An overloaded database leaves the pages alone that need none",
            requires = {"balancing-proportion", "separation-one-job", "separation-database"},
            disturbs = "site",
            hint = "Look at what HAProxy's health check asks for. /health asks the database: when that is slow, all web"
                    + " servers are out at once, although they could serve pages that need none, such as /visits.")
    void overload(World world, Evidence evidence) throws Exception {
        evidence.expect("while " + QUERIES + " long queries keep MySQL on db-01 busy, each visit of " + WITHOUT_DATABASE
                        + ", which needs no database, is answered within " + one(SLOW) + " s")
                .reproduce("./lab exec db-01 mysql -- mysql -uroot -e \"SELECT BENCHMARK(1000000000, SHA2('x', 512))\","
                        + " a few times at once, and meanwhile: ./lab exec internet -- curl -ski"
                        + " https://www.foobar.com/visits");
        Answer quiet = Eventually.see(WRITTEN, () -> world.visitor().https(WITHOUT_DATABASE), answer -> isGood(answer));
        if (!isGood(quiet)) {
            evidence.verify(false, "even without any overload " + WITHOUT_DATABASE + " is " + seen(quiet));
        }
        RunningHost host = world.host("db-01");
        Database database = world.database("db-01");
        Balancer balancer = world.balancer();
        String backend = BalancingChecks.backend(balancer, world);
        Map<String, Long> failed = balancer.failedChecks(backend);
        List<Answer> bad = new ArrayList<>();
        double worst = 0;
        double felt = 0;
        int visits = 0;
        try {
            if (!database.burden(QUERIES, LONGEST + 3)) {
                throw new LabFault("the queries that should overload MySQL on db-01 did not start");
            }
            host.throttle(Component.MYSQL, THROTTLED);
            long begin = System.nanoTime();
            CompletableFuture<Double> entry = CompletableFuture.supplyAsync(() -> needsDatabase(world));
            boolean doubtful = false;
            while (bad.size() < 3 && seconds(begin) < (doubtful ? LONGEST : OVERLOADED)) {
                Answer answer = world.visitor().https(WITHOUT_DATABASE + "?overloaded=" + visits++);
                worst = Math.max(worst, answer.seconds());
                if (!isGood(answer)) {
                    bad.add(answer);
                }
                // A last look, when it is asked whether it has been long enough.
                if (!doubtful && seconds(begin) >= OVERLOADED) {
                    doubtful = balancer.failedChecks(backend).entrySet().stream()
                            .allMatch(server -> server.getValue() > failed.getOrDefault(server.getKey(), 0L));
                }
            }
            felt = entry.join();
        } finally {
            host.throttle(Component.MYSQL, 0);
            database.relieve();
        }
        evidence.put("visits", visits).put("slowest", worst).put("entry", felt == Double.MAX_VALUE ? "refused" : felt);
        restored(world);
        if (felt < FELT) {
            throw new LabFault("MySQL on db-01 was to be overloaded, but answered as before");
        }
        // One may have met a machine that was busy with something else.
        evidence.verify(
                bad.size() < 2,
                bad.size() < 2
                        ? "they are"
                        : "the database was overloaded, and so " + WITHOUT_DATABASE + " was " + seen(bad.get(0)));
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    /**
     * Return how long an entry takes, which needs db-01 whatever pages are read from; one that is refused took too
     * long.
     */
    private static double needsDatabase(World world) {
        Answer answer = world.application("web-02")
                .post("/entries", Map.of("author", "grader", "text", "while the database is overloaded"));
        return answer.status() == Answer.WRITTEN ? answer.seconds() : Double.MAX_VALUE;
    }

    private static boolean isGood(Answer answer) {
        return answer.status() == 200 && answer.seconds() < SLOW;
    }

    private static String seen(Answer answer) {
        return answer.status() == 200
                ? "answered only after " + one(answer.seconds()) + " s"
                : "not served: " + answer.summary();
    }

    private static String one(double seconds) {
        return String.format(Locale.ROOT, "%.1f", seconds);
    }

    private static List<String> webs(World world) {
        return world.deployment().topology().hosts().stream()
                .filter(host -> host.group() == Group.WEB)
                .map(Host::name)
                .toList();
    }

    /** Wait until both web servers serve as before: what comes next shall find the site whole. */
    private static void restored(World world) throws Exception {
        List<String> webs = webs(world);
        List<String> seen = new ArrayList<>();
        boolean all = Eventually.see(
                BACK,
                () -> {
                    Answer page = world.visitor().https(WITH_DATABASE);
                    page.server().filter(server -> page.isPage()).ifPresent(seen::add);
                    return seen.containsAll(webs);
                },
                both -> both);
        // A balancer that keeps a visitor at one server shows the other one to nobody here.
        if (!all && !world.visitor().https(WITH_DATABASE).isPage()) {
            throw new LabFault("the site was not itself again within " + BACK.toSeconds() + " s");
        }
    }
}
