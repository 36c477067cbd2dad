package org.foobarlab.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.foobarlab.deployment.Parallel;
import org.foobarlab.probe.Metrics.Alert;
import org.foobarlab.topology.Component;

/**
 * A drill of the monitoring, as a fire drill is one of the people: things go well, then badly, then well again, and
 * what Prometheus makes of it is kept. It goes on in the background, each stage right after the one before, but for the
 * trouble, which waits until it is asked for:
 *
 * <pre>
 *              quiet   ordinary             trouble                        recovery
 *   web-01             few visitors         few visitors                   few visitors, slow answers
 *                                           node exporter gone             node exporter back
 *   web-02             many visitors        as many, half get an error     many visitors
 *   lb-01              visitors of the site mtail gone                     mtail back
 * </pre>
 *
 * <p>What goes wrong at one server differs from what goes wrong at the others, so that alerts of it can be told apart.
 * Trouble and recovery last until the alerts have followed, or too long.
 */
public final class Drill {

    /** The server that has few visitors, loses its node exporter, and is slow in the end. */
    public static final String SLOW = "web-01";

    /** The server that has many visitors, and answers half of them with an error. */
    public static final String FAULTY = "web-02";

    /** The server that loses its mtail. */
    public static final String UNCOUNTED = "lb-01";

    /** The name of the only alert that may fire always, by design: it shows that alerts are delivered. */
    public static final String WATCHDOG = "Watchdog";

    /** How long an alert may take to fire, and to end. */
    public static final Duration ALERTED = Duration.ofSeconds(15);

    /** The series that are asked about look back so far. Seconds. */
    public static final int WINDOW = 5;

    private static final Duration SETTLED = Duration.ofSeconds(12);
    private static final double QUIET = 3;
    private static final double ORDINARY = 2.5;
    private static final double TROUBLE = 4.5;
    private static final double RECOVERY = 6;

    private static final int FEW = 8 * 60;
    private static final int MANY = 30 * 60;
    /** There is one more request for so many, which asks for the head of a page only. It counts like any other. */
    private static final int HEAD_IN = 4;

    private static final int THROUGH_THE_SITE = 2 * 60;

    /** A report of four pages takes 0.4 s, so that one after the other is just possible. */
    private static final String SLOW_PATH = "/report?pages=4";

    private static final int SLOW_VISITORS = 3;
    private static final int SLOW_VISITS = 2 * 60;

    /** Of so many answers to ordinary visitors of the server that has many, one is an error. */
    private static final int ONE_ERROR_IN = 48;

    private static final int FIRST_ERROR = 3;

    private static final String PAGE = "/";
    private static final String MISSING_PAGE = "/nothing-here";
    private static final String ERROR = "/export";

    private final World world;
    private final Metrics metrics;
    private final CompletableFuture<Span> ordinary;
    private final CompletableFuture<Void> asked = new CompletableFuture<>();
    private final CompletableFuture<Trouble> trouble;
    private final CompletableFuture<Recovery> recovery;
    private final List<Traffic> traffic = new CopyOnWriteArrayList<>();
    private Traffic toFaulty;
    private Traffic toSlow;
    private Traffic headsOfFaulty;
    private Traffic headsOfSlow;

    /**
     * A time.
     *
     * @param begin in seconds since 1970, on the monitoring server's clock
     * @param end likewise
     */
    public record Span(double begin, double end) {}

    /**
     * What came of the trouble.
     *
     * @param span when it was
     * @param fired the alerts that fired meanwhile and name a server in trouble, by the server's name
     * @param nameless the names of alerts that fired meanwhile and name no server
     * @param pending the names of alerts that waited at the end
     */
    public record Trouble(Span span, Map<String, Set<Alert>> fired, Set<String> nameless, Set<String> pending) {}

    /**
     * What came of the recovery.
     *
     * @param span when it was
     * @param still those that fired in the trouble and fire at the end, by the server's name
     */
    public record Recovery(Span span, Map<String, Set<Alert>> still) {}

    private Drill(World world) {
        this.world = world;
        this.metrics = world.metrics();
        ordinary = CompletableFuture.supplyAsync(this::makeOrdinary, Parallel.pool());
        trouble = ordinary.thenCompose(span -> asked).thenApplyAsync(go -> makeTrouble(), Parallel.pool());
        recovery = trouble.thenApplyAsync(this::makeRecovery, Parallel.pool());
        recovery.whenComplete((done, failed) -> tidyUp());
    }

    /** Begin. Visitors come, but nothing goes wrong before somebody asks for it. */
    static Drill begin(World world) {
        return new Drill(world);
    }

    boolean isBroken() {
        return recovery.isCompletedExceptionally();
    }

    /** Wait until visitors have come for a while, and return when all was well: in quiet, and with them. */
    public Span ordinary() {
        return Parallel.join(ordinary);
    }

    /** After all else, let all be well once more, in quiet and with ordinary visitors, and return when that was. */
    public Span ordinaryOnceMore() {
        recovery();
        traffic.forEach(Traffic::end);
        // The quiet begins when nobody's visit is looked back at any more.
        last(metrics.now(), WINDOW);
        Span span = makeOrdinary();
        traffic.forEach(Traffic::end);
        return span;
    }

    /** Wait until the trouble is over, and return what came of it. */
    public Trouble trouble() {
        asked.complete(null);
        return Parallel.join(trouble);
    }

    /** Wait until all is well again, or should be, and return what came of it. */
    public Recovery recovery() {
        asked.complete(null);
        return Parallel.join(recovery);
    }

    private void tidyUp() {
        traffic.forEach(Traffic::end);
        // A drill that broke off has not come to this.
        world.host(SLOW).start(Component.NODE_EXPORTER);
        world.host(UNCOUNTED).start(Component.MTAIL);
    }

    private Span makeOrdinary() {
        await(SETTLED, () -> world.visitor().https(PAGE).isPage() && metrics.hasScrapedAll());
        // What is counted for the first time has no rate yet.
        world.host(UNCOUNTED).exec("curl", "-s", "-o", "/dev/null", "--max-time", "5", url(FAULTY, MISSING_PAGE));
        double begin = quiet();
        traffic.add(Traffic.begin(world.internet(), THROUGH_THE_SITE, List.of("https://" + Visitor.SITE + PAGE)));
        toSlow = visit(SLOW, FEW, List.of(PAGE));
        // An error now and then is life, and a page that is not there is no fault of the server.
        List<String> mixture = new ArrayList<>();
        for (int number = 1; number <= ONE_ERROR_IN; number++) {
            mixture.add(number == FIRST_ERROR ? ERROR : number % 6 == 5 ? MISSING_PAGE : PAGE);
        }
        long before = answers(FAULTY);
        toFaulty = visit(FAULTY, MANY, mixture);
        // The first error that is counted has no rate either, so the second one has to be among what is looked back at.
        await(Duration.ofSeconds(10), () -> answers(FAULTY) >= before + ONE_ERROR_IN + FIRST_ERROR);
        headsOfSlow = visit(SLOW, "--head", FEW / HEAD_IN, List.of(PAGE));
        headsOfFaulty = visit(FAULTY, "--head", MANY / HEAD_IN, List.of(PAGE));
        last(metrics.now(), ORDINARY);
        return new Span(begin, metrics.now());
    }

    /**
     * Wait for some seconds without an alert, and return when they began. What the servers' start looked like is no
     * false alarm, and may be noticed some moments later; an alert that stays after it is one.
     */
    private double quiet() {
        AtomicReference<Double> begin = new AtomicReference<>(metrics.now());
        boolean quiet = await(SETTLED, () -> {
            double now = metrics.now();
            if (!active().isEmpty()) {
                begin.set(now);
            }
            return now >= begin.get() + QUIET;
        });
        return quiet ? begin.get() : begin.get() - QUIET;
    }

    private Trouble makeTrouble() {
        double begin = metrics.now();
        Traffic unbroken = toFaulty;
        toFaulty = visit(FAULTY, MANY, List.of(PAGE, ERROR));
        unbroken.end();
        Traffic heads = headsOfFaulty;
        headsOfFaulty = visit(FAULTY, "--head", MANY / HEAD_IN, List.of(PAGE, ERROR));
        heads.end();
        world.host(SLOW).kill(Component.NODE_EXPORTER);
        world.host(UNCOUNTED).kill(Component.MTAIL);
        Map<String, Set<Alert>> fired = new TreeMap<>();
        Set<String> nameless = new TreeSet<>();
        await(ALERTED, () -> {
            for (Alert alert : firing()) {
                List<String> named = Stream.of(SLOW, FAULTY, UNCOUNTED)
                        .filter(server -> alert.names(world.host(server).host()))
                        .toList();
                named.forEach(server ->
                        fired.computeIfAbsent(server, name -> new HashSet<>()).add(alert));
                if (named.isEmpty()) {
                    nameless.add(alert.name());
                }
            }
            return fired.size() == 3 && metrics.now() >= begin + TROUBLE;
        });
        List<Alert> waiting = active().stream().filter(alert -> !alert.fires()).toList();
        return new Trouble(new Span(begin, metrics.now()), fired, nameless, names(waiting));
    }

    private Recovery makeRecovery(Trouble trouble) {
        world.host(SLOW).start(Component.NODE_EXPORTER);
        world.host(UNCOUNTED).start(Component.MTAIL);
        double begin = metrics.now();
        Traffic faulty = toFaulty;
        toFaulty = visit(FAULTY, MANY, List.of(PAGE));
        faulty.end();
        headsOfFaulty.end();
        headsOfSlow.end();
        toSlow.end();
        for (int i = 0; i < SLOW_VISITORS; i++) {
            visit(SLOW, SLOW_VISITS, List.of(SLOW_PATH));
        }
        Map<String, Set<Alert>> still = new TreeMap<>();
        await(ALERTED, () -> {
            List<Alert> firing = firing();
            still.clear();
            trouble.fired()
                    .forEach((server, alerts) -> alerts.stream()
                            .filter(firing::contains)
                            .forEach(alert -> still.computeIfAbsent(server, name -> new HashSet<>())
                                    .add(alert)));
            return still.isEmpty() && metrics.now() >= begin + RECOVERY;
        });
        return new Recovery(new Span(begin, metrics.now()), still);
    }

    private long answers(String server) {
        return Long.parseLong(world.host(server)
                .exec("sh", "-c", "wc -l < " + AccessLog.FILE)
                .out()
                .strip());
    }

    private Traffic visit(String server, int perMinute, List<String> paths) {
        return visit(server, "", perMinute, paths);
    }

    private Traffic visit(String server, String options, int perMinute, List<String> paths) {
        Traffic begun = Traffic.begin(
                world.host(UNCOUNTED),
                options,
                perMinute,
                paths.stream().map(path -> url(server, path)).toList());
        traffic.add(begun);
        return begun;
    }

    private String url(String server, String path) {
        return "http://" + world.host(server).address() + path;
    }

    /** Let a stage last: what Prometheus keeps of it is the point, so there is no sooner. */
    private void last(double begin, double seconds) {
        await(Duration.ofSeconds(30), () -> metrics.now() >= begin + seconds);
    }

    private List<Alert> active() {
        return metrics.alerts().stream()
                .filter(alert -> !alert.name().equals(WATCHDOG))
                .toList();
    }

    private List<Alert> firing() {
        return active().stream().filter(Alert::fires).toList();
    }

    private static Set<String> names(List<Alert> alerts) {
        return alerts.stream().map(Alert::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Wait for a condition until a deadline, and return whether it came true. */
    private static boolean await(Duration deadline, Callable<Boolean> condition) {
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(100))
                    .atMost(deadline)
                    .until(condition, Predicate.isEqual(true));
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }
}
