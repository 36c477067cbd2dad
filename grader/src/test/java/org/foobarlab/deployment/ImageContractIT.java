package org.foobarlab.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.ContainerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.foobarlab.TestFiles;
import org.foobarlab.testing.Command;
import org.foobarlab.testing.Command.Ran;
import org.foobarlab.testing.Project;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Hold what official images promise, and what the lab relies on, against whatever {@code containers/build} names on
 * this machine: official images, or the stand-ins built where no registry answers. A test here must pass with both
 * kinds.
 */
class ImageContractIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String NAME =
            "foobar-lab-test-" + UUID.randomUUID().toString().substring(0, 8);
    private static final String NETWORK = NAME + "-net";

    @TempDir
    private static Path folder;

    private static Engine engine;
    private static ImageSet images;
    private static int count;

    @BeforeAll
    static void makeReady() {
        engine = Engine.connect();
        images = ImageSet.prepare(TestFiles.home(), line -> {});
        engine.client()
                .createNetworkCmd()
                .withName(NETWORK)
                .withInternal(true)
                .withLabels(Owner.thisProcess().labels(NAME))
                .exec();
    }

    @AfterAll
    static void cleanUp() {
        if (engine != null) {
            new Sweeper(engine).sweepDeployment(NAME);
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "haproxy,       haproxy, docker-entrypoint.sh,     haproxy -f /usr/local/etc/haproxy/haproxy.cfg, SIGUSR1, -",
                "nginx,         -,       /docker-entrypoint.sh,    nginx -g daemon off;,                         SIGQUIT, 80/tcp",
                "mysql,         -,       docker-entrypoint.sh,     mysqld,                                       -,       3306/tcp",
                "prometheus,    nobody,  /bin/prometheus,          *,                                            -,       9090/tcp",
                "node-exporter, nobody,  /bin/node_exporter,       -,                                            -,       9100/tcp",
            })
    void officialImagesKeepTheirUserProgramAndSignal(
            String name, String user, String entrypoint, String command, String signal, String port) {
        ContainerConfig config = config(name);

        assertThat(config.getUser()).isEqualTo(user == null ? "" : user);
        assertThat(config.getEntrypoint()).containsExactly(entrypoint);
        if (!"*".equals(command)) {
            assertThat(String.join(" ", config.getCmd() == null ? new String[0] : config.getCmd()))
                    .isEqualTo(command == null ? "" : command);
        }
        if (signal != null) {
            Ran stop = docker("image", "inspect", "--format", "{{.Config.StopSignal}}", images.reference(name));
            assertThat(stop.out().strip()).isEqualTo(signal);
        }
        if (port != null) {
            assertThat(Arrays.stream(config.getExposedPorts()).map(Object::toString))
                    .contains(port);
        }
    }

    @Test
    void haproxyChecksAConfigurationAtItsUsualPlace() {
        String config =
                "global\n    maxconn 50\ndefaults\n    mode http\n    timeout connect 1s\n    timeout client 1s\n"
                        + "    timeout server 1s\nfrontend www\n    bind :8080\n";
        String container = create("haproxy", List.of(), "haproxy", "-c", "-f", "/usr/local/etc/haproxy/haproxy.cfg");
        put(container, "/usr/local/etc/haproxy/haproxy.cfg", config);

        assertThat(startAndWait(container).exit()).isZero();

        String broken = create("haproxy", List.of(), "haproxy", "-c", "-f", "/usr/local/etc/haproxy/haproxy.cfg");
        put(broken, "/usr/local/etc/haproxy/haproxy.cfg", config + "    bindd :81\n");
        Ran refused = startAndWait(broken);
        assertThat(refused.exit()).isNotZero();
        assertThat(refused.all()).contains("[/usr/local/etc/haproxy/haproxy.cfg:10]");
    }

    @Test
    void haproxyServesAsAnOrdinaryUserAndEndsAtItsOwnSignal() {
        String container = create("haproxy", List.of("--sysctl", "net.ipv4.ip_unprivileged_port_start=0"));
        put(container, "/usr/local/etc/haproxy/haproxy.cfg", """
                global
                    stats socket /var/lib/haproxy/stats.sock
                defaults
                    mode http
                    timeout connect 1s
                    timeout client 1s
                    timeout server 1s
                frontend www
                    bind :80
                    http-request return status 200 content-type text/plain string "balanced"
                """);
        docker("start", container).orFail();
        awaitLog(container, "Loading success");

        assertThat(exec(container, "cat", "/proc/1/comm").out().strip()).isEqualTo("haproxy");
        assertThat(exec(container, "sh", "-c", "id -un").out().strip()).isEqualTo("haproxy");
        assertThat(from(container, 80)).contains("balanced");

        docker("stop", "--time", "20", container).orFail();
        assertThat(docker("inspect", "--format", "{{.State.ExitCode}}", container)
                        .out()
                        .strip())
                .isNotEqualTo("137");
    }

    /** The file that Debian's and Ubuntu's packages install, which most students start from. */
    @Test
    void haproxyTakesAStockFileAsRootWithAChangeOfRoot() {
        String container = create(
                "haproxy",
                List.of("--user", "0:0", "--entrypoint", "sh"),
                "-c",
                "mkdir -p /run/haproxy /var/lib/haproxy && exec haproxy -W -db -f /etc/haproxy/haproxy.cfg");
        put(container, "/etc/haproxy/haproxy.cfg", """
                global
                    log /dev/log local0
                    chroot /var/lib/haproxy
                    stats socket /run/haproxy/admin.sock mode 660 level admin
                    stats timeout 30s
                    user haproxy
                    group haproxy
                    daemon
                    ca-base /etc/ssl/certs
                    crt-base /etc/ssl/private
                    ssl-default-bind-options ssl-min-ver TLSv1.2 no-tls-tickets
                defaults
                    log global
                    mode http
                    option httplog
                    option dontlognull
                    timeout connect 5000
                    timeout client 50000
                    timeout server 50000
                    errorfile 503 /usr/local/etc/haproxy/errors/503.http
                frontend www
                    bind *:80
                """);
        docker("start", container).orFail();
        awaitLog(container, "Loading success");

        assertThat(from(container, 80)).contains("503 Service Unavailable");
        assertThat(exec(container, "sh", "-c", "cat /proc/[0-9]*/status | grep '^Uid'")
                        .out())
                .as("the worker runs under haproxy's own number")
                .containsPattern("Uid:\\s+99\\s");
    }

    /** What a deploy hook or an administrator says to systemd, and what becomes of the processes. */
    @Test
    void balancerIsReloadedRestartedStoppedAndStartedAsByAServiceManager() {
        String container = create("balancer", List.of());
        put(container, "/etc/foobar/haproxy-runtime.cfg", "global\n    maxconn 100\n");
        put(container, "/etc/haproxy/haproxy.cfg", answering("first"));
        docker("start", container).orFail();
        awaitLog(container, "Loading success");
        String master =
                exec(container, "cat", "/run/haproxy.pid").orFail().out().strip();

        put(container, "/etc/haproxy/haproxy.cfg", answering("second"));
        exec(container, "service", "haproxy", "reload").orFail();
        awaitAnswer(container, "second");
        assertThat(exec(container, "cat", "/run/haproxy.pid").out().strip())
                .as("kept by a reload")
                .isEqualTo(master);

        put(container, "/etc/haproxy/haproxy.cfg", answering("third"));
        exec(container, "systemctl", "restart", "haproxy.service").orFail();
        assertThat(from(container, 80)).contains("third");
        assertThat(exec(container, "cat", "/run/haproxy.pid").out().strip())
                .as("another by a restart")
                .isNotEqualTo(master);

        put(container, "/etc/haproxy/haproxy.cfg", "nonsense\n");
        Ran refused = exec(container, "systemctl", "reload", "haproxy");
        assertThat(refused.exit()).isNotZero();
        assertThat(refused.all()).contains("[/etc/haproxy/haproxy.cfg:1]");
        assertThat(from(container, 80)).as("a wrong file is not taken").contains("third");

        put(container, "/etc/haproxy/haproxy.cfg", answering("fourth"));
        exec(container, "systemctl", "stop", "haproxy").orFail();
        assertThat(from(container, 80)).doesNotContain("third");
        exec(container, "systemctl", "start", "haproxy").orFail();
        assertThat(from(container, 80)).contains("fourth");

        docker("stop", "--time", "20", container).orFail();
        assertThat(docker("inspect", "--format", "{{.State.ExitCode}}", container)
                        .out()
                        .strip())
                .isNotEqualTo("137");
    }

    @Test
    void balancerGivesItsCertificatesOutInTurnAndRunsTheHooks() {
        String container = create("balancer", List.of());
        for (String part : List.of("cert", "chain", "fullchain", "privkey")) {
            put(container, "/var/lib/foobar/certificates/1/" + part + ".pem", "first " + part + "\n");
            put(container, "/var/lib/foobar/certificates/2/" + part + ".pem", "second " + part + "\n");
        }
        put(container, "/etc/letsencrypt/renewal-hooks/deploy/copy.sh", """
                #!/bin/sh
                cat "$RENEWED_LINEAGE/privkey.pem" >> /tmp/deployed
                echo "for $RENEWED_DOMAINS"
                exit 3
                """);
        put(container, "/etc/foobar/haproxy-runtime.cfg", "global\n    maxconn 100\n");
        put(container, "/etc/haproxy/haproxy.cfg", answering("any"));
        docker("start", container).orFail();
        awaitLog(container, "Loading success");

        Ran renewed = exec(container, "certbot", "renew");
        assertThat(renewed.exit()).as("the hook's own").isEqualTo(3);
        assertThat(renewed.out()).contains("copy.sh: for www.foobar.com foobar.com", "ended with exit code 3");
        assertThat(exec(container, "cat", "/tmp/deployed").out()).isEqualTo("first privkey\nsecond privkey\n");
        assertThat(exec(container, "cat", "/etc/letsencrypt/live/www.foobar.com/fullchain.pem")
                        .out())
                .isEqualTo("second fullchain\n");
        assertThat(exec(container, "sh", "-c", "stat -Lc %a /etc/letsencrypt/live/www.foobar.com/privkey.pem")
                        .out()
                        .strip())
                .isEqualTo("600");
    }

    private static String answering(String word) {
        return """
                defaults
                    mode http
                    timeout connect 1s
                    timeout client 1s
                    timeout server 1s
                frontend www
                    bind :80
                    http-request return status 200 content-type text/plain string "%s"
                """.formatted(word);
    }

    private static void awaitAnswer(String container, String word) {
        Awaitility.await()
                .alias(container)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(150))
                .atMost(SOON)
                .until(() -> from(container, 80), said -> said.contains(word));
    }

    @Test
    void nginxShowsItsWelcomePageAndLogsToItsOutput() {
        String container = create("nginx", List.of());
        docker("start", container).orFail();
        awaitLog(container, "start worker process");

        assertThat(from(container, 80)).contains("200 OK").containsIgnoringCase("nginx");
        awaitLog(container, "GET / HTTP/1.");
        assertThat(exec(container, "id", "-u", "nginx").out().strip()).isEqualTo("101");
        assertThat(exec(container, "readlink", "/var/log/nginx/access.log")
                        .out()
                        .strip())
                .isEqualTo("/dev/stdout");

        docker("stop", "--time", "20", container).orFail();
        assertThat(docker("inspect", "--format", "{{.State.ExitCode}}", container)
                        .out()
                        .strip())
                .isEqualTo("0");
    }

    @Test
    void nginxReadsSitesOfItsFolderAndRunsHooksFirst() {
        String container = create("nginx", List.of());
        put(container, "/etc/nginx/conf.d/default.conf", "server { listen 81; return 200 'mine\\n'; }\n");
        put(container, "/docker-entrypoint.d/99-mine.sh", "#!/bin/sh\necho the hook ran\n");
        docker("start", container).orFail();
        awaitLog(container, "start worker process");

        assertThat(log(container)).contains("the hook ran");
        assertThat(from(container, 81)).contains("mine");
    }

    @Test
    void prometheusIsReadyWithItsOwnConfigurationAndWithAnother() {
        String container = create("prometheus", List.of());
        docker("start", container).orFail();
        awaitLog(container, "Server is ready to receive web requests");
        assertThat(from(container, 9090, "/-/ready")).contains("200 OK");
        assertThat(exec(container, "promtool", "check", "config", "/etc/prometheus/prometheus.yml")
                        .exit())
                .isZero();

        String other = create("prometheus", List.of());
        put(other, "/etc/prometheus/prometheus.yml", "global:\n  scrape_interval: 7s\n");
        docker("start", other).orFail();
        awaitLog(other, "Server is ready to receive web requests");
        assertThat(from(other, 9090, "/api/v1/status/config")).contains("scrape_interval: 7s");
    }

    @Test
    void nodeExporterShowsFiguresOfTheMachine() {
        String container = create("node-exporter", List.of());
        docker("start", container).orFail();
        awaitLog(container, "Listening on");

        assertThat(from(container, 9100, "/metrics"))
                .contains("node_cpu_seconds_total{")
                .contains("node_memory_MemTotal_bytes ")
                .contains("node_network_receive_bytes_total{");
    }

    @Test
    void mysqlMakesWhatItsEnvironmentAsksFor() {
        String container = create(
                "mysql",
                List.of(
                        "-e", "MYSQL_ROOT_PASSWORD=r00t 'quoted\"",
                        "-e", "MYSQL_DATABASE=shop",
                        "-e", "MYSQL_USER=clerk",
                        "-e", "MYSQL_PASSWORD=penc1l",
                        "--memory", "700m"),
                "--innodb-buffer-pool-size=32M");
        put(
                container,
                "/docker-entrypoint-initdb.d/1-table.sql",
                "CREATE TABLE goods (name VARCHAR(20)); INSERT INTO goods VALUES ('ink');");
        put(container, "/docker-entrypoint-initdb.d/2-mark.sh", "echo the script of $MYSQL_DATABASE ran\n");
        put(container, "/etc/mysql/conf.d/mine.cnf", "[mysqld]\nmax_connections = 33\n");
        docker("start", container).orFail();
        awaitMysql(container);

        assertThat(log(container)).contains("the script of shop ran");
        assertThat(sql(container, "clerk", "penc1l", "SELECT name FROM shop.goods"))
                .isEqualTo("ink");
        assertThat(sql(container, "root", "r00t 'quoted\"", "SELECT @@max_connections, @@datadir"))
                .isEqualTo("33\t/var/lib/mysql/");
        assertThat(sql(container, "clerk", "wrong", "SELECT 1")).contains("Access denied");
        assertThat(sql(container, "clerk", "penc1l", "CREATE DATABASE other")).contains("denied");
        assertThat(exec(container, "cat", "/proc/1/comm").out().strip()).isEqualTo("mysqld");
        assertThat(exec(container, "stat", "-c", "%u", "/var/lib/mysql").out().strip())
                .isEqualTo("999");
        assertThat(exec(container, "sh", "-c", "grep '^Uid' /proc/1/status").out())
                .containsPattern("Uid:\\s+999\\s");
    }

    @Test
    void mysqlTakesSecretsFromFilesAndARandomRootPassword() {
        String container = create(
                "mysql",
                List.of(
                        "-e", "MYSQL_RANDOM_ROOT_PASSWORD=yes",
                        "-e", "MYSQL_DATABASE_FILE=/run/the-database",
                        "-e", "MYSQL_USER=clerk",
                        "-e", "MYSQL_PASSWORD_FILE=/run/the-password",
                        "--memory", "700m"),
                "mysqld",
                "--innodb-buffer-pool-size=32M");
        put(container, "/run/the-password", "from a file");
        put(container, "/run/the-database", "filed");
        docker("start", container).orFail();
        awaitMysql(container);

        assertThat(sql(container, "clerk", "from a file", "SHOW DATABASES LIKE 'filed'"))
                .isEqualTo("filed");
        String word = "GENERATED ROOT PASSWORD: ";
        String line = log(container)
                .lines()
                .filter(each -> each.contains(word))
                .findFirst()
                .orElseThrow();
        String password = line.substring(line.indexOf(word) + word.length()).strip();
        assertThat(sql(container, "root", password, "SELECT 1")).isEqualTo("1");
    }

    @Test
    void mysqlRefusesToStartWithoutAWordAboutTheRootPassword() {
        Ran refused = startAndWait(create("mysql", List.of("--memory", "700m")));

        assertThat(refused.exit()).isNotZero();
        assertThat(refused.all())
                .contains("MYSQL_ROOT_PASSWORD", "MYSQL_ALLOW_EMPTY_PASSWORD", "MYSQL_RANDOM_ROOT_PASSWORD");
    }

    @Test
    void seededMysqlHoldsTheSiteAndEachServerHasItsOwnIdentity() {
        String one = create("mysql-seeded", List.of("--memory", "640m"));
        String two = create("mysql-seeded", List.of("--memory", "640m"));
        long begin = System.nanoTime();
        docker("start", one, two).orFail();
        for (String server : List.of(one, two)) {
            awaitLog(server, "ready for connections");
        }
        double seconds = (System.nanoTime() - begin) / 1e9;

        String columns = "SELECT GROUP_CONCAT(column_name ORDER BY ordinal_position) FROM information_schema.columns"
                + " WHERE table_schema = 'foobar' AND table_name = 'entries'";
        assertThat(seeded(one, columns)).isEqualTo("id,author,text,created_at");
        assertThat(Integer.parseInt(seeded(one, "SELECT COUNT(*) FROM foobar.entries")))
                .isPositive();
        assertThat(seeded(one, "SELECT @@version")).startsWith("9.7.");
        assertThat(seeded(one, "SELECT @@server_uuid")).isNotEqualTo(seeded(two, "SELECT @@server_uuid"));
        assertThat(seeded(one, "SHOW BINARY LOGS"))
                .as("nothing of the making is left to be sent to a replica")
                .hasLineCount(1);
        // Generous, since the machine may be busy: a server that had to initialise its folder first takes longer.
        assertThat(seconds).isLessThan(15);
    }

    @ParameterizedTest
    @CsvSource({
        "host, nft --version; iptables --version; ufw --version; ss --version; ip -V; tcpdump --version; nmap --version;"
                + " ncat --version; socat -V; ps --version",
        "probe, nft --version; nmap --version; curl --rate 5/s --version; openssl version; command -v wrk; command -v microsocks",
        "mtail, mtail --version",
        "rsyslog, rsyslogd -v",
    })
    void ownImagesHaveTheirTools(String image, String commands) {
        Ran ran = shell(image, "-exc", commands.replace("; ", "\n"));

        assertThat(ran.exit()).as(ran.all()).isZero();
    }

    @Test
    void keepalivedHoldsAnAddressWhileItsScriptIsContent() {
        String container = create("keepalived", List.of("--cap-add", "NET_ADMIN", "--cap-add", "NET_RAW"));
        put(container, "/etc/keepalived/keepalived.conf", """
                vrrp_script content {
                    script "/usr/bin/test ! -e /tmp/trouble"
                    interval 1
                }
                vrrp_instance shared {
                    interface eth0
                    virtual_router_id 7
                    virtual_ipaddress {
                        192.0.2.7/32
                    }
                    track_script {
                        content
                    }
                }
                """);
        docker("start", container).orFail();
        awaitLog(container, "Entering MASTER STATE");
        assertThat(exec(container, "ip", "-brief", "address").out()).contains("192.0.2.7/32");

        exec(container, "touch", "/tmp/trouble").orFail();
        awaitLog(container, "Entering FAULT STATE");
        assertThat(exec(container, "ip", "-brief", "address").out()).doesNotContain("192.0.2.7/32");
    }

    @Test
    void hostImageHoldsTheLogFilesThatEveryServiceMayWrite() {
        Ran listed = shell(
                "host",
                "-c",
                "cd /var/log && stat -c '%a %n' nginx/access.log nginx/error.log mysql mysql/error.log haproxy.log app syslog");

        assertThat(listed.exit()).as(listed.all()).isZero();
        assertThat(listed.out().lines())
                .hasSize(7)
                .allMatch(line -> line.startsWith("666 ") || line.startsWith("777 "));
    }

    @Test
    void everyImageOfTheListIsNamedAndPresent() {
        assertThat(images.references().keySet())
                .contains(
                        "debian",
                        "mysql",
                        "site",
                        "mysql-seeded",
                        "host",
                        "probe",
                        "haproxy",
                        "nginx",
                        "prometheus",
                        "node-exporter",
                        "rsyslog",
                        "mtail");
        for (Map.Entry<String, String> image : images.references().entrySet()) {
            assertThat(engine.client().inspectImageCmd(image.getValue()).exec().getId())
                    .as(image.getKey())
                    .isNotBlank();
        }
    }

    private static ContainerConfig config(String name) {
        return engine.client().inspectImageCmd(images.reference(name)).exec().getConfig();
    }

    /** Create a container that is removed after the tests, also if they are killed. */
    private static String create(String image, List<String> options, String... command) {
        String name = NAME + "-" + ++count;
        List<String> words = new ArrayList<>(List.of("create", "--name", name, "--network", NETWORK));
        Owner.thisProcess().labels(NAME).forEach((key, value) -> words.addAll(List.of("--label", key + "=" + value)));
        words.addAll(options);
        words.add(images.reference(image));
        words.addAll(List.of(command));
        docker(words.toArray(String[]::new)).orFail();
        return name;
    }

    private static Ran startAndWait(String container) {
        docker("start", container).orFail();
        Ran waited = docker("wait", container).orFail();
        Ran log = docker("logs", container);
        return new Ran(Integer.parseInt(waited.out().strip()), log.out(), log.err(), waited.seconds());
    }

    private static void put(String container, String path, String text) {
        Path tree = folder.resolve(container);
        TestFiles.write(tree, path.substring(1), text);
        tree.resolve(path.substring(1)).toFile().setExecutable(path.endsWith(".sh") && text.startsWith("#!"), false);
        tree.resolve(path.substring(1)).toFile().setReadable(true, false);
        Path top = tree.resolve(path.substring(1).split("/")[0]);
        // Into a folder that may not be there yet, as the whole tree.
        docker("cp", top.toString(), container + ":/").orFail();
        Project.deleteTree(tree);
    }

    private static Ran exec(String container, String... command) {
        List<String> words = new ArrayList<>(List.of("exec", container));
        words.addAll(List.of(command));
        return docker(words.toArray(String[]::new));
    }

    private static String log(String container) {
        return docker("logs", container).all();
    }

    private static void awaitLog(String container, String text) {
        Awaitility.await()
                .alias(container)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(150))
                .atMost(SOON)
                .until(() -> log(container), said -> said.contains(text));
    }

    /** The server that prepares the folder has no network, so it is not it that says the port. */
    private static void awaitMysql(String container) {
        awaitLog(container, "port: 3306");
    }

    /** Ask over HTTP from another container, since the network has no way to the machine. */
    private static String from(String container, int port) {
        return from(container, port, "/");
    }

    private static String from(String container, int port, String path) {
        return docker(
                        "run",
                        "--rm",
                        "--network",
                        NETWORK,
                        "--entrypoint",
                        "curl",
                        images.reference("probe"),
                        "--silent",
                        "--show-error",
                        "--include",
                        "--max-time",
                        "10",
                        "http://" + address(container) + ":" + port + path)
                .all();
    }

    private static String address(String container) {
        return docker("inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", container)
                .out()
                .strip();
    }

    private static String sql(String container, String user, String password, String statement) {
        return docker(
                        "exec",
                        "-e",
                        "MYSQL_PWD=" + password,
                        container,
                        "mysql",
                        "--host=127.0.0.1",
                        "--user=" + user,
                        "--skip-column-names",
                        "--batch",
                        "--execute=" + statement)
                .all()
                .strip();
    }

    private static String seeded(String container, String statement) {
        return exec(
                        container,
                        "mysql",
                        "--socket=/var/run/mysqld/mysqld.sock",
                        "--user=root",
                        "--skip-column-names",
                        "--batch",
                        "--execute=" + statement)
                .all()
                .strip();
    }

    /** Run a script in an image's shell, without a network. */
    private static Ran shell(String image, String options, String script) {
        return docker(
                "run", "--rm", "--network", "none", "--entrypoint", "sh", images.reference(image), options, script);
    }

    private static Ran docker(String... words) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(words));
        return Command.of(command.toArray(String[]::new)).run(Duration.ofMinutes(2));
    }
}
