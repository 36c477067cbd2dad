package org.foobarlab.probe;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.foobarlab.deployment.Output;
import org.foobarlab.deployment.RunningHost;
import org.foobarlab.grade.LabFault;

/**
 * Receive lines of text that hosts send to one of them, and tell which came through.
 *
 * <p>A datagram that does not arrive leaves no trace where it was sent, unlike a connection; so what is looked at is
 * where it should arrive.
 */
public final class Letters {

    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final Duration ARRIVED = Duration.ofSeconds(8);

    private final RunningHost to;
    private final String file = "/tmp/letters-" + UUID.randomUUID();

    /**
     * Begin to listen.
     *
     * @param ports such as {@code tcp/53} or {@code udp/123}
     * @throws LabFault if nothing listens there after 8 s
     */
    public Letters(RunningHost to, List<String> ports) {
        this.to = to;
        for (String port : ports) {
            String number = port.substring(4);
            String socket = port.startsWith("tcp/") ? "TCP-LISTEN:" + number + ",fork,reuseaddr" : "UDP-RECV:" + number;
            to.execDetached(
                    "timeout",
                    String.valueOf(LIFE.toSeconds()),
                    "socat",
                    "-u",
                    socket,
                    "OPEN:" + file + ",creat,append");
        }
        Waiting.until(
                ARRIVED,
                () -> listening().containsAll(ports),
                "nothing listens on " + String.join(", ", ports) + " of " + to);
    }

    private Set<String> listening() {
        return to.exec("ss", "-Hltun")
                .out()
                .lines()
                .map(line -> line.trim().split("\\s+"))
                .map(words -> words[0] + "/" + words[4].substring(words[4].lastIndexOf(':') + 1))
                .collect(Collectors.toSet());
    }

    /**
     * Send a line to each of some ports.
     *
     * @param text what it says, without spaces; the port is put after it
     * @param address the receiver's, as the sender reaches it
     */
    public void send(RunningHost from, String text, String address, List<String> ports) {
        // Bash speaks TCP and UDP by itself. All at once, since a connection that is kept out takes its second.
        String each = ports.stream()
                .map(port -> "timeout 1 bash -c 'echo " + text + "-" + port + " >/dev/" + port.substring(0, 3) + "/"
                        + address + "/" + port.substring(4) + "' &")
                .collect(Collectors.joining(" "));
        Output output = from.exec("bash", "-c", "exec 2>/dev/null; " + each + " wait");
        if (!output.ok()) {
            throw new LabFault("nothing could be sent from " + from + ": " + output.all());
        }
    }

    /**
     * Return what arrived once certain lines have, which were sent last.
     *
     * @throws LabFault if these do not arrive within 8 s
     */
    public Set<String> arrived(String control, List<String> ports) {
        List<String> wanted = ports.stream().map(port -> control + "-" + port).toList();
        Waiting.until(ARRIVED, () -> read().containsAll(wanted), "what " + control + " sent did not arrive on " + to);
        return read();
    }

    private Set<String> read() {
        return to.exec("cat", file).out().lines().collect(Collectors.toCollection(TreeSet::new));
    }
}
