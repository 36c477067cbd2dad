package org.foobarlab.checks;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.foobarlab.grade.LabFault;
import org.foobarlab.probe.Capture;
import org.foobarlab.probe.World;

/** Listen on the links behind the load balancer. */
@Area("https")
final class LinkChecks {

    private static final int TRIES = 10;

    @Check(
            id = "backend-traffic",
            title = "Whether a visitor's words can be read between lb-01 and a web server",
            requires = "https-site",
            experiment = true)
    void backendTraffic(World world, Evidence evidence) {
        // A web server that comes into use later may be the one that this visitor is sent to from then on.
        world.awaitBalance();
        // A balancer that sends each visitor to one server may send this one to the second.
        String peer = "web-02";
        for (int i = 0; i < TRIES && !peer.equals("web-01"); i++) {
            peer = world.visitor().https("/?try=" + i).server().orElse(peer);
        }
        evidence.reproduce(
                "./lab exec lb-01 -- tcpdump -A -n host " + world.host(peer).writtenAddress());
        String marker = world.marker("secret");
        String captured;
        try (Capture capture = Capture.begin(world.deployment(), world.host("lb-01"), world.host(peer))) {
            boolean passed = false;
            for (int i = 0; i < TRIES && !passed; i++) {
                passed = world.visitor()
                        .get("https://www.foobar.com/?word=" + marker, Map.of("Cookie", "session=" + marker))
                        .server()
                        .filter(peer::equals)
                        .isPresent();
            }
            if (!passed) {
                throw new LabFault("no request went to " + peer + " while its link was listened to");
            }
            captured = capture.stop();
        }
        Optional<String> line =
                captured.lines().filter(text -> text.contains(marker)).findFirst();
        if (captured.isBlank()) {
            throw new LabFault("nothing at all was captured on the link to " + peer);
        }
        int bytes = captured.getBytes(StandardCharsets.ISO_8859_1).length;
        evidence.put("link", "lb-01 to " + peer)
                .put("readable", line.isPresent())
                .put("bytes", bytes);
        line.ifPresent(text -> evidence.put(
                "excerpt", text.replace(marker, "<the visitor's word>").strip()));
        evidence.observe(
                line.isPresent()
                        ? "the visitor's word stands readable in the captured bytes"
                        : "the visitor's word cannot be found in the captured bytes");
    }
}
