package org.foobarlab.checks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.foobarlab.deployment.Authority;
import org.foobarlab.deployment.Output;
import org.foobarlab.deployment.RunningHost;
import org.foobarlab.grade.LabFault;
import org.foobarlab.probe.Answer;
import org.foobarlab.probe.Balancer;
import org.foobarlab.probe.Balancer.Server;
import org.foobarlab.probe.Capture;
import org.foobarlab.probe.Database;
import org.foobarlab.probe.World;
import org.foobarlab.topology.Component;

/**
 * Check that what visitors say is encrypted on the links between the servers too, and that the balancer knows whom it
 * talks to.
 */
@Area("encryption")
final class EncryptionChecks {

    private static final List<String> WEB_SERVERS = List.of("web-01", "web-02");

    /** How often a page is asked for until both web servers have served one. */
    private static final int TRIES = 24;

    /** How much of a captured line is shown on each side of a visitor's word. Characters. */
    private static final int BESIDE = 40;

    /** How often it is seen whether a web server that was refused is taken all the same. */
    private static final int AGAIN = 4;

    private static final Duration ARRIVES = Duration.ofSeconds(4);

    /** Two health checks of HAProxy's own default of two seconds, and as much again. */
    private static final Duration SETTLES = Duration.ofSeconds(12);

    private static final Pattern CERTIFICATE =
            Pattern.compile("(?m)^\\s*ssl_certificate(?:_key)?\\s+\"?([^\";]+)\"?\\s*;");

    @Check(
            id = "encryption-backend",
            title = "Between lb-01 and both web servers a visitor's words cannot be read",
            // web-02 can serve once its database has what replication brings.
            requires = {"https-site", "database-replication"},
            // The site answers as long as one of them does.
            follows = "nginx-starts",
            hint = "On the server lines: port 443 and 'ssl'. In nginx: 'listen 443 ssl' with ssl_certificate and"
                    + " ssl_certificate_key.")
    void backend(World world, Evidence evidence) {
        evidence.expect("what a visitor sends and gets through each web server is not readable in what was captured"
                        + " between lb-01 and that server")
                .reproduce("./lab capture lb-01 -- -A -n -c 20 host "
                        + world.host("web-01").writtenAddress());
        String marker = world.marker("secret");
        List<String> readable = new ArrayList<>();
        // Two dozen visits take a second, in which a web server that started late is not used yet.
        world.awaitBalance();
        try (Capture first = capture(world, "lb-01", "web-01");
                Capture second = capture(world, "lb-01", "web-02")) {
            List<String> unheard = new ArrayList<>(WEB_SERVERS);
            for (int i = 0; i < TRIES && !unheard.isEmpty(); i++) {
                // A balancer may keep a visitor at one server, by address or by cookie.
                Answer answer = i % 2 == 0
                        ? world.visitor()
                                .get("https://www.foobar.com/?word=" + marker, Map.of("Cookie", "session=" + marker))
                        : world.visitFrom(101 + i, "/?word=" + marker);
                answer.server().ifPresent(unheard::remove);
            }
            if (!unheard.isEmpty()) {
                evidence.verify(
                        false,
                        String.join(" and ", unheard) + " served none of " + TRIES + " visits, so nothing"
                                + " can be said of the link to it");
            }
            line(first, "web-01", marker).ifPresent(readable::add);
            line(second, "web-02", marker).ifPresent(readable::add);
        }
        evidence.verify(readable.isEmpty(), readable.isEmpty() ? "nothing readable" : String.join("; ", readable));
    }

    private static Capture capture(World world, String at, String peer) {
        return Capture.begin(world.deployment(), world.host(at), world.host(peer));
    }

    /**
     * Return where the marker stands readable in what was captured, in a few words. That nothing at all was captured
     * proves nothing.
     */
    private static Optional<String> line(Capture capture, String peer, String marker) {
        String captured = capture.stop();
        if (captured.isBlank()) {
            throw new LabFault("nothing at all was captured on the link to " + peer);
        }
        int bytes = captured.getBytes(StandardCharsets.ISO_8859_1).length;
        return captured.lines()
                .filter(text -> text.contains(marker))
                .map(text -> around(text, marker))
                .findFirst()
                .map(text -> "on the link to " + peer + ", in " + bytes + " characters: " + text);
    }

    /** A line of a capture may be long; what stands beside the word shows what it was part of. */
    private static String around(String line, String marker) {
        int at = line.indexOf(marker);
        String before = line.substring(Math.max(0, at - BESIDE), at);
        int end = at + marker.length();
        return before + "<the visitor's word>" + line.substring(end, Math.min(line.length(), end + BESIDE));
    }

    @Check(
            id = "encryption-database",
            title =
                    "Between the web servers an entry cannot be read, neither when it is written nor when it is replicated",
            requires = "database-replication",
            hint = "Two connections go from web-02 to web-01's MySQL: the site's (database.options in site.properties,"
                    + " sslMode) and the replica's (SOURCE_SSL = 1).")
    void database(World world, Evidence evidence) throws Exception {
        evidence.expect("an entry that web-02's site writes to web-01, and that web-02's MySQL gets back from there, is"
                        + " not readable in what was captured between them")
                .reproduce("./lab capture web-02 -- -A -n -c 20 host "
                        + world.host("web-01").writtenAddress());
        String marker = world.marker("secret");
        String captured;
        try (Capture capture = capture(world, "web-02", "web-01")) {
            Answer answer = world.application("web-02").post("/entries", Map.of("author", "grader", "text", marker));
            Database replica = world.database("web-02");
            String arrived = "SELECT COUNT(*) FROM foobar.entries WHERE text = '" + marker + "'";
            boolean there =
                    Eventually.see(ARRIVES, () -> replica.ask(arrived).get(0).equals("1"), one -> one);
            if (!there) {
                evidence.verify(false, "the entry did not get to web-01 and back: " + answer.summary());
            }
            captured = line(capture, "web-01", marker).orElse("");
        }
        evidence.verify(captured.isEmpty(), captured.isEmpty() ? "nothing readable" : captured);
    }

    @Check(
            id = "encryption-no-plain-http",
            title = "The web servers do not serve the site in plain HTTP",
            requires = "encryption-backend",
            hint =
                    "As long as nginx serves on port 80 too, one slip in HAProxy's file is enough to go back to plain text."
                            + " Take 'listen 80' out, or answer there with a redirect.")
    void noPlainHttp(World world, Evidence evidence) {
        evidence.expect("port 80 of web-01 and web-02, asked from lb-01, does not answer with the site's page")
                .reproduce("./lab exec lb-01 -- curl -si http://"
                        + world.host("web-01").writtenAddress() + "/");
        List<String> plain = new ArrayList<>();
        for (String name : WEB_SERVERS) {
            Output answer = world.host("lb-01")
                    .exec(
                            "curl",
                            "-s",
                            "--max-time",
                            "3",
                            "-H",
                            "Host: www.foobar.com",
                            "http://" + world.host(name).address() + "/");
            if (answer.out().contains("id=\"server\"")) {
                plain.add(name);
            }
        }
        evidence.verify(
                plain.isEmpty(),
                plain.isEmpty() ? "neither does" : "the page comes in plain HTTP from " + String.join(" and ", plain));
    }

    @Check(
            id = "encryption-no-plain-mysql",
            title = "web-01's MySQL takes no connection from web-02 that is not encrypted",
            requires = "encryption-database",
            hint = "Set require_secure_transport = ON, or REQUIRE SSL for the accounts that come over the network.")
    void noPlainMysql(World world, Evidence evidence) {
        RunningHost replica = world.host("web-02");
        evidence.expect("as the site's account and as the replica's, from web-02: refused without TLS, let in with it")
                .reproduce("./lab exec web-02 mysql -- mysql --host="
                        + world.host("web-01").writtenAddress() + " -u" + Database.SITE_USER + " -p"
                        + Database.SITE_PASSWORD + " --ssl-mode=DISABLED --get-server-public-key -e 'SELECT 1'");
        String primary = world.host("web-01").address();
        Output secure = connect(replica, primary, "REQUIRED");
        if (!secure.ok()) {
            evidence.verify(false, "the site's account is not even let in with TLS: " + Database.firstError(secure));
        }
        Output plain = connect(replica, primary, "DISABLED");
        if (plain.ok()) {
            evidence.verify(false, "it was let in without TLS");
        }
        Database follower = world.database("web-02");
        String user = follower.column("SELECT User_name, User_password FROM mysql.slave_master_info", "User_name");
        String password =
                follower.column("SELECT User_name, User_password FROM mysql.slave_master_info", "User_password");
        if (!user.isEmpty()
                && connect(replica, primary, "DISABLED", user, password).ok()) {
            evidence.verify(false, "the replica's account '" + user + "' was let in without TLS");
        }
        evidence.observe("refused without TLS, let in with it");
    }

    private static Output connect(RunningHost from, String to, String mode) {
        return connect(from, to, mode, Database.SITE_USER, Database.SITE_PASSWORD);
    }

    private static Output connect(RunningHost from, String to, String mode, String user, String password) {
        return from.execIn(
                Component.MYSQL,
                "mysql",
                "--no-defaults",
                "--protocol=tcp",
                "--host=" + to,
                "--user=" + user,
                "--password=" + password,
                "--ssl-mode=" + mode,
                "--get-server-public-key",
                "--connect-timeout=5",
                "--execute=SELECT 1");
    }

    @Check(
            id = "encryption-authority",
            title = "A web server whose certificate nobody vouches for is refused",
            requires = "encryption-backend",
            disturbs = "site",
            hint =
                    "On the server lines: 'verify required' with 'ca-file /etc/ssl/certs/foobar-lab.pem'. With 'verify none'"
                            + " the link is encrypted, but to whom?")
    void authority(World world, Evidence evidence) throws Exception {
        evidence.expect(
                        "with certificates on web-01 and web-02 that are signed by themselves, visitors get no page from either")
                .reproduce(
                        "./lab exec lb-01 -- openssl s_client -connect web-02:443 -CAfile /etc/ssl/certs/foobar-lab.pem");
        refuses(world, evidence, Authority::selfSigned);
    }

    @Check(
            id = "encryption-name",
            title = "A web server with the certificate of somebody else is refused",
            requires = "encryption-authority",
            disturbs = "site",
            hint =
                    "The authority signs for others too. On the server lines: 'verifyhost', or 'sni', with a name that the"
                            + " web server's certificate is for.")
    void name(World world, Evidence evidence) throws Exception {
        evidence.expect(
                        "with a certificate on web-01 and web-02 that the authority gave to stranger.example, visitors get no"
                                + " page from either")
                .reproduce("./lab exec lb-01 -- openssl s_client -connect web-02:443 -verify_hostname web-02 -CAfile"
                        + " /etc/ssl/certs/foobar-lab.pem");
        String stranger = world.deployment().authority().servers().get(Authority.STRANGER);
        refuses(world, evidence, server -> stranger);
    }

    /**
     * Put certificates where nginx on both web servers has its own, see what comes of it, and put the own ones back.
     */
    private static void refuses(World world, Evidence evidence, UnaryOperator<String> certificate) throws Exception {
        Map<String, List<String>> paths = new TreeMap<>();
        for (String name : WEB_SERVERS) {
            paths.put(name, paths(world.host(name)));
            if (paths.get(name).isEmpty()) {
                evidence.verify(false, "nginx on " + name + " names no certificate");
            }
        }
        AtomicInteger visits = new AtomicInteger();
        if (!Eventually.see(SETTLES, () -> serving(world, visits), WEB_SERVERS::equals)
                .equals(WEB_SERVERS)) {
            throw new LabFault("not both web servers served visitors before their certificates were changed");
        }
        List<String> accepted;
        try {
            put(world, paths, certificate);
            accepted = accepted(world, visits);
        } finally {
            put(world, paths, world.deployment().authority().servers()::get);
        }
        if (!Eventually.see(SETTLES, () -> serving(world, visits), WEB_SERVERS::equals)
                .equals(WEB_SERVERS)) {
            throw new LabFault("not both web servers served visitors within " + SETTLES.toSeconds()
                    + " s of getting their certificates back");
        }
        evidence.verify(
                accepted.isEmpty(),
                accepted.isEmpty()
                        ? "lb-01 refused them, and took them again with their own"
                        : "visitors got pages from " + String.join(" and ", accepted) + " all the same");
    }

    private static List<String> paths(RunningHost web) {
        return CERTIFICATE
                .matcher(web.execIn(Component.NGINX, "nginx", "-T").out())
                .results()
                .map((MatchResult found) -> found.group(1).strip())
                .map(path -> path.startsWith("/") ? path : "/etc/nginx/" + path)
                .distinct()
                .toList();
    }

    private static void put(World world, Map<String, List<String>> paths, UnaryOperator<String> certificate)
            throws Exception {
        for (String name : WEB_SERVERS) {
            put(world.host(name), paths.get(name), certificate.apply(name));
        }
    }

    /** Start nginx afresh, since a session from before could be taken up without a look at the certificate. */
    private static void put(RunningHost web, List<String> paths, String certificate) throws Exception {
        for (String path : paths) {
            Output written =
                    web.execIn(Component.NGINX, "sh", "-c", "printf '%s' \"$1\" > \"$2\"", "put", certificate, path);
            if (!written.ok()) {
                throw new LabFault("the certificate on " + web + " could not be changed: " + written.all());
            }
        }
        web.kill(Component.NGINX);
        web.start(Component.NGINX);
        if (!Eventually.see(
                SETTLES,
                () -> web.exec("ss", "-Hltn", "sport = :443").out().contains(":443"),
                listening -> listening)) {
            throw new LabFault("nginx on " + web + " does not listen on port 443 with another certificate");
        }
    }

    /** Return the web servers that visitors get pages from, once HAProxy has tried to talk to both. */
    private static List<String> accepted(World world, AtomicInteger visits) throws Exception {
        Balancer balancer = world.balancer();
        Map<String, Long> failures = new TreeMap<>();
        WEB_SERVERS.forEach(name -> failures.put(name, balancer.failedConnections(address(world, name))));
        Set<String> accepted = new TreeSet<>();
        Set<String> tried = Eventually.see(
                SETTLES,
                () -> {
                    accepted.addAll(serving(world, visits));
                    Set<String> known = new TreeSet<>(accepted);
                    List<Server> servers = balancer.servers();
                    for (String name : WEB_SERVERS) {
                        String address = address(world, name);
                        if (servers.stream()
                                        .filter(server -> server.address().startsWith(address))
                                        .anyMatch(Server::refusedHandshake)
                                || balancer.failedConnections(address) > failures.get(name)) {
                            known.add(name);
                        }
                    }
                    return known;
                },
                known -> known.containsAll(WEB_SERVERS));
        if (!tried.containsAll(WEB_SERVERS)) {
            throw new LabFault("HAProxy tried to talk to " + tried + " only within " + SETTLES.toSeconds() + " s");
        }
        // One that was refused once may be taken the next time, by a server line that has no verification.
        for (int i = 0; i < AGAIN && accepted.size() < WEB_SERVERS.size(); i++) {
            accepted.addAll(serving(world, visits));
        }
        return List.copyOf(accepted);
    }

    private static String address(World world, String name) {
        return world.host(name).address() + ":";
    }

    /**
     * Return the web servers that serve visitors now. A visitor may be one whom the balancer keeps at one of them;
     * among several there is one whom it would send to the other.
     */
    private static List<String> serving(World world, AtomicInteger visits) {
        return Stream.of(
                        world.visitor().https("/?again"),
                        world.visitFrom(101 + visits.getAndIncrement() % 12, "/?again"),
                        world.visitor().https("/?and-again"))
                .flatMap(answer -> answer.server().stream())
                .filter(WEB_SERVERS::contains)
                .distinct()
                .sorted()
                .toList();
    }
}
