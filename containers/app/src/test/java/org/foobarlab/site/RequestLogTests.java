package org.foobarlab.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestLogTests {

    private static final String HEADER =
            "1 \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z web-01 site \\d+ request - ";

    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
    private DatagramSocket receiver;
    private RequestLog log;

    @BeforeEach
    void open() throws IOException {
        receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        receiver.setSoTimeout(5_000);
        log = new RequestLog(
                "web-01",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), receiver.getLocalPort()),
                new PrintStream(stream));
    }

    @AfterEach
    void close() throws IOException {
        log.close();
        receiver.close();
    }

    @Test
    void sendsOneMessageForARequest() throws IOException {
        log.write(new Visit("GET", "/", "/?page=2", "https", "198.51.100.7"), 200, 12, null);

        assertThat(receive()).matches("<142>" + HEADER + "GET /\\?page=2 200 12ms 198\\.51\\.100\\.7");
        assertThat(stream).hasToString("GET /?page=2 200 12ms 198.51.100.7\n");
    }

    @Test
    void reportsAFailureAsAnErrorOnOneLine() throws IOException {
        log.write(new Visit("POST", "/entries", "/entries", "http", "::1"), 503, 1502, "Writes are out:\nrefused");

        assertThat(receive()).matches("<139>" + HEADER + "POST /entries 503 1502ms ::1 - Writes are out: refused");
        assertThat(stream).hasToString("POST /entries 503 1502ms ::1 - Writes are out: refused\n");
    }

    @Test
    void visitorsCannotForgeLines() throws IOException {
        log.write(new Visit("GET", "/", "/", "http", "1.2.3.4 - x\n<0>1 forged"), 200, 1, null);

        assertThat(receive()).endsWith("GET / 200 1ms 1.2.3.4?-?x?<0>1?forged");
    }

    @Test
    void messagesStayWithinWhatReceiversTake() throws IOException {
        log.write(new Visit("GET", "/", "/?" + "x".repeat(5_000), "http", "y".repeat(500)), 200, 1, "é".repeat(3_000));

        assertThat(receive().getBytes(StandardCharsets.UTF_8).length).isBetween(1_000, 2_048);
    }

    @Test
    void aReceiverThatIsAwayDisturbsNothing() throws IOException {
        InetSocketAddress unknown = InetSocketAddress.createUnresolved("no-such-host.invalid", 514);
        InetSocketAddress closed = new InetSocketAddress(InetAddress.getLoopbackAddress(), RunningSite.closedPort());
        Visit visit = new Visit("GET", "/", "/", "http", "::1");
        try (RequestLog away = new RequestLog("web-01", unknown, new PrintStream(stream));
                RequestLog deaf = new RequestLog("web-01", closed, new PrintStream(stream))) {
            for (int i = 0; i < 3; i++) {
                away.write(visit, 200, 1, null);
                deaf.write(visit, 200, 1, null);
            }
        }

        assertThat(stream).hasToString("GET / 200 1ms ::1\n".repeat(6));
    }

    @Test
    void theSiteLogsEachRequest() throws Exception {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), receiver.getLocalPort());
        try (RunningSite site = new RunningSite(new InMemoryStorage(), address)) {
            site.get("/a%20b?c=%3C", "X-Forwarded-For", "203.0.113.9, 198.51.100.7");

            assertThat(receive()).matches("<142>" + HEADER + "GET /a%20b\\?c=%3C 404 \\d+ms 198\\.51\\.100\\.7");
        }
    }

    private String receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        receiver.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }
}
