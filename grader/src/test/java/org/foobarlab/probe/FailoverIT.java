package org.foobarlab.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.foobarlab.TestFiles;
import org.foobarlab.deployment.Authority;
import org.foobarlab.deployment.Deployment;
import org.foobarlab.deployment.Engine;
import org.foobarlab.deployment.ImageSet;
import org.foobarlab.deployment.Output;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.submission.Servers;
import org.foobarlab.submission.Submission;
import org.foobarlab.topology.Component;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Hold that a failover is blamed for nothing that went wrong before it. */
class FailoverIT {

    private static Deployment deployment;

    @BeforeAll
    static void start() {
        Labs labs = Labs.ofProject();
        Lab lab = labs.find("07");
        Submission reference = Submission.read(TestFiles.home().resolve("solutions/07-database-failover/reference"));
        deployment = Deployment.start(
                Engine.connect(),
                ImageSet.prepare(labs.home(), line -> {}),
                lab.topology(),
                Servers.of(labs.given(), lab, reference),
                Authority.ofUser(),
                part -> {});
    }

    @AfterAll
    static void stop() {
        if (deployment != null) {
            deployment.close();
        }
    }

    @Test
    void beginsWhenVisitorsAreServed() {
        World world = new World(deployment, "any");
        assertThat(world.awaitSite()).isTrue();
        // As HAProxy holds web servers that started later than it did, until it has looked at them twice.
        for (String server : List.of("web-01", "web-02")) {
            Output output = deployment
                    .host("lb-01")
                    .execIn(
                            Component.HAPROXY,
                            "sh",
                            "-c",
                            "echo 'set server web/" + server + " health down' | socat - /run/haproxy/admin.sock");
            assertThat(output.all()).isBlank();
        }
        Failover failover = world.failover();
        assertThat(failover.isPromoted()).isTrue();
        assertThat(failover.reads()).isPositive();
        assertThat(failover.unread()).isEmpty();
    }
}
