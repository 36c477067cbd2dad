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
            title = "Whether a visitor's words can be read between lb-01 and web-01",
            requires = "https-site",
            experiment = true)
    void backendTraffic(World world, Evidence evidence) {
        evidence.reproduce("./lab exec lb-01 -- tcpdump -A -n host 203.0.113.11");
        String marker = world.marker("secret");
        String captured;
        try (Capture capture = new Capture(world.deployment(), world.host("lb-01"), world.host("web-01"))) {
            boolean passed = false;
            for (int i = 0; i < TRIES && !passed; i++) {
                passed = world.visitor().get("https://www.foobar.com/?word=" + marker, Map.of("Cookie", "session=" + marker))
                        .server().filter("web-01"::equals).isPresent();
            }
            if (!passed) {
                throw new LabFault("no request went to web-01 while its link was listened to");
            }
            captured = capture.stop();
        }
        Optional<String> line = captured.lines().filter(text -> text.contains(marker)).findFirst();
        if (captured.isBlank()) {
            throw new LabFault("nothing at all was captured on the link to web-01");
        }
        int bytes = captured.getBytes(StandardCharsets.ISO_8859_1).length;
        evidence.put("readable", line.isPresent()).put("bytes", bytes);
        line.ifPresent(text -> evidence.put("excerpt", text.replace(marker, "<the visitor's word>").strip()));
        evidence.observe(line.isPresent()
                ? "the visitor's word stands readable in the captured bytes"
                : "the visitor's word cannot be found in the captured bytes");
    }
}
