package org.foobarlab.deployment;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.foobarlab.topology.Component;
import org.foobarlab.topology.Host;
import org.foobarlab.topology.Topology;

/**
 * Describe the containers of one deployment: what each may do, what it mounts, and whose network it is in. None is
 * started here.
 */
final class Containers {

    /** What a firewall that is loaded by a script of several commands may take. */
    private static final Duration FIREWALL = Duration.ofSeconds(120);

    private static final Pattern FIREWALL_DONE = Pattern.compile("(?m)^firewall: (in force|failed.*)$");

    /** What a kernel that knows IPv6 has; one that does not refuses to set it. */
    private static final Path IPV6 = Path.of("/proc/sys/net/ipv6");

    private final ImageSet images;
    private final Topology topology;
    private final Network network;
    private final String id;
    private final Map<String, String> labels;

    /**
     * Make ready.
     *
     * @param id what the name of each begins with
     * @param labels what each is labelled with, besides what Testcontainers adds
     */
    Containers(ImageSet images, Topology topology, Network network, String id, Map<String, String> labels) {
        this.images = images;
        this.topology = topology;
        this.network = network;
        this.id = id;
        this.labels = labels;
    }

    /**
     * Describe the container that holds a host's network and puts its firewall in force.
     *
     * @param firewall {@code nftables}, {@code script} or {@code none}
     */
    LabContainer holder(Host host, byte[] files, String firewall) {
        boolean internet = host.group() == Host.Group.INTERNET;
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
                Ports ports = Door.published();
                config.withNetworkMode(network.door());
                config.withPortBindings(ports);
                create.withExposedPorts(ports.getBindings().keySet().toArray(ExposedPort[]::new));
            } else {
                config.withNetworkMode(network.inside());
                create.withIpv4Address(network.plan().address(host));
                config.withMounts(List.of(mount(logVolume(host), "/var/log")));
            }
        });
        return holder;
    }

    /** Describe the container of a component, which joins the network of its host. */
    LabContainer component(RunningHost running, Component component, byte[] files) {
        Host host = running.host();
        Recipe recipe = Recipe.of(component);
        LabContainer container =
                new LabContainer(images.reference(recipe.image()), files, recipe.ready(), Recipe.START);
        container.withCommand(recipe.arguments().toArray(String[]::new));
        container.withCreateContainerCmdModifier(create -> {
            harden(create, host.name() + "-" + component.id(), recipe.capabilities(), recipe.memory());
            if (!recipe.entrypoint().isEmpty()) {
                create.withEntrypoint(recipe.entrypoint());
            }
            if (!recipe.user().isEmpty()) {
                create.withUser(recipe.user());
            }
            List<Mount> mounts = new ArrayList<>(List.of(mount(logVolume(host), "/var/log")));
            if (host.has(Component.HAPROXY) && (component == Component.HAPROXY || component == Component.RSYSLOG)) {
                mounts.add(mount(socketVolume(host), "/var/lib/haproxy/dev"));
            }
            HostConfig config = create.getHostConfig();
            config.withNetworkMode(networkOf(running)).withMounts(mounts);
            if (sharesProcesses(host, component)) {
                config.withPidMode(networkOf(running));
            }
        });
        return container;
    }

    /** Describe a container that runs a program beside a host's components. */
    LabContainer beside(RunningHost host, List<Capability> capabilities, Pattern ready, String... command) {
        LabContainer container = new LabContainer(images.reference("probe"), HostFiles.NONE, ready, Recipe.START);
        container.withCommand(command);
        container.withCreateContainerCmdModifier(create -> {
            harden(
                    create,
                    host.name() + "-beside-" + UUID.randomUUID().toString().substring(0, 4),
                    capabilities,
                    128);
            create.withEntrypoint(new String[0]).withUser("0:0");
            create.getHostConfig().withNetworkMode(networkOf(host));
        });
        return container;
    }

    /** Return the names of the volumes that have to be there before a host's containers are. */
    List<String> volumes(Host host) {
        if (host.group() == Host.Group.INTERNET) {
            return List.of();
        }
        return host.has(Component.HAPROXY) ? List.of(logVolume(host), socketVolume(host)) : List.of(logVolume(host));
    }

    private static String networkOf(RunningHost host) {
        return "container:" + host.holder();
    }

    /**
     * As administrators set it on servers that share an address, so that a service may be bound to it before it is
     * there.
     */
    private static Map<String, String> settings(Host host) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "net.ipv4.ip_forward", "0", "net.ipv4.ip_nonlocal_bind", host.has(Component.KEEPALIVED) ? "1" : "0"));
        if (Files.isDirectory(IPV6)) {
            // Hosts have no address of it, so that what a firewall or a service says of it can neither harm nor help.
            settings.put("net.ipv6.conf.all.disable_ipv6", "1");
            settings.put("net.ipv6.conf.default.disable_ipv6", "1");
        }
        return settings;
    }

    /**
     * keepalived finds out by its processes whether HAProxy lives. They are seen by both only as guests of a third,
     * which outlives both.
     */
    private static boolean sharesProcesses(Host host, Component component) {
        return host.has(Component.KEEPALIVED) && (component == Component.KEEPALIVED || component == Component.HAPROXY);
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

    private String logVolume(Host host) {
        return id + "-" + host.name() + "-log";
    }

    private String socketVolume(Host host) {
        return id + "-" + host.name() + "-dev";
    }

    private static Mount mount(String volume, String path) {
        return new Mount().withType(MountType.VOLUME).withSource(volume).withTarget(path);
    }
}
