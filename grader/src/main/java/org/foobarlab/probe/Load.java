package org.foobarlab.probe;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.foobarlab.deployment.Output;
import org.foobarlab.deployment.RunningHost;
import org.foobarlab.grade.LabFault;

/**
 * Visit the site at a steady rate for a while, from the internet.
 *
 * @param answers how many requests were answered, whatever the status
 * @param requests how many were sent
 * @param served how many of the answers came from each web server, by its name
 */
public record Load(int answers, int requests, Map<String, Integer> served) {

    /**
     * How often each second which request is made, by curl's options and path. Enough of each that a count without it
     * is wrong by more than a tenth, and so much in all that a health check now and then does not show and a laptop
     * bears it.
     */
    private static final List<Request> REQUESTS = List.of(
            new Request(20, "", "/"),
            new Request(7, "--head", "/"),
            new Request(7, "--data text=", "/nothing-here"),
            new Request(7, "", "/export"));

    private record Request(int rate, String options, String path) {}

    /** Long enough for five whole seconds, and whatever a first request takes. Seconds. */
    private static final int SECONDS = 7;

    /** The seconds that a rate is taken over, which is also what the recorded series looks back. */
    public static final int STEADY = 5;

    private static final String MARK = "?load=";
    private static final Pattern LOGGED_AT =
            Pattern.compile("\\[(\\d\\d/\\w{3}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4})]");
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

    /** Make the load, and return when it is over. */
    static Load make(RunningHost internet) {
        int requests = REQUESTS.stream().mapToInt(Request::rate).sum() * SECONDS;
        String each = REQUESTS.stream()
                .map(request -> "curl -sk --fail-early --connect-timeout 3 --max-time 20 --rate " + request.rate()
                        + "/s -o /dev/null -w '%{http_code} %header{x-served-by}\\n' " + request.options()
                        + " 'https://" + Visitor.SITE + request.path() + MARK + "[1-" + request.rate() * SECONDS
                        + "]' & ")
                .collect(Collectors.joining());
        Output output = internet.exec("sh", "-c", each + "wait");
        List<String> answers =
                output.out().lines().filter(line -> !line.startsWith("000")).toList();
        if (output.out().isEmpty()) {
            throw new LabFault("the load could not be made: " + output.all());
        }
        Map<String, Integer> served = new TreeMap<>();
        answers.stream()
                .filter(line -> line.length() > 4)
                .forEach(line -> served.merge(line.substring(4), 1, Integer::sum));
        return new Load(answers.size(), requests, served);
    }

    /** Say whether a web server got enough of it to tell a right rate from a wrong one. */
    public boolean hasVisited(String server) {
        return served.getOrDefault(server, 0) >= requests / 10;
    }

    /**
     * Count a web server's requests a second while the load was steady, as its access log shows them.
     *
     * @param log lines in the combined format
     * @return nothing if no line of the load in that format is there
     */
    public Optional<Counted> counted(List<String> log) {
        List<Long> times = new ArrayList<>();
        long last = Long.MIN_VALUE;
        for (String line : log) {
            Matcher time = LOGGED_AT.matcher(line);
            if (time.find()) {
                try {
                    times.add(OffsetDateTime.parse(time.group(1), FORMAT).toEpochSecond());
                } catch (DateTimeParseException e) {
                    return Optional.empty();
                }
                if (line.contains(MARK)) {
                    last = Math.max(last, times.get(times.size() - 1));
                }
            }
        }
        if (last == Long.MIN_VALUE) {
            return Optional.empty();
        }
        // The last second of the load is cut off somewhere, and the first of its seconds was begun somewhere.
        long end = last;
        long first = end - STEADY;
        long requests =
                times.stream().filter(time -> time >= first && time < end).count();
        return Optional.of(new Counted(end, requests / (double) STEADY));
    }

    /**
     * What an access log shows.
     *
     * @param end the end of the steady time, in seconds since 1970
     * @param rate requests a second in the {@link #STEADY} seconds before
     */
    public record Counted(long end, double rate) {}
}
