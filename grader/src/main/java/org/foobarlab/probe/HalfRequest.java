package org.foobarlab.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;
import org.foobarlab.deployment.Deployment;

/** Be a visitor with a slow line: half of a form is sent, and the other half later. */
public final class HalfRequest implements AutoCloseable {

    private static final String FORM = "author=slow&text=This+form+takes+its+time.";

    private final SSLSocket socket;

    private HalfRequest(SSLSocket socket) {
        this.socket = socket;
    }

    /**
     * Send the first half.
     *
     * @throws IOException if there is no connection to be had
     */
    static HalfRequest begin(Deployment deployment, Visitor visitor) throws IOException {
        SSLSocket socket = Visits.connect(deployment, visitor);
        HalfRequest request = new HalfRequest(socket);
        request.send("POST /entries HTTP/1.1\r\nHost: " + Visitor.SITE
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + FORM.length()
                + "\r\nConnection: close\r\n\r\n" + FORM.substring(0, FORM.length() / 2));
        return request;
    }

    /** Send the rest, and return the first line of the answer; or why there is none. */
    public String finish() {
        try {
            send(FORM.substring(FORM.length() / 2));
            String answer = Visits.read(socket);
            return answer.isEmpty()
                    ? "connection closed without an answer"
                    : answer.lines().findFirst().orElse("");
        } catch (IOException e) {
            return "no answer: " + e.getMessage();
        }
    }

    private void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
