package org.foobarlab.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.foobarlab.TestFiles;
import org.foobarlab.deployment.RunningHost;
import org.junit.jupiter.api.Test;

/** Hold that a capture has all that passed on its link, and waits for nothing of another one. */
class CaptureIT {

    private static final Path REFERENCE = TestFiles.home().resolve("solutions/05-secured-and-monitored/reference");

    /** About one in three of them begins with such a packet. */
    private static final int CAPTURES = 12;

    /** Send datagrams, which no capture is to have, as fast as one process can. It ends by itself. */
    private static final String NOISE = """
            import socket, sys, time
            to = (sys.argv[1], 9)
            sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            end = time.monotonic() + 60
            while time.monotonic() < end:
                for i in range(20):
                    sender.sendto(b"noise", to)
                time.sleep(0.001)
            """;

    @Test
    void isNotKeptWaitingByPacketsOfOtherLinks() {
        RunningLab.with("05", REFERENCE, world -> {
            world.awaitBalance();
            RunningHost balancer = world.host("lb-01");
            world.internet().execDetached("python3", "-c", NOISE, balancer.address());
            for (int i = 0; i < CAPTURES; i++) {
                String marker = world.marker("capture");
                try (Capture capture = Capture.begin(world.deployment(), balancer, world.host("web-01"))) {
                    // They are sent to both web servers in turn.
                    for (int visit = 0; visit < 2; visit++) {
                        world.visitor().https("/?word=" + marker);
                    }
                    assertThat(capture.stop()).contains(marker);
                }
            }
        });
    }
}
