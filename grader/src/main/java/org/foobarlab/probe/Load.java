package org.foobarlab.probe;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.foobarlab.deployment.Output;
import org.foobarlab.deployment.RunningHost;
import org.foobarlab.grade.LabFault;

/**
 * Visit the site at a steady rate for a while, from the internet.
 *
 * @param begin when it began
 * @param end when it ended
 * @param answers how many requests were answered with status 200
 * @param requests how many were sent
 */
public record Load(Instant begin, Instant end, int answers, int requests) {

    /** Enough that a health check now and then does not show, and little enough for a laptop. Requests a second. */
    private static final int RATE = 40;

    /** Long enough for a rate over five seconds to be steady for two. Seconds. */
    private static final int SECONDS = 7;

    private static final Pattern LOGGED_AT = Pattern.compile("\\[(\\d\\d/\\w{3}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4})]");
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

    /** Make the load, and return when it is over. */
    static Load make(RunningHost internet) {
        int requests = RATE * SECONDS;
        Instant begin = Instant.now();
        Output output = internet.exec(
                "curl", "-sk", "--fail-early", "--connect-timeout", "3", "--max-time", "20", "--rate", RATE + "/s", "-o", "/dev/null", "-w", "%{http_code}\n",
                "https://" + Visitor.SITE + "/?load=[1-" + requests + "]");
        Instant end = Instant.now();
        List<String> codes = output.out().lines().toList();
        if (codes.isEmpty()) {
            throw new LabFault("the load could not be made: " + output.all());
        }
        return new Load(begin, end, (int) codes.stream().filter("200"::equals).count(), requests);
    }

    /**
     * Return the requests a second that a web server's access log shows for the steady time, in whole seconds of the log.
     *
     * @param log lines in the combined format
     * @return the rate; negative if the lines have no time in them
     */
    public double rate(List<String> log) {
        long last = end.getEpochSecond() - 1;
        long first = begin.getEpochSecond() + 2;
        List<Long> times = new ArrayList<>();
        for (String line : log) {
            Matcher time = LOGGED_AT.matcher(line);
            if (time.find()) {
                try {
                    times.add(OffsetDateTime.parse(time.group(1), FORMAT).toEpochSecond());
                } catch (DateTimeParseException e) {
                    return -1;
                }
            }
        }
        if (times.isEmpty()) {
            return -1;
        }
        return times.stream().filter(time -> time >= first && time <= last).count() / (double) (last - first + 1);
    }
}
