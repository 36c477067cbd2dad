package org.foobarlab.probe;

import com.github.dockerjava.api.model.Capability;
import java.util.List;
import java.util.regex.Pattern;
import org.foobarlab.deployment.Deployment;
import org.foobarlab.deployment.RunningHost;
import org.foobarlab.deployment.SideContainer;

/** Listen on the link between two hosts, as somebody could who got between them. */
public final class Capture implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("listening on");

    private final SideContainer tcpdump;

    /** Begin to listen at one end of a link. */
    public Capture(Deployment deployment, RunningHost at, RunningHost peer) {
        tcpdump = deployment.beside(
                at,
                List.of(Capability.NET_RAW),
                LISTENING,
                "tcpdump",
                "-Z",
                "root",
                "-i",
                "any",
                "-n",
                "-l",
                "--immediate-mode",
                "-A",
                "-s",
                "0",
                "tcp",
                "and",
                "host",
                peer.address());
    }

    /** Stop listening and return what passed, as text. */
    public String stop() {
        return tcpdump.stop();
    }

    @Override
    public void close() {
        tcpdump.close();
    }
}
