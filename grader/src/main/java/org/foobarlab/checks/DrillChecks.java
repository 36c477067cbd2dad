package org.foobarlab.checks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.foobarlab.probe.AccessLog;
import org.foobarlab.probe.Drill;
import org.foobarlab.probe.Drill.Recovery;
import org.foobarlab.probe.Drill.Span;
import org.foobarlab.probe.Drill.Trouble;
import org.foobarlab.probe.Metrics;
import org.foobarlab.probe.Preparation;
import org.foobarlab.probe.World;

/**
 * Check what Prometheus makes of a drill: of visitors, errors, slow answers and lost clients. The checks look at the
 * same drill, so they take little longer together than one of them.
 */
@Area("monitoring")
final class DrillChecks {

    private static final String QPS = "instance:http_requests:rate5s";
    private static final String ERRORS = "instance:http_errors:ratio5s";
    private static final String MEAN = "instance:http_request_duration_seconds:mean5s";
    private static final String P90 = "instance:http_request_duration_seconds:p90_5s";
    private static final double QPS_TOLERANCE = 0.10;
    private static final double FEW_ERRORS_TOLERANCE = 0.05;
    private static final double MANY_ERRORS_TOLERANCE = 0.10;
    private static final double QUICK = 0.1;

    /** What a histogram tells of a quantile is somewhere in a bucket. */
    private static final double LATENCY_FACTOR = 2;

    /**
     * On a busy machine a log is read late and rules go late; a rule that is wrong is so at each of several moments.
     */
    private static final int MOMENTS = 3;

    private static final int QUIET_TIMES = 2;

    @Check(
            id = "monitoring-qps-loads",
            title = "The recorded QPS is within 10 % of the access log, at a low load and at a high one",
            requires = {"monitoring-figures", "mtail-starts"},
            uses = Preparation.DRILL,
            disturbs = "monitoring",
            hint = "Count every line of the access log in mtail, and record the rate in a rule file as " + QPS
                    + ": sum by (instance) (rate(…[5s])), evaluated every second.")
    void qpsAtTwoLoads(World world, Evidence evidence) throws Exception {
        evidence.expect("the series " + QPS
                        + " within 10 % of the access log, of web-01 with few visitors and of web-02" + " with many")
                .reproduce(query(QPS));
        Span trouble = world.drill().trouble().span();
        List<String> wrong = new ArrayList<>();
        for (String server : List.of(Drill.SLOW, Drill.FAULTY)) {
            Figures figures = new Figures(world, server, trouble.end(), MOMENTS);
            Figure best = figures.best(QPS, log -> log.entries().size() / (double) Drill.WINDOW);
            evidence.put(server, best.data());
            if (best.isMissing()) {
                wrong.add(server + ": " + figures.insteadOf(QPS));
            } else if (best.difference() > QPS_TOLERANCE * best.logged()) {
                wrong.add(text(
                        "%s: recorded %.1f, logged %.1f requests a second", server, best.recorded(), best.logged()));
            }
        }
        evidence.verify(wrong.isEmpty(), wrong.isEmpty() ? "it is" : String.join("; ", wrong));
    }

    @Check(
            id = "monitoring-errors",
            title = "The recorded share of errors follows the access log",
            requires = "monitoring-qps-loads",
            uses = Preparation.DRILL,
            disturbs = "monitoring",
            hint = "Errors are the server's own: status 500 and above, by pattern code=~\"5..\". Their share is their"
                    + " rate divided by the rate of all requests of the same instance, between 0 and 1.")
    void errorShare(World world, Evidence evidence) throws Exception {
        evidence.expect("the series " + ERRORS + " of web-02 near 0 with ordinary visitors, who also ask for pages that"
                        + " are not there, and near a half while every second visitor gets a 502; that of web-01 near 0"
                        + " all the time")
                .reproduce(query(ERRORS));
        Span ordinary = world.drill().ordinary();
        Span trouble = world.drill().trouble().span();
        List<String> wrong = new ArrayList<>();
        few(new Figures(world, Drill.FAULTY, ordinary.end(), 1), "with ordinary visitors", evidence, wrong);
        many(new Figures(world, Drill.FAULTY, trouble.end(), 1), "while it answered with errors", evidence, wrong);
        few(
                new Figures(world, Drill.SLOW, trouble.end(), 1),
                "while only web-02 answered with errors",
                evidence,
                wrong);
        evidence.verify(wrong.isEmpty(), wrong.isEmpty() ? "it does" : String.join("; ", wrong));
    }

    /** Without any error there may be nothing to divide, and no series. */
    private static void few(Figures figures, String when, Evidence evidence, List<String> wrong) {
        double logged = figures.logged(AccessLog::errorShare);
        double recorded = figures.mostBefore(ERRORS);
        evidence.put(figures.server + " " + when, new Figure(recorded, logged).data());
        if (recorded > logged + FEW_ERRORS_TOLERANCE) {
            wrong.add(text("%s %s: recorded %.2f, logged %.2f", figures.server, when, recorded, logged));
        }
    }

    private static void many(Figures figures, String when, Evidence evidence, List<String> wrong) {
        Figure best = figures.best(ERRORS, AccessLog::errorShare);
        evidence.put(figures.server + " " + when, best.data());
        if (best.isMissing()) {
            wrong.add(figures.server + " " + when + ": " + figures.insteadOf(ERRORS));
        } else if (best.difference() > MANY_ERRORS_TOLERANCE) {
            wrong.add(text("%s %s: recorded %.2f, logged %.2f", figures.server, when, best.recorded(), best.logged()));
        }
    }

    @Check(
            id = "monitoring-latency",
            title = "The recorded response time follows the access log, for quick answers and for slow ones",
            requires = "monitoring-qps-loads",
            uses = Preparation.DRILL,
            disturbs = "monitoring",
            hint =
                    "The last field of the access log is the time of an answer in seconds. The mean is the rate of the sum"
                            + " of those times divided by the rate of the count; a percentile is histogram_quantile() over a"
                            + " sum that keeps 'le', and no better than the histogram's buckets.")
    void latency(World world, Evidence evidence) throws Exception {
        evidence.expect("the series " + MEAN + " or " + P90 + " of each web server below " + QUICK
                        + " s while answers are quick, and right to a factor of " + Math.round(LATENCY_FACTOR)
                        + " while those of web-01 are slow")
                .reproduce(query(MEAN) + "; " + query(P90));
        Span trouble = world.drill().trouble().span();
        Span recovery = world.drill().recovery().span();
        List<String> missing = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        boolean any = false;
        for (String series : List.of(MEAN, P90)) {
            Figures slow = new Figures(world, Drill.SLOW, recovery.end(), MOMENTS);
            Figure figure = slow.best(series, log -> series.equals(MEAN) ? log.mean() : log.quantile(0.9));
            if (figure.isMissing()) {
                missing.add(slow.insteadOf(series));
                continue;
            }
            any = true;
            evidence.put(series, figure.data());
            if (!figure.isWithin(LATENCY_FACTOR)) {
                wrong.add(text(
                        "%s of web-01 while it was slow: recorded %.3f s, logged %.3f s",
                        series, figure.recorded(), figure.logged()));
            }
            quick(new Figures(world, Drill.SLOW, trouble.end(), MOMENTS), series, "web-01 before that", wrong);
            quick(new Figures(world, Drill.FAULTY, recovery.end(), MOMENTS), series, "web-02 meanwhile", wrong);
        }
        evidence.verify(any, "while web-01 was slow, " + String.join(", and ", missing));
        evidence.verify(wrong.isEmpty(), wrong.isEmpty() ? "it does" : String.join("; ", wrong));
    }

    private static void quick(Figures figures, String series, String when, List<String> wrong) {
        Figure figure = figures.best(series, log -> series.equals(MEAN) ? log.mean() : log.quantile(0.9));
        if (figure.isMissing()) {
            wrong.add(series + " of " + when + ": " + figures.insteadOf(series));
        } else if (!(figure.recorded() <= Math.max(QUICK, LATENCY_FACTOR * figure.logged()))) {
            wrong.add(
                    text("%s of %s: recorded %.3f s, logged %.3f s", series, when, figure.recorded(), figure.logged()));
        }
    }

    @Check(
            id = "monitoring-error-alert",
            title = "An alert fires while a web server answers with errors, and ends after",
            requires = "monitoring-errors",
            uses = Preparation.DRILL,
            disturbs = "monitoring",
            hint = "A rule on " + ERRORS
                    + " that keeps its instance, with a threshold between an error now and then and"
                    + " a half, and a short 'for'.")
    void errorAlert(World world, Evidence evidence) {
        evidence.expect("an alert that names web-02 in a label fires within " + Drill.ALERTED.toSeconds()
                        + " s of when every second visitor of web-02 gets a 502, and ends within "
                        + Drill.ALERTED.toSeconds() + " s of the last of these")
                .reproduce("./lab up LAB SUBMISSION, then: ./lab exec lb-01 -- curl -s --rate 20/s -o /dev/null"
                        + " 'http://web-02/{export,}?[1-150]', and meanwhile: " + alerts());
        follows(world, evidence, List.of(Drill.FAULTY));
    }

    @Check(
            id = "monitoring-missing",
            title = "An alert fires when either of a server's monitoring clients goes away, and ends when it is back",
            requires = "monitoring-figures",
            uses = Preparation.DRILL,
            disturbs = "monitoring",
            hint = "'up' is 0 for a target that does not answer, whatever it is; absent() tells of a series that is"
                    + " nowhere. Let the rule apply to both jobs, and keep the instance.")
    void missing(World world, Evidence evidence) {
        evidence.expect("an alert that names web-01 in a label fires within " + Drill.ALERTED.toSeconds()
                        + " s of the end of its node exporter, one that names lb-01 likewise of its mtail, and both end"
                        + " within " + Drill.ALERTED.toSeconds() + " s of their return")
                .reproduce("./lab up LAB SUBMISSION, then: ./lab stop web-01 node-exporter, and after some seconds: "
                        + alerts());
        follows(world, evidence, List.of(Drill.SLOW, Drill.UNCOUNTED));
    }

    /** Alerts about each of these servers have to fire in the trouble, and to end in the recovery. */
    private static void follows(World world, Evidence evidence, List<String> servers) {
        Trouble trouble = world.drill().trouble();
        List<String> silent = servers.stream()
                .filter(server -> !trouble.fired().containsKey(server))
                .toList();
        if (!silent.isEmpty()) {
            String also = trouble.nameless().isEmpty()
                    ? ""
                    : "; " + String.join(", ", trouble.nameless()) + " fired, but no label of it names a server";
            String wait = trouble.pending().isEmpty()
                    ? ""
                    : "; " + String.join(", ", trouble.pending()) + " was pending at the end: its 'for' is long";
            evidence.verify(false, "no alert about " + String.join(", nor about ", silent) + " fired" + also + wait);
        }
        Recovery recovery = world.drill().recovery();
        Set<String> still = new TreeSet<>();
        servers.forEach(server -> recovery.still()
                .getOrDefault(server, Set.of())
                .forEach(alert -> still.add(alert.name() + " about " + server)));
        Set<String> fired = new TreeSet<>();
        servers.forEach(server -> trouble.fired().get(server).forEach(alert -> fired.add(alert.name())));
        evidence.verify(
                still.isEmpty(),
                still.isEmpty()
                        ? String.join(", ", fired) + " fired and ended"
                        : String.join(", ", still) + " fired, but still did " + Drill.ALERTED.toSeconds()
                                + " s after all was well again");
    }

    @Check(
            id = "monitoring-quiet",
            title = "No alert is pending or fires while all is well",
            // Silence is worth something of somebody who can speak.
            requires = {"monitoring-error-alert", "monitoring-missing"},
            uses = Preparation.DRILL,
            disturbs = "monitoring",
            hint = "An alert wakes somebody up. Choose thresholds that ordinary visitors, a quiet night, a page that is"
                    + " not there and a single error do not cross.")
    void quiet(World world, Evidence evidence) {
        evidence.expect("no alert, but for one called " + Drill.WATCHDOG + ", is pending or fires for some seconds"
                        + " without visitors and some with ordinary ones")
                .reproduce("./lab up LAB SUBMISSION, then: " + alerts());
        Map<String, String> alarms = alarms(world, world.drill().ordinary());
        // A busy machine may let a scrape time out, which is worth an alarm. A rule that is wrong gives it each time.
        for (int i = 1; i < QUIET_TIMES && !alarms.isEmpty(); i++) {
            alarms.keySet()
                    .retainAll(alarms(world, world.drill().ordinaryOnceMore()).keySet());
        }
        evidence.verify(
                alarms.isEmpty(),
                alarms.isEmpty() ? "none was" : "while all was well, " + String.join("; ", alarms.values()));
    }

    /** Return the alerts that were pending or fired at some moment of a time, with what they were, by rule. */
    private static Map<String, String> alarms(World world, Span span) {
        Map<String, String> alarms = new TreeMap<>();
        for (Metrics.Series series : world.metrics().history("ALERTS", span.begin(), span.end())) {
            Map<String, String> labels = series.labels();
            String name = labels.getOrDefault("alertname", "?");
            if (!name.equals(Drill.WATCHDOG)) {
                String instance = labels.getOrDefault("instance", "");
                String what =
                        name + (instance.isEmpty() ? "" : " about " + instance) + " was " + labels.get("alertstate");
                alarms.merge(name, what, (one, other) -> one + ", " + other);
            }
        }
        return alarms;
    }

    private static String query(String series) {
        return "./lab exec monitor prometheus -- promtool query instant http://localhost:9090 " + series;
    }

    private static String alerts() {
        return "./lab exec monitor -- curl -s http://localhost:9090/api/v1/alerts";
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /**
     * A recorded figure beside the one that the access log gives.
     *
     * @param recorded what is recorded; NaN if nothing is, or that itself
     * @param logged what the log gives
     */
    private record Figure(double recorded, double logged) {

        boolean isMissing() {
            return Double.isNaN(recorded);
        }

        double difference() {
            return Math.abs(recorded - logged);
        }

        boolean isWithin(double factor) {
            return recorded <= factor * logged && recorded >= logged / factor;
        }

        Map<String, Object> data() {
            return isMissing() ? Map.of("logged", logged) : Map.of("recorded", recorded, "logged", logged);
        }
    }

    /** What is recorded of a server, and what its access log says, at the last moments of a stage. */
    private static final class Figures {

        /**
         * Logs, scrapes and rules go each at their own moment within a second, and a scrape comes after what it sees.
         */
        private static final double EARLIER = 1;

        private static final double LATER = 1.3;

        private static final Duration KNOWN = Duration.ofSeconds(8);

        private final World world;
        private final String server;
        private final long end;
        private final int moments;
        private final AccessLog log;

        /**
         * Look at a stage.
         *
         * @param end when it ended, in seconds since 1970
         * @param moments how many of its last seconds are as good as the last
         */
        Figures(World world, String server, double end, int moments) throws Exception {
            this.world = world;
            this.server = server;
            this.end = (long) Math.floor(end);
            this.moments = moments;
            Eventually.see(KNOWN, () -> world.metrics().now(), now -> now > end + LATER);
            log = AccessLog.of(world.host(server));
        }

        /** Return the recorded figure that is nearest to what the log gives at the same moment. */
        Figure best(String series, ToDoubleFunction<AccessLog> logged) {
            Figure best = null;
            for (long moment = end; moment > end - moments; moment--) {
                Figure figure = at(moment, series, logged.applyAsDouble(log.between(moment - Drill.WINDOW, moment)));
                if (best == null || best.isMissing() || figure.difference() < best.difference()) {
                    best = figure;
                }
            }
            return best;
        }

        private Figure at(long moment, String series, double logged) {
            List<Double> recorded = recorded(series, moment - EARLIER, moment + LATER);
            if (recorded.isEmpty()) {
                return new Figure(Double.NaN, logged);
            }
            return new Figure(Math.max(Collections.min(recorded), Math.min(Collections.max(recorded), logged)), logged);
        }

        /** Return what the log gives at the end. */
        double logged(ToDoubleFunction<AccessLog> logged) {
            return logged.applyAsDouble(log.between(end - Drill.WINDOW, end));
        }

        /** Return the most that was recorded in the last second before the end; NaN if nothing was. */
        double mostBefore(String series) {
            return recorded(series, end - EARLIER, end).stream()
                    .max(Comparator.naturalOrder())
                    .orElse(Double.NaN);
        }

        private List<Double> recorded(String series, double from, double to) {
            return world.metrics().history(series, from, to).stream()
                    .filter(one ->
                            Metrics.isNamed(one.labels(), world.host(server).host()))
                    .flatMap(one -> one.points().stream())
                    .map(Metrics.Series.Point::value)
                    .filter(value -> !Double.isNaN(value))
                    .toList();
        }

        /** Say what is there where a figure should be: a series that names no server is a slip easily overlooked. */
        String insteadOf(String series) {
            Set<String> others = world.metrics().history(series, end - EARLIER, end + LATER).stream()
                    .map(one -> new TreeMap<>(one.labels()))
                    .map(labels -> {
                        labels.remove("__name__");
                        return labels.isEmpty() ? "no label at all" : String.valueOf(labels);
                    })
                    .collect(Collectors.toCollection(TreeSet::new));
            return others.isEmpty()
                    ? "there is no series " + series
                    : "no " + series + " names " + server + ", only " + String.join(", ", others);
        }
    }
}
