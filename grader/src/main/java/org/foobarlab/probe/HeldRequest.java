package org.foobarlab.probe;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Keep a web server busy: a request over HTTPS that is sent, and whose answer nobody waits for, until it is closed.
 *
 * <p>Whether a server has it yet is for {@link Balancer#busy()} to say.
 */
public final class HeldRequest implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(8);
    private static final int HTTPS = 443;

    private final Socket plain;
    private final SSLSocket socket;

    private HeldRequest(Visitor visitor, String head) throws IOException {
        plain = visitor.connect(Visitor.SITE, HTTPS, DEADLINE);
        try {
            socket = (SSLSocket)
                    AcceptAnyCertificate.context().getSocketFactory().createSocket(plain, Visitor.SITE, HTTPS, true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(Visitor.SITE)));
            socket.setSSLParameters(parameters);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    /**
     * Ask for a page that takes long.
     *
     * @throws IOException if the site cannot be connected to
     */
    public static HeldRequest page(Visitor visitor, String path) throws IOException {
        return new HeldRequest(visitor, "GET " + path + " HTTP/1.1\r\nHost: " + Visitor.SITE + "\r\n\r\n");
    }

    /**
     * Begin to send a form, and never end.
     *
     * @throws IOException if the site cannot be connected to
     */
    public static HeldRequest form(Visitor visitor, String path) throws IOException {
        return new HeldRequest(
                visitor,
                "POST " + path + " HTTP/1.1\r\nHost: " + Visitor.SITE
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nauthor=");
    }

    @Override
    public void close() throws IOException {
        try (plain) {
            socket.close();
        }
    }
}
