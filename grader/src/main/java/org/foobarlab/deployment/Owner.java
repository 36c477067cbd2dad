package org.foobarlab.deployment;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Name the process that a container, network or volume belongs to, so that what a dead process left can be told from
 * what a living one uses.
 *
 * <p>A process number alone would not do: numbers are used again, and an engine may serve several machines.
 *
 * @param machine the name of the machine
 * @param pid the process number
 * @param started when the process started, in seconds since 1970
 */
record Owner(String machine, long pid, long started) {

    /** The label that holds the owner. */
    static final String LABEL = "foobar-lab.owner";

    /** The label of a deployment that is there to be looked around in, and not to be graded. */
    static final String OPEN_LABEL = "foobar-lab.open";

    /** The label that holds the deployment's name. */
    static final String DEPLOYMENT_LABEL = "foobar-lab.deployment";

    /** Start times are read from a clock of coarse ticks. Seconds. */
    private static final long TOLERANCE = 2;

    static Owner thisProcess() {
        ProcessHandle self = ProcessHandle.current();
        return new Owner(machineName(), self.pid(), startOf(self).orElse(0L));
    }

    static Optional<Owner> parse(String label) {
        String[] parts = label == null ? new String[0] : label.split("/");
        try {
            return parts.length == 3
                    ? Optional.of(new Owner(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2])))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Say whether the owner surely no longer runs. An owner on another machine cannot be asked, so it counts as
     * running.
     */
    boolean isGone() {
        if (!machine.equals(machineName())) {
            return false;
        }
        // Where the system does not tell when a process started, one of the same number may well be the owner.
        return ProcessHandle.of(pid)
                .map(process -> startOf(process)
                        .map(start -> started > 0 && Math.abs(start - started) > TOLERANCE)
                        .orElse(false))
                .orElse(true);
    }

    Map<String, String> labels(String deployment) {
        return Map.of(LABEL, machine + "/" + pid + "/" + started, DEPLOYMENT_LABEL, deployment);
    }

    private static Optional<Long> startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::getEpochSecond);
    }

    private static String machineName() {
        try {
            return InetAddress.getLocalHost().getHostName().replace('/', '-');
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
