package org.foobarlab.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.foobarlab.grade.LabFault;
import org.foobarlab.topology.AddressPlan;
import org.foobarlab.topology.Host;

/** Ask the monitoring server's Prometheus. */
public final class Metrics {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Prometheus's units of time; its days, weeks and years are always as long as these. */
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1),
            "w", Duration.ofDays(7),
            "y", Duration.ofDays(365));

    private static final Pattern PART = Pattern.compile("(\\d+)(ms|[smhdwy])");
    private static final Pattern WRITTEN = Pattern.compile("(?:" + PART + ")+");

    private final Visitor visitor;
    private final AddressPlan plan;

    /** Ask through the internet host: the monitoring server stands off stage and has no firewall. */
    public Metrics(Visitor visitor, AddressPlan plan) {
        this.visitor = visitor;
        this.plan = plan;
    }

    /**
     * One series at one time.
     *
     * @param labels its labels, with the addresses the student wrote
     * @param time when it was, in seconds since 1970
     * @param value what it was
     */
    public record Sample(Map<String, String> labels, double time, double value) {}

    /**
     * One thing Prometheus scrapes.
     *
     * @param host the name or address in its URL, as the student writes it
     * @param port the port in its URL
     * @param job its job
     * @param labels its labels
     * @param health {@code up}, {@code down} or {@code unknown}
     * @param error why it is down
     * @param scraped when it was scraped last, in seconds since 1970 on the monitoring server's clock
     * @param interval how long Prometheus waits from one scrape of it to the next
     */
    public record Target(
            String host,
            int port,
            String job,
            Map<String, String> labels,
            String health,
            String error,
            double scraped,
            Duration interval) {

        /** Say whether it is on a host, by address or by name. */
        public boolean isOn(Host wanted) {
            return host.equals(wanted.name())
                    || host.equals(AddressPlan.written(wanted))
                    || wanted.aliases().contains(host);
        }
    }

    /**
     * An alert that waits or fires.
     *
     * @param labels its labels, the rule's name under {@code alertname}
     * @param state {@code pending} or {@code firing}
     */
    public record Alert(Map<String, String> labels, String state) {

        /** Return the name of its rule. */
        public String name() {
            return labels.getOrDefault("alertname", "?");
        }

        /** Say whether it fires, and does not only wait. */
        public boolean fires() {
            return state.equals("firing");
        }

        /** Say whether one of its labels names a host. */
        public boolean names(Host host) {
            return isNamed(labels, host);
        }
    }

    /** Say whether a label names a host, by name or address, with a port or without. */
    public static boolean isNamed(Map<String, String> labels, Host host) {
        return labels.values().stream()
                .map(value -> value.replaceFirst(":\\d+$", ""))
                .anyMatch(value -> value.equals(host.name())
                        || value.equals(AddressPlan.written(host))
                        || host.aliases().contains(value));
    }

    /**
     * What a series was, sample by sample.
     *
     * @param labels its labels, with the addresses the student wrote
     * @param points its samples, oldest first
     */
    public record Series(Map<String, String> labels, List<Point> points) {

        /**
         * One sample.
         *
         * @param time when it was, in seconds since 1970
         * @param value what it was
         */
        public record Point(double time, double value) {}
    }

    /** Return the time on the monitoring server's clock, in seconds since 1970. */
    public double now() {
        return query("vector(time())").get(0).value();
    }

    /**
     * Return the samples that were taken of some series.
     *
     * @param selector which series, such as {@code up{job="node"}}
     * @param begin from when, in seconds since 1970
     * @param end until when
     */
    public List<Series> history(String selector, double begin, double end) {
        List<Series> all = new ArrayList<>();
        String range = String.format(
                Locale.ROOT, "%s[%dms] @ %.3f", selector, Math.max(1, Math.round((end - begin) * 1000)), end);
        for (JsonNode result : get(path(range)).at("/data/result")) {
            List<Series.Point> points = new ArrayList<>();
            result.get("values")
                    .forEach(point -> points.add(new Series.Point(point.get(0).asDouble(), number(point.get(1)))));
            all.add(new Series(labels(result.get("metric")), List.copyOf(points)));
        }
        return all;
    }

    /** Return the samples that an expression gives now. */
    public List<Sample> query(String expression) {
        List<Sample> samples = new ArrayList<>();
        for (JsonNode result : get(path(expression)).at("/data/result")) {
            JsonNode value = result.get("value");
            samples.add(new Sample(labels(result.get("metric")), value.get(0).asDouble(), number(value.get(1))));
        }
        return samples;
    }

    private static String path(String expression) {
        return "query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8);
    }

    /** Say whether there are targets, and each has been tried at least once. */
    public boolean hasScrapedAll() {
        List<Target> targets = targets();
        return !targets.isEmpty()
                && targets.stream().noneMatch(target -> target.health().equals("unknown"));
    }

    /** Return what is scraped, and how that goes. */
    public List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        for (JsonNode target : get("targets?state=active").at("/data/activeTargets")) {
            URI url = URI.create(plan.restore(target.get("scrapeUrl").asText()));
            targets.add(new Target(
                    url.getHost(),
                    url.getPort(),
                    target.path("scrapePool").asText(),
                    labels(target.get("labels")),
                    target.path("health").asText(),
                    plan.restore(target.path("lastError").asText()),
                    seconds(target.path("lastScrape").asText()),
                    duration(target.path("scrapeInterval").asText())));
        }
        return targets;
    }

    private static double seconds(String time) {
        Instant instant = OffsetDateTime.parse(time).toInstant();
        return instant.getEpochSecond() + instant.getNano() / 1e9;
    }

    /**
     * Read a duration as Prometheus writes it, such as {@code 15s} or {@code 1m30s}.
     *
     * @throws LabFault if it is none
     */
    static Duration duration(String written) {
        if (!WRITTEN.matcher(written).matches()) {
            throw new LabFault("Prometheus named a duration that is none: '" + written + "'");
        }
        return PART.matcher(written)
                .results()
                .map(part -> UNITS.get(part.group(2)).multipliedBy(Long.parseLong(part.group(1))))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Return the alerts that wait or fire. */
    public List<Alert> alerts() {
        List<Alert> alerts = new ArrayList<>();
        for (JsonNode alert : get("alerts").at("/data/alerts")) {
            alerts.add(new Alert(labels(alert.get("labels")), alert.get("state").asText()));
        }
        return alerts;
    }

    /** Prometheus writes numbers as texts, so that they can be infinite. */
    private static double number(JsonNode node) {
        return switch (node.asText()) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(node.asText());
        };
    }

    private Map<String, String> labels(JsonNode node) {
        Map<String, String> labels = new TreeMap<>();
        node.properties()
                .forEach(field ->
                        labels.put(field.getKey(), plan.restore(field.getValue().asText())));
        return labels;
    }

    private JsonNode get(String path) {
        Answer answer = visitor.get("http://monitor:9090/api/v1/" + path, Map.of("Accept", "application/json"));
        if (answer.status() != 200) {
            throw new LabFault("Prometheus did not answer " + path + ": " + answer.summary() + " " + answer.body());
        }
        try {
            return MAPPER.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new LabFault("Prometheus's answer to " + path + " is not JSON", e);
        }
    }
}
