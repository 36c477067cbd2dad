package org.foobarlab.checks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.foobarlab.deployment.Output;
import org.foobarlab.grade.LabFault;
import org.foobarlab.probe.Answer;
import org.foobarlab.probe.Database;
import org.foobarlab.probe.World;
import org.foobarlab.topology.Component;

/** Check the primary, the replica and the accounts. */
@Area("database")
final class DatabaseChecks {

    private static final Duration REPLICATED = Duration.ofSeconds(2);

    /** A site whose databases were away looks for them again at each visit. */
    private static final Duration WRITTEN = Duration.ofSeconds(3);

    /** With HAProxy's own defaults (every 2 s, 3 failures) a server is out after 6 s. */
    private static final Duration NOTICED = Duration.ofSeconds(10);

    private static final Duration RESTORED = Duration.ofSeconds(20);
    private static final int STOPPED_TRIES = 6;
    private static final int STOPPED_ROUNDS = 2;

    private static final List<String> WRITERS = List.of("web-01", "web-02");
    private static final Set<String> NEEDED = Set.of("SELECT", "INSERT");
    private static final String ACCOUNTS = "SELECT CONCAT(QUOTE(user), '@', QUOTE(host)) FROM mysql.user WHERE user = '"
            + Database.SITE_USER + "' ORDER BY host";
    private static final String ROLES =
            "SELECT CONCAT(QUOTE(from_user), '@', QUOTE(from_host)) FROM mysql.role_edges WHERE"
                    + " CONCAT(QUOTE(to_user), '@', QUOTE(to_host)) = '";
    private static final Pattern ROLE = Pattern.compile("GRANT (?:`[^`]*`@`[^`]*`,?\\s?)+ TO `[^`]*`@`[^`]*`");
    private static final Pattern GRANT = Pattern.compile("GRANT (.+) ON (.+) TO (.+?)( WITH GRANT OPTION)?");

    @Check(
            id = "database-replication",
            title = "What a visitor writes is on the replica within 2 s",
            requires = {"mysql-setup", "site-starts"},
            follows = "web-01-needed-ports",
            hint = "On web-02: CHANGE REPLICATION SOURCE TO ..., then START REPLICA. SHOW REPLICA STATUS names what"
                    + " keeps it.")
    void replication(World world, Evidence evidence) throws Exception {
        evidence.expect("entries sent to the site on web-01 and on web-02 are in web-02's MySQL within "
                        + REPLICATED.toSeconds() + " s")
                .reproduce("./lab exec web-02 mysql -- mysql -uroot -e 'SHOW REPLICA STATUS' --vertical");
        Database replica = world.database("web-02");
        String marker = world.marker("entry");
        for (String server : WRITERS) {
            // Asked without nginx and HAProxy: what they do wrong is told elsewhere.
            Answer answer = Eventually.see(
                    WRITTEN,
                    () -> world.application(server)
                            .post("/entries", Map.of("author", "grader", "text", marker + " " + server)),
                    one -> one.status() == 303);
            if (answer.status() != 303) {
                Routes.blame(world, evidence, Routes.PRIMARY);
                evidence.verify(
                        false,
                        "the site on " + server + " did not take an entry: " + answer.summary()
                                + waiting(world.database("web-01"), replica));
            }
        }
        String arrived = "SELECT COUNT(DISTINCT text) FROM foobar.entries WHERE text LIKE '" + marker + " %'";
        String wanted = String.valueOf(WRITERS.size());
        String found = Eventually.see(REPLICATED, () -> replica.ask(arrived).get(0), wanted::equals);
        evidence.put("arrived", found.equals(wanted));
        if (!found.equals(wanted)) {
            Routes.blame(world, evidence, Routes.PRIMARY);
            evidence.verify(
                    false,
                    found + " of " + wanted + " entries arrived; " + whyNot(replica)
                            + filtered(world.database("web-01"), replica));
        }
        evidence.observe("all entries arrived");
    }

    /** A replica that is well and lacks something has never been sent it, or was told to leave it aside. */
    private static String filtered(Database primary, Database replica) {
        List<String> ofPrimary = primary.logFilters();
        List<String> ofReplica = replica.replicaFilters();
        return (ofPrimary.isEmpty()
                        ? ""
                        : "; web-01 does not log everything: " + String.join(", ", ofPrimary)
                                + ", which leaves out what happens in other databases, accounts and their rights too")
                + (ofReplica.isEmpty()
                        ? ""
                        : "; web-02 leaves aside a part of what it gets: " + String.join(", ", ofReplica));
    }

    /** A primary that replicates semi-synchronously waits, and the site does not see for what. */
    private static String waiting(Database primary, Database replica) {
        boolean waits = primary.ask("SHOW GLOBAL STATUS LIKE 'Rpl_semi_sync_source_wait_sessions'").stream()
                .anyMatch(line -> !line.endsWith("\t0"));
        return waits
                ? "; the primary waits for a replica to confirm that it has received it, and " + whyNot(replica)
                : "";
    }

    private static String whyNot(Database replica) {
        String doing = replica.replication();
        return doing.isEmpty() ? "web-02 is not set up as a replica" : doing;
    }

    @Check(
            id = "database-read-only",
            title = "The replica refuses writes",
            requires = {"mysql-setup", "database-replication"},
            hint = "Set read_only and super_read_only on web-02: an entry written there would exist nowhere else.")
    void readOnly(World world, Evidence evidence) {
        evidence.expect("an INSERT as the site's account on web-02 is refused because the server is read-only")
                .reproduce("./lab exec web-02 mysql -- mysql -uroot -e 'SELECT @@read_only, @@super_read_only'");
        Database replica = world.database("web-02");
        Output reads = replica.asSite("SELECT COUNT(*) FROM foobar.entries");
        if (!reads.ok()) {
            boolean there = !replica.ask("SELECT 1 FROM mysql.user WHERE user = '" + Database.SITE_USER + "'")
                    .isEmpty();
            evidence.verify(
                    false,
                    there
                            ? "the site's account cannot even read there: " + Database.firstError(reads)
                            : "the account '" + Database.SITE_USER + "' is not on web-02"
                                    + filtered(world.database("web-01"), replica));
        }
        Output write = replica.asSite(
                "START TRANSACTION; INSERT INTO foobar.entries (author, text) VALUES ('grader', 'refuse me');"
                        + " ROLLBACK");
        evidence.put("refused", !write.ok());
        evidence.verify(
                !write.ok() && write.all().contains("read-only"),
                write.ok() ? "the INSERT was accepted" : Database.firstError(write));
    }

    @Check(
            id = "database-least-privilege",
            title = "The site's account can read and add entries, and nothing else",
            requires = "mysql-setup",
            hint = "GRANT SELECT, INSERT ON foobar.* is all the site needs; whoever breaks into the site has what its"
                    + " account has.")
    void leastPrivilege(World world, Evidence evidence) {
        evidence.expect("SELECT and INSERT on the database foobar or less, by itself or by a role, and no other right,"
                + " on either server");
        List<String> excess = new ArrayList<>();
        for (String server : WRITERS) {
            Database database = world.database(server);
            for (String account : database.ask(ACCOUNTS)) {
                // What a role may do the account may do that can take it on.
                String roles = String.join(", ", database.ask(ROLES + account.replace("'", "''") + "'"));
                String show = "SHOW GRANTS FOR " + account + (roles.isEmpty() ? "" : " USING " + roles);
                List<String> grants = new ArrayList<>();
                database.ask(show).forEach(grant -> excess(grant, grants));
                if (!grants.isEmpty() && excess.isEmpty()) {
                    evidence.reproduce("./lab exec " + server + " mysql -- mysql -uroot -e \""
                            + world.deployment().plan().restore(show) + "\"");
                }
                grants.stream()
                        .filter(grant -> excess.stream().noneMatch(one -> one.endsWith(grant)))
                        .map(grant -> server.equals(WRITERS.get(0)) ? grant : "on " + server + ": " + grant)
                        .forEach(excess::add);
            }
        }
        evidence.verify(
                excess.isEmpty(),
                excess.isEmpty()
                        ? "no other right"
                        : "more than that: " + world.deployment().plan().restore(String.join("; ", excess)));
    }

    private static void excess(String line, List<String> excess) {
        if (line.startsWith("REVOKE ") || ROLE.matcher(line).matches()) {
            // What a role brings stands in lines of its own.
            return;
        }
        Matcher grant = GRANT.matcher(line);
        if (!grant.matches()) {
            // A right this pattern does not know is more than the site needs.
            excess.add(line.replace("`", ""));
            return;
        }
        boolean nothing = grant.group(1).equals("USAGE");
        // Some columns are less than all of them.
        boolean own = grant.group(2).startsWith("`foobar`.")
                && NEEDED.containsAll(
                        Set.of(grant.group(1).replaceAll("\\s*\\([^)]*\\)", "").split(", ")));
        if (!nothing && !own || grant.group(4) != null) {
            excess.add(line.replace("`", ""));
        }
    }

    @Check(
            id = "primary-stopped",
            title = "What works while the primary MySQL is stopped",
            requires = {"https-site", "database-replication"},
            disturbs = "site",
            experiment = true)
    void primaryStopped(World world, Evidence evidence) throws Exception {
        evidence.reproduce("./lab up LAB SUBMISSION, then: ./lab stop web-01 mysql");
        int reads = 0;
        int writes = 0;
        world.host("web-01").kill(Component.MYSQL);
        try {
            // A busy machine may keep a balancer from noticing who is well. What does not work, does not later either.
            for (int i = 0; i < STOPPED_ROUNDS && reads < STOPPED_TRIES; i++) {
                awaitPages(world);
                reads = Math.max(
                        reads,
                        count(
                                STOPPED_TRIES,
                                () -> world.visitor().https("/?stopped").isPage()));
                writes = Math.max(writes, count(STOPPED_TRIES, () -> isTaken(world, "while stopped")));
            }
        } finally {
            world.host("web-01").start(Component.MYSQL);
        }
        evidence.put("reads", reads).put("writes", writes).put("tries", STOPPED_TRIES);
        evidence.observe(
                reads + " of " + STOPPED_TRIES + " reads and " + writes + " of " + STOPPED_TRIES + " writes worked");
        boolean restored = Eventually.see(RESTORED, () -> isTaken(world, "restored"), taken -> taken);
        if (!restored) {
            throw new LabFault(
                    "writes did not work again within " + RESTORED.toSeconds() + " s of the primary's return");
        }
    }

    /** Whoever asks in the first moments may meet a balancer that has not noticed yet. */
    private static void awaitPages(World world) throws Exception {
        Eventually.see(
                NOTICED,
                () -> IntStream.range(0, 4)
                        .allMatch(i -> world.visitor().https("/").isPage()),
                all -> all);
    }

    private static boolean isTaken(World world, String text) {
        return world.visitor()
                        .post("/entries", Map.of("author", "grader", "text", text))
                        .status()
                == 303;
    }

    private static int count(int tries, BooleanSupplier works) {
        return (int) IntStream.range(0, tries).filter(i -> works.getAsBoolean()).count();
    }
}
