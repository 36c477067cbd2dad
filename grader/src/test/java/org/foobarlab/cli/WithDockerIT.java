package org.foobarlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.foobarlab.TestFiles;
import org.foobarlab.testing.Command;
import org.foobarlab.testing.Command.Ran;
import org.foobarlab.testing.Command.Running;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hold that {@code containers/with-docker} adds an engine to a command and takes nothing from it. */
class WithDockerIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 42, 255})
    void exitCodeIsTheCommands(int code) {
        Ran ran = withDocker("bash", "-c", "exit " + code).run(SOON);

        assertThat(ran.exit()).isEqualTo(code);
        assertThat(ran.all()).isEmpty();
    }

    @Test
    void argumentsArriveAsTheyAre() {
        Ran ran = withDocker("printf", "<%s>\\n", "two words", "", "*", "--help", "it's \"quoted\"", "a\nb", "$HOME")
                .run(SOON);

        assertThat(ran.out()).isEqualTo("<two words>\n<>\n<*>\n<--help>\n<it's \"quoted\">\n<a\nb>\n<$HOME>\n");
    }

    @Test
    void inputAndBothOutputsAreTheCommands() {
        Ran ran = withDocker("bash", "-c", "tr a-z A-Z; echo aside >&2")
                .reading("hello\nworld\n")
                .run(SOON);

        assertThat(ran.out()).isEqualTo("HELLO\nWORLD\n");
        assertThat(ran.err()).isEqualTo("aside\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "HUP", "USR1"})
    void signalsReachTheCommand(String signal) {
        Path ready = folder.resolve("ready");
        String script = "trap 'echo heard; exit 7' " + signal + "; touch " + ready + "; while :; do sleep 0.1; done";
        try (Running running = withDocker("bash", "-c", script).start()) {
            Awaitility.await().atMost(SOON).until(() -> Files.exists(ready));
            running.signal(signal);
            Ran ran = running.await(SOON);

            assertThat(ran.exit()).isEqualTo(7);
            assertThat(ran.out()).isEqualTo("heard\n");
        }
    }

    @Test
    void commandHasTheEngine() {
        Ran ran = withDocker("docker", "version", "--format", "{{.Server.Version}}")
                .run(SOON);

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).containsPattern("^\\d+\\.");
    }

    @Test
    void environmentAndWorkingFolderAreKept() {
        Ran ran = withDocker("bash", "-c", "pwd -P; echo $SOMETHING")
                .in(folder)
                .with("SOMETHING", "of mine")
                .run(SOON);

        assertThat(ran.out()).isEqualTo(folder.toAbsolutePath() + "\nof mine\n");
    }

    @Test
    void withoutACommandItSaysHowItIsUsed() {
        Ran ran = withDocker().run(SOON);

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).startsWith("usage: with-docker COMMAND").hasLineCount(1);
    }

    @Test
    void commandThatIsNotThereIsTheShellsOwnError() {
        Ran ran = withDocker("there-is-no-such-command").run(SOON);

        assertThat(ran.exit()).isEqualTo(127);
        assertThat(ran.err()).contains("there-is-no-such-command");
    }

    /** An engine elsewhere is somebody's choice: none is started in its place. */
    @Test
    void engineNamedByDockerHostMustAnswer() {
        Ran ran = withDocker("echo", "never")
                .with("DOCKER_HOST", "tcp://127.0.0.1:9")
                .run(SOON);

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .contains("no engine answers at DOCKER_HOST=tcp://127.0.0.1:9")
                .hasLineCount(1);
    }

    private static Command withDocker(String... words) {
        List<String> command = new ArrayList<>(
                List.of(TestFiles.home().resolve("containers/with-docker").toString()));
        command.addAll(List.of(words));
        return Command.of(command.toArray(String[]::new));
    }
}
