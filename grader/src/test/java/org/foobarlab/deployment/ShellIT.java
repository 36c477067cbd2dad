package org.foobarlab.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.model.HostConfig;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.foobarlab.grade.LabFault;
import org.foobarlab.lab.Labs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hold that a command meets in a host's shell what it meets when the engine runs it. */
@Timeout(60)
class ShellIT {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private static Engine engine;
    private static String container;
    private static Shell shell;

    @BeforeAll
    static void start() {
        engine = Engine.connect();
        String image = ImageSet.prepare(Labs.ofProject().home(), line -> {}).reference("host");
        container = engine.client()
                .createContainerCmd(image)
                .withLabels(Owner.thisProcess().labels("foobar-lab-shell-it"))
                .withHostConfig(new HostConfig().withNetworkMode("none"))
                .exec()
                .getId();
        engine.client().startContainerCmd(container).exec();
        shell = Shell.open(engine.client(), container);
    }

    @AfterAll
    static void remove() {
        if (container != null) {
            engine.client()
                    .removeContainerCmd(container)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        }
    }

    @Test
    void aCommandMeetsTheSame() {
        for (String[] command : List.of(
                new String[] {"id"},
                new String[] {"pwd"},
                new String[] {"cat"},
                new String[] {"sh", "-c", "echo out; echo err >&2; exit 7"},
                new String[] {"printf", "%s|", "a b", "", "it's", "\"$HOME\" *", "two\nlines", "ünï", "\\n"},
                new String[] {"kill", "--version"},
                new String[] {"sh", "-c", "kill -KILL $$"},
                new String[] {"grep", "^Sig[BIC]", "/proc/self/status"},
                new String[] {"ls", "/proc/self/fd"},
                new String[] {"sh", "-c", "env | grep -v -e '^_=' -e '^SHLVL=' -e '^PWD=' -e '^OLDPWD=' | sort"},
                new String[] {"head", "-c", "300000", "/dev/zero"})) {
            assertThat(shell.exec(DEADLINE, command))
                    .as(String.join(" ", command))
                    .isEqualTo(engine.exec(container, DEADLINE, command));
        }
        assertThat(shell.exec(DEADLINE, "no-such-program").exit()).isEqualTo(127);
    }

    @Test
    void leavesNoThreadBehind() {
        Set<Thread> before = threadsOfClient();
        Shell another = Shell.open(engine.client(), container);
        assertThat(another.exec(DEADLINE, "echo", "here").out()).isEqualTo("here\n");
        Set<Thread> own = threadsOfClient();
        own.removeAll(before);
        assertThat(own).isNotEmpty();
        another.close();
        Awaitility.await().atMost(DEADLINE).until(() -> own.stream().noneMatch(Thread::isAlive));
        assertThatThrownBy(() -> another.exec(DEADLINE, "true"))
                .isInstanceOf(LabFault.class)
                .hasMessageContaining("its shell has ended");
    }

    private static Set<Thread> threadsOfClient() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("docker-java-"))
                .collect(Collectors.toSet());
    }

    @Test
    void commandsRunBesideEachOther() {
        List<CompletableFuture<Output>> running = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> shell.exec(DEADLINE, "sh", "-c", "until [ -e /tmp/go ]; do sleep 0.05; done; echo " + i),
                        Parallel.pool()))
                .toList();
        assertThat(shell.exec(DEADLINE, "touch", "/tmp/go").ok()).isTrue();
        assertThat(running.stream().map(one -> one.join().out().strip()))
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(String::valueOf).toList());
    }

    @Test
    void whatIsDetachedGoesOn() {
        shell.execDetached("sh", "-c", "echo said; echo here >/tmp/detached; sleep 30");
        assertThat(shell.exec(
                                DEADLINE,
                                "sh",
                                "-c",
                                "until [ -s /tmp/detached ]; do sleep 0.05; done; cat /tmp/detached")
                        .out())
                .isEqualTo("here\n");
    }

    @Test
    void aCommandThatDoesNotEndIsLeft() {
        assertThatThrownBy(() -> shell.exec(Duration.ofMillis(300), "sleep", "30"))
                .isInstanceOf(LabFault.class)
                .hasMessageContaining("'sleep 30' did not end within");
        assertThat(shell.exec(DEADLINE, "echo", "on").out()).isEqualTo("on\n");
    }
}
