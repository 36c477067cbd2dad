package org.foobarlab.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.foobarlab.deployment.Deployment;
import org.foobarlab.grade.LabFault;

/**
 * Let visitors come to the site over HTTPS one after the other, each with a connection of its own and an eye on the
 * certificate, while something is done to the site.
 */
public final class Visits implements AutoCloseable {

    /** How many come at the same time. */
    private static final int AT_ONCE = 2;

    /** How long each pauses between two visits. With the visits themselves this makes some fifty a second. */
    private static final long PAUSE_MILLIS = 25;

    private static final Duration DEADLINE = Duration.ofSeconds(8);

    private final Deployment deployment;
    private final Visitor visitor;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(AT_ONCE, task -> {
        Thread thread = new Thread(task, "visits");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Visit> made = new ArrayList<>();

    /**
     * Remember one visit.
     *
     * @param problem why there was no page; empty if there was one
     * @param certificate the certificate that the site showed, or null if it did not come to that
     */
    private record Visit(String problem, X509Certificate certificate) {}

    private Visits(Deployment deployment, Visitor visitor) {
        this.deployment = deployment;
        this.visitor = visitor;
    }

    /** Let them come, until closed. */
    static Visits begin(Deployment deployment, Visitor visitor) {
        Visits visits = new Visits(deployment, visitor);
        for (int i = 0; i < AT_ONCE; i++) {
            visits.threads.scheduleWithFixedDelay(visits::comeAndGo, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
        return visits;
    }

    /** Return how many visits are over. */
    public int count() {
        return snapshot().size();
    }

    private List<Visit> snapshot() {
        synchronized (made) {
            return List.copyOf(made);
        }
    }

    /**
     * Wait for more visits to be over.
     *
     * @throws LabFault if they are not within the deadline, since even failed visits end
     */
    public void awaitMore(int more) {
        long deadline = System.nanoTime() + DEADLINE.multipliedBy(2).toNanos();
        synchronized (made) {
            int wanted = made.size() + more;
            while (made.size() < wanted) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new LabFault("the visits do not go on");
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(made, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new LabFault("the visits were interrupted", e);
                }
            }
        }
    }

    /** Return how many visitors saw a certificate. */
    public long saw(X509Certificate certificate) {
        return snapshot().stream()
                .filter(visit -> certificate.equals(visit.certificate))
                .count();
    }

    /** Return why visits failed, and how many for each reason. */
    public Map<String, Long> failures() {
        return snapshot().stream()
                .filter(visit -> !visit.problem.isEmpty())
                .collect(Collectors.groupingBy(Visit::problem, TreeMap::new, Collectors.counting()));
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void comeAndGo() {
        Visit visit = visit(true);
        synchronized (made) {
            made.add(visit);
            made.notifyAll();
        }
    }

    private Visit visit(boolean mayAgain) {
        SSLSocket socket;
        try {
            socket = connect(deployment, visitor);
        } catch (IOException e) {
            return new Visit(reason(e), null);
        }
        try (socket) {
            X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            socket.getOutputStream()
                    .write(("GET /?visit HTTP/1.1\r\nHost: " + Visitor.SITE + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = read(socket);
            if (answer.isEmpty() && mayAgain) {
                // A server that ends may close a connection on which it has not been asked anything yet. RFC 9110,
                // 9.2.2 lets clients ask
                // again then, and browsers do.
                return visit(false);
            }
            return new Visit(problem(answer), certificate);
        } catch (IOException e) {
            return mayAgain ? visit(false) : new Visit(reason(e), null);
        }
    }

    static SSLSocket connect(Deployment deployment, Visitor visitor) throws IOException {
        Socket plain = visitor.connect(Visitor.SITE, 443, DEADLINE);
        try {
            SSLSocket socket = (SSLSocket) TrustingRoot.context(deployment.authority())
                    .getSocketFactory()
                    .createSocket(plain, Visitor.SITE, 443, true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    static String read(SSLSocket socket) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(answer);
        } catch (IOException e) {
            if (answer.size() == 0) {
                throw e;
            }
            // What has come is judged by what it is.
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private static String problem(String answer) {
        if (answer.isEmpty()) {
            return "connection closed without an answer";
        }
        String first = answer.lines().findFirst().orElse("");
        if (!first.startsWith("HTTP/1.1 200")) {
            return "answered with " + first;
        }
        return answer.contains("</html>") || answer.contains("id=\"server\"") ? "" : "half a page";
    }

    private static String reason(IOException e) {
        String message = String.valueOf(e.getMessage()).replaceFirst("^SOCKS: ", "");
        if (e instanceof SSLHandshakeException) {
            return e.getCause() instanceof CertificateException
                    ? "the certificate was not trusted"
                    : "the handshake was broken off";
        }
        return message.toLowerCase(Locale.ROOT);
    }
}
