package org.foobarlab.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.foobarlab.TestFiles;
import org.foobarlab.grade.LabFault;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.submission.Servers;
import org.foobarlab.submission.Submission;
import org.foobarlab.testing.Command;
import org.foobarlab.testing.Command.Ran;
import org.foobarlab.testing.Command.Running;
import org.foobarlab.testing.Project;
import org.foobarlab.testing.Remains;
import org.foobarlab.topology.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prove that nothing is left of a deployment, however its process ended, and that a living process's deployment is left
 * alone.
 */
class SweeperIT {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration FEW_SECONDS = Duration.ofSeconds(15);

    @TempDir
    private Path folder;

    @Test
    void startRemovesWhatKilledProcessesLeftAndNothingOfLivingOnes() {
        long killed;
        try (Running early = lab("up", "05", Project.reference().toString()).start()) {
            killed = early.pid();
            Awaitility.await()
                    .atMost(START)
                    .until(() -> Remains.containersOf(early.pid()).size() >= 5);
            early.signal("KILL");
            early.await(FEW_SECONDS);
            // The engine may still be working on what it was told last.
            assertThat(Remains.of(killed)).isNotEmpty();
        }
        try (Running next = lab("up", "05", Project.reference().toString()).start()) {
            Awaitility.await().atMost(START).until(() -> next.out().contains("Up in"));
            assertThat(Remains.of(killed)).isEmpty();
            List<String> living = Remains.of(next.pid());
            assertThat(living)
                    .anyMatch(name -> name.startsWith("container"))
                    .anyMatch(name -> name.startsWith("network"))
                    .anyMatch(name -> name.startsWith("volume"));

            new Sweeper(Engine.connect()).sweepAbandoned();
            assertThat(Remains.of(next.pid())).containsExactlyInAnyOrderElementsOf(living);

            // Ctrl-C.
            next.signal("INT");
            Ran ended = next.await(FEW_SECONDS);
            assertThat(ended.exit()).isEqualTo(130);
            assertThat(Remains.of(next.pid())).isEmpty();
        }
        assertThat(folder).as("temporary files").isEmptyDirectory();
    }

    @Test
    void gradingThatIsToldToEndTakesEverythingDown() {
        try (Running grading = midway()) {
            grading.signal("TERM");
            Ran ended = grading.await(FEW_SECONDS);

            assertThat(ended.exit()).isEqualTo(143);
            assertThat(Remains.of(grading.pid())).isEmpty();
        }
        assertThat(temporary()).isEmpty();
    }

    @Test
    void gradingThatIsKilledInItsChecksIsSweptAway() {
        try (Running grading = midway()) {
            grading.signal("KILL");
            grading.await(FEW_SECONDS);
            assertThat(Remains.of(grading.pid())).isNotEmpty();

            new Sweeper(Engine.connect()).sweepAbandoned();

            assertThat(Remains.of(grading.pid())).isEmpty();
        }
    }

    @Test
    void nothingIsLeftOfAStartThatFailsHalfway() {
        Engine engine = Engine.connect();
        Labs labs = Labs.ofProject();
        Lab lab = labs.find("05");
        Map<String, String> references =
                new HashMap<>(ImageSet.prepare(labs.home(), line -> {}).references());
        references.put("mtail", "foobar-lab/there-is-none:1");
        Topology topology = Topology.threeServers();
        Servers servers = Servers.of(labs.given(), lab, Submission.read(Project.reference()));

        assertThatThrownBy(() -> Deployment.start(
                                engine, new ImageSet(references), topology, servers, Authority.ofUser(), part -> {})
                        .close())
                .isInstanceOf(LabFault.class)
                .hasMessageContaining("mtail")
                .hasMessageContaining("foobar-lab/there-is-none:1");

        assertThat(Remains.of(ProcessHandle.current().pid())).isEmpty();
    }

    /** A build that goes on for a process that is no longer there must neither hang nor keep the next one waiting. */
    @Test
    void buildOfImagesEndsAfterItsProcessWasKilled() throws IOException {
        Path home = folder.resolve("home");
        Project.copy(TestFiles.home().resolve("labs/given"), home.resolve("labs/given"));
        Project.copy(
                TestFiles.home().resolve("labs/05-secured-and-monitored"),
                home.resolve("labs/05-secured-and-monitored"));
        Files.createDirectories(home.resolve("containers"));
        Files.copy(TestFiles.home().resolve("containers/build"), home.resolve("containers/build"));
        TestFiles.write(home, "containers/images.yml", """
                images:
                  - name: debian
                    recipe: slow
                  - name: two
                    recipe: also-slow
                  - name: three
                    recipe: also-slow
                """);
        // Names nothing: the engine is asked for images it will never have.
        for (String recipe : List.of("slow", "also-slow")) {
            TestFiles.write(
                    home, "containers/" + recipe + "/build", "#!/bin/bash\necho $$ >>" + folder + "/begun\nsleep 3\n");
            home.resolve("containers/" + recipe + "/build").toFile().setExecutable(true);
        }
        Path begun = folder.resolve("begun");
        try (Running up = Command.lab(
                        home, List.of(), "up", "05", Project.reference().toString())
                .with("IMAGES", "stand-in")
                .with("TMPDIR", folder.resolve("tmp").toString())
                .start()) {
            Files.createDirectories(folder.resolve("tmp"));
            Awaitility.await().atMost(START).until(() -> Files.exists(begun));
            up.signal("KILL");
            up.await(FEW_SECONDS);
        }
        // Three images, two at a time, take six seconds; then the lock is free again.
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> Files.readAllLines(begun).size() == 3);
        Ran lock = Command.of("flock", "--wait", "20", "containers/images.yml", "true")
                .in(home)
                .run(Duration.ofSeconds(30));

        assertThat(lock.exit()).isZero();
        assertThat(folder.resolve("tmp")).isEmptyDirectory();
    }

    /** Start a grading and return once it is in the middle of its checks. */
    private Running midway() {
        Running grading = lab(
                        "grade",
                        "05",
                        Project.reference().toString(),
                        "--out",
                        folder.resolve("out").toString())
                .start();
        try {
            Awaitility.await()
                    .atMost(START)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> Remains.containersOf(grading.pid()).stream()
                            .filter(name -> name.endsWith("-internet"))
                            .anyMatch(name ->
                                    top(name.substring("container ".length())).contains("nmap")));
            return grading;
        } catch (RuntimeException e) {
            grading.close();
            throw e;
        }
    }

    private static String top(String container) {
        return Command.of("docker", "top", container).run(FEW_SECONDS).all();
    }

    private Command lab(String... arguments) {
        return Command.lab(TestFiles.home(), List.of("-Djava.io.tmpdir=" + folder), arguments)
                .with("TMPDIR", folder.toString());
    }

    private List<Path> temporary() {
        try (Stream<Path> paths = Files.list(folder)) {
            return new ArrayList<>(paths.filter(path -> !path.endsWith("out")).toList());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
