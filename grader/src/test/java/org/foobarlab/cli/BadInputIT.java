package org.foobarlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.foobarlab.TestFiles;
import org.foobarlab.testing.Command;
import org.foobarlab.testing.Command.Ran;
import org.foobarlab.testing.Command.Running;
import org.foobarlab.testing.Project;
import org.foobarlab.testing.Remains;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Grade what students hand in on a bad day: each gets clear words and a grade, in bounded time, and is never the lab's
 * fault.
 */
class BadInputIT {

    /** Far more than any of these takes on a machine that does nothing else. */
    /** More than a slow machine needs on which a firewall script waits until it is stopped. */
    private static final Duration BOUND = Duration.ofMinutes(5);

    private static final List<String> SERVERS = List.of("lb-01", "web-01", "web-02");

    @TempDir
    private Path folder;

    @Test
    void firewallsThatShutEverything() throws IOException {
        Path submission = Project.copy(Project.reference(), folder.resolve("shut"));
        for (String server : SERVERS) {
            TestFiles.write(submission, server + "/etc/nftables.conf", """
                    flush ruleset
                    table inet firewall {
                        chain input { type filter hook input priority filter; policy drop; }
                        chain forward { type filter hook forward priority filter; policy drop; }
                        chain output { type filter hook output priority filter; policy drop; }
                    }
                    """);
        }

        JsonNode result = grade(submission);

        for (String server : SERVERS) {
            assertThat(status(result, server + "-firewall-loads")).isEqualTo("passed");
            assertThat(status(result, server + "-needed-ports")).isEqualTo("failed");
        }
        assertThat(status(result, "https-site")).isIn("failed", "blocked");
        assertThat(result.path("score").asDouble())
                .isPositive()
                .isLessThan(result.path("max_score").asDouble() / 2);
    }

    @Test
    void everyKindOfFileThatAServerCannotUse() throws IOException {
        Path submission = Project.copy(Project.reference(), folder.resolve("broken"));
        TestFiles.write(submission, "lb-01/etc/haproxy/haproxy.cfg", """
                defaults
                    mode http
                frontend www
                    bind :80
                    blance roundrobin
                """);
        Project.delete(submission, "web-01/etc/nftables.conf");
        TestFiles.write(submission, "web-01/firewall.sh", "echo one moment\nsleep 1000\n");
        byte[] noise = new byte[2_000];
        new Random(1).nextBytes(noise);
        Files.write(submission.resolve("web-02/etc/nginx/sites-available/default"), noise);
        // No log, so nobody hears that it is ready.
        TestFiles.write(
                submission,
                "web-02/etc/mysql/mysql.conf.d/mysqld.cnf",
                "[mysqld]\nserver-id = 2\nlog_error_services =\n");
        TestFiles.write(
                submission,
                "monitor/etc/prometheus/rules.yml",
                "# " + "all work and no play ".repeat(100_000) + "\ngroups: 7\n");

        JsonNode result = grade(submission);

        assertThat(observed(result, "haproxy-starts")).contains("lb-01/etc/haproxy/haproxy.cfg:5", "blance");
        assertThat(observed(result, "web-01-firewall-loads")).contains("web-01/firewall.sh", "100 s");
        assertThat(observed(result, "nginx-starts")).contains("web-02/etc/nginx/sites-available/default:");
        assertThat(observed(result, "mysql-starts")).contains("web-02");
        assertThat(observed(result, "prometheus-starts")).contains("rules.yml").hasSizeLessThan(4_000);
        assertThat(status(result, "https-site")).isEqualTo("blocked");
        assertThat(status(result, "balancing-proportion")).isEqualTo("blocked");
        assertThat(status(result, "lb-01-firewall-loads")).isEqualTo("passed");
    }

    @Test
    void explanationAlone() throws IOException {
        TestFiles.write(folder, "words/EXPLANATION.md", "# Why three servers\n\nOne of them may fail.\n");

        JsonNode result = grade(folder.resolve("words"));

        for (JsonNode check : result.path("checks")) {
            assertThat(check.path("status").asText())
                    .as(check.path("id").asText())
                    .isIn("failed", "blocked");
        }
        assertThat(observed(result, "haproxy-starts"))
                .containsIgnoringCase("there is no file lb-01/etc/haproxy/haproxy.cfg");
        assertThat(result.path("checks"))
                .anyMatch(check -> check.path("status").asText().equals("blocked"));
    }

    /** Mildly: the limits are what is tested, not the machine. */
    @Test
    void firewallScriptThatStartsTooMuchAndWritesALot() throws IOException {
        Path submission = Project.copy(Project.reference(), folder.resolve("greedy"));
        Project.delete(submission, "web-01/etc/nftables.conf");
        TestFiles.write(submission, "web-01/firewall.sh", """
                dd if=/dev/zero of=/var/log/large bs=1M count=64 2>&1
                for each in $(seq 700); do
                    sleep 300 &
                done
                wait
                """);

        try (Running up = Command.lab("up", "05", submission.toString()).start()) {
            try {
                org.awaitility.Awaitility.await()
                        .atMost(BOUND)
                        .until(() -> up.out().contains("Ctrl-C") || !up.isAlive());
                assertThat(up.out()).contains("web-01: firewall did not start").contains("firewall.sh");
                commandsForWhatIsNotThere();
            } finally {
                up.signal("TERM");
                up.await(BOUND);
            }
            assertThat(Remains.of(up.pid())).isEmpty();
        }
    }

    /** Of the servers that are up. */
    private static void commandsForWhatIsNotThere() {
        assertUnusable(
                exec("lb-02", "--", "true"),
                "There is no host lb-02; there are: internet, lb-01, monitor, web-01, web-02.");
        assertUnusable(
                exec("lb-01", "mysql", "--", "mysql", "-uroot"),
                "There is no mysql on lb-01; there are: haproxy, mtail, node-exporter, rsyslog.");
        // A command that is called like a component is nevertheless one of the host's.
        assertThat(exec("web-02", "--", "mysql", "--version").out()).doesNotContain("mysql  Ver");
        assertThat(exec("web-02", "mysql", "--", "mysql", "--version").out()).startsWith("mysql  Ver");
    }

    private static Ran exec(String... words) {
        return Command.lab(Stream.concat(Stream.of("exec"), Stream.of(words)).toArray(String[]::new))
                .run(BOUND);
    }

    private static void assertUnusable(Ran ran, String why) {
        assertThat(ran.exit()).as(ran.all()).isEqualTo(ExitCode.UNUSABLE_INPUT);
        assertThat(ran.err().strip()).isEqualTo(why);
    }

    @Test
    void noEngine() {
        Ran ran = Command.lab("grade", "05", Project.reference().toString())
                .with("DOCKER_HOST", "tcp://127.0.0.1:9")
                .run(Duration.ofSeconds(60));

        assertThat(ran.exit()).as(ran.all()).isEqualTo(ExitCode.NOT_GRADED);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().strip())
                .startsWith("No Docker engine answers at tcp://127.0.0.1:9")
                .hasLineCount(1);
    }

    /** Grade, and hold that it was graded, below full marks, in time, with nothing left behind. */
    private JsonNode grade(Path submission) throws IOException {
        Path out = folder.resolve("out-" + submission.getFileName());
        Running running = Command.lab("grade", "05", submission.toString(), "--out", out.toString())
                .start();
        try (running) {
            Ran ran = running.await(BOUND);
            assertThat(ran.exit()).as(ran.all()).isEqualTo(ExitCode.BELOW_FULL_MARKS);
            assertThat(Remains.of(running.pid())).isEmpty();
            System.out.printf("%s graded in %.1f s%n", submission.getFileName(), ran.seconds());
        }
        JsonNode result = new ObjectMapper().readTree(out.resolve("result.json").toFile());
        assertThat(result.path("graded").asBoolean()).isTrue();
        List<String> silent = new ArrayList<>();
        for (JsonNode check : result.path("checks")) {
            if (check.path("status").asText().equals("failed")
                    && check.path("observed").asText().isBlank()) {
                silent.add(check.path("id").asText());
            }
            assertThat(check.path("observed").asText()).doesNotContain("Exception", "\tat ");
        }
        assertThat(silent).as("failed checks that do not say what was observed").isEmpty();
        return result;
    }

    private static String status(JsonNode result, String id) {
        return check(result, id).path("status").asText();
    }

    private static String observed(JsonNode result, String id) {
        assertThat(status(result, id)).as(id).isEqualTo("failed");
        return check(result, id).path("observed").asText();
    }

    private static JsonNode check(JsonNode result, String id) {
        for (JsonNode check : result.path("checks")) {
            if (check.path("id").asText().equals(id)) {
                return check;
            }
        }
        throw new AssertionError("no check " + id);
    }
}
