package org.foobarlab.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.foobarlab.TestFiles;
import org.foobarlab.testing.Command;
import org.foobarlab.testing.Command.Ran;
import org.foobarlab.testing.Project;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prove that {@code containers/build} uses official images where a registry answers: against a registry on this machine
 * that holds, under the official names, what {@code containers/build} made before. Images of others are left alone:
 * what is fetched here carries this registry's address in its name.
 */
class PullPathIT {

    private static final String NAME =
            "foobar-lab-test-" + UUID.randomUUID().toString().substring(0, 8);
    private static final Duration LONG = Duration.ofMinutes(4);

    /** Nothing listens there. */
    private static final String DEAD = "127.0.0.1:9/";

    @TempDir
    private static Path folder;

    private static Engine engine;
    private static ImageSet images;
    private static Map<String, String> official;
    private static String registry;
    private static List<String> before;
    private static final TreeSet<String> made = new TreeSet<>();

    @BeforeAll
    static void startRegistry() throws IOException {
        engine = Engine.connect();
        images = ImageSet.prepare(TestFiles.home(), line -> {});
        before = tags();
        official = official();
        docker(
                "build",
                "--force-rm",
                "--build-arg",
                "BASE=" + images.reference("debian"),
                "--tag",
                NAME + "/registry:1",
                TestFiles.home().resolve("containers/registry").toString());
        List<String> words =
                new ArrayList<>(List.of("run", "--detach", "--name", NAME, "--publish", "127.0.0.1::5000"));
        Owner.thisProcess().labels(NAME).forEach((key, value) -> words.addAll(List.of("--label", key + "=" + value)));
        words.add(NAME + "/registry:1");
        docker(words.toArray(String[]::new));
        String address = docker("port", NAME, "5000/tcp")
                .out()
                .lines()
                .findFirst()
                .orElseThrow()
                .strip();
        registry = address + "/";
        Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> answers(address));
        Parallel.forEach(official.entrySet(), image -> {
            String local = images.reference(image.getKey());
            docker("tag", local, registry + image.getValue());
            docker("push", "--quiet", registry + image.getValue());
            docker("image", "rm", registry + image.getValue());
        });
    }

    @AfterAll
    static void cleanUp() {
        if (engine == null) {
            return;
        }
        new Sweeper(engine).sweepDeployment(NAME);
        if (before != null) {
            // Those built on others go first, whatever their order in the list.
            List<String> mine = new ArrayList<>(made);
            tags().stream()
                    .filter(tag -> tag.startsWith(NAME + "/") || (registry != null && tag.startsWith(registry)))
                    .forEach(mine::add);
            mine.removeAll(before);
            if (!mine.isEmpty()) {
                List<String> words = new ArrayList<>(List.of("docker", "image", "rm"));
                words.addAll(new TreeSet<>(mine));
                Command.of(words.toArray(String[]::new)).run(LONG);
            }
        }
    }

    @Test
    void officialImagesAreFetchedAndBuiltOn() {
        Ran build = build(TestFiles.home(), "official", registry).orFail();
        Map<String, String> references = references(build);

        official.forEach(
                (name, reference) -> assertThat(references).as(build.all()).containsEntry(name, registry + reference));
        assertThat(references.keySet()).isEqualTo(images.references().keySet());
        assertThat(build.err())
                .contains("haproxy fetched in")
                .contains("mysql fetched in")
                .contains("mysql-seeded built in");
        for (String own : List.of("host", "site", "mysql-seeded")) {
            assertThat(references.get(own))
                    .as("another base makes another image")
                    .startsWith("foobar-lab/" + own + ":")
                    .isNotEqualTo(images.reference(own));
        }
        references
                .values()
                .forEach(reference -> assertThat(engine.client()
                                .inspectImageCmd(reference)
                                .exec()
                                .getId())
                        .isNotBlank());

        // The second time everything is there.
        Ran again = build(TestFiles.home(), "official", registry).orFail();
        assertThat(references(again)).isEqualTo(references);
        assertThat(again.err()).isEmpty();

        // A machine that has stand-ins goes on with them, whatever could be fetched.
        boolean standIns = images.reference("debian").startsWith("foobar-lab/");
        assertThat(references(build(TestFiles.home(), "auto", registry).orFail()))
                .isEqualTo(standIns ? images.references() : references);
    }

    @Test
    void withoutARegistryOfficialImagesCannotBeHad() {
        Ran build = build(TestFiles.home(), "official", DEAD);

        assertThat(build.exit()).isEqualTo(1);
        assertThat(build.err())
                .containsPattern("images: (debian|mysql) could not be made")
                .contains("connection refused");
        build.err()
                .lines()
                .filter(line -> line.contains("the whole output is in "))
                .forEach(line -> Project.delete(Path.of("/"), line.replaceFirst(".*is in /", "")));
    }

    @Test
    void machineWithoutImagesAsksTheRegistryFirst() {
        Path home = small("asks");

        Ran answered = build(home, "auto", registry).orFail();

        assertThat(references(answered))
                .containsOnly(
                        Map.entry("debian", registry + official.get("debian")),
                        Map.entry("node-exporter", registry + official.get("node-exporter")));

        // Having begun with official images, it stays with them, without asking again.
        Ran again = build(home, "auto", registry).orFail();
        assertThat(references(again)).isEqualTo(references(answered));
        assertThat(again.err()).isEmpty();
    }

    @Test
    void machineWithoutImagesBuildsStandInsWhereNoRegistryAnswers() {
        Path home = small("alone");

        Ran build = build(home, "auto", DEAD).orFail();

        assertThat(build.err()).contains("no registry answers; building stand-ins from Debian packages");
        assertThat(references(build).values()).allMatch(reference -> reference.startsWith("foobar-lab/"));
    }

    @Test
    void imageThatTheRegistryLacksTurnsAllIntoStandIns() {
        Path home = small("lacks");
        TestFiles.write(
                home, "containers/images.yml", LIST.replace("prom/node-exporter:v1.9.0", "prom/there-is-none:1"));
        Ran forget = Command.of("docker", "image", "rm", registry + official.get("debian"))
                .run(LONG);
        assertThat(forget.exit()).isIn(0, 1);

        Ran build = build(home, "auto", registry).orFail();

        assertThat(build.err()).contains("node-exporter could not be had from the registry; building stand-ins");
        assertThat(references(build).values()).allMatch(reference -> reference.startsWith("foobar-lab/"));
    }

    private static final String LIST = """
            images:
              - name: debian
                official: debian:trixie-slim
                recipe: base
              - name: node-exporter
                official: prom/node-exporter:v1.9.0
                recipe: exporter
                base: debian
            """;

    /** Make a project of two images whose stand-ins are made in no time, and which no engine has yet. */
    private static Path small(String name) {
        Path home = folder.resolve(name);
        TestFiles.write(home, "containers/images.yml", LIST);
        TestFiles.write(
                home,
                "containers/base/build",
                "#!/bin/sh\n# " + UUID.randomUUID() + "\nexec docker tag " + images.reference("debian") + " \"$1\"\n");
        home.resolve("containers/base/build").toFile().setExecutable(true);
        TestFiles.write(home, "containers/exporter/Dockerfile", "ARG BASE\nFROM ${BASE}\nLABEL made-by=" + name + "\n");
        try {
            Files.copy(TestFiles.home().resolve("containers/build"), home.resolve("containers/build"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return home;
    }

    private static Ran build(Path home, String mode, String from) {
        Ran ran = Command.of("bash", home.resolve("containers/build").toString())
                .with("IMAGES", mode)
                .with("FOOBARLAB_REGISTRY", from)
                .run(LONG);
        made.addAll(references(ran).values());
        return ran;
    }

    private static Map<String, String> references(Ran ran) {
        Map<String, String> references = new ConcurrentHashMap<>();
        ran.out().lines().map(line -> line.split(" ")).forEach(pair -> references.put(pair[0], pair[1]));
        return references;
    }

    /** Return the official references of the list. Its lines are "key: value", as its head says. */
    private static Map<String, String> official() throws IOException {
        Map<String, String> references = new LinkedHashMap<>();
        String name = "";
        for (String line : Files.readAllLines(TestFiles.home().resolve("containers/images.yml"))) {
            String text = line.strip().replaceFirst("^- ", "");
            if (text.startsWith("name: ")) {
                name = text.substring(6);
            } else if (text.startsWith("official: ")) {
                references.put(name, text.substring(10));
            }
        }
        return references;
    }

    private static boolean answers(String address) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://" + address + "/v2/").toURL().openConnection();
        connection.setConnectTimeout(1_000);
        connection.setReadTimeout(2_000);
        return connection.getResponseCode() == 200;
    }

    private static List<String> tags() {
        return docker("image", "ls", "--format", "{{.Repository}}:{{.Tag}}")
                .out()
                .lines()
                .toList();
    }

    private static Ran docker(String... words) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(words));
        return Command.of(command.toArray(String[]::new)).run(LONG).orFail();
    }
}
