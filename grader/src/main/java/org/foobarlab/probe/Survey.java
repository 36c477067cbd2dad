package org.foobarlab.probe;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.foobarlab.deployment.Deployment;
import org.foobarlab.deployment.Output;
import org.foobarlab.deployment.Parallel;
import org.foobarlab.deployment.RunningHost;
import org.foobarlab.grade.LabFault;
import org.foobarlab.topology.Host;
import org.foobarlab.topology.Topology;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * Try every port of interest of every host from every other host, once, and remember what came of it.
 *
 * <p>Ports of interest are those that something listens on, those that attackers try first, and on each host a
 * <em>canary</em>: a listener on a port nobody could have written a rule for. A connection to it shows what the
 * firewall does with what it has no rule for.
 *
 * <p>A connection between two servers has to pass two firewalls, so it does not show what the second one would let in.
 * That is shown by {@linkplain Knocks knocks} in the name of every host and of addresses that are no host's, from
 * ordinary source ports and from those of well-known services, and at ports between all those that have a name.
 */
public final class Survey implements PortStates {

    /** What the lab's own services use, whether or not they listen, and what scanners on the internet try most. */
    private static final List<Integer> ALWAYS_TRIED = List.of(22, 25, 80, 443, 3306, 3903, 8080, 9100, 33060);

    /** The canary's port is one of these. Students do not use them, and Docker and the kernel do not hand them out. */
    private static final int CANARY_FIRST = 20_000;

    private static final int CANARY_PORTS = 10_000;

    private static final Duration CANARY_LIFE = Duration.ofSeconds(180);

    /** Ports that rules are written for out of habit, also where nobody needs them. */
    private static final Set<Integer> NAMED = Set.of(
            20, 21, 22, 23, 25, 53, 67, 68, 69, 80, 88, 110, 111, 123, 137, 138, 139, 143, 161, 389, 443, 445, 465, 514,
            546, 587, 636, 853, 993, 995, 1433, 1521, 2049, 2222, 3000, 3128, 3306, 3389, 3903, 5000, 5353, 5432, 5666,
            6379, 6514, 8000, 8008, 8080, 8081, 8404, 8443, 8888, 9000, 9090, 9091, 9093, 9100, 9104, 9113, 10050,
            10051, 11211, 27017, 33060);

    /** Where ranges of ports begin: those that anybody may listen on, and those that the kernel gives to clients. */
    private static final List<Integer> BOUNDARIES = List.of(1, 1024, 32_768, 49_152, 65_536);

    /** Where answers come from. Whoever lets in by source port, and not by connection, lets anybody in. */
    private static final List<Integer> ANSWERS_FROM = List.of(20, 22, 25, 53, 80, 123, 443, 514, 3306, 3903, 9100);

    /** What is open in most firewalls, and what programs that call home therefore use. */
    public static final List<String> EVERYDAY =
            List.of("tcp/22", "tcp/25", "tcp/53", "tcp/80", "tcp/443", "tcp/8080", "udp/53", "udp/123", "udp/443");

    /** What servers call each other at, and have no business to call anybody else at. */
    private static final List<String> CALLED_AT_HOME =
            List.of("tcp/514", "tcp/3306", "tcp/3903", "tcp/9100", "udp/514");

    private static final List<Integer> DATAGRAM_ANSWERS_FROM = List.of(53, 123, 514);

    /** Ports of datagrams that servers are often left open at. */
    private static final List<Integer> DATAGRAM_PORTS = List.of(53, 123, 514);

    /** The addresses of visitors that no other probe uses: 101 to 189. */
    private static final int FIRST_VISITOR = 130;

    private static final int VISITORS = 60;
    private static final int LEAST_TIME_TO_LIVE = 65;
    private static final int TIMES_TO_LIVE = 180;

    /** Ports that neither the kernel nor anybody else on the internet host comes from. */
    private static final int FIRST_CLIENT_PORT = 61_000;

    private static final int CLIENT_PORTS = 4_000;

    private final Map<String, Integer> canaries = new TreeMap<>();
    private final Map<String, SortedSet<Integer>> listening = new TreeMap<>();
    private final Map<String, Map<String, Map<Integer, String>>> seen = new ConcurrentHashMap<>();
    private final Map<String, Set<Knock>> letIn = new ConcurrentHashMap<>();
    private final Departures departures;
    private final Deployment deployment;
    private final String seed;

    /**
     * Make a survey.
     *
     * @param seed decides what ports and addresses are tried, so that the same submission meets the same ones
     * @throws LabFault if a canary does not listen or a scan cannot be made
     */
    public Survey(Deployment deployment, String seed) {
        this.deployment = deployment;
        this.seed = seed;
        List<RunningHost> hosts = deployment.topology().hosts().stream()
                .map(host -> deployment.host(host.name()))
                .toList();
        for (RunningHost host : hosts) {
            canaries.put(host.name(), CANARY_FIRST + choose(host.name(), CANARY_PORTS));
        }
        Map<String, SortedSet<Integer>> found = new ConcurrentHashMap<>();
        Parallel.forEach(hosts, host -> found.put(host.name(), openCanary(host)));
        listening.putAll(found);
        SortedSet<Integer> ports = new TreeSet<>(ALWAYS_TRIED);
        listening.values().forEach(ports::addAll);
        CompletableFuture<Void> knocking = CompletableFuture.runAsync(this::knock, Parallel.pool());
        CompletableFuture<Departures> calling =
                CompletableFuture.supplyAsync(() -> new Departures(deployment, called()), Parallel.pool());
        Parallel.forEach(hosts, host -> seen.put(host.name(), scan(host, ports, Duration.ofMillis(250))));
        Parallel.join(knocking);
        departures = Parallel.join(calling);
    }

    /** Choose a number from 0 on, the same each time for the same purpose. */
    private int choose(String purpose, int numbers) {
        int hash = UUID.nameUUIDFromBytes((seed + purpose).getBytes(StandardCharsets.UTF_8))
                .hashCode();
        return Math.floorMod(hash, numbers);
    }

    private void knock() {
        Map<String, List<Knock>> knocks = new TreeMap<>();
        for (Host host : deployment.topology().servers()) {
            knocks.put(host.name(), knocks(host));
        }
        // In turn, so that no server gets many at once.
        List<Knock> mixed = new ArrayList<>();
        int most = knocks.values().stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < most; i++) {
            for (List<Knock> own : knocks.values()) {
                if (i < own.size()) {
                    mixed.add(own.get(i));
                }
            }
        }
        knocks.keySet().forEach(name -> letIn.put(name, new HashSet<>()));
        new Knocks(deployment, LEAST_TIME_TO_LIVE + choose("time to live", TIMES_TO_LIVE))
                .letIn(mixed)
                .forEach(knock -> letIn.get(knock.to()).add(knock));
    }

    private List<Knock> knocks(Host to) {
        List<Integer> unnamed = unnamed(to);
        Set<Knock> knocks = new LinkedHashSet<>();
        for (int from : sources(to)) {
            int client = FIRST_CLIENT_PORT + choose("client " + from + " of " + to.name(), CLIENT_PORTS);
            unnamed.forEach(port -> knocks.add(new Knock("tcp", from, client, to.name(), port)));
            // Whoever is no host has no more business than a visitor.
            Host business = deployment.topology().hosts().stream()
                    .filter(host -> host.number() == from)
                    .findFirst()
                    .orElse(visitors());
            tried(business, to).forEach(port -> knocks.add(new Knock("tcp", from, client, to.name(), port)));
            DATAGRAM_PORTS.forEach(port -> knocks.add(new Knock("udp", from, client, to.name(), port)));
            unnamed.forEach(port -> knocks.add(new Knock("udp", from, client, to.name(), port)));
        }
        // A limit for each address would keep visitors out if theirs had tried so much.
        int visitor = visitors().number();
        for (int from : sources(to)) {
            if (from != visitor) {
                for (int port : answered(unnamed)) {
                    ANSWERS_FROM.forEach(own -> knocks.add(new Knock("tcp", from, own, to.name(), port)));
                    DATAGRAM_ANSWERS_FROM.forEach(own -> knocks.add(new Knock("udp", from, own, to.name(), port)));
                }
            }
        }
        return List.copyOf(knocks);
    }

    private Host visitors() {
        return deployment.topology().host(Topology.INTERNET);
    }

    /** Where something listens, and nobody from there has business. */
    private List<Integer> tried(Host from, Host to) {
        return services(to.name()).stream()
                .filter(port -> ReachPolicy.isClosed(deployment.topology(), from, to, port))
                .toList();
    }

    /** Of the ports that no rule can be meant for: one below 1024, one above, and one of those that clients get. */
    private static List<Integer> answered(List<Integer> unnamed) {
        return List.of(unnamed.get(0), unnamed.get(unnamed.size() / 2), unnamed.get(unnamed.size() - 1));
    }

    /**
     * Return a port of each range between two ports that have a name, so that a rule for a whole range is found: the
     * canary's among them.
     */
    private List<Integer> unnamed(Host to) {
        SortedSet<Integer> ends = new TreeSet<>(BOUNDARIES);
        ends.addAll(services(to.name()));
        SortedSet<Integer> unnamed = new TreeSet<>(List.of(canary(to.name())));
        int begin = 1;
        for (int end : ends) {
            List<Integer> between = IntStream.range(begin + 1, end)
                    .filter(port -> !NAMED.contains(port))
                    .boxed()
                    .toList();
            if (!between.isEmpty()) {
                unnamed.add(between.get(choose(to.name() + " from " + begin, between.size())));
            }
            begin = end;
        }
        return List.copyOf(unnamed);
    }

    /**
     * Return the last numbers of the addresses that knocks at a host come from: the other hosts', those that share
     * their first 31 bits with one of them, which every rule for a whole network lets in too, and a visitor's.
     */
    private List<Integer> sources(Host to) {
        SortedSet<Integer> sources = new TreeSet<>();
        for (Host host : deployment.topology().hosts()) {
            sources.add(host.number());
            if (host.number() != visitors().number()) {
                sources.add(host.number() ^ 1);
            }
        }
        sources.add(FIRST_VISITOR + choose("visitor", VISITORS));
        sources.remove(to.number());
        return List.copyOf(sources);
    }

    @Override
    public int canary(String host) {
        return canaries.get(host);
    }

    @Override
    public SortedSet<Integer> services(String host) {
        SortedSet<Integer> ports = new TreeSet<>(listening.get(host));
        ports.remove(canary(host));
        return ports;
    }

    @Override
    public boolean isLetIn(String from, String to, int port) {
        int number = deployment.topology().host(from).number();
        return state(from, to, port).equals("open")
                || knocks(to, "tcp").stream()
                        .anyMatch(knock -> knock.from() == number && knock.port() == port && !isAnswer(knock));
    }

    /**
     * Return the knocks that a server's firewall let in, although nobody has business there.
     *
     * @param protocol {@code tcp} or {@code udp}
     */
    public List<Knock> knocks(String to, String protocol) {
        return letIn.getOrDefault(to, Set.of()).stream()
                .filter(knock -> knock.protocol().equals(protocol))
                .sorted(Comparator.comparingInt(Knock::port)
                        .thenComparingInt(Knock::from)
                        .thenComparingInt(Knock::fromPort))
                .toList();
    }

    private Set<String> called() {
        Set<String> called = new LinkedHashSet<>(EVERYDAY);
        called.addAll(CALLED_AT_HOME);
        unnamed(visitors()).forEach(port -> called.addAll(List.of("tcp/" + port, "udp/" + port)));
        return called;
    }

    /**
     * Return the ports of the internet, such as {@code tcp/443}, that a server's firewall lets it call: of those that
     * have a name of everyday, those that the servers call each other at, and others, which no rule can be meant for.
     */
    public Set<String> calls(String server) {
        return departures.from(server);
    }

    /** Say whether a knock came from the port of a well-known service, as an answer of it would. */
    public static boolean isAnswer(Knock knock) {
        return knock.fromPort() < FIRST_CLIENT_PORT;
    }

    /** Say whether a port is none that a rule could be meant for. */
    public boolean isUnnamed(String host, int port) {
        return unnamed(deployment.topology().host(host)).contains(port);
    }

    @Override
    public String state(String from, String to, int port) {
        String state = seen.get(from).getOrDefault(to, Map.of()).get(port);
        if (state == null) {
            throw new LabFault("port " + port + " of " + to + " was not tried from " + from);
        }
        return state;
    }

    /** Try one port again and with more patience, before its being shut is held against anybody. */
    public boolean isSurelyShut(String from, String to, int port) {
        if (state(from, to, port).equals("open")) {
            return false;
        }
        String again = scan(deployment.host(from), new TreeSet<>(List.of(port)), Duration.ofMillis(1000))
                .get(to)
                .get(port);
        seen.get(from).get(to).put(port, again);
        return !again.equals("open");
    }

    /** Return the command with which a student sees the same. */
    public String command(String from, String to, int port) {
        return "./lab exec " + from + " -- nmap -Pn -p " + port + " "
                + deployment.host(to).writtenAddress();
    }

    private SortedSet<Integer> openCanary(RunningHost host) {
        int port = canary(host.name());
        host.execDetached(
                "timeout",
                String.valueOf(CANARY_LIFE.toSeconds()),
                "socat",
                "TCP-LISTEN:" + port + ",fork,reuseaddr",
                "EXEC:echo canary");
        try {
            return Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(100))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> listening(host), ports -> ports.contains(port));
        } catch (ConditionTimeoutException e) {
            throw new LabFault("the canary on " + host + " does not listen", e);
        }
    }

    private static SortedSet<Integer> listening(RunningHost host) {
        Output output = host.exec("ss", "-Hltn");
        if (!output.ok()) {
            throw new LabFault("the listening ports of " + host + " could not be read: " + output.all());
        }
        return output.out()
                .lines()
                .map(line -> line.trim().split("\\s+")[3])
                .filter(address -> !address.startsWith("127.") && !address.startsWith("[::1]"))
                .map(address -> Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Map<String, Map<Integer, String>> scan(RunningHost from, SortedSet<Integer> ports, Duration patience) {
        List<Host> targets = deployment.topology().hosts().stream()
                .filter(host -> !host.equals(from.host()))
                .toList();
        List<String> command = new ArrayList<>(List.of(
                "nmap",
                "-n",
                "-Pn",
                "-sT",
                "-T4",
                "--max-retries",
                "2",
                "-oX",
                "-",
                "--initial-rtt-timeout",
                patience.toMillis() + "ms",
                "--max-rtt-timeout",
                patience.toMillis() + "ms",
                "--min-hostgroup",
                "8",
                "--host-timeout",
                "25s",
                "-p",
                ports.stream().map(String::valueOf).collect(Collectors.joining(","))));
        targets.forEach(host -> command.add(deployment.plan().address(host)));
        Output output = from.exec(command.toArray(String[]::new));
        Document xml = Jsoup.parse(output.out(), Parser.xmlParser());
        if (!output.ok() || !"success".equals(xml.select("finished").attr("exit"))) {
            throw new LabFault("the scan from " + from + " failed: " + output.all());
        }
        Map<String, Map<Integer, String>> states = new ConcurrentHashMap<>();
        for (Host target : targets) {
            Element host =
                    xml.selectFirst("host:has(address[addr=" + deployment.plan().address(target) + "])");
            Map<Integer, String> byPort = new ConcurrentHashMap<>();
            for (Element port : host == null ? List.<Element>of() : host.select("port")) {
                String state = port.select("state").attr("state");
                byPort.put(Integer.parseInt(port.attr("portid")), state);
            }
            if (!byPort.keySet().containsAll(ports)) {
                throw new LabFault("the scan from " + from + " says nothing of " + target);
            }
            states.put(target.name(), byPort);
        }
        return states;
    }
}
