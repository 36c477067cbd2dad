package org.foobarlab.deployment;

import com.github.dockerjava.api.model.Capability;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
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
 * <p>A host is a network namespace held by one container that applies the firewall and then sleeps. Its components are
 * containers that join the namespace, so they see one network, one set of names and one firewall, as processes of a
 * server do:
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
 * <p>What a student's files keep from starting is told by a {@link Launch}; what the lab itself cannot start is a
 * {@link LabFault}.
 */
public final class Deployment implements AutoCloseable {

    private static final String BALANCER = "/etc/haproxy/haproxy.cfg";

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
    private final Set<String> remarks = new ConcurrentSkipListSet<>();
    private final Thread hook = new Thread(this::remove, "remove-" + id);
    private volatile boolean closing;
    private Network network;
    private Containers containers;
    private Door door;

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
    public static Deployment open(
            Engine engine, ImageSet images, Topology topology, Servers servers, Authority authority) {
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

    /** Return what is worth telling of how the servers came up but costs no points, one sentence each. */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** Return the port on 127.0.0.1 at which the internet host's SOCKS proxy answers. */
    public int doorPort() {
        return door.proxyPort();
    }

    /** Return the port on 127.0.0.1 at which a port of the site answers, 80 or 443. */
    public int sitePort(int port) {
        return door.sitePort(port);
    }

    /**
     * Run a program in a container of its own that joins a host's network, such as a capture, which needs more rights
     * than the host has.
     *
     * @param capabilities what it may do beyond an ordinary user
     * @return what it printed when it ended
     */
    public SideContainer beside(RunningHost host, List<Capability> capabilities, Pattern ready, String... command) {
        LabContainer container = containers.beside(host, capabilities, ready, command);
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
        containers = new Containers(images, topology, network, id, labels);
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

    /**
     * Prometheus looks at its targets for the first time five seconds after its start, so the sooner it starts the less
     * is waited for.
     */
    private List<Host> inOrderOfStart() {
        return topology.hosts().stream()
                .sorted(Comparator.comparing(host -> host.group() != Host.Group.MONITOR))
                .toList();
    }

    private void startHost(Host host) {
        long begin = System.nanoTime();
        containers.volumes(host).forEach(this::makeVolume);
        String firewall = servers.file(host, FirewallStart.RULES).isPresent()
                ? "nftables"
                : servers.file(host, FirewallStart.SCRIPT).isPresent() ? "script" : "none";
        byte[] files = HostFiles.archive(host, servers, network.plan(), authority);
        archives.put(host.name(), files);
        LabContainer holder = containers.holder(host, files, firewall);
        launch(holder);
        RunningHost running = new RunningHost(engine, host, network.plan(), holder.getContainerId());
        hosts.put(host.name(), running);
        if (host.group() == Host.Group.INTERNET) {
            door = Door.open(engine, network, running);
        }
        FirewallStart start = FirewallStart.of(host, servers, network.plan().restore(holder.printed()));
        remarks.addAll(start.remarks());
        record(
                begin,
                host,
                Launch.FIREWALL,
                start.inForce(),
                start.inForce() ? firewall : start.message(),
                start.lackedByKernel());
    }

    private void startComponent(Host host, Component component) {
        long begin = System.nanoTime();
        RunningHost running = host(host.name());
        LabContainer container = containers.component(running, component, archives.get(host.name()));
        try {
            launch(container);
            running.add(component, container.getContainerId());
            Optional<String> aside =
                    Complaint.ofRunning(host, servers, network.plan().restore(container.printed()));
            record(begin, host, component.id(), aside.isEmpty(), aside.orElse(""));
        } catch (ContainerLaunchException e) {
            if (closing) {
                throw new LabFault("the deployment was stopped while it started", e);
            }
            String printed = container.printed();
            if (!container.wasCreated() || !readsStudentFiles(host, component)) {
                throw new LabFault(
                        component.title() + " on " + host + " did not start: " + rootMessage(e)
                                + (printed.isBlank() ? "" : "\n" + printed.strip()),
                        e);
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
        ServerFile setup = servers.file(host, DatabaseSetup.FILE).orElse(null);
        if (setup == null
                || !launches.get(host.name() + "/" + Component.MYSQL.id()).ok()) {
            return;
        }
        long begin = System.nanoTime();
        DatabaseSetup done = DatabaseSetup.run(host(host.name()), setup, network.plan()::restore);
        record(begin, host, Launch.MYSQL_SETUP, done.ok(), done.message());
    }

    private boolean readsStudentFiles(Host host, Component component) {
        if (component == Component.HAPROXY && servers.file(host, BALANCER).isEmpty()) {
            // Of all programs only HAProxy brings no configuration of its own.
            return true;
        }
        List<String> folders = switch (component) {
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
        record(begin, host, part, ok, message, false);
    }

    private void record(long begin, Host host, String part, boolean ok, String message, boolean fault) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        launches.put(host.name() + "/" + part, new Launch(host, part, ok, message, seconds, fault));
        progress.accept(host.name() + " " + part);
    }

    private void makeVolume(String name) {
        engine.client().createVolumeCmd().withName(name).withLabels(labels).exec();
    }
}
