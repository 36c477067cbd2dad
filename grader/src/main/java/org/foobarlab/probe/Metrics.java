package org.foobarlab.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.foobarlab.grade.LabFault;
import org.foobarlab.topology.AddressPlan;
import org.foobarlab.topology.Host;

/** Ask the monitoring server's Prometheus. */
public final class Metrics {

    private static final ObjectMapper MAPPER = new ObjectMapper();

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
     */
    public record Target(String host, int port, String job, Map<String, String> labels, String health, String error) {

        /** Say whether it is on a host, by address or by name. */
        public boolean isOn(Host wanted) {
            return host.equals(wanted.name()) || host.equals(AddressPlan.written(wanted)) || wanted.aliases().contains(host);
        }
    }

    /**
     * An alert that waits or fires.
     *
     * @param labels its labels, the rule's name under {@code alertname}
     * @param state {@code pending} or {@code firing}
     */
    public record Alert(Map<String, String> labels, String state) {}

    /** Return the samples that an expression gives now. */
    public List<Sample> query(String expression) {
        List<Sample> samples = new ArrayList<>();
        String path = "query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8);
        for (JsonNode result : get(path).at("/data/result")) {
            JsonNode value = result.get("value");
            samples.add(new Sample(labels(result.get("metric")), value.get(0).asDouble(), value.get(1).asDouble()));
        }
        return samples;
    }

    /** Say whether there are targets, and each has been tried at least once. */
    public boolean hasScrapedAll() {
        List<Target> targets = targets();
        return !targets.isEmpty() && targets.stream().noneMatch(target -> target.health().equals("unknown"));
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
                    plan.restore(target.path("lastError").asText())));
        }
        return targets;
    }

    /** Return the alerts that wait or fire. */
    public List<Alert> alerts() {
        List<Alert> alerts = new ArrayList<>();
        for (JsonNode alert : get("alerts").at("/data/alerts")) {
            alerts.add(new Alert(labels(alert.get("labels")), alert.get("state").asText()));
        }
        return alerts;
    }

    private Map<String, String> labels(JsonNode node) {
        Map<String, String> labels = new TreeMap<>();
        node.properties().forEach(field -> labels.put(field.getKey(), plan.restore(field.getValue().asText())));
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
