package org.foobarlab.probe;

import java.util.List;
import java.util.UUID;
import org.foobarlab.deployment.Output;
import org.foobarlab.deployment.RunningHost;
import org.foobarlab.grade.LabFault;

/** Visit something at a steady rate from a host, beside everything else, until told to stop. */
final class Traffic {

    /** Whoever forgets to stop them, they end. Seconds. */
    private static final int LONGEST = 150;

    private final RunningHost from;
    private final String name;

    private Traffic(RunningHost from, String name) {
        this.from = from;
        this.name = name;
    }

    /**
     * Begin.
     *
     * @param perMinute how many a minute, evenly spread
     * @param urls what to visit, one after the other and then from the beginning
     */
    static Traffic begin(RunningHost from, int perMinute, List<String> urls) {
        return begin(from, "", perMinute, urls);
    }

    /**
     * Begin, with requests of another kind.
     *
     * @param options curl's, such as {@code --head}
     */
    static Traffic begin(RunningHost from, String options, int perMinute, List<String> urls) {
        Traffic traffic =
                new Traffic(from, "/tmp/traffic-" + UUID.randomUUID().toString().substring(0, 8));
        traffic.start(options, perMinute, urls);
        return traffic;
    }

    private void start(String options, int perMinute, List<String> urls) {
        int rounds = perMinute * LONGEST / 60 / urls.size() + 1;
        // curl takes its addresses from a file: a command line would be too long.
        Output written = from.exec(
                "sh",
                "-c",
                "awk -v rounds=" + rounds + " 'BEGIN { for (i = 0; i < rounds; i++) for (k = 1; k < ARGC; k++)"
                        + " printf \"url = \\\"%s\\\"\\n\", ARGV[k] }' " + String.join(" ", urls) + " > " + name);
        if (!written.ok()) {
            throw new LabFault("the traffic from " + from + " could not be made ready: " + written.all());
        }
        from.execDetached(
                "sh",
                "-c",
                "echo $$ > " + name + ".pid; exec timeout " + LONGEST + " curl -sk " + options + " --max-time 5 --rate "
                        + perMinute + "/m -K " + name + " > /dev/null 2>&1");
    }

    /** Stop. */
    void end() {
        from.exec("sh", "-c", "kill $(cat " + name + ".pid)");
    }
}
