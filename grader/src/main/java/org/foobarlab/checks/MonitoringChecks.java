package org.foobarlab.checks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foobarlab.deployment.Output;
import org.foobarlab.deployment.RunningHost;
import org.foobarlab.grade.LabFault;
import org.foobarlab.probe.Application;
import org.foobarlab.probe.Load;
import org.foobarlab.probe.Load.Counted;
import org.foobarlab.probe.Metrics;
import org.foobarlab.probe.Metrics.Alert;
import org.foobarlab.probe.Metrics.Sample;
import org.foobarlab.probe.Metrics.Target;
import org.foobarlab.probe.Preparation;
import org.foobarlab.probe.World;
import org.foobarlab.topology.AddressPlan;
import org.foobarlab.topology.Component;
import org.foobarlab.topology.Host;

/** Check what the monitoring server knows of the servers. */
@Area("monitoring")
final class MonitoringChecks {

    private static final int NODE_EXPORTER = 9100;
    private static final int MTAIL = 3903;
    private static final String QPS = "instance:http_requests:rate5s";
    private static final Duration SCRAPED = Duration.ofSeconds(8);
    private static final Duration ALERTED = Duration.ofSeconds(15);
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final double QPS_TOLERANCE = 0.10;
    private static final int LOADS = 3;
    private static final Map<String, String> FIGURES = Map.of(
            "CPU", "node_cpu_seconds_total",
            "memory", "node_memory_MemAvailable_bytes",
            "network", "node_network_receive_bytes_total");

    @Check(
            id = "monitoring-clients-up",
            title = "Prometheus scrapes the monitoring clients of all three servers",
            requires = "prometheus-starts",
            follows = {"lb-01-needed-ports", "web-01-needed-ports", "web-02-needed-ports"},
            hint = "Each server has two: node exporter on port 9100 and mtail, which counts requests in the access"
                    + " log, on 3903.")
    void clientsUp(World world, Evidence evidence) throws Exception {
        evidence.expect("targets on ports " + NODE_EXPORTER + " and " + MTAIL + " of lb-01, web-01 and web-02, all up")
                .reproduce("./lab exec monitor -- curl -s http://localhost:9090/api/v1/targets");
        double now = world.metrics().now();
        Clients clients = Eventually.see(SCRAPED, () -> clients(world, now), Clients::areUp);
        List<String> missing = clients.missing();
        if (!missing.isEmpty()) {
            Routes.blame(world, evidence, Routes.CLIENTS);
        }
        evidence.verify(missing.isEmpty(), missing.isEmpty() ? "all are up" : String.join("; ", missing));
    }

    /**
     * How the monitoring clients are.
     *
     * @param missing what is no target, or did not answer
     * @param unknown how many did not answer at a time when they may not have been running yet. One that is scraped so
     *     rarely that it was not again is not missing, but its figures are not fresh
     */
    private record Clients(List<String> missing, int unknown) {
        boolean areUp() {
            return missing.isEmpty() && unknown == 0;
        }
    }

    private static Clients clients(World world, double since) {
        List<Target> targets = world.metrics().targets();
        List<String> missing = new ArrayList<>();
        int unknown = 0;
        for (Host host : world.deployment().topology().servers()) {
            for (int port : new int[] {NODE_EXPORTER, MTAIL}) {
                Optional<Target> target = targets.stream()
                        .filter(one -> one.isOn(host) && one.port() == port)
                        .findFirst();
                if (target.isEmpty()) {
                    missing.add("no target " + AddressPlan.written(host) + ":" + port + " (" + host + ")");
                } else if (target.get().health().equals("down") && target.get().scraped() < since) {
                    unknown++;
                } else if (target.get().health().equals("down")) {
                    missing.add(host + ":" + port + " is " + target.get().health() + ": "
                            + target.get().error());
                }
            }
        }
        return new Clients(missing, unknown);
    }

    @Check(
            id = "monitoring-figures",
            title = "CPU, memory and network figures of all three servers are fresh",
            requires = "monitoring-clients-up",
            hint = "Scrape every second (scrape_interval: 1s): a figure of a minute ago does not show what is wrong"
                    + " now.")
    void figures(World world, Evidence evidence) throws Exception {
        evidence.expect("figures not older than " + FRESH.toSeconds() + " s at any moment")
                .reproduce("./lab exec monitor -- curl -s"
                        + " 'http://localhost:9090/api/v1/query?query=node_memory_MemAvailable_bytes'");
        // Right after rare scrapes all figures are fresh too, so whoever only looks at them may be lucky.
        List<String> rare = scrapedRarely(world);
        if (!rare.isEmpty()) {
            evidence.verify(false, String.join("; ", rare));
        }
        List<String> stale = Eventually.see(SCRAPED, () -> stale(world), List::isEmpty);
        evidence.verify(stale.isEmpty(), stale.isEmpty() ? "all are fresh" : String.join("; ", stale));
    }

    private static List<String> scrapedRarely(World world) {
        List<Target> targets = world.metrics().targets();
        List<String> rarely = new ArrayList<>();
        for (Host host : world.deployment().topology().servers()) {
            targets.stream()
                    .filter(target -> target.isOn(host) && target.port() == NODE_EXPORTER)
                    .map(Target::interval)
                    // Two jobs may scrape the same exporter.
                    .min(Comparator.naturalOrder())
                    .filter(interval -> interval.compareTo(FRESH) > 0)
                    .ifPresent(interval -> rarely.add(host + " is scraped every " + interval.toSeconds() + " s"));
        }
        return rarely;
    }

    private static List<String> stale(World world) {
        Map<String, List<String>> stale = new TreeMap<>();
        List<Target> targets = world.metrics().targets();
        new TreeMap<>(FIGURES).forEach((figure, metric) -> {
            List<Sample> samples = world.metrics().query("timestamp(" + metric + ")");
            for (Host host : world.deployment().topology().servers()) {
                Set<String> instances = instances(targets, host);
                double newest = samples.stream()
                        .filter(sample -> instances.contains(sample.labels().get("instance")))
                        .mapToDouble(sample -> sample.time() - sample.value())
                        .min()
                        .orElse(Double.POSITIVE_INFINITY);
                if (newest > FRESH.toSeconds()) {
                    stale.computeIfAbsent(host.name(), name -> new ArrayList<>())
                            .add(figure);
                }
            }
        });
        return stale.entrySet().stream()
                .map(entry -> "nothing fresh of " + entry.getKey() + ": " + String.join(", ", entry.getValue()))
                .toList();
    }

    private static Set<String> instances(List<Target> targets, Host host) {
        return targets.stream()
                .filter(target -> target.isOn(host))
                .map(target -> target.labels().getOrDefault("instance", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Check(
            id = "monitoring-qps",
            title = "The recorded QPS of each web server is within 10 % of its access log",
            requires = {"monitoring-figures", "https-site"},
            uses = Preparation.LOAD,
            hint = "Record it in rules.yml as " + QPS
                    + ": sum by (instance) (rate(http_requests_total[5s])), evaluated every second.")
    void qps(World world, Evidence evidence) {
        evidence.expect("the series " + QPS + " of web-01 and web-02 within 10 % of the requests in their access logs")
                .reproduce("./lab exec monitor -- curl -s 'http://localhost:9090/api/v1/query?query=" + QPS + "'");
        List<String> wrong = wrongRates(world, world.load(), evidence);
        // On a busy machine requests come by fits and starts, and a log is read late. A rule that is wrong is so each
        // time.
        for (int i = 1; i < LOADS && !wrong.isEmpty(); i++) {
            wrong = wrongRates(world, world.loadOnceMore(), evidence);
        }
        evidence.verify(wrong.isEmpty(), wrong.isEmpty() ? "both are" : String.join("; ", wrong));
    }

    private static List<String> wrongRates(World world, Load load, Evidence evidence) {
        if (load.answers() < load.requests() * 0.9) {
            return List.of("only " + load.answers() + " of " + load.requests() + " requests made for it were answered");
        }
        List<String> visited =
                Stream.of("web-01", "web-02").filter(load::hasVisited).toList();
        if (visited.isEmpty()) {
            return List.of("the requests made for it reached neither web server");
        }
        // Where the student's own balancing sent nobody, there is nothing to tell a right count from a wrong one by.
        return visited.stream()
                .flatMap(name -> wrongRate(world.host(name), world, load, evidence).stream())
                .toList();
    }

    private static Optional<String> wrongRate(RunningHost host, World world, Load load, Evidence evidence) {
        Optional<Counted> logged = load.counted(accessLog(host));
        if (logged.isEmpty()) {
            evidence.reproduce("./lab exec " + host + " -- tail /var/log/nginx/access.log");
            return Optional.of(host + ": no requests in /var/log/nginx/access.log in the usual format");
        }
        Set<String> instances = instances(world.metrics().targets(), host.host());
        instances.addAll(List.of(host.name(), host.writtenAddress()));
        double rate = logged.get().rate();
        List<Sample> recorded = recorded(world.metrics(), "max", logged.get());
        Optional<Sample> most = ofServer(recorded, instances);
        Optional<Sample> least = ofServer(recorded(world.metrics(), "min", logged.get()), instances);
        if (most.isEmpty() || least.isEmpty()) {
            return Optional.of(host + ": no such series" + among(recorded));
        }
        double value = Math.max(least.get().value(), Math.min(most.get().value(), rate));
        evidence.put(host.name(), Map.of("recorded", value, "logged", rate));
        if (Math.abs(value - rate) <= QPS_TOLERANCE * rate) {
            return Optional.empty();
        }
        return Optional.of(
                String.format(Locale.ROOT, "%s: recorded %.1f, logged %.1f requests a second", host, value, rate));
    }

    /** Logs, scrapes and rules go each at their own second, so no one moment of the series is that of the log. */
    private static List<Sample> recorded(Metrics metrics, String which, Counted logged) {
        return metrics.query(which + "_over_time(" + QPS + "[3s] @ " + (logged.end() + 1) + ")");
    }

    private static Optional<Sample> ofServer(List<Sample> samples, Set<String> instances) {
        return samples.stream()
                .filter(one -> instances.contains(one.labels().getOrDefault("instance", "")))
                .findFirst();
    }

    /** A series without the server's own instance is a slip that is easily overlooked. */
    private static String among(List<Sample> recorded) {
        if (recorded.isEmpty()) {
            return "";
        }
        return " with its instance, only with "
                + recorded.stream()
                        .map(sample -> sample.labels().isEmpty() ? "no label at all" : String.valueOf(sample.labels()))
                        .sorted()
                        .distinct()
                        .collect(Collectors.joining(" and "));
    }

    private static List<String> accessLog(RunningHost host) {
        Output output = host.exec("tail", "-n", "5000", "/var/log/nginx/access.log");
        if (!output.ok()) {
            throw new LabFault("the access log of " + host + " could not be read: " + output.all());
        }
        return output.out().lines().toList();
    }

    @Check(
            id = "monitoring-logs",
            title = "Each server's application logs arrive at the monitoring server",
            requires = "rsyslog-starts",
            follows = {"haproxy-starts", "lb-01-needed-ports"},
            hint = "In each server's /etc/rsyslog.d: '*.* @@203.0.113.50:514', and the firewall must let it out."
                    + " HAProxy logs only where 'log' says so.")
    void logs(World world, Evidence evidence) throws Exception {
        evidence.expect("a request to the site shows up in what lb-01, web-01 and web-02 send to the monitoring server")
                .reproduce("./lab exec monitor -- sh -c 'tail /var/log/remote/*'");
        String marker = world.marker("log");
        Set<String> unvisited = new TreeSet<>(Set.of("web-01", "web-02"));
        for (int i = 0; i < 4; i++) {
            world.visitor().https("/?" + marker).server().ifPresent(unvisited::remove);
        }
        // Whoever gets no visitors, for reasons that are told elsewhere, has to log all the same.
        unvisited.forEach(server -> visit(world.application(server), "/?" + marker));
        Set<String> silent = Eventually.see(SCRAPED, () -> silent(world, marker), Set::isEmpty);
        if (silent.contains("lb-01")) {
            Routes.blame(world, evidence, Routes.VISITORS);
        } else {
            evidence.unrelated("haproxy-starts").unrelated("lb-01-needed-ports");
        }
        evidence.verify(
                silent.isEmpty(),
                silent.isEmpty()
                        ? "it does"
                        : "nothing of it came from " + String.join(", ", silent) + kept(world, silent));
    }

    /** Ask for a page. A site that waits for requests and gets none is shut off by its own server's firewall. */
    private static void visit(Application site, String path) {
        try {
            site.get(path);
        } catch (LabFault e) {
            if (!site.isListening()) {
                throw e;
            }
        }
    }

    /** Whoever ends the way of a message in one file does so for all that come after it by name. */
    private static String kept(World world, Set<String> silent) {
        return silent.stream()
                .flatMap(name ->
                        LogOrder.stopped(
                                name,
                                world.deployment().servers().of(world.host(name).host()))
                                .stream())
                .map(sentence -> "; " + sentence)
                .collect(Collectors.joining());
    }

    private static Set<String> silent(World world, String marker) {
        Output output = world.host("monitor").exec("grep", "-rl", marker, "/var/log/remote");
        Set<String> silent = new TreeSet<>();
        for (Host host : world.deployment().topology().servers()) {
            String file = "/var/log/remote/" + world.deployment().plan().address(host) + ".log";
            if (output.out().lines().noneMatch(file::equals)) {
                silent.add(host.name());
            }
        }
        return silent;
    }

    @Check(
            id = "monitoring-alert",
            title = "An alert fires when a web server's monitoring client goes away",
            requires = "monitoring-figures",
            disturbs = "monitoring",
            hint =
                    "A rule in rules.yml such as 'up == 0', with a short 'for', about both jobs; 'sum' and 'count' lose the"
                            + " instance.")
    void alert(World world, Evidence evidence) throws Exception {
        evidence.expect(
                        "no alert about web-01's or web-02's clients at first, one with the client's label 'instance' that"
                                + " fires within " + ALERTED.toSeconds()
                                + " s of the end of web-02's node exporter and of web-01's"
                                + " mtail, and none again after their return")
                .reproduce("./lab up LAB SUBMISSION, then: ./lab stop web-02 node-exporter; ./lab stop web-01 mtail");
        List<Client> clients = List.of(
                Client.of(world, "web-02", Component.NODE_EXPORTER, NODE_EXPORTER),
                Client.of(world, "web-01", Component.MTAIL, MTAIL));
        Set<String> before =
                firing(world.metrics(), alert -> clients.stream().anyMatch(client -> client.isNamedBy(alert)));
        if (!before.isEmpty()) {
            evidence.verify(false, "fires while nothing is wrong: " + String.join(", ", before));
        }
        // Some fire always, by design, to show that alerts are delivered.
        Set<String> always = firing(world.metrics(), alert -> true);
        Predicate<Alert> news = alert -> !always.contains(alert.name());
        clients.forEach(client -> world.host(client.host()).stop(client.component()));
        List<Client> silent;
        Set<String> nameless;
        Set<String> waiting;
        Set<String> fired = new TreeSet<>();
        try {
            silent = Eventually.see(
                    ALERTED,
                    () -> {
                        List<Alert> alerts = world.metrics().alerts().stream()
                                .filter(news)
                                .filter(Alert::fires)
                                .toList();
                        alerts.forEach(alert -> fired.add(alert.name()));
                        return clients.stream()
                                .filter(client -> alerts.stream().noneMatch(client::isNamedBy))
                                .toList();
                    },
                    List::isEmpty);
            nameless = firing(
                    world.metrics(),
                    news.and(
                            alert -> alert.labels().getOrDefault("instance", "").isEmpty()));
            waiting = names(
                    world.metrics(),
                    "pending",
                    news.and(alert -> silent.stream().anyMatch(one -> one.isNamedBy(alert))));
        } finally {
            clients.forEach(client -> world.host(client.host()).start(client.component()));
        }
        evidence.put("fired", silent.isEmpty());
        if (!silent.isEmpty()) {
            String why = !waiting.isEmpty()
                    ? ", but " + String.join(", ", waiting) + " was pending: its 'for' is long"
                    : !nameless.isEmpty()
                            ? "; " + String.join(", ", nameless) + " fired, without a label 'instance'"
                            : "";
            evidence.verify(
                    false,
                    "no alert about "
                            + silent.stream().map(Client::described).collect(Collectors.joining(", nor about "))
                            + " fired within " + ALERTED.toSeconds() + " s" + why);
        }
        Set<String> still = Eventually.see(
                ALERTED,
                () -> firing(
                        world.metrics(),
                        news.and(alert -> clients.stream().anyMatch(client -> client.isNamedBy(alert)))),
                Set::isEmpty);
        evidence.verify(
                still.isEmpty(),
                still.isEmpty()
                        ? String.join(", ", fired) + " fired and ended"
                        : String.join(", ", still) + " still fires");
    }

    /**
     * A monitoring client that goes away.
     *
     * @param instances what its label {@code instance} may be
     */
    private record Client(String host, Component component, Set<String> instances) {

        static Client of(World world, String name, Component component, int port) {
            RunningHost host = world.host(name);
            Set<String> instances = world.metrics().targets().stream()
                    .filter(target -> target.isOn(host.host()) && target.port() == port)
                    .map(target -> target.labels().getOrDefault("instance", ""))
                    .filter(instance -> !instance.isEmpty())
                    .collect(Collectors.toCollection(TreeSet::new));
            instances.addAll(
                    List.of(name, host.writtenAddress(), name + ":" + port, host.writtenAddress() + ":" + port));
            return new Client(name, component, instances);
        }

        boolean isNamedBy(Alert alert) {
            return instances.contains(alert.labels().getOrDefault("instance", ""));
        }

        String described() {
            return "the " + component.title() + " of " + host;
        }
    }

    private static Set<String> firing(Metrics metrics, Predicate<Alert> which) {
        return names(metrics, "firing", which);
    }

    private static Set<String> names(Metrics metrics, String state, Predicate<Alert> which) {
        return metrics.alerts().stream()
                .filter(alert -> alert.state().equals(state))
                .filter(which)
                .map((Alert alert) -> alert.labels().getOrDefault("alertname", "?"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
