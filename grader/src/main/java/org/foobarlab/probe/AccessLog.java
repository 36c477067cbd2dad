package org.foobarlab.probe;

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
 * What a web server's access log says, where its last field is how long the answer took.
 *
 * @param entries its lines, oldest first
 */
public record AccessLog(List<Entry> entries) {

    static final String FILE = "/var/log/nginx/access.log";
    private static final Pattern LINE =
            Pattern.compile("^\\S+ \\S+ \\S+ \\[([^\\]]+)] \"[^\"]*\" ([1-5]\\d\\d) .* (\\d+\\.\\d+)$");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

    public AccessLog {
        entries = List.copyOf(entries);
    }

    /**
     * One request.
     *
     * @param second when it was answered, in whole seconds since 1970
     * @param status what it was answered with
     * @param seconds how long the answer took
     */
    public record Entry(long second, int status, double seconds) {}

    /**
     * Read that of a web server.
     *
     * @throws LabFault if it cannot be read
     */
    public static AccessLog of(RunningHost host) {
        Output output = host.exec("tail", "-n", "20000", FILE);
        if (!output.ok()) {
            throw new LabFault("the access log of " + host + " could not be read: " + output.all());
        }
        return parse(output.out().lines().toList());
    }

    /** Read lines; those of another format are left out. */
    static AccessLog parse(List<String> lines) {
        List<Entry> entries = new ArrayList<>();
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                try {
                    entries.add(new Entry(
                            OffsetDateTime.parse(matcher.group(1), TIME).toEpochSecond(),
                            Integer.parseInt(matcher.group(2)),
                            Double.parseDouble(matcher.group(3))));
                } catch (DateTimeParseException e) {
                    // The first line may be cut off.
                }
            }
        }
        return new AccessLog(entries);
    }

    /** Return what was answered from one second on and before another. */
    public AccessLog between(long begin, long end) {
        return new AccessLog(entries.stream()
                .filter(entry -> entry.second() >= begin && entry.second() < end)
                .toList());
    }

    /** Return the share of answers with a status of 500 or above, 0 to 1; 0 if there is no answer. */
    public double errorShare() {
        return entries.stream()
                .mapToInt(entry -> entry.status() >= 500 ? 1 : 0)
                .average()
                .orElse(0);
    }

    /** Return how long an answer took on average, in seconds; 0 if there is no answer. */
    public double mean() {
        return entries.stream().mapToDouble(Entry::seconds).average().orElse(0);
    }

    /**
     * Return the time that a share of the answers took at most, in seconds; 0 if there is no answer.
     *
     * @param share above 0, at most 1
     */
    public double quantile(double share) {
        double[] sorted = entries.stream().mapToDouble(Entry::seconds).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
