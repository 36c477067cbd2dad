package org.foobarlab.site;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Writes a line for each request: to a stream as it is, and to a syslog receiver as an RFC 5424 message over UDP.
 *
 * <p>A receiver that is away, slow or unknown costs messages and nothing else. Can be used by several threads at once.
 */
final class RequestLog implements AutoCloseable {

    // In characters. Together they stay below the 2048 bytes that every receiver should take (RFC 5424, 6.1).
    private static final int LONGEST_TARGET = 1000;
    private static final int LONGEST_VISITOR = 64;
    private static final int LONGEST_NOTE = 200;

    private static final int FACILITY_LOCAL1 = 17 * 8;
    private static final int SEVERITY_ERROR = 3;
    private static final int SEVERITY_INFORMATIONAL = 6;

    private final String server;
    private final InetSocketAddress receiver;
    private final PrintStream stream;
    private final DatagramChannel channel;
    private final long processId = ProcessHandle.current().pid();

    /**
     * Open a log.
     *
     * @param server the host name in the messages
     * @param receiver the syslog receiver
     * @param stream where the same lines go without a syslog header; it is not closed
     */
    RequestLog(String server, InetSocketAddress receiver, PrintStream stream) {
        this.server = server;
        this.receiver = receiver;
        this.stream = stream;
        try {
            channel = DatagramChannel.open();
            // A full buffer drops a message rather than holding up a visitor.
            channel.configureBlocking(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Write a line for a request.
     *
     * @param visit the request
     * @param status the status it was answered with
     * @param milliseconds how long that took
     * @param note what else an administrator should know, {@code null} for nothing
     */
    void write(Visit visit, int status, long milliseconds, String note) {
        StringBuilder line = new StringBuilder(160);
        printable(line, visit.method(), LONGEST_VISITOR);
        line.append(' ');
        printable(line, visit.target(), LONGEST_TARGET);
        line.append(' ').append(status).append(' ').append(milliseconds).append("ms ");
        printable(line, visit.visitor(), LONGEST_VISITOR);
        if (note != null) {
            String oneLine = note.replaceAll("\\s+", " ");
            line.append(" - ").append(oneLine, 0, Math.min(oneLine.length(), LONGEST_NOTE));
        }
        print(line + "\n");
        send(header(status >= 500 ? SEVERITY_ERROR : SEVERITY_INFORMATIONAL) + line);
    }

    private String header(int severity) {
        return "<" + (FACILITY_LOCAL1 + severity) + ">1 " + Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + server
                + " site " + processId + " request - ";
    }

    private void print(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        stream.write(bytes, 0, bytes.length);
        stream.flush();
    }

    private void send(String message) {
        try {
            channel.send(ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)), receiver);
        } catch (IOException | RuntimeException unreachable) {
            // The line is on the stream already; a receiver that is away must not disturb serving.
        }
    }

    /** Keep a visitor from forging fields or lines: spaces and whatever cannot be printed become question marks. */
    private static void printable(StringBuilder line, String text, int longest) {
        for (int i = 0; i < Math.min(text.length(), longest); i++) {
            char c = text.charAt(i);
            line.append(c > ' ' && c < 0x7f ? c : '?');
        }
        if (text.length() > longest) {
            line.append("...");
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
