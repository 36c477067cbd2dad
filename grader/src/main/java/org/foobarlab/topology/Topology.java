package org.foobarlab.topology;

import static org.foobarlab.topology.Component.APP;
import static org.foobarlab.topology.Component.HAPROXY;
import static org.foobarlab.topology.Component.MTAIL;
import static org.foobarlab.topology.Component.MYSQL;
import static org.foobarlab.topology.Component.NGINX;
import static org.foobarlab.topology.Component.NODE_EXPORTER;
import static org.foobarlab.topology.Component.PROMETHEUS;
import static org.foobarlab.topology.Component.RSYSLOG;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.foobarlab.topology.Host.Group;

/**
 * List the hosts of a lab.
 *
 * @param hosts all of them, servers first
 * @param names further names, by the last number of the address they stand for, which no host has for good: one that
 *     servers take over from each other
 */
public record Topology(List<Host> hosts, Map<String, Integer> names) {

    /** The host that visitors and attackers come from. */
    public static final String INTERNET = "internet";

    /** The monitoring server. */
    public static final String MONITOR = "monitor";

    public Topology {
        hosts = List.copyOf(hosts);
        // Their order is that of the file, so that it is the same in each deployment.
        names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
    }

    /** Return the topology of some servers, with the monitoring server and the internet off stage. */
    public static Topology of(List<Host> servers, Map<String, Integer> names) {
        List<Host> offStage = List.of(
                new Host(MONITOR, 50, List.of(), Group.MONITOR, List.of(PROMETHEUS, RSYSLOG)),
                new Host(INTERNET, 100, List.of(), Group.INTERNET, List.of()));
        return new Topology(Stream.concat(servers.stream(), offStage.stream()).toList(), names);
    }

    /**
     * Return the course's topology: a balancer, two web servers, and off stage a monitoring server and the internet.
     */
    public static Topology threeServers() {
        List<Component> client = List.of(NODE_EXPORTER, MTAIL, RSYSLOG);
        return of(
                List.of(
                        new Host(
                                "lb-01",
                                10,
                                List.of("www.foobar.com", "foobar.com"),
                                Group.BALANCER,
                                with(client, HAPROXY)),
                        new Host("web-01", 11, List.of(), Group.WEB, with(client, MYSQL, APP, NGINX)),
                        new Host("web-02", 12, List.of(), Group.WEB, with(client, MYSQL, APP, NGINX))),
                Map.of());
    }

    private static List<Component> with(List<Component> client, Component... own) {
        return Stream.concat(Arrays.stream(own), client.stream()).toList();
    }

    /** Return the servers that a student looks after. */
    public List<Host> servers() {
        return hosts.stream().filter(host -> host.group().isServer()).toList();
    }

    /**
     * Return the host of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Host host(String name) {
        return hosts.stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no host " + name + " in " + hosts));
    }
}
