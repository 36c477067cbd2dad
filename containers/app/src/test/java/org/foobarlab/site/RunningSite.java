package org.foobarlab.site;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A site on a free port, with the storage a test gives it. */
final class RunningSite implements AutoCloseable {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Storage storage;
    private final RequestLog log;
    private final WebServer server;

    RunningSite(Storage storage) throws IOException {
        this(storage, new InetSocketAddress(InetAddress.getLoopbackAddress(), closedPort()));
    }

    RunningSite(Storage storage, InetSocketAddress syslog) throws IOException {
        this.storage = storage;
        log = new RequestLog("web-01", syslog, new PrintStream(new LineQueue()));
        server = new WebServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), new SiteHandler("web-01", storage, log));
    }

    /** Send a request; headers are names and values in turn. */
    HttpResponse<String> send(String method, String target, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.address().getPort() + target))
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String target, String... headers) throws Exception {
        return send("GET", target, "", headers);
    }

    HttpResponse<String> post(String form) throws Exception {
        return send("POST", "/entries", form, "Content-Type", "application/x-www-form-urlencoded");
    }

    /** Send bytes as they are, and return all that comes back until the site closes the connection. */
    String sendRaw(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
    }

    /** {@return the next line of the log, which comes just after the answer; {@code null} if none comes} */
    String nextLogLine() throws InterruptedException {
        return lines.poll(5, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        server.close();
        storage.close();
        log.close();
    }

    static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Takes what the log writes, which is one whole line at a time. */
    private final class LineQueue extends OutputStream {

        @Override
        public void write(int octet) {
            throw new UnsupportedOperationException("the log writes whole lines");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            lines.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
        }
    }
}
