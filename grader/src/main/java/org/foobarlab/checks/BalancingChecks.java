package org.foobarlab.checks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foobarlab.probe.Answer;
import org.foobarlab.probe.Balancer;
import org.foobarlab.probe.Balancer.Server;
import org.foobarlab.probe.World;
import org.foobarlab.topology.Component;

/** Check how the load balancer shares the visitors out, and what it does when a web server is gone. */
@Area("balancing")
final class BalancingChecks {

    private static final int REQUESTS = 24;
    private static final int OTHERS = 8;
    private static final Set<String> BY_VISITOR = Set.of("source", "uri", "url_param", "hdr", "rdp-cookie", "hash");

    /** With HAProxy's own defaults (every 2 s, 3 failures) a server is out after 6 s, and back after 4 s. */
    private static final Duration OUT = Duration.ofSeconds(10);

    /** What a look may come too late. Five failures, one every 2 s, are just in time. */
    private static final Duration LOOKING = Duration.ofMillis(500);

    private static final Duration BACK = Duration.ofSeconds(12);

    /** Half of the requests in ten seconds, seven a second at most, is what a balancer without any retry loses. */
    private static final int MOST_FAILED = 35;

    @Check(
            id = "balancing-proportion",
            title = "Both web servers serve visitors, in the declared algorithm's proportion",
            requires = "https-site",
            // web-02 can serve once its database has what replication brings.
            follows = {"database-replication", "database-read-only", "web-01-needed-ports", "web-02-needed-ports"},
            hint = "List both web servers in the backend, with the weights you mean, and none of them as 'backup'.")
    void proportion(World world, Evidence evidence) throws Exception {
        Balancer balancer = world.balancer();
        String backend = backend(balancer, world);
        // A web server that was slower to start than the balancer is down until it has been looked at again.
        boolean up = Eventually.see(
                BACK,
                () -> down(balancer).stream()
                        .noneMatch(server -> server.backend().equals(backend)),
                all -> all);
        String algorithm = balancer.algorithm(backend);
        evidence.put("algorithm", algorithm)
                .expect("web-01 and web-02 both serve, shared out as '" + algorithm + "' says")
                .reproduce("./lab exec internet -- sh -c 'for i in 1 2 3 4; do curl -sk https://www.foobar.com/ | grep"
                        + " server; done'");
        Callable<Shares> look = () -> shares(world, balancer, backend, algorithm);
        Shares shares = up ? twice(balancer, look, Shares::areDue) : look.call();
        evidence.put("served", shares.served());
        if (!shares.bothServe()) {
            String counts = shares.served().entrySet().stream()
                    .map(one -> one.getKey() + " " + one.getValue())
                    .collect(Collectors.joining(", "));
            Routes.blame(world, evidence, Routes.WEB);
            if (canRead(world)) {
                evidence.unrelated("database-read-only");
            }
            evidence.verify(
                    false, "requests served: " + counts + "; HAProxy's servers: " + described(balancer, backend));
        }
        evidence.verify(
                shares.areDue(),
                shares.areDue() ? "both serve, shared out as " + algorithm + " does" : String.join("; ", shares.off()));
    }

    /** Without its account web-02's site has nothing to show, whatever the balancer does. */
    private static boolean canRead(World world) {
        return !world.host("web-02").host().has(Component.MYSQL)
                || world.database("web-02")
                        .asSite("SELECT COUNT(*) FROM foobar.entries")
                        .ok();
    }

    /**
     * How a number of visits were shared out.
     *
     * @param served how many of them each web server answered
     * @param off what is wrong with the share of a server
     */
    private record Shares(Map<String, Integer> served, List<String> off) {

        boolean bothServe() {
            return served.keySet().equals(Set.of("web-01", "web-02"));
        }

        boolean areDue() {
            return bothServe() && off.isEmpty();
        }
    }

    private static Shares shares(World world, Balancer balancer, String backend, String algorithm) {
        List<Server> servers = webServers(balancer, backend);
        Map<String, Long> before = balancer.requests(backend);
        Map<String, Integer> served = new TreeMap<>();
        boolean byVisitor = BY_VISITOR.contains(algorithm);
        for (int i = 0; i < REQUESTS; i++) {
            Answer answer =
                    byVisitor ? fromElsewhere(world, i) : world.visitor().https("/?share=" + i);
            served.merge(answer.server().orElse("nobody"), 1, Integer::sum);
        }
        if (!byVisitor && served.size() == 1) {
            // A table may keep a visitor at one server under any algorithm. Then the visitors count, not the requests.
            byVisitor = true;
            for (int i = 0; i < OTHERS && served.size() == 1; i++) {
                served.merge(fromElsewhere(world, i).server().orElse("nobody"), 1, Integer::sum);
            }
        }
        Map<String, Long> after = balancer.requests(backend);
        // HAProxy's own counters see every visitor, also those of the checks that run beside this one.
        long total = servers.stream()
                .mapToLong(server -> after.get(server.name()) - before.get(server.name()))
                .sum();
        int weights = servers.stream().mapToInt(Server::weight).sum();
        List<String> off = new ArrayList<>();
        for (Server server : servers) {
            double due = total * server.weight() / (double) weights;
            long got = after.get(server.name()) - before.get(server.name());
            if (Math.abs(got - due) > (byVisitor ? total : tolerance(algorithm, total))) {
                off.add(server.name() + " got " + got + " of " + total + " requests, its weight of " + server.weight()
                        + " is worth " + Math.round(due));
            }
        }
        return new Shares(served, off);
    }

    /**
     * Look at how visitors are shared out; where it is not as wanted, look once more, and return what was seen last. On
     * a busy machine a health check may come too late, and a server be out for a moment. What is wrong is so each time.
     */
    static <T> T twice(Balancer balancer, Callable<T> look, Predicate<T> wanted) throws Exception {
        T seen = look.call();
        return wanted.test(seen) || !areBack(balancer) ? seen : look.call();
    }

    private static boolean areBack(Balancer balancer) throws Exception {
        return Eventually.see(BACK, () -> down(balancer), List::isEmpty).isEmpty();
    }

    private static String described(Balancer balancer, String backend) {
        return balancer.servers().stream()
                .filter(server -> server.backend().equals(backend))
                .map(server -> server.name() + " at " + server.address() + " is " + server.status()
                        + (server.active() ? "" : " and a backup"))
                .collect(Collectors.joining(", "));
    }

    /** How far a server's share may be off, in requests. */
    private static double tolerance(String algorithm, long total) {
        return switch (algorithm) {
            case "roundrobin", "static-rr" -> 2 + 0.02 * total;
            // Ties go round, but who is idle at a moment depends on the moment.
            case "leastconn" -> 4 + 0.25 * total;
            // Four standard deviations of a fair coin: wrong once in 16,000 gradings.
            case "random" -> 4 * Math.sqrt(total * 0.25);
            default -> total;
        };
    }

    private static Answer fromElsewhere(World world, int number) {
        return world.visitFrom(101 + number % 12, "/?share=" + number);
    }

    @Check(
            id = "balancing-failover",
            title = "A web server that is gone is taken out, few visitors notice, and it comes back",
            requires = "balancing-proportion",
            disturbs = "site",
            hint = "Put 'check' on each server line. 'option redispatch' and 'retries' spare the visitors that come"
                    + " before the check does.")
    void failover(World world, Evidence evidence) throws Exception {
        Balancer balancer = world.balancer();
        String backend = backend(balancer, world);
        String gone = serverOn(balancer, backend, world, "web-02");
        evidence.expect("with nginx on web-02 stopped, and then that on web-01, HAProxy takes it out within "
                        + OUT.toSeconds() + " s, at most "
                        + MOST_FAILED + " requests fail, and it serves again within " + BACK.toSeconds()
                        + " s of its return")
                .reproduce("./lab up LAB SUBMISSION, then: ./lab stop web-02 nginx");
        Eventually.see(BACK, () -> takesRequests(balancer, backend, gone), taken -> taken);
        world.host("web-02").stop(Component.NGINX);
        AtomicInteger failed = new AtomicInteger();
        AtomicInteger asked = new AtomicInteger();
        try {
            boolean out = Eventually.see(
                    OUT.plus(LOOKING),
                    () -> {
                        Answer answer = world.visitor().https("/?during=" + asked.getAndIncrement());
                        failed.addAndGet(answer.isPage() ? 0 : 1);
                        return !takesRequests(balancer, backend, gone);
                    },
                    taken -> taken);
            int after = 0;
            for (int i = 0; i < 6 && out; i++) {
                after += world.visitor().https("/?after=" + i).isPage() ? 0 : 1;
            }
            evidence.put("asked", asked.get()).put("failed", failed.get());
            if (!out) {
                evidence.verify(
                        false,
                        "HAProxy did not take web-02 out within " + OUT.toSeconds() + " s; " + failed + " of " + asked
                                + " requests failed");
            }
            if (after > 0 || failed.get() > MOST_FAILED) {
                evidence.verify(false, failed + " requests failed before web-02 was out, and " + after + " of 6 after");
            }
        } finally {
            world.host("web-02").start(Component.NGINX);
        }
        // While one comes back the other one can go, so that looking at both takes hardly longer than at one.
        boolean otherOut;
        boolean back;
        world.host("web-01").stop(Component.NGINX);
        try {
            String other = serverOn(balancer, backend, world, "web-01");
            otherOut =
                    Eventually.see(OUT.plus(LOOKING), () -> !takesRequests(balancer, backend, other), taken -> taken);
            back = otherOut && Eventually.see(BACK, () -> serves(world, balancer, backend, gone, "web-02"), one -> one);
        } finally {
            world.host("web-01").start(Component.NGINX);
        }
        if (!otherOut) {
            Eventually.see(BACK, () -> serves(world, balancer, backend, gone, "web-02"), one -> one);
            evidence.verify(
                    false,
                    "web-02 was taken out, but web-01, stopped in its turn, was not within " + OUT.toSeconds() + " s");
        }
        evidence.verify(back, back ? "" : "web-02 did not come back within " + BACK.toSeconds() + " s");
        boolean otherBack = Eventually.see(
                BACK,
                () -> serves(world, balancer, backend, serverOn(balancer, backend, world, "web-01"), "web-01"),
                one -> one);
        evidence.verify(
                otherBack,
                otherBack
                        ? "taken out, at most " + MOST_FAILED + " requests failed, and back; the other one likewise"
                        : "web-01 did not come back within " + BACK.toSeconds() + " s");
    }

    /**
     * A visitor may be one whom the balancer keeps at one server; among several there is one whom it sends to the
     * other.
     */
    private static boolean serves(World world, Balancer balancer, String backend, String name, String host) {
        return takesRequests(balancer, backend, name)
                && Stream.concat(
                                Stream.of(world.visitor().https("/?back")),
                                Stream.of(1, 2, 3).map(number -> fromElsewhere(world, number)))
                        .anyMatch(answer -> host.equals(answer.server().orElse("")));
    }

    /**
     * Return the backend that visitors are sent to: the one with the web servers in it. Of several it is the one that
     * those who ask for the first page meet.
     */
    static String backend(Balancer balancer, World world) {
        List<String> addresses =
                List.of(world.host("web-01").address(), world.host("web-02").address());
        List<String> backends = balancer.servers().stream()
                .filter(server ->
                        addresses.stream().anyMatch(address -> server.address().startsWith(address + ":")))
                .map(Server::backend)
                .distinct()
                .toList();
        if (backends.isEmpty()) {
            throw new AssertionError("no backend of HAProxy names a web server's address");
        }
        if (backends.size() == 1) {
            return backends.get(0);
        }
        // Others may be visiting other pages meanwhile, but nobody so often.
        Map<String, Long> before = visits(balancer, backends);
        for (int i = 0; i < OTHERS; i++) {
            world.visitor().https("/?which=" + i);
        }
        Map<String, Long> after = visits(balancer, backends);
        return Collections.max(
                backends, Comparator.comparing((String backend) -> after.get(backend) - before.get(backend)));
    }

    private static Map<String, Long> visits(Balancer balancer, List<String> backends) {
        return backends.stream()
                .collect(Collectors.toMap(
                        backend -> backend,
                        backend -> balancer.requests(backend).values().stream()
                                .mapToLong(Long::longValue)
                                .sum()));
    }

    private static List<Server> webServers(Balancer balancer, String backend) {
        return balancer.servers().stream()
                .filter(server -> server.backend().equals(backend) && server.active() && server.takesRequests())
                .toList();
    }

    private static List<Server> down(Balancer balancer) {
        return balancer.servers().stream()
                .filter(server -> !server.takesRequests())
                .toList();
    }

    private static String serverOn(Balancer balancer, String backend, World world, String host) {
        String address = world.host(host).address() + ":";
        return balancer.servers().stream()
                .filter(server ->
                        server.backend().equals(backend) && server.address().startsWith(address))
                .map(Server::name)
                .findFirst()
                .orElseThrow(() -> new AssertionError("the backend " + backend + " does not name " + host));
    }

    private static boolean takesRequests(Balancer balancer, String backend, String name) {
        return balancer.servers().stream()
                .anyMatch(server ->
                        server.backend().equals(backend) && server.name().equals(name) && server.takesRequests());
    }
}
