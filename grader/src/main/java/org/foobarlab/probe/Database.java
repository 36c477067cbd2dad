package org.foobarlab.probe;

import java.util.ArrayList;
import java.util.List;
import org.foobarlab.deployment.Output;
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
        return run(List.of("--user=root"), "SELECT 1").ok();
    }

    private Output run(List<String> account, String sql) {
        List<String> command = new ArrayList<>(
                List.of("mysql", "--no-defaults", "--batch", "--skip-column-names", "--socket=" + SOCKET));
        command.addAll(account);
        command.add("--connect-timeout=5");
        command.add("--execute=" + sql);
        return host.execIn(Component.MYSQL, command.toArray(String[]::new));
    }
}
