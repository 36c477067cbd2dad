package org.foobarlab.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foobarlab.deployment.Launch;
import org.foobarlab.deployment.Output;
import org.foobarlab.grade.LabFault;
import org.foobarlab.probe.Database;
import org.foobarlab.probe.World;
import org.foobarlab.topology.Component;
import org.foobarlab.topology.Host;
import org.foobarlab.topology.Host.Group;

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
        needsFile(world, evidence, "web-01", "/etc/mysql/mysql.conf.d/mysqld.cnf");
        needsFile(world, evidence, "web-02", "/etc/mysql/mysql.conf.d/mysqld.cnf");
        starts(world, evidence, Component.MYSQL.id(), "web-01", "web-02");
    }

    @Check(
            id = "mysql-setup",
            title = "Both servers' setup.sql run, and the site's account works",
            requires = "mysql-starts",
            hint = "setup.sql runs once as root, first on web-01. What it creates there reaches web-02 by"
                    + " replication. Old tutorials say MASTER and SLAVE where MySQL now says SOURCE and REPLICA."
                    + " The account's name and password stand in the server's /etc/foobar/site.properties.")
    void mysqlSetup(World world, Evidence evidence) {
        needsFile(world, evidence, "web-01", "/etc/mysql/setup.sql");
        needsFile(world, evidence, "web-02", "/etc/mysql/setup.sql");
        evidence.expect("setup.sql runs without an error on web-01 and web-02, and then the account '"
                + Database.SITE_USER + "' can read and add entries on web-01");
        started(world, evidence, Launch.MYSQL_SETUP, "web-01", "web-02");
        Output works = world.database("web-01")
                .asSite("SELECT COUNT(*) FROM foobar.entries; START TRANSACTION;"
                        + " INSERT INTO foobar.entries (author, text) VALUES ('grader', 'taken back'); ROLLBACK");
        if (!works.ok()) {
            evidence.reproduce("./lab exec web-01 mysql -- mysql --protocol=tcp -u" + Database.SITE_USER + " -p"
                    + Database.SITE_PASSWORD + " -e 'SELECT * FROM foobar.entries'");
        }
        evidence.verify(
                works.ok(),
                works.ok() ? "they run, and it can" : "the site's account cannot: " + Database.firstError(works));
    }

    @Check(
            id = "site-starts",
            title = "The site starts with each web server's site.properties",
            hint = "The message is the site's own, and names the key.")
    void siteStarts(World world, Evidence evidence) {
        starts(world, evidence, Component.APP.id(), "web-01", "web-02");
    }

    @Check(
            id = "rsyslog-starts",
            title = "rsyslog starts with each server's rsyslog.d",
            hint = "The message is rsyslog's own. With such a mistake it starts all the same, but leaves out what it"
                    + " does not understand.")
    void rsyslogStarts(World world, Evidence evidence) {
        // That one server lacks its file is what the check of the logs says; a start without any proves nothing.
        evidence.expect("files of a server's /etc/rsyslog.d");
        boolean any = world.deployment().topology().servers().stream()
                .flatMap(host -> world.deployment().servers().of(host).stream())
                .anyMatch(file -> file.path().startsWith("/etc/rsyslog.d/"));
        evidence.verify(any, any ? "there are some" : "there is no file in the /etc/rsyslog.d of any server");
        starts(world, evidence, Component.RSYSLOG.id(), "lb-01", "web-01", "web-02");
        evidence.expect("rsyslog on each server understands every line");
        List<String> complaints = new ArrayList<>();
        for (Host host : world.deployment().topology().servers()) {
            Output test =
                    world.host(host.name()).execIn(Component.RSYSLOG, "rsyslogd", "-N1", "-f", "/etc/rsyslog.conf");
            if (!test.ok()) {
                complaints.add("on " + host + ": " + complaint(test, host));
                evidence.reproduce("./lab exec " + host + " rsyslog -- rsyslogd -N1 -f /etc/rsyslog.conf");
            }
        }
        evidence.verify(complaints.isEmpty(), complaints.isEmpty() ? "it does" : String.join("\n", complaints));
    }

    /** Keep of what a trial run prints the lines that complain, without the version and the address of the manual. */
    private static String complaint(Output test, Host host) {
        List<String> lines = test.all()
                .lines()
                .filter(line -> !line.contains("config validation run"))
                .map(line -> line.replaceFirst("^rsyslogd: ", "")
                        .replaceFirst("\\s*\\[v\\d.*", "")
                        .strip())
                .filter(line -> !line.isEmpty())
                .toList();
        return String.join("\n", lines)
                .replace("'/etc/rsyslog.d/", "'" + host + "/etc/rsyslog.d/")
                .replace(" /etc/rsyslog.d/", " " + host + "/etc/rsyslog.d/");
    }

    @Check(
            id = "prometheus-starts",
            title = "Prometheus starts with prometheus.yml and its rules",
            hint = "The message is Prometheus's own; YAML lines count from 1.")
    void prometheusStarts(World world, Evidence evidence) {
        needsFile(world, evidence, "monitor", "/etc/prometheus/prometheus.yml");
        starts(world, evidence, Component.PROMETHEUS.id(), "monitor");
    }

    @Check(
            id = "balancers-start",
            title = "HAProxy and keepalived start on both load balancers",
            hint =
                    "The message is the program's own; the number after the file's name is the line. keepalived starts in"
                            + " spite of many a mistake, and then leaves out what it does not understand.")
    void balancersStart(World world, Evidence evidence) {
        String[] balancers = hosts(world, Group.BALANCER);
        for (Component component : List.of(Component.HAPROXY, Component.KEEPALIVED)) {
            for (String host : balancers) {
                needsFile(world, evidence, host, component.file().orElseThrow());
            }
            starts(world, evidence, component.id(), balancers);
        }
    }

    @Check(
            id = "databases-start",
            title = "MySQL starts on both database servers, and their setup.sql run",
            hint = "The message is MySQL's own. setup.sql runs once as root, first on db-01, then on db-02.")
    void databasesStart(World world, Evidence evidence) {
        String[] databases = hosts(world, Group.DATABASE);
        for (String path : List.of("/etc/mysql/mysql.conf.d/mysqld.cnf", "/etc/mysql/setup.sql")) {
            for (String host : databases) {
                needsFile(world, evidence, host, path);
            }
        }
        starts(world, evidence, Component.MYSQL.id(), databases);
        evidence.expect("setup.sql runs without an error on " + String.join(" and ", databases));
        started(world, evidence, Launch.MYSQL_SETUP, databases);
    }

    /** Return the names of the hosts of a group. */
    static String[] hosts(World world, Group group) {
        return world.deployment().topology().hosts().stream()
                .filter(host -> host.group() == group)
                .map(Host::name)
                .toArray(String[]::new);
    }

    private static void needsFile(World world, Evidence evidence, String host, String path) {
        evidence.expect("a file " + host + path);
        boolean there =
                world.deployment().servers().file(world.host(host).host(), path).isPresent();
        evidence.verify(there, there ? "it is there" : "there is no file " + host + path);
    }

    static void starts(World world, Evidence evidence, String part, String... hosts) {
        evidence.expect("it starts on " + String.join(" and ", hosts));
        started(world, evidence, part, hosts);
    }

    /** Fail with what the program itself says, whatever was expected of it. */
    static void started(World world, Evidence evidence, String part, String... hosts) {
        List<Launch> failed = Stream.of(hosts)
                .map(host -> world.deployment().launch(host, part))
                .flatMap(Optional::stream)
                .filter(launch -> !launch.ok())
                .toList();
        String where = String.join(" and ", hosts);
        evidence.reproduce("./lab up LAB SUBMISSION");
        failed.stream().filter(Launch::fault).findFirst().ifPresent(launch -> {
            throw new LabFault("on " + launch.host() + ": " + launch.message());
        });
        evidence.verify(
                failed.isEmpty(),
                failed.isEmpty()
                        ? "it started on " + where
                        : failed.stream()
                                .map(launch -> "on " + launch.host() + ": " + launch.message())
                                .collect(Collectors.joining("\n")));
    }
}
