package org.foobarlab.deployment;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.foobarlab.submission.ServerFile;
import org.foobarlab.topology.Component;

/**
 * Run a server's {@code setup.sql} as its administrator.
 *
 * @param ok whether all statements ran
 * @param message MySQL's own error with the student's file, line and statement; empty if there was none
 */
record DatabaseSetup(boolean ok, String message) {

    /** Where a server has it. */
    static final String FILE = "/etc/mysql/setup.sql";

    /** Less than a command may take, since a statement that never ends is the student's affair. */
    private static final int SECONDS = 25;

    /** What the program {@code timeout} ends with when it had to end the command. */
    private static final int TIMED_OUT = 124;

    private static final Pattern SQL_ERROR =
            Pattern.compile("ERROR \\d+ \\(\\w+\\) at line (\\d+)(?: in file: '[^']*')?: (.*)");

    /**
     * Run it on a host whose MySQL serves.
     *
     * @param restored makes the student's own addresses of the deployment's
     */
    static DatabaseSetup run(RunningHost host, ServerFile setup, UnaryOperator<String> restored) {
        // Without --commands the client would take a \G, as found in every tutorial, for a mistake; it runs no programs
        // either way.
        Output output = host.execIn(
                Component.MYSQL,
                "sh",
                "-c",
                "timeout " + SECONDS
                        + " mysql --commands --protocol=socket --socket=/var/run/mysqld/mysqld.sock --user=root < "
                        + FILE);
        return new DatabaseSetup(output.ok(), message(host.name() + FILE, setup, output, restored));
    }

    private static String message(String file, ServerFile setup, Output output, UnaryOperator<String> restored) {
        if (output.exit() == TIMED_OUT) {
            return file + " did not end within " + SECONDS + " s: a statement waits for something. " + output.all();
        }
        Matcher error = SQL_ERROR.matcher(output.err());
        if (!error.find()) {
            return output.ok() ? "" : output.all();
        }
        int line = Integer.parseInt(error.group(1));
        String statement =
                setup.text().lines().skip(line - 1L).findFirst().orElse("").strip();
        return MysqlWords.withToday(file + ", line " + line + ": " + restored.apply(error.group(2)) + "\n" + statement);
    }
}
