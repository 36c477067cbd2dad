package org.foobarlab.site;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Does once what a site does all day, without a database, so that the classes it needs can be put into an archive which
 * later starts are mapped from.
 */
final class WarmUp {

    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final int REQUEST_TIMEOUT_MILLISECONDS = 10_000;

    private static final List<String> REQUESTS = List.of(
            "GET /?page=1 HTTP/1.0\r\nX-Forwarded-For: 203.0.113.100\r\nX-Forwarded-Proto: https\r\n\r\n",
            "HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            "GET /health HTTP/1.0\r\n\r\n",
            "POST /entries HTTP/1.0\r\nContent-Length: 18\r\n\r\nauthor=A&text=%C3%A9",
            "POST /entries HTTP/1.0\r\nContent-Length: 0\r\n\r\n",
            "GET /report?pages=0 HTTP/1.0\r\n\r\n",
            "GET /visits HTTP/1.0\r\nCookie: visitor=0123456789abcdef0123456789abcdef\r\n\r\n",
            "GET /visits HTTP/1.0\r\n\r\n",
            "GET /nowhere HTTP/1.0\r\n\r\n");

    private WarmUp() {}

    /**
     * Warm up.
     *
     * @param out where to say that it is done
     * @throws IOException if this machine's loopback address or its temporary folder cannot be used
     */
    static void run(PrintStream out) throws IOException {
        Settings settings = readSettings(closedPort());
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        try (RequestLog log =
                        new RequestLog(settings.server(), settings.logSyslog().resolve(), nowhere);
                Storage noDatabase = new MySqlStorage(settings, PATIENCE)) {
            serve(settings, new SampleBook(), log);
            serve(settings, noDatabase, log);
        }
        out.println("site: warmed up");
        out.flush();
    }

    private static void serve(Settings settings, Storage storage, RequestLog log) throws IOException {
        SiteHandler handler = new SiteHandler(settings.server(), storage, log);
        try (WebServer server = new WebServer(settings.listen().resolve(), handler)) {
            for (String request : REQUESTS) {
                ask(server.address(), request);
            }
        }
    }

    private static void ask(InetSocketAddress address, String request) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(REQUEST_TIMEOUT_MILLISECONDS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.startsWith("HTTP/1.1 ")) {
                throw new IOException("no answer to " + request.strip());
            }
        }
    }

    private static Settings readSettings(int closedPort) throws IOException {
        Path file = Files.createTempFile("site", ".properties");
        try {
            Files.writeString(file, """
                    server=warm-up
                    listen=127.0.0.1:0
                    database.primary=127.0.0.1:%1$d
                    database.local=127.0.0.1:%1$d
                    database.user=site
                    database.password=none
                    log.syslog=127.0.0.1:%1$d
                    """.formatted(closedPort));
            return Settings.read(file);
        } catch (SettingsException e) {
            throw new IOException(e);
        } finally {
            Files.delete(file);
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A book of one entry that forgets what is written into it. */
    private static final class SampleBook implements Storage {

        @Override
        public List<Entry> newest(int limit) {
            return List.of(new Entry(1, "A visitor", "\"Hello\" & <welcome>"));
        }

        @Override
        public void add(Draft draft) {
            // Nothing is kept.
        }

        @Override
        public void checkReadable() {
            // Always readable.
        }

        @Override
        public void close() {
            // Nothing to give up.
        }
    }
}
