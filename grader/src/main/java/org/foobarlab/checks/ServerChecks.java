package org.foobarlab.checks;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foobarlab.deployment.Launch;
import org.foobarlab.probe.World;
import org.foobarlab.topology.Component;

/** Check that the programs start with the student's files. What a program itself says of a file is the verdict. */
@Area("servers")
final class ServerChecks {

    @Check(
            id = "haproxy-starts",
            title = "HAProxy starts with lb-01/etc/haproxy/haproxy.cfg",
            hint = "The message is HAProxy's own; the number after the file's name is the line.")
    void haproxyStarts(World world, Evidence evidence) {
        needsFile(world, evidence, "lb-01", "/etc/haproxy/haproxy.cfg");
        starts(world, evidence, Component.HAPROXY.id(), "lb-01");
    }

    @Check(
            id = "nginx-starts",
            title = "nginx starts with each web server's site",
            hint = "The message is nginx's own; the number after the file's name is the line.")
    void nginxStarts(World world, Evidence evidence) {
        needsFile(world, evidence, "web-01", "/etc/nginx/sites-available/default");
        needsFile(world, evidence, "web-02", "/etc/nginx/sites-available/default");
        starts(world, evidence, Component.NGINX.id(), "web-01", "web-02");
    }

    @Check(
            id = "mysql-starts",
            title = "MySQL starts with each web server's mysqld.cnf",
            hint = "The message is MySQL's own. Old tutorials name settings that MySQL 8.4 and 9 no longer know.")
    void mysqlStarts(World world, Evidence evidence) {
        starts(world, evidence, Component.MYSQL.id(), "web-01", "web-02");
    }

    @Check(
            id = "mysql-setup",
            title = "Each MySQL server accepts its setup.sql",
            requires = "mysql-starts",
            hint = "setup.sql runs once as root, first on web-01. What it creates there reaches web-02 by replication.")
    void mysqlSetup(World world, Evidence evidence) {
        needsFile(world, evidence, "web-01", "/etc/mysql/setup.sql");
        needsFile(world, evidence, "web-02", "/etc/mysql/setup.sql");
        starts(world, evidence, Launch.MYSQL_SETUP, "web-01", "web-02");
    }

    @Check(
            id = "rsyslog-starts",
            title = "rsyslog starts with each server's rsyslog.d",
            hint = "The message is rsyslog's own.")
    void rsyslogStarts(World world, Evidence evidence) {
        starts(world, evidence, Component.RSYSLOG.id(), "lb-01", "web-01", "web-02");
    }

    @Check(
            id = "prometheus-starts",
            title = "Prometheus starts with prometheus.yml and its rules",
            hint = "The message is Prometheus's own; YAML lines count from 1.")
    void prometheusStarts(World world, Evidence evidence) {
        needsFile(world, evidence, "monitor", "/etc/prometheus/prometheus.yml");
        starts(world, evidence, Component.PROMETHEUS.id(), "monitor");
    }

    private static void needsFile(World world, Evidence evidence, String host, String path) {
        evidence.expect("a file " + host + path);
        boolean there = world.deployment().servers().file(world.host(host).host(), path).isPresent();
        evidence.verify(there, there ? "it is there" : "there is no file " + host + path);
    }

    static void starts(World world, Evidence evidence, String part, String... hosts) {
        List<Launch> failed = Stream.of(hosts)
                .map(host -> world.deployment().launch(host, part))
                .flatMap(Optional::stream)
                .filter(launch -> !launch.ok())
                .toList();
        String where = String.join(" and ", hosts);
        evidence.expect("it starts on " + where).reproduce("./lab up LAB SUBMISSION");
        evidence.verify(
                failed.isEmpty(),
                failed.isEmpty()
                        ? "it started on " + where
                        : failed.stream()
                                .map(launch -> "on " + launch.host() + ": " + launch.message())
                                .collect(Collectors.joining("\n")));
    }
}
