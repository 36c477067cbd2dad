package org.foobarlab.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.foobarlab.TestFiles;
import org.foobarlab.deployment.Output;
import org.foobarlab.deployment.Parallel;
import org.foobarlab.testing.Project;
import org.foobarlab.topology.Component;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hold that a failover is blamed for nothing but itself. */
class FailoverIT {

    private static final Path SOLUTIONS = TestFiles.home().resolve("solutions/07-database-failover");

    @Test
    void beginsWhenVisitorsAreServed() {
        RunningLab.with("07", SOLUTIONS.resolve("reference"), world -> {
            // As HAProxy holds web servers that started later than it did, until it has looked at them twice.
            for (String server : List.of("web-01", "web-02")) {
                Output output = world.host("lb-01")
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
        });
    }

    @Test
    void waitsForWhatIsOnItsWayToTheReplica(@TempDir Path folder) {
        Project.copy(SOLUTIONS.resolve("reference"), folder);
        Project.delete(folder, "web-01/etc/mysql/setup.sql");
        Project.copy(SOLUTIONS.resolve("mutants/asynchronous"), folder);
        Project.delete(folder, "mutant.yml");
        RunningLab.with("07", folder, world -> {
            Database primary = world.database(Failover.OLD);
            Database replica = world.database(Failover.NEW);
            // A replica that receives nothing until the primary, which waits for nobody, has confirmed everything.
            replica.ask("STOP REPLICA IO_THREAD");
            CompletableFuture<Void> late = CompletableFuture.runAsync(
                    () -> {
                        String received = "SELECT COUNT(*) FROM foobar.entries WHERE text LIKE '% received %'";
                        Awaitility.await()
                                .atMost(Duration.ofSeconds(30))
                                .until(() -> primary.ask(received).equals(List.of(String.valueOf(Failover.RECEIVED))));
                        replica.ask("START REPLICA IO_THREAD");
                    },
                    Parallel.pool());
            Failover failover = world.failover();
            late.join();
            assertThat(failover.received()).isEqualTo(failover.sent());
            assertThat(failover.isPromoted()).isTrue();
            assertThat(failover.receivedAndLost()).isEmpty();
        });
    }

    @Test
    void saysWhyTheReplicaCannotApplyWhatItReceived() {
        RunningLab.with("07", SOLUTIONS.resolve("reference"), world -> {
            // An entry that was written to the replica, with a number that the primary is about to give.
            world.database(Failover.NEW)
                    .ask("SET sql_log_bin = 0; SET GLOBAL super_read_only = OFF;"
                            + " INSERT INTO foobar.entries (id, author, text)"
                            + " SELECT MAX(id) + " + Failover.RECEIVED / 2
                            + ", 'somebody', 'in the way' FROM foobar.entries;"
                            + " SET GLOBAL super_read_only = ON");
            Failover failover = world.failover();
            assertThat(failover.promotion().ok()).isFalse();
            assertThat(failover.promotion().complaint()).contains("cannot apply all that it has received");
            assertThat(failover.obstacle()).contains("Replica_SQL_Running: No", "failed executing transaction");
        });
    }
}
