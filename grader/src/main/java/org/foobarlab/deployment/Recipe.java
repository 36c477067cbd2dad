package org.foobarlab.deployment;

import com.github.dockerjava.api.model.Capability;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.foobarlab.topology.Component;

/**
 * Tell how a component is run in a container.
 *
 * @param image its name in {@code containers/images.yml}
 * @param user the user it is started as; empty for the image's own
 * @param entrypoint the program
 * @param arguments its arguments
 * @param capabilities what it may do beyond an ordinary user; all else is dropped
 * @param ready what its log says once it serves
 * @param memory the most it may use, in MiB
 */
record Recipe(
        String image,
        String user,
        List<String> entrypoint,
        List<String> arguments,
        List<Capability> capabilities,
        Pattern ready,
        int memory) {

    /** How long a component may take to start. A loaded laptop needs more than the second or two of an idle one. */
    static final Duration START = Duration.ofSeconds(40);

    private static final List<Capability> SERVICE = List.of(
            Capability.CHOWN,
            Capability.DAC_OVERRIDE,
            Capability.FOWNER,
            Capability.KILL,
            Capability.NET_BIND_SERVICE,
            Capability.SETGID,
            Capability.SETUID,
            Capability.SYS_CHROOT);

    static Recipe of(Component component) {
        return switch (component) {
            // Started as root, as by an init system, since stock files change user and root folder themselves. The
            // second file adds a
            // socket in the abstract namespace, so that the grader can ask HAProxy what it is doing without a port or a
            // shared folder.
            case HAPROXY ->
                new Recipe("balancer", "0:0", List.of(), List.of(), SERVICE, Pattern.compile("Loading success"), 256);
            // It puts addresses on the host's interface, and announces them with packets of its own making.
            case KEEPALIVED ->
                new Recipe(
                        "keepalived",
                        "0:0",
                        List.of("keepalived"),
                        List.of("--dont-fork", "--log-console"),
                        List.of(
                                Capability.DAC_OVERRIDE,
                                Capability.KILL,
                                Capability.NET_ADMIN,
                                Capability.NET_BROADCAST,
                                Capability.NET_RAW,
                                Capability.SETGID,
                                Capability.SETUID),
                        Pattern.compile("Startup complete"),
                        64);
            case NGINX ->
                new Recipe(
                        "nginx",
                        "0:0",
                        List.of("nginx"),
                        List.of("-g", "daemon off;"),
                        SERVICE,
                        Pattern.compile("start worker process"),
                        128);
            case APP -> new Recipe("site", "", List.of(), List.of(), List.of(), Pattern.compile("site: ready"), 256);
            // The image's own file turns name resolution off for good, so that 127.0.0.1 would not be localhost as it
            // is on a server; hence
            // another. The command line comes after all files, so a copied datadir or log_error cannot hide the data or
            // the errors.
            case MYSQL ->
                new Recipe(
                        "mysql-seeded",
                        "mysql",
                        List.of("mysqld"),
                        List.of(
                                "--defaults-file=/etc/mysql/conf.d/00-lab.cnf",
                                "--datadir=/var/lib/mysql-seeded",
                                "--skip-log-error",
                                "--socket=/var/run/mysqld/mysqld.sock",
                                "--pid-file=/var/run/mysqld/mysqld.pid"),
                        List.of(),
                        Pattern.compile("ready for connections"),
                        640);
            case NODE_EXPORTER ->
                new Recipe(
                        "node-exporter",
                        "nobody",
                        List.of("/bin/node_exporter"),
                        List.of(
                                "--collector.disable-defaults",
                                "--collector.cpu",
                                "--collector.loadavg",
                                "--collector.meminfo",
                                "--collector.netdev",
                                "--collector.uname",
                                "--web.listen-address=:9100"),
                        List.of(),
                        Pattern.compile("Listening on"),
                        64);
            case MTAIL ->
                new Recipe(
                        "mtail",
                        "",
                        List.of("mtail"),
                        List.of(
                                "--logtostderr",
                                // Looks at the logs more often than by default, since figures here are of seconds, not
                                // minutes.
                                "--poll_log_interval=100ms",
                                "--port",
                                "3903",
                                "--progs",
                                "/etc/mtail",
                                "--logs",
                                "/var/log/nginx/access.log",
                                "--logs",
                                "/var/log/haproxy.log"),
                        List.of(),
                        Pattern.compile("Listening on"),
                        128);
            case RSYSLOG ->
                new Recipe(
                        "rsyslog",
                        "0:0",
                        List.of("rsyslogd"),
                        List.of("-n", "-iNONE", "-f", "/etc/rsyslog.conf"),
                        SERVICE,
                        Pattern.compile("rsyslogd.* start"),
                        64);
            case PROMETHEUS ->
                new Recipe(
                        "prometheus",
                        "nobody",
                        List.of("/bin/prometheus"),
                        List.of(
                                "--config.file=/etc/prometheus/prometheus.yml",
                                "--storage.tsdb.path=/prometheus",
                                "--web.listen-address=:9090"),
                        List.of(),
                        Pattern.compile("Server is ready to receive web requests"),
                        256);
        };
    }
}
