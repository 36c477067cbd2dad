package org.foobarlab.checks;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.foobarlab.probe.Answer;
import org.foobarlab.probe.HaproxyFile;
import org.foobarlab.probe.HaproxyFile.Offer;
import org.foobarlab.probe.Tls;
import org.foobarlab.probe.Visitor;
import org.foobarlab.probe.World;
import org.foobarlab.submission.ServerFile;
import org.foobarlab.topology.AddressPlan;
import org.foobarlab.topology.Host;
import org.jsoup.Connection.Method;

/** Check what visitors get when they ask for www.foobar.com. */
@Area("https")
final class HttpsChecks {

    /** How many visits from one address are looked at. */
    private static final int FORWARDED = 6;

    /** How many visits there are at most, from other addresses then, until both web servers have served one. */
    private static final int MOST_FORWARDED = 18;

    /** Who a visitor may say that he is: an address that RFC 5737 keeps for documentation. */
    private static final String SOMEBODY_ELSE = "198.51.100.7";

    /** How long the site may take to answer once somebody has its address. */
    private static final Duration SITE_UP = Duration.ofSeconds(10);

    /**
     * A browser that forgets the promise within half a year can be led astray too easily; hstspreload.org asks for a
     * year. Seconds.
     */
    private static final long LEAST_HSTS = 15_768_000;

    @Check(
            id = "https-site",
            title = "https://www.foobar.com/ answers with the site's page",
            requires = "haproxy-starts",
            follows = {
                "nginx-starts",
                "site-starts",
                "mysql-setup",
                "lb-01-needed-ports",
                "web-01-needed-ports",
                "web-02-needed-ports"
            },
            hint = "Follow the request: HAProxy's backend, nginx's proxy_pass to 127.0.0.1:8080, the site's account"
                    + " in MySQL.")
    void site(World world, Evidence evidence) throws Exception {
        evidence.expect("status 200 and the page of the site, several times in a row")
                .reproduce("./lab exec internet -- curl -ski https://www.foobar.com/");
        Visitor visitor = world.visitor();
        Duration deadline = SITE_UP.plus(world.addressPatience());
        Answer answer = Eventually.see(deadline, () -> worstOf(visitor), Answer::isPage);
        if (!answer.isPage()) {
            Routes.blame(world, evidence, Routes.SITE);
        }
        evidence.verify(answer.isPage(), answer.isPage() ? "the page" : seen(answer));
    }

    private static String seen(Answer answer) {
        String from = answer.server().map(server -> "from " + server + ": ").orElse("");
        return from + answer.summary() + (answer.status() == 200 ? ", but not the site's page" : "");
    }

    /** One answer may come from the server that works. */
    private static Answer worstOf(Visitor visitor) {
        Answer answer = visitor.https("/");
        for (int i = 0; i < 3 && answer.isPage(); i++) {
            answer = visitor.https("/");
        }
        return answer;
    }

    @Check(
            id = "https-certificate",
            title = "The certificate is for www.foobar.com, valid, and leads to the authority",
            requires = "haproxy-starts",
            follows = "lb-01-needed-ports",
            hint =
                    "Name a path after 'crt' on the bind line and leave the file out of the submission: the lab puts"
                            + " the site's certificate there, as an ACME client would. Where you have a deploy hook, the hook does.")
    void certificate(World world, Evidence evidence) {
        evidence.expect("a certificate for " + Visitor.SITE + ", in date, issued by the lab's authority")
                .reproduce(Tls.command());
        Tls tls = new Tls(world.deployment(), world.visitor());
        List<X509Certificate> chain;
        try {
            chain = tls.chain();
        } catch (IOException e) {
            Routes.blame(world, evidence, Routes.VISITORS);
            evidence.observe("no TLS on port 443: " + e.getMessage()).fail();
            return;
        }
        X509Certificate own = chain.get(0);
        balancerWithTls(world).ifPresent(host -> evidence.put("ends_at", host));
        List<String> problems = new ArrayList<>();
        if (!Tls.names(own).contains(Visitor.SITE)) {
            problems.add("it is for "
                    + (Tls.names(own).isEmpty()
                            ? own.getSubjectX500Principal().getName()
                            : String.join(", ", Tls.names(own))));
        }
        if (own.getNotAfter().toInstant().isBefore(Instant.now())) {
            problems.add("it ended on " + own.getNotAfter().toInstant());
        }
        // Whether the site sends what leads there is another check's question.
        String chainProblem = tls.chainProblem(List.of(own, tls.intermediate()));
        if (!chainProblem.isEmpty()) {
            problems.add("it does not lead to the lab's authority: issued by "
                    + own.getIssuerX500Principal().getName());
        }
        evidence.unrelated("lb-01-needed-ports");
        evidence.verify(problems.isEmpty(), problems.isEmpty() ? "such a certificate" : String.join("; ", problems));
    }

    /** Where the visitor's TLS ends, if a load balancer is told to. */
    private static Optional<String> balancerWithTls(World world) {
        return world.deployment().topology().servers().stream()
                .filter(host -> world.deployment()
                        .servers()
                        .file(host, "/etc/haproxy/haproxy.cfg")
                        .filter(file -> !new HaproxyFile(file.text()).offers().isEmpty())
                        .isPresent())
                .map(Host::name)
                .findFirst();
    }

    @Check(
            id = "https-versions",
            title = "Nothing older than TLS 1.2 is accepted",
            requires = "haproxy-starts",
            follows = "lb-01-needed-ports",
            hint = "Say 'ssl-min-ver TLSv1.2' in ssl-default-bind-options; RFC 8996 took TLS 1.0 and 1.1 out of use.")
    void versions(World world, Evidence evidence) {
        evidence.expect("TLS 1.2 or newer works, older versions do not, neither over the network nor by configuration")
                .reproduce("./lab exec internet -- openssl s_client -connect www.foobar.com:443 -tls1_1 -cipher"
                        + " 'ALL:@SECLEVEL=0'");
        Tls tls = new Tls(world.deployment(), world.visitor());
        Set<String> offered = new TreeSet<>();
        for (String version : List.of("1.1", "1.2", "1.3")) {
            if (tls.accepts("tls" + version.replace('.', '_'))) {
                offered.add("TLSv" + version);
            }
        }
        evidence.put("offered", offered);
        if (!offered.contains("TLSv1.2") && !offered.contains("TLSv1.3")) {
            Routes.blame(world, evidence, Routes.VISITORS);
            evidence.verify(false, "neither TLS 1.2 nor TLS 1.3 works");
        }
        evidence.unrelated("lb-01-needed-ports");
        List<String> old = new ArrayList<>();
        if (offered.contains("TLSv1.1")) {
            old.add("TLS 1.1 is accepted over the network");
        }
        ServerFile file = world.deployment()
                .servers()
                .file(world.host("lb-01").host(), "/etc/haproxy/haproxy.cfg")
                .orElseThrow();
        List<Offer> offers = new HaproxyFile(file.text()).offers();
        offers.stream()
                .filter(offer -> !offer.isModern())
                .map(offer -> "lb-01/etc/haproxy/haproxy.cfg, line " + offer.line() + ", accepts " + offer.least()
                        + ": " + offer.text())
                .forEach(old::add);
        // Older ones no client here speaks, so what the configuration says counts.
        offers.stream().filter(offer -> !offer.isModern()).map(Offer::least).forEach(offered::add);
        String least = offers.stream().map(Offer::least).distinct().collect(Collectors.joining(", "));
        evidence.verify(
                old.isEmpty(), old.isEmpty() ? "the oldest version accepted is " + least : String.join("; ", old));
    }

    @Check(
            id = "https-redirect",
            title = "Plain HTTP answers 301 to the same path and query over HTTPS",
            requires = "haproxy-starts",
            follows = "lb-01-needed-ports",
            hint = "In HAProxy: 'http-request redirect scheme https code 301 unless { ssl_fc }'.")
    void redirect(World world, Evidence evidence) throws Exception {
        String path = "/a/path?with=a&query=1";
        String site = "http://" + Visitor.SITE;
        evidence.expect("301 with Location: https://" + Visitor.SITE + path
                        + ", and likewise for HEAD, for other pages and"
                        + " for whoever says that he has come over HTTPS; a form is not taken over plain HTTP")
                .reproduce("./lab exec internet -- curl -si 'http://www.foobar.com" + path + "'");
        Visitor visitor = world.visitor();
        // Whoever lets the web servers answer is without one until they are looked at for the first time.
        Answer first =
                Eventually.see(SITE_UP, () -> visitor.http(path), one -> one.status() != 0 && one.status() < 500);
        String location = first.header("Location").orElse("none");
        if (first.status() != 0) {
            evidence.put("redirected", first.status() / 100 == 3 && location.startsWith("https://"));
        }
        if (first.status() == 0) {
            Routes.blame(world, evidence, Routes.PLAIN_VISITORS);
        } else if (first.status() >= 500) {
            Routes.blame(world, evidence, Routes.PLAIN_SITE);
        } else {
            evidence.unrelated("lb-01-needed-ports");
        }
        if (!isRedirected(first, path)) {
            evidence.verify(
                    false, first.status() == 0 ? first.summary() : first.status() + " with Location: " + location);
        }
        for (String other : List.of("/", "/visits")) {
            for (Method method : List.of(Method.GET, Method.HEAD)) {
                Answer answer = visitor.send(method, site + other, Map.of());
                if (!isRedirected(answer, other)) {
                    evidence.reproduce("./lab exec internet -- curl -si" + (method == Method.HEAD ? "I" : "") + " '"
                                    + site + other + "'")
                            .verify(
                                    false,
                                    method + " " + other + " was answered with " + TlsPolicyChecks.described(answer));
                }
            }
        }
        Answer claimed = visitor.get(site + "/", TlsPolicyChecks.CLAIMS_HTTPS);
        if (!isRedirected(claimed, "/")) {
            evidence.reproduce("./lab exec internet -- curl -si -H 'X-Forwarded-Proto: https' " + site + "/")
                    .verify(
                            false,
                            "GET / with a header X-Forwarded-Proto: https of the visitor's own was answered with "
                                    + TlsPolicyChecks.described(claimed));
        }
        Answer form = visitor.send(Method.POST, site + "/entries", TlsPolicyChecks.FORM);
        boolean led = form.status() >= 300 && form.status() < 400 && TlsPolicyChecks.leadsTo(form, "/entries");
        boolean refused = form.status() >= 400 && form.status() < 500;
        // An answer of the site's own to a form says that it has been there.
        if (!led && (!refused || form.server().isPresent())) {
            evidence.reproduce("./lab exec internet -- curl -si -d author=me -d text=hello " + site + "/entries")
                    .verify(false, "POST /entries was answered with " + TlsPolicyChecks.described(form));
        }
        evidence.observe("301 with Location: " + location);
    }

    private static boolean isRedirected(Answer answer, String path) {
        return answer.status() == 301 && TlsPolicyChecks.leadsTo(answer, path);
    }

    @Check(
            id = "https-hsts",
            title = "Answers over HTTPS carry Strict-Transport-Security",
            requires = "https-site",
            hint = "RFC 6797: a browser that has seen the header once will not try plain HTTP again for max-age"
                    + " seconds.")
    void hsts(World world, Evidence evidence) {
        evidence.expect("Strict-Transport-Security with max-age of at least " + LEAST_HSTS)
                .reproduce("./lab exec internet -- curl -skI https://www.foobar.com/");
        world.awaitBalance();
        Visitor visitor = world.visitor();
        // Each web server may have its own way, and each page.
        Map<String, Answer> answers = new LinkedHashMap<>();
        for (int i = 0; i < FORWARDED; i++) {
            Answer answer = visitor.https("/");
            answers.putIfAbsent("of / from " + answer.server().orElse("?"), answer);
        }
        answers.put("to HEAD /", visitor.send(Method.HEAD, "https://" + Visitor.SITE + "/", Map.of()));
        answers.put("of /visits", visitor.https("/visits"));
        String good = "";
        for (Map.Entry<String, Answer> one : answers.entrySet()) {
            String header = one.getValue().header("Strict-Transport-Security").orElse("");
            if (maxAge(header) < LEAST_HSTS) {
                String where = good.isEmpty() ? "" : "the answer " + one.getKey() + ": ";
                evidence.verify(
                        false, where + (header.isEmpty() ? "no such header" : "Strict-Transport-Security: " + header));
            }
            good = header;
        }
        evidence.observe("Strict-Transport-Security: " + good);
    }

    private static long maxAge(String header) {
        for (String directive : header.split(";")) {
            String[] parts = directive.strip().replace("\"", "").split("\\s*=\\s*", 2);
            if (parts[0].equalsIgnoreCase("max-age") && parts.length == 2 && parts[1].matches("\\d{1,18}")) {
                return Long.parseLong(parts[1]);
            }
        }
        return -1;
    }

    @Check(
            id = "https-forwarded",
            title = "The application learns the visitor's scheme and address",
            requires = "https-site",
            hint =
                    "HAProxy adds X-Forwarded-For ('option forwardfor') and X-Forwarded-Proto ('http-request set-header');"
                            + " nginx passes both on with proxy_set_header, which the nginx that some labs give does."
                            + " What the visitor sends under these names himself must not be taken for it: no"
                            + " 'if-none'.")
    void forwarded(World world, Evidence evidence) {
        String address = world.internet().writtenAddress();
        evidence.expect("the page names the visitor " + address + " and the scheme https, from both web servers")
                .reproduce("./lab exec internet -- curl -sk https://www.foobar.com/");
        // One that is not in use yet would not be looked at.
        world.awaitBalance();
        Set<String> servers = new TreeSet<>();
        Set<String> wrong = new LinkedHashSet<>();
        boolean known = true;
        for (int i = 0; i < FORWARDED || servers.size() < 2 && i < MOST_FORWARDED; i++) {
            // Where visitors are shared out by their addresses, only another one comes to the other server.
            boolean fromElsewhere = i >= FORWARDED;
            int other = 100 + i;
            Answer answer = fromElsewhere
                    ? world.visitFrom(other, "/")
                    : world.visitor().https("/");
            String expected = fromElsewhere ? AddressPlan.WRITTEN + other : address;
            String server = answer.server().orElse("?");
            servers.add(server);
            String scheme = answer.text("#scheme").orElse(answer.summary());
            String visitor = visitor(world, answer).orElse("?");
            if (!visitor.equals("?")) {
                known &= visitor.equals(expected);
                evidence.put("visitor_known", known);
            }
            if (!(scheme.equals("https") && visitor.equals(expected))) {
                wrong.add("through " + server + " scheme " + scheme + ", visitor " + visitor);
            }
        }
        if (wrong.isEmpty()) {
            Answer answer =
                    world.visitor().get("https://" + Visitor.SITE + "/", Map.of("X-Forwarded-For", SOMEBODY_ELSE));
            String visitor = visitor(world, answer).orElse(answer.summary());
            if (!visitor.equals(address)) {
                evidence.reproduce("./lab exec internet -- curl -sk -H 'X-Forwarded-For: " + SOMEBODY_ELSE
                        + "' https://www.foobar.com/");
                wrong.add("for a visitor who sends X-Forwarded-For: " + SOMEBODY_ELSE + " himself, visitor " + visitor);
            }
        }
        evidence.verify(
                wrong.isEmpty(), wrong.isEmpty() ? "scheme https, visitor " + address : String.join("; ", wrong));
    }

    /** Return the address that the page names, as a student writes it. */
    private static Optional<String> visitor(World world, Answer answer) {
        return answer.text("#visitor")
                .map(world.deployment().plan()::restore)
                // A socket for both protocols knows a visitor over IPv4 by this form of the address.
                .map(seen -> seen.replaceFirst("(?i)^\\[?::ffff:([\\d.]+)]?$", "$1"));
    }
}
