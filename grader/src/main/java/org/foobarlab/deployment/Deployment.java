package org.foobarlab.deployment;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.foobarlab.grade.LabFault;
import org.foobarlab.submission.ServerFile;
import org.foobarlab.submission.Servers;
import org.foobarlab.topology.AddressPlan;
import org.foobarlab.topology.Component;
import org.foobarlab.topology.Host;
import org.foobarlab.topology.Topology;
import org.testcontainers.containers.ContainerLaunchException;

/**
 * Run a topology with a student's files.
 *
 * <p>A host is a network namespace held by one container that applies the firewall and then sleeps. Its components are containers that join
 * the namespace, so they see one network, one set of names and one firewall, as processes of a server do:
 *
 * <pre>
 *   networks ─┬─ lb-01    firewall ─┬─ haproxy
 *             │                     └─ monitoring client
 *             ├─ web-01   firewall ─┬─ nginx, site, monitoring client
 *             │                     └─ mysql ── setup.sql ─┐
 *             ├─ web-02   firewall ─┬─ nginx, site, ...    │ the accounts come before the replica asks for them
 *             │                     └─ mysql ───────────── setup.sql
 *             ├─ monitor  ─ prometheus, rsyslog
 *             └─ internet ─ the door: the only host that the grader talks to
 * </pre>
 *
 * <p>What a student's files keep from starting is told by a {@link Launch}; what the lab itself cannot start is a {@link LabFault}.
 */
public final class Deployment implements AutoCloseable {

    /** The port of the internet host's SOCKS proxy, through which probes visit the site. */
    private static final int DOOR = 1080;

    /** The ports under which a browser on this machine finds the site, by the site's own. */
    private static final Map<Integer, Integer> SITE_DOORS = Map.of(80, 8080, 443, 8443);

    /** What a firewall that is reloaded by a script of several commands may take. */
    private static final Duration FIREWALL = Duration.ofSeconds(60);

    private static final Pattern FIREWALL_DONE = Pattern.compile("(?m)^firewall: (in force|failed.*)$");
    private static final Pattern SQL_ERROR = Pattern.compile("ERROR \\d+ \\(\\w+\\) at line (\\d+)(?: in file: '[^']*')?: (.*)");
    private static final String SETUP = "/etc/mysql/setup.sql";

    /** Less than a command may take, since a statement that never ends is the student's affair. */
    private static final int SETUP_SECONDS = 25;

    /** What the program {@code timeout} ends with when it had to end the command. */
    private static final int TIMED_OUT = 124;

    private static final String BALANCER = "/etc/haproxy/haproxy.cfg";
    private static final String RULES = "/etc/nftables.conf";
    private static final String SCRIPT = "/firewall.sh";

    private final Engine engine;
    private final ImageSet images;
    private final Topology topology;
    private final Servers servers;
    private final Authority authority;
    private final Consumer<String> progress;
    private final String id = "foobar-lab-" + UUID.randomUUID().toString().substring(0, 8);
    private final Map<String, String> labels = new HashMap<>(Owner.thisProcess().labels(id));
    private final Map<String, RunningHost> hosts = new ConcurrentHashMap<>();
    private final Map<String, Launch> launches = new ConcurrentHashMap<>();
    private final Map<String, byte[]> archives = new ConcurrentHashMap<>();
    private final Thread hook = new Thread(this::remove, "remove-" + id);
    private volatile boolean closing;
    private Network network;

    private Deployment(
            Engine engine,
            ImageSet images,
            Topology topology,
            Servers servers,
            Authority authority,
            Consumer<String> progress) {
        this.engine = engine;
        this.images = images;
        this.topology = topology;
        this.servers = servers;
        this.authority = authority;
        this.progress = progress;
    }

    /**
     * Start a topology and wait until every component is ready or has failed.
     *
     * @param progress gets the name of each part as it comes up
     * @throws LabFault if the lab itself cannot start something; nothing is left behind then
     */
    public static Deployment start(
            Engine engine,
            ImageSet images,
            Topology topology,
            Servers servers,
            Authority authority,
            Consumer<String> progress) {
        return new Deployment(engine, images, topology, servers, authority, progress).started();
    }

    /**
     * Start a topology for people to look around in from another terminal, with {@link Standing}.
     *
     * @throws LabFault if the lab itself cannot start something; nothing is left behind then
     */
    public static Deployment open(Engine engine, ImageSet images, Topology topology, Servers servers, Authority authority) {
        Deployment deployment = new Deployment(engine, images, topology, servers, authority, part -> {});
        deployment.labels.put(Owner.OPEN_LABEL, "true");
        return deployment.started();
    }

    private Deployment started() {
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            start();
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Return the name that its containers, networks and volumes carry. */
    public String id() {
        return id;
    }

    /** Return its addresses. */
    public AddressPlan plan() {
        return network.plan();
    }

    /** Return what it was asked to run. */
    public Topology topology() {
        return topology;
    }

    /** Return the files its hosts got, with the addresses the student wrote. */
    public Servers servers() {
        return servers;
    }

    /** Return the authority whose certificate the site has. */
    public Authority authority() {
        return authority;
    }

    /** Return a host. */
    public RunningHost host(String name) {
        RunningHost host = hosts.get(name);
        if (host == null) {
            throw new LabFault("there is no host " + name + " in this deployment");
        }
        return host;
    }

    /** Return how a part came up, or nothing if the host has no such part. */
    public Optional<Launch> launch(String host, String part) {
        return Optional.ofNullable(launches.get(host + "/" + part));
    }

    /** Return how every part came up, in the order of the topology. */
    public List<Launch> launches() {
        return launches.values().stream()
                .sorted(Comparator.comparing((Launch launch) -> topology.hosts().indexOf(launch.host()))
                        .thenComparing(Launch::part))
                .toList();
    }

    /** Return the port on 127.0.0.1 at which the internet host's SOCKS proxy answers. */
    public int doorPort() {
        return publishedPort(DOOR);
    }

    /** Return the port on 127.0.0.1 at which a port of the site answers, 80 or 443. */
    public int sitePort(int port) {
        return publishedPort(SITE_DOORS.get(port));
    }

    /**
     * Run a program in a container of its own that joins a host's network, such as a capture, which needs more rights than the host has.
     *
     * @param capabilities what it may do beyond an ordinary user
     * @return what it printed when it ended
     */
    public SideContainer beside(RunningHost host, List<Capability> capabilities, Pattern ready, String... command) {
        LabContainer container = new LabContainer(images.reference("probe"), HostFiles.NONE, ready, Recipe.START);
        container.withCommand(command);
        container.withCreateContainerCmdModifier(create -> {
            harden(create, host.name() + "-beside-" + UUID.randomUUID().toString().substring(0, 4), capabilities, 128);
            create.withEntrypoint(new String[0]).withUser("0:0");
            create.getHostConfig().withNetworkMode("container:" + host.holder());
        });
        container.start();
        return new SideContainer(engine, container.getContainerId());
    }

    /** Remove everything the deployment made. Safe to call twice. */
    @Override
    public void close() {
        remove();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The virtual machine is going down and runs the hook itself.
        }
    }

    private synchronized void remove() {
        closing = true;
        hosts.values().forEach(RunningHost::endShell);
        new Sweeper(engine).sweepDeployment(id);
    }

    private void start() {
        network = Network.create(engine.client(), id, labels);
        progress.accept("networks");
        List<CompletableFuture<Void>> all = new ArrayList<>();
        CompletableFuture<Void> previousSetup = CompletableFuture.completedFuture(null);
        CompletableFuture<Void> early = CompletableFuture.completedFuture(null);
        for (Host host : inOrderOfStart()) {
            CompletableFuture<Void> up = early.thenRunAsync(() -> startHost(host), Parallel.pool());
            if (host.group() == Host.Group.MONITOR) {
                early = CompletableFuture.allOf(up, Parallel.run(this::digMoat));
            }
            for (Component component : running(host)) {
                CompletableFuture<Void> started =
                        up.thenRunAsync(() -> startComponent(host, component), Parallel.pool());
                all.add(started);
                if (component == Component.MYSQL) {
                    previousSetup = started.thenCombineAsync(
                            previousSetup,
                            (mine, before) -> {
                                setUpDatabase(host);
                                return null;
                            },
                            Parallel.pool());
                    all.add(previousSetup);
                }
            }
            all.add(up);
        }
        Parallel.join(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)));
    }

    /** Before any script of a student's runs. */
    private void digMoat() {
        Moat.dig(engine.client(), images.reference("host"), network.inside(), id + "-moat", labels);
    }

    /** Prometheus looks at its targets for the first time five seconds after its start, so the sooner it starts the less is waited for. */
    private List<Host> inOrderOfStart() {
        return topology.hosts().stream()
                .sorted(Comparator.comparing(host -> host.group() != Host.Group.MONITOR))
                .toList();
    }

    private void startHost(Host host) {
        long begin = System.nanoTime();
        boolean internet = host.group() == Host.Group.INTERNET;
        if (!internet) {
            makeVolume(logVolume(host));
        }
        if (host.has(Component.HAPROXY)) {
            makeVolume(socketVolume(host));
        }
        String firewall = servers.file(host, RULES).isPresent()
                ? "nftables"
                : servers.file(host, SCRIPT).isPresent() ? "script" : "none";
        byte[] files = HostFiles.archive(host, servers, network.plan(), authority);
        archives.put(host.name(), files);
        LabContainer holder =
                new LabContainer(images.reference(internet ? "probe" : "host"), files, FIREWALL_DONE, FIREWALL);
        holder.withEnv("FIREWALL", firewall);
        // Without raw packets nmap has to be told to do with ordinary connections.
        holder.withEnv("NMAP_UNPRIVILEGED", "1");
        holder.withCreateContainerCmdModifier(create -> {
            harden(create, host.name(), List.of(Capability.NET_ADMIN), 256);
            HostConfig config = create.getHostConfig();
            config.withSysctls(settings(host));
            // Names come from the hosts file alone: a resolver that asks the machine's own would be a way out.
            config.withDns("127.0.0.1");
            config.withDnsOptions(List.of("timeout:1", "attempts:1"));
            config.withExtraHosts(hostEntries());
            create.withHostName(host.name());
            if (internet) {
                config.withNetworkMode(network.door());
                Ports ports = new Ports();
                publishedPorts().forEach(port -> ports.add(PortBinding.parse("127.0.0.1::" + port)));
                config.withPortBindings(ports);
                create.withExposedPorts(ports.getBindings().keySet().toArray(ExposedPort[]::new));
            } else {
                config.withNetworkMode(network.inside());
                create.withIpv4Address(network.plan().address(host));
                config.withMounts(List.of(volume(logVolume(host), "/var/log")));
            }
        });
        launch(holder);
        RunningHost running = new RunningHost(engine, host, network.plan(), holder.getContainerId());
        hosts.put(host.name(), running);
        if (internet) {
            joinInside(host, running);
        }
        boolean inForce = !holder.printed().contains("firewall: failed");
        record(begin, host, Launch.FIREWALL, inForce, inForce ? firewall : complaint(host, holder));
    }

    /** The internet host stands in two networks: the hosts', and the one through which the grader reaches it. */
    private void joinInside(Host host, RunningHost running) {
        engine.client()
                .connectToNetworkCmd()
                .withContainerId(running.holder())
                .withNetworkId(network.inside())
                .withContainerNetwork(new ContainerNetwork()
                        .withIpamConfig(new ContainerNetwork.Ipam()
                                .withIpv4Address(network.plan().address(host))))
                .exec();
        running.execDetached("microsocks", "-q", "-p", String.valueOf(DOOR));
        SITE_DOORS.forEach((port, door) -> running.execDetached(
                "socat", "TCP-LISTEN:" + door + ",fork,reuseaddr", "TCP:www.foobar.com:" + port));
    }

    private void startComponent(Host host, Component component) {
        long begin = System.nanoTime();
        Recipe recipe = Recipe.of(component);
        RunningHost running = host(host.name());
        byte[] files = archives.get(host.name());
        LabContainer container = new LabContainer(images.reference(recipe.image()), files, recipe.ready(), Recipe.START);
        container.withCommand(recipe.arguments().toArray(String[]::new));
        container.withCreateContainerCmdModifier(create -> {
            harden(create, host.name() + "-" + component.id(), recipe.capabilities(), recipe.memory());
            if (!recipe.entrypoint().isEmpty()) {
                create.withEntrypoint(recipe.entrypoint());
            }
            if (!recipe.user().isEmpty()) {
                create.withUser(recipe.user());
            }
            List<Mount> mounts = new ArrayList<>(List.of(volume(logVolume(host), "/var/log")));
            if (host.has(Component.HAPROXY)
                    && (component == Component.HAPROXY || component == Component.RSYSLOG)) {
                mounts.add(volume(socketVolume(host), "/var/lib/haproxy/dev"));
            }
            HostConfig config = create.getHostConfig();
            config.withNetworkMode("container:" + running.holder()).withMounts(mounts);
            if (sharesProcesses(host, component)) {
                config.withPidMode("container:" + running.holder());
            }
        });
        try {
            launch(container);
            running.add(component, container.getContainerId());
            Optional<String> aside = Complaint.ofRunning(host, servers, network.plan().restore(container.printed()));
            record(begin, host, component.id(), aside.isEmpty(), aside.orElse(""));
        } catch (ContainerLaunchException e) {
            if (closing) {
                throw new LabFault("the deployment was stopped while it started", e);
            }
            String printed = container.printed();
            if (!container.wasCreated() || !readsStudentFiles(host, component)) {
                throw new LabFault(component.title() + " on " + host + " did not start: " + rootMessage(e)
                        + (printed.isBlank() ? "" : "\n" + printed.strip()), e);
            }
            record(begin, host, component.id(), false, complaint(host, container));
        }
    }

    /** What is only installed runs where somebody has configured it. */
    private List<Component> running(Host host) {
        return Stream.concat(
                        host.components().stream(),
                        host.installed().stream()
                                .filter(component -> component
                                        .file()
                                        .flatMap(file -> servers.file(host, file))
                                        .isPresent()))
                .toList();
    }

    /** As administrators set it on servers that share an address, so that a service may be bound to it before it is there. */
    private static Map<String, String> settings(Host host) {
        return Map.of(
                "net.ipv4.ip_forward",
                "0",
                "net.ipv4.ip_nonlocal_bind",
                host.has(Component.KEEPALIVED) ? "1" : "0");
    }

    /** keepalived finds out by its processes whether HAProxy lives. They are seen by both only as guests of a third, which outlives both. */
    private static boolean sharesProcesses(Host host, Component component) {
        return host.has(Component.KEEPALIVED)
                && (component == Component.KEEPALIVED || component == Component.HAPROXY);
    }

    private String complaint(Host host, LabContainer container) {
        return Complaint.of(host, servers, network.plan().restore(container.printed()));
    }

    private static String rootMessage(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }

    private void launch(LabContainer container) {
        if (closing) {
            throw new LabFault("the deployment was stopped while it started");
        }
        container.start();
    }

    /** Run the server's set-up as its administrator, once its MySQL serves. */
    private void setUpDatabase(Host host) {
        ServerFile setup = servers.file(host, SETUP).orElse(null);
        if (setup == null || !launches.get(host.name() + "/" + Component.MYSQL.id()).ok()) {
            return;
        }
        long begin = System.nanoTime();
        // Without --commands the client would take a \G, as found in every tutorial, for a mistake; it runs no programs either way.
        Output output = host(host.name())
                .execIn(
                        Component.MYSQL,
                        "sh",
                        "-c",
                        "timeout " + SETUP_SECONDS
                                + " mysql --commands --protocol=socket --socket=/var/run/mysqld/mysqld.sock --user=root < "
                                + SETUP);
        record(begin, host, Launch.MYSQL_SETUP, output.ok(), setupMessage(host, setup, output));
    }

    private String setupMessage(Host host, ServerFile setup, Output output) {
        Matcher error = SQL_ERROR.matcher(output.err());
        if (output.exit() == TIMED_OUT) {
            return host.name() + SETUP + " did not end within " + SETUP_SECONDS + " s: a statement waits for something. "
                    + output.all();
        }
        if (!error.find()) {
            return output.ok() ? "" : output.all();
        }
        int line = Integer.parseInt(error.group(1));
        String statement = setup.text().lines().skip(line - 1L).findFirst().orElse("").strip();
        return MysqlWords.withToday(
                host.name() + SETUP + ", line " + line + ": " + network.plan().restore(error.group(2)) + "\n" + statement);
    }

    private boolean readsStudentFiles(Host host, Component component) {
        if (component == Component.HAPROXY && servers.file(host, BALANCER).isEmpty()) {
            // Of all programs only HAProxy brings no configuration of its own.
            return true;
        }
        List<String> folders =
                switch (component) {
                    case HAPROXY -> List.of("/etc/haproxy/", "/etc/ssl/", "/etc/letsencrypt/");
                    case KEEPALIVED -> List.of("/etc/keepalived/");
                    case NGINX -> List.of("/etc/nginx/", "/etc/ssl/", "/etc/letsencrypt/");
                    case MYSQL -> List.of("/etc/mysql/");
                    case RSYSLOG -> List.of("/etc/rsyslog");
                    case PROMETHEUS -> List.of("/etc/prometheus/");
                    case MTAIL -> List.of("/etc/mtail/");
                    case APP -> List.of("/etc/foobar/");
                    case NODE_EXPORTER -> List.of();
                };
        return servers.of(host).stream()
                .filter(file -> file.origin() == ServerFile.Origin.STUDENT)
                .anyMatch(file -> folders.stream().anyMatch(file.path()::startsWith));
    }

    private void record(long begin, Host host, String part, boolean ok, String message) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        launches.put(host.name() + "/" + part, new Launch(host, part, ok, message, seconds));
        progress.accept(host.name() + " " + part);
    }

    private void harden(CreateContainerCmd create, String name, List<Capability> capabilities, int memory) {
        create.withName(id + "-" + name);
        Map<String, String> all = new HashMap<>(create.getLabels() == null ? Map.of() : create.getLabels());
        all.putAll(labels);
        create.withLabels(all);
        create.getHostConfig()
                .withCapDrop(Capability.ALL)
                .withCapAdd(capabilities.toArray(Capability[]::new))
                .withSecurityOpts(List.of("no-new-privileges"))
                .withMemory(memory * 1024L * 1024L)
                .withPidsLimit(512L);
    }

    private String[] hostEntries() {
        Stream<String> own = topology.hosts().stream()
                .flatMap(host -> Stream.concat(Stream.of(host.name()), host.aliases().stream())
                        .map(name -> name + ":" + network.plan().address(host)));
        Stream<String> shared = topology.names().entrySet().stream()
                .map(name -> name.getKey() + ":" + network.plan().address(name.getValue()));
        return Stream.concat(own, shared).toArray(String[]::new);
    }

    private static List<Integer> publishedPorts() {
        List<Integer> ports = new ArrayList<>(SITE_DOORS.values());
        ports.add(DOOR);
        return ports;
    }

    private int publishedPort(int port) {
        Ports.Binding[] bindings = engine.client()
                .inspectContainerCmd(host(Topology.INTERNET).holder())
                .exec()
                .getNetworkSettings()
                .getPorts()
                .getBindings()
                .get(ExposedPort.tcp(port));
        return Arrays.stream(bindings)
                .map(binding -> Integer.parseInt(binding.getHostPortSpec()))
                .findFirst()
                .orElseThrow(() -> new LabFault("the internet host has no port for the grader"));
    }

    private String logVolume(Host host) {
        return id + "-" + host.name() + "-log";
    }

    private String socketVolume(Host host) {
        return id + "-" + host.name() + "-dev";
    }

    private void makeVolume(String name) {
        engine.client().createVolumeCmd().withName(name).withLabels(labels).exec();
    }

    private static Mount volume(String name, String path) {
        return new Mount().withType(MountType.VOLUME).withSource(name).withTarget(path);
    }
}
