package org.foobarlab.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.foobarlab.deployment.Output;
import org.foobarlab.deployment.Parallel;
import org.foobarlab.deployment.RunningHost;
import org.foobarlab.grade.LabFault;
import org.foobarlab.topology.Component;

/** Ask a host's MySQL, from the host itself: as its administrator, or as an account with a password. */
public final class Database {

    /** The account that the site uses, as its settings name it. */
    public static final String SITE_USER = "site";

    /** That account's password. */
    public static final String SITE_PASSWORD = "visitors-welcome";

    private static final String SOCKET = "/var/run/mysqld/mysqld.sock";

    /** What the program {@code timeout} ends with when it had to end a command. */
    private static final int TIMED_OUT = 124;

    /** Less than a command may take. */
    private static final int HOLD_SECONDS = 25;

    /** Tells the computations of the lab from the site's queries. */
    private static final String BURDEN = "burden";

    private final RunningHost host;

    /** Ask the one on a host. */
    public Database(RunningHost host) {
        this.host = host;
    }

    /** Return the lines that a statement gives, without column names, as its administrator sees them. */
    public List<String> ask(String sql) {
        Output output = run(List.of("--user=root"), sql);
        if (!output.ok()) {
            throw new LabFault("MySQL on " + host + " did not answer '" + sql + "': " + output.all());
        }
        return output.out().lines().toList();
    }

    /**
     * Return the value of a column of a statement that gives one row with names, such as {@code SHOW REPLICA STATUS};
     * empty if there is none.
     */
    public String column(String sql, String column) {
        Output output = run(List.of("--user=root", "--vertical", "--column-names"), sql);
        return output.out()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(column + ":"))
                .map(line -> line.substring(column.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    /**
     * Run statements as the site's account, over the network to 127.0.0.1 as the site does; a refusal is an
     * observation, not a fault.
     */
    public Output asSite(String sql) {
        return run(
                List.of(
                        "--protocol=tcp",
                        "--host=127.0.0.1",
                        "--user=" + SITE_USER,
                        "--password=" + SITE_PASSWORD,
                        "--get-server-public-key"),
                sql);
    }

    /**
     * Keep it busy with computations, in as many connections, until {@link #relieve} or for so many seconds at most. As
     * with many a report or change of a table, the first one lets nobody else at the site's entries.
     *
     * @return whether all of them are going on within a few seconds
     */
    public boolean burden(int connections, int seconds) {
        String query = "SELECT /*+ MAX_EXECUTION_TIME(" + seconds * 1000 + ") */ BENCHMARK(4000000000, SHA2('" + BURDEN
                + "', 512))";
        host.execIn(
                Component.MYSQL,
                "sh",
                "-c",
                "lock='LOCK TABLES foobar.entries WRITE;'; for i in $(seq " + connections + "); do timeout "
                        + (seconds + 5) + " mysql --no-defaults --socket=" + SOCKET + " --user=root --execute=\"$lock "
                        + query
                        + "\" </dev/null >/dev/null 2>&1 & lock=''; done");
        for (int i = 0; i < 50; i++) {
            if (burdens().size() >= connections) {
                return true;
            }
        }
        return false;
    }

    /** End {@link #burden}. */
    public void relieve() {
        // One may have ended by itself meanwhile, which keeps the others from nothing.
        run(
                List.of("--user=root", "--force"),
                burdens().stream().map(id -> "KILL " + id).collect(Collectors.joining("; ")));
    }

    private List<String> burdens() {
        return ask("SELECT id FROM information_schema.processlist WHERE info LIKE '%BENCHMARK%" + BURDEN + "%'"
                + " AND id <> CONNECTION_ID()");
    }

    /** Return what of a statement's output says why it was refused. */
    public static String firstError(Output output) {
        return output.all()
                .lines()
                .filter(line -> line.startsWith("ERROR"))
                .findFirst()
                .orElse(output.all());
    }

    /** Say whether it answers its administrator now. */
    public boolean answers() {
        try {
            return run(List.of("--user=root"), "SELECT 1").ok();
        } catch (LabFault e) {
            // Nothing can be run beside a server that is not there, or ends this very moment.
            return false;
        }
    }

    /** Return what the threads of a replica do, and what keeps them from it; empty if it is not set up as one. */
    public String replication() {
        String status = "SHOW REPLICA STATUS";
        String reading = column(status, "Replica_IO_Running");
        if (reading.isEmpty()) {
            return "";
        }
        String errors = Stream.of("Last_IO_Error", "Last_SQL_Error")
                .map(column -> column(status, column))
                .filter(error -> !error.isEmpty())
                .collect(Collectors.joining("; "));
        return "Replica_IO_Running: " + reading + ", Replica_SQL_Running: " + column(status, "Replica_SQL_Running")
                + (errors.isEmpty() ? "" : "; " + errors);
    }

    /**
     * Return by what settings a primary keeps changes of some databases, or of all but some, out of its binary log,
     * such as {@code binlog_do_db = shop}; empty if it keeps none out.
     */
    public List<String> logFilters() {
        return filters("SHOW BINARY LOG STATUS", "Binlog_Do_DB", "Binlog_Ignore_DB");
    }

    /** Return by what settings a replica leaves changes aside that it has received; empty if it does not. */
    public List<String> replicaFilters() {
        return filters(
                "SHOW REPLICA STATUS",
                "Replicate_Do_DB",
                "Replicate_Ignore_DB",
                "Replicate_Do_Table",
                "Replicate_Ignore_Table",
                "Replicate_Wild_Do_Table",
                "Replicate_Wild_Ignore_Table");
    }

    private List<String> filters(String status, String... columns) {
        return Stream.of(columns)
                .filter(name -> !column(status, name).isEmpty())
                .map(name -> name.toLowerCase(Locale.ROOT) + " = " + column(status, name))
                .toList();
    }

    /**
     * Hold up whatever would write into a table, until the hold is closed. Reading goes on.
     *
     * @throws LabFault if that cannot be had
     */
    Hold holdUp(String table) {
        String nap = "DO SLEEP(" + HOLD_SECONDS + ")";
        CompletableFuture<Output> holder = CompletableFuture.supplyAsync(
                () -> run(List.of("--user=root"), "LOCK TABLES " + table + " READ; " + nap), Parallel.pool());
        String find = "SELECT id FROM information_schema.processlist WHERE info = '" + nap + "'";
        try {
            String id = Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> ask(find), ids -> !ids.isEmpty())
                    .get(0);
            return () -> {
                run(List.of("--user=root"), "KILL " + id);
                holder.join();
            };
        } catch (ConditionTimeoutException e) {
            throw new LabFault("the table " + table + " on " + host + " could not be held up", e);
        }
    }

    /** Holds something up until it is closed; closing twice does no harm. */
    interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    private Output run(List<String> account, String sql) {
        List<String> command = new ArrayList<>(
                List.of("mysql", "--no-defaults", "--batch", "--skip-column-names", "--socket=" + SOCKET));
        command.addAll(account);
        command.add("--connect-timeout=5");
        command.add("--execute=" + sql);
        return host.execIn(Component.MYSQL, command.toArray(String[]::new));
    }

    /**
     * Add an entry as the site's account and keep it. A write that does not end is an observation, not a fault: one
     * that waits for a replica to confirm it, while there is none, waits for ever.
     *
     * @param patience how long it may take
     */
    Output write(String text, Duration patience) {
        Output output = host.execIn(
                Component.MYSQL,
                "timeout",
                String.valueOf(patience.toSeconds()),
                "mysql",
                "--no-defaults",
                "--batch",
                "--protocol=tcp",
                "--host=127.0.0.1",
                "--user=" + SITE_USER,
                "--password=" + SITE_PASSWORD,
                "--get-server-public-key",
                "--connect-timeout=5",
                "--execute=INSERT INTO foobar.entries (author, text) VALUES ('grader', '" + text + "')");
        return output.exit() != TIMED_OUT
                ? output
                : new Output(
                        TIMED_OUT,
                        "",
                        "ERROR: a write did not end within " + patience.toSeconds() + " s" + waitsForReplica());
    }

    private String waitsForReplica() {
        String waiting = column("SHOW GLOBAL STATUS LIKE 'Rpl_semi_sync_source_wait_sessions'", "Value");
        return waiting.isEmpty() || waiting.equals("0")
                ? ""
                : ": it waits for a replica to confirm it (rpl_semi_sync_source_enabled is on), and nobody follows";
    }
}
