package org.foobarlab.checks;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.foobarlab.deployment.Output;
import org.foobarlab.grade.LabFault;
import org.foobarlab.probe.Answer;
import org.foobarlab.probe.Tls;
import org.foobarlab.probe.Visitor;
import org.foobarlab.probe.World;
import org.foobarlab.topology.Component;
import org.jsoup.Connection.Method;

/** Check how carefully www.foobar.com does HTTPS: what it sends, what it keeps to itself, and whom it sends where. */
@Area("https")
final class TlsPolicyChecks {

    /** HAProxy notices a stopped nginx by a refused connection, and by then has tried the other one. */
    private static final Duration OWN_ERROR = Duration.ofSeconds(10);

    /** With HAProxy's own defaults a server is back after two good checks, two seconds apart. */
    private static final Duration BACK = Duration.ofSeconds(12);

    private static final String HEADER = "Strict-Transport-Security";
    private static final String KEY = "-----BEGIN ([A-Z]+ )?PRIVATE KEY-----";
    /** What a visitor over plain HTTP may say to be taken for one over HTTPS. */
    static final Map<String, String> CLAIMS_HTTPS = Map.of("X-Forwarded-Proto", "https");

    static final Map<String, String> FORM = Map.of("author", "grader", "text", "sent over plain HTTP");

    /** A path that a rule which puts it together again from its parts would get wrong. */
    private static final List<String> PATHS =
            List.of("/", "/a/path?with=a&query=1", "/a%2Fb%20c/?q=%3F%26&q=2", "/?", "/x?next=http://elsewhere/?y");

    @Check(
            id = "https-chain",
            title = "The site sends the intermediate certificate along with its own",
            requires = "https-certificate",
            hint = "A client has the root, and nothing else can be counted on. HAProxy's file holds the site's"
                    + " certificate, the intermediate and the key: fullchain.pem has the first two.")
    void chain(World world, Evidence evidence) {
        evidence.expect("a client that knows only the authority's root can follow the certificates from the site's up"
                        + " to it")
                .reproduce(Tls.command() + " < /dev/null");
        Tls tls = world.tls();
        List<X509Certificate> chain = chainOf(tls, evidence);
        String sent = chain.stream().map(TlsPolicyChecks::nameOf).collect(Collectors.joining(", then "));
        String problem = tls.chainProblem(chain);
        evidence.verify(
                problem.isEmpty(),
                "it sends " + sent
                        + (problem.isEmpty()
                                ? ""
                                : "; issued by " + issuerOf(chain.get(chain.size() - 1))
                                        + ", which is not sent and which the client does not know"));
    }

    private static List<X509Certificate> chainOf(Tls tls, Evidence evidence) {
        try {
            return tls.chain();
        } catch (IOException e) {
            throw evidence.observe("no TLS on port 443: " + e.getMessage()).fail();
        }
    }

    private static String nameOf(X509Certificate certificate) {
        return commonName(certificate.getSubjectX500Principal().getName());
    }

    private static String issuerOf(X509Certificate certificate) {
        return commonName(certificate.getIssuerX500Principal().getName());
    }

    private static String commonName(String name) {
        return name.replaceFirst("^.*\\bCN=([^,]+).*$", "$1");
    }

    @Check(
            id = "https-key",
            title = "No private key on lb-01 can be read by everybody",
            requires = "https-certificate",
            hint = "Whoever has the key can pose as the site. Say 'umask 077' before the file is written, or make it"
                    + " with 'install -m 600'; HAProxy reads it as root.")
    void key(World world, Evidence evidence) {
        evidence.expect("no file with a private key is readable for an account that has no business with it")
                .reproduce("./lab exec lb-01 haproxy -- find /etc -name '*.pem' -ls");
        if (filesWithKeys(world, "").isEmpty()) {
            throw new LabFault("no private key at all was found on lb-01, where HAProxy has one");
        }
        List<String> readable = filesWithKeys(world, "setpriv --reuid=65534 --regid=65534 --clear-groups ");
        evidence.verify(
                readable.isEmpty(),
                readable.isEmpty()
                        ? "there is none"
                        : "the account 'nobody' can read the key in " + String.join(", ", readable));
    }

    private static List<String> filesWithKeys(World world, String as) {
        Output output = world.host("lb-01")
                .execIn(
                        Component.HAPROXY,
                        "sh",
                        "-c",
                        as + "grep -rlE -e '" + KEY
                                + "' /etc /home /opt /root /run /srv /tmp /usr/local /var --exclude-dir=log 2>/dev/null");
        return output.out().lines().sorted().toList();
    }

    @Check(
            id = "https-ciphers",
            title = "Every cipher that is accepted keeps the past secret",
            requires = "https-versions",
            hint =
                    "With a key exchange by RSA alone, whoever gets the key one day can read all that was recorded before."
                            + " Name ciphers that begin with ECDHE in ssl-default-bind-ciphers; TLS 1.3 has no others.")
    void ciphers(World world, Evidence evidence) {
        evidence.expect("TLS 1.2 with a key exchange by RSA alone is refused, so there is forward secrecy")
                .reproduce("./lab exec internet -- openssl s_client -connect www.foobar.com:443 -tls1_2 -cipher"
                        + " 'kRSA:@SECLEVEL=0'");
        Tls tls = world.tls();
        boolean old = tls.accepts("tls1_2", "kRSA");
        evidence.verify(
                !old,
                old
                        ? "a handshake with a key exchange by RSA alone (kRSA) succeeds"
                        : tls.accepts("tls1_2", "ECDHE:DHE") ? "TLS 1.2 only with (EC)DHE" : "TLS 1.3 only");
    }

    @Check(
            id = "https-redirect-pages",
            title = "GET and HEAD over plain HTTP are sent to the same address over HTTPS, for good",
            requires = "haproxy-starts",
            hint = "In HAProxy: 'http-request redirect scheme https code 301 unless { ssl_fc }'. The default code, 302,"
                    + " is for a move that does not last.")
    void redirectPages(World world, Evidence evidence) throws Exception {
        evidence.expect("301 or 308 with a Location that differs in its scheme only, for " + String.join(" ", PATHS))
                .reproduce("./lab exec internet -- curl -si 'http://www.foobar.com" + PATHS.get(1) + "'");
        // Who serves over plain HTTP does so once the web servers are there; an early 503 would only confuse.
        Eventually.see(BACK, () -> world.visitor().http("/"), answer -> answer.status() > 0 && answer.status() < 500);
        List<String> wrong = new ArrayList<>();
        for (String path : PATHS) {
            for (Method method : List.of(Method.GET, Method.HEAD)) {
                Answer answer = world.visitor().send(method, "http://" + Visitor.SITE + path, Map.of());
                boolean lasting = answer.status() == 301 || answer.status() == 308;
                if (wrong.isEmpty() && !(lasting && leadsTo(answer, path))) {
                    wrong.add(method + " " + path + " was answered with " + described(answer));
                }
            }
        }
        Answer claimed = world.visitor().get("http://" + Visitor.SITE + "/", CLAIMS_HTTPS);
        if (wrong.isEmpty() && !((claimed.status() == 301 || claimed.status() == 308) && leadsTo(claimed, "/"))) {
            evidence.reproduce("./lab exec internet -- curl -si -H 'X-Forwarded-Proto: https' http://www.foobar.com/");
            wrong.add("GET / with a header X-Forwarded-Proto: https of the visitor's own was answered with "
                    + described(claimed));
        }
        evidence.verify(wrong.isEmpty(), wrong.isEmpty() ? "all of them" : wrong.get(0));
    }

    static boolean leadsTo(Answer answer, String path) {
        String location = answer.header("Location").orElse("").replaceFirst("^(https://[^/?]+):443(?=[/?]|$)", "$1");
        // Whether a lone question mark survives makes no difference to what is asked for.
        return location.replaceFirst("\\?$", "").equals("https://" + Visitor.SITE + path.replaceFirst("\\?$", ""));
    }

    static String described(Answer answer) {
        return answer.status() == 0
                ? answer.summary()
                : answer.status()
                        + answer.header("Location")
                                .map(location -> " and Location: " + location)
                                .orElse("");
    }

    @Check(
            id = "https-redirect-forms",
            title = "A form that is sent over plain HTTP is neither taken nor lost on the way to HTTPS",
            requires = "https-redirect-pages",
            hint = "At a 301 or 302 browsers ask again with GET and without the form. 308 keeps method and body; to"
                    + " refuse with 'http-request deny deny_status 403' is right too, and safer.")
    void redirectForms(World world, Evidence evidence) throws Exception {
        evidence.expect("POST http://www.foobar.com/entries gets 307 or 308 with the same address over HTTPS, or is"
                        + " refused with a status from 400 to 499")
                .reproduce("./lab exec internet -- curl -si -d author=me -d text=hello http://www.foobar.com/entries");
        // Who takes forms over plain HTTP does so once the web servers are there.
        Answer answer = Eventually.see(
                BACK,
                () -> world.visitor().send(Method.POST, "http://" + Visitor.SITE + "/entries", FORM),
                one -> one.status() > 0 && one.status() < 500);
        if (!isLedOrRefused(answer, "/entries")) {
            evidence.verify(false, "it was answered with " + described(answer) + consequence(answer));
        }
        Answer other = world.visitor().send(Method.POST, "http://" + Visitor.SITE + "/visits?a=b", FORM);
        if (!isLedOrRefused(other, "/visits?a=b")) {
            evidence.verify(false, "POST /visits?a=b was answered with " + described(other) + consequence(other));
        }
        Answer claimed = world.visitor().send(Method.POST, "http://" + Visitor.SITE + "/entries", FORM, CLAIMS_HTTPS);
        if (!isLedOrRefused(claimed, "/entries")) {
            evidence.verify(
                    false,
                    "with a header X-Forwarded-Proto: https of the visitor's own it was answered with "
                            + described(claimed) + consequence(claimed));
        }
        evidence.observe("it was answered with " + described(answer));
    }

    /**
     * Say whether a form reaches HTTPS as it is, or nobody; that the site itself refuses it shows that it was there.
     */
    private static boolean isLedOrRefused(Answer answer, String path) {
        boolean kept = (answer.status() == 307 || answer.status() == 308) && leadsTo(answer, path);
        boolean refused = answer.status() >= 400
                && answer.status() < 500
                && answer.server().isEmpty();
        return kept || refused;
    }

    private static String consequence(Answer answer) {
        boolean elsewhere = answer.header("Location").orElse("").startsWith("https://");
        return switch (answer.status()) {
            case 301, 302 -> "; a browser asks there with GET then, and the form is lost";
            case 303 ->
                elsewhere
                        ? ", which is HAProxy's own redirect; a browser asks there with GET then, and the form is lost"
                        : "; so the form was taken";
            case 200 -> "; so the form was taken";
            default -> answer.server().isPresent() ? " by the site itself, so the form was there" : "";
        };
    }

    @Check(
            id = "https-hsts-plain",
            title = "Answers over plain HTTP carry no Strict-Transport-Security",
            requires = {"https-hsts", "https-redirect-pages"},
            hint =
                    "RFC 6797, 7.2: over plain HTTP anybody on the way could have put it there, so browsers ignore it and"
                            + " servers must not send it. Add a condition: 'if { ssl_fc }'.")
    void hstsPlain(World world, Evidence evidence) {
        evidence.expect("no such header over plain HTTP")
                .reproduce("./lab exec internet -- curl -sI http://www.foobar.com/");
        for (Method method : List.of(Method.GET, Method.HEAD, Method.POST)) {
            Answer answer = world.visitor()
                    .send(
                            method,
                            "http://" + Visitor.SITE + (method == Method.POST ? "/entries" : "/"),
                            method == Method.POST ? FORM : Map.of());
            String header = answer.header(HEADER).orElse("");
            if (answer.status() == 0 || !header.isEmpty()) {
                evidence.verify(
                        false, method + ": " + (answer.status() == 0 ? answer.summary() : HEADER + ": " + header));
            }
        }
        evidence.observe("no such header");
    }

    @Check(
            id = "https-hsts-errors",
            title = "Error pages over HTTPS carry Strict-Transport-Security, HAProxy's own too",
            requires = "https-hsts",
            disturbs = "site",
            hint = "'http-response' sees only what a web server answered. 'http-after-response' sees all answers, also"
                    + " those that HAProxy makes itself.")
    void hstsErrors(World world, Evidence evidence) throws Exception {
        evidence.expect("the header with the site's own 404, and with HAProxy's answer when no web server is left")
                .reproduce("./lab up LAB SUBMISSION, ./lab stop web-01 nginx, ./lab stop web-02 nginx, then: ./lab exec"
                        + " internet -- curl -ski https://www.foobar.com/");
        Answer missing = world.visitor().https("/no/such/page");
        if (missing.status() != 404 || missing.header(HEADER).isEmpty()) {
            evidence.verify(
                    false, "the answer to a page that is not there, " + described(missing) + ", has no such header");
        }
        Answer own;
        try {
            List.of("web-01", "web-02").forEach(host -> world.host(host).stop(Component.NGINX));
            own = Eventually.see(OWN_ERROR, () -> world.visitor().https("/"), answer -> !answer.isPage());
        } finally {
            List.of("web-01", "web-02").forEach(host -> world.host(host).start(Component.NGINX));
            Eventually.see(BACK, () -> world.visitor().https("/"), Answer::isPage);
        }
        boolean there = own.header(HEADER).isPresent();
        evidence.verify(
                there,
                "with no web server left: " + described(own) + (there ? ", with the header" : ", without the header"));
    }
}
