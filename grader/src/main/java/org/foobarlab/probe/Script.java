package org.foobarlab.probe;

import java.time.Duration;
import org.foobarlab.deployment.MysqlWords;
import org.foobarlab.deployment.Output;
import org.foobarlab.deployment.RunningHost;
import org.foobarlab.topology.Component;

/**
 * What came of a script of the student's that an operator runs on a server.
 *
 * @param path where it lies on the server
 * @param status what it ended with; 0 is success
 * @param printed what it printed
 */
public record Script(String path, int status, String printed) {

    /** What the program {@code timeout} ends with when it had to end the script. */
    private static final int TIMED_OUT = 124;

    private static final int NOT_FOUND = 127;

    /**
     * Run a script beside a component, and wait for its end.
     *
     * @param most how long it may take; it is ended then
     */
    static Script run(RunningHost host, Component component, String path, Duration most) {
        // Through a shell, which also takes a script whose first line names none.
        Output output =
                host.execIn(component, "timeout", "--kill-after=1", String.valueOf(most.toSeconds()), "sh", "-c", path);
        String printed = output.ok() || output.exit() != TIMED_OUT
                ? output.all()
                : "it did not end within " + most.toSeconds() + " s. " + output.all();
        return new Script(path, output.exit(), printed.strip());
    }

    /** Say whether it ended well. */
    public boolean ok() {
        return status == 0;
    }

    /** Return what there is to say of it if it did not end well. */
    public String complaint() {
        if (status == NOT_FOUND && printed.contains(path + ": not found")) {
            return path + " cannot be run: it is not there, or the program that its first line names is not";
        }
        return MysqlWords.withToday(path + " ended with status " + status + (printed.isEmpty() ? "" : ": " + printed));
    }
}
