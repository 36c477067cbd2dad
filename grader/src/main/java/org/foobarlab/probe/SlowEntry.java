package org.foobarlab.probe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Send the site an entry in two halves over one connection, which stands in between for as long as one likes. */
public final class SlowEntry implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final int HTTPS = 443;

    private final Socket socket;
    private final BufferedReader in;
    private final OutputStream out;
    private final String rest;

    private SlowEntry(Socket socket, String rest) throws IOException {
        this.socket = socket;
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        this.out = socket.getOutputStream();
        this.rest = rest;
    }

    /**
     * Send the first half, once nginx has said that it waits for it: then the connection stands all the way to a web
     * server.
     *
     * @throws IOException if it does not get so far within 8 s
     */
    public static SlowEntry begin(Visitor visitor, String text) throws IOException {
        Socket plain = visitor.connect(Visitor.SITE, HTTPS, PATIENCE);
        try {
            Socket socket =
                    AcceptAnyCertificate.context().getSocketFactory().createSocket(plain, Visitor.SITE, HTTPS, true);
            String form = "author=grader&text=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
            int half = form.length() / 2;
            SlowEntry entry = new SlowEntry(socket, form.substring(half));
            entry.send("POST /entries HTTP/1.1\r\nHost: " + Visitor.SITE
                    + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length()
                    + "\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n");
            int status = entry.status();
            if (status != 100) {
                throw new IOException("the site answered " + status + " where it should have waited for the entry");
            }
            entry.send(form.substring(0, half));
            return entry;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    /** Send the second half, and return what the site answers, without the page. */
    public Answer finish() {
        long begin = System.nanoTime();
        try {
            send(rest);
            return new Answer(status(), Map.of(), "", "", (System.nanoTime() - begin) / 1e9);
        } catch (IOException e) {
            return Answer.none(e, System.nanoTime() - begin);
        }
    }

    private void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Read one head of an answer, and return its status. */
    private int status() throws IOException {
        String first = in.readLine();
        if (first == null || !first.matches("HTTP/1\\.1 \\d{3}.*")) {
            throw new IOException(first == null ? "the connection was closed" : "no HTTP: " + first);
        }
        String line = first;
        while (line != null && !line.isEmpty()) {
            line = in.readLine();
        }
        return Integer.parseInt(first.substring(9, 12));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
