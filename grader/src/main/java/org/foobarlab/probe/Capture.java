package org.foobarlab.probe;

import com.github.dockerjava.api.model.Capability;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.foobarlab.deployment.Deployment;
import org.foobarlab.deployment.RunningHost;
import org.foobarlab.deployment.SideContainer;
import org.foobarlab.grade.LabFault;

/** Listen on the link between two hosts, as somebody could who got between them. */
public final class Capture implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("listening on");

    /** What tcpdump says of its progress when it is sent USR1. */
    private static final Pattern PROGRESS = Pattern.compile(
            "(\\d+) packets? captured, (\\d+) packets? received by filter, (\\d+) packets? dropped by kernel");

    /**
     * The largest packet there can be on a link, in bytes, and room for a thousand of them, in KiB. tcpdump's own
     * choices leave room for eight, and what comes while these are printed is lost.
     */
    private static final String LARGEST = "65535";

    private static final String ROOM = "65536";

    private static final Duration PRINTED = Duration.ofSeconds(8);

    /** How long a capture's count may take to come out even before another one is begun. */
    private static final Duration EVEN = Duration.ofSeconds(2);

    private static final int BEGINNINGS = 8;

    private final SideContainer tcpdump;

    /** Each signal is answered by one report at most, since several that wait are delivered as one. */
    private int signals;

    private Capture(SideContainer tcpdump) {
        this.tcpdump = tcpdump;
    }

    /**
     * Begin to listen at one end of a link.
     *
     * <p>What comes between tcpdump's opening of the interface and its setting of the filter counts as received and is
     * never printed, so that such a capture would wait for it for ever. One whose count has come out even once has none
     * of that, and another is begun in its place otherwise.
     *
     * @throws LabFault if there is always something between the two
     */
    public static Capture begin(Deployment deployment, RunningHost at, RunningHost peer) {
        for (int i = 0; i < BEGINNINGS; i++) {
            Capture capture = new Capture(tcpdump(deployment, at, peer));
            if (Waiting.isTrueWithin(EVEN, () -> capture.hasPrintedAllSince(0))) {
                return capture;
            }
            capture.close();
        }
        throw new LabFault("none of " + BEGINNINGS + " captures began without packets of other links");
    }

    private static SideContainer tcpdump(Deployment deployment, RunningHost at, RunningHost peer) {
        return deployment.beside(
                at,
                List.of(Capability.NET_RAW),
                LISTENING,
                "tcpdump",
                "-Z",
                "root",
                "-i",
                "eth0",
                "-n",
                "-l",
                "--immediate-mode",
                "-A",
                "-s",
                LARGEST,
                "-B",
                ROOM,
                "tcp",
                "and",
                "host",
                peer.address());
    }

    /**
     * Stop listening and return all that passed until now, as text; empty if nothing did.
     *
     * @throws LabFault if a part of it is missing, from which nothing could be told
     */
    public String stop() {
        int before = signals;
        // One that is stopped drops what it has not looked at yet.
        Waiting.until(
                PRINTED,
                () -> hasPrintedAllSince(before),
                "a capture was not printed within " + PRINTED.toSeconds() + " s");
        return tcpdump.stop();
    }

    /** Whether a report that answers a later signal than so many says that nothing waits to be printed. */
    private boolean hasPrintedAllSince(int before) {
        tcpdump.signal("USR1");
        signals++;
        return PROGRESS.matcher(tcpdump.complaints())
                .results()
                .skip(before)
                .reduce((earlier, later) -> later)
                .filter(progress -> {
                    long lost = Long.parseLong(progress.group(3));
                    if (lost > 0) {
                        throw new LabFault("the kernel dropped " + lost + " packets of a capture");
                    }
                    return Long.parseLong(progress.group(1)) >= Long.parseLong(progress.group(2));
                })
                .isPresent();
    }

    @Override
    public void close() {
        tcpdump.close();
    }
}
