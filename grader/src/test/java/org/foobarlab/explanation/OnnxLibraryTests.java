package org.foobarlab.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxLibraryTests {

    private static final int TERMINATED = 128 + 15;

    private static final Duration DEADLINE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private Process process;

    @AfterEach
    void end() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Test
    void aProcessThatIsEndedWhileItLoadsTheLibraryLeavesNothingBehind() throws Exception {
        start();
        Awaitility.await().atMost(DEADLINE).pollInterval(Duration.ofMillis(5)).until(() -> !left().isEmpty());

        assertEnds();
    }

    @ParameterizedTest
    @ValueSource(strings = {"loads", "embedded"})
    void aProcessThatIsEndedWhileItUsesTheLibraryDoesNotCrash(String moment) throws Exception {
        start();
        await(moment);

        assertEnds();
    }

    @Test
    void whatIsLoadedAfterTheLibrarysOwnEndWorks() throws Exception {
        start("closed");
        await("embedded");

        assertEnds();
    }

    @Test
    void whatAKilledProcessLeftIsRemovedLater() throws Exception {
        Path old = unpacked("onnxruntime-java1");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        Path recent = unpacked("onnxruntime-java2");

        start();
        await("embedded");

        assertThat(left()).containsExactly(recent);
    }

    private Path unpacked(String name) throws IOException {
        Path unpacked = Files.createDirectory(folder.resolve(name));
        Files.writeString(unpacked.resolve("libonnxruntime.so"), "not a library");
        return unpacked;
    }

    private void start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                Embeds.class.getName()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(errors().toFile())
                .start();
    }

    private void await(String moment) throws IOException {
        BufferedReader said = process.inputReader();
        String line = said.readLine();
        while (line != null && !line.equals(moment)) {
            line = said.readLine();
        }
        assertThat(line).as(Files.readString(errors())).isEqualTo(moment);
    }

    private void assertEnds() throws Exception {
        process.destroy();
        assertThat(process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(errors())).isEqualTo(TERMINATED);
        assertThat(left()).isEmpty();
    }

    private Path errors() {
        return folder.resolve("errors");
    }

    /** Return what is there besides what it said of errors, which is nothing if all went well. */
    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.equals(errors())).sorted().toList();
        }
    }

    /** Embed for ever, and say how far it has come. */
    static final class Embeds {

        private Embeds() {}

        public static void main(String[] arguments) throws ReflectiveOperationException {
            OnnxLibrary.use(() -> null);
            if (List.of(arguments).contains("closed")) {
                close();
            }
            System.out.println("loads");
            Embedder.shared();
            for (int i = 0; true; i++) {
                Embedder.shared().embed("The web servers answer in turn, and this is sentence " + i + ".");
                if (i == 0) {
                    System.out.println("embedded");
                }
            }
        }

        /** Do what the library's own hook does, at a moment of which nobody can be sure otherwise. */
        private static void close() throws ReflectiveOperationException {
            Field library = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
            library.setAccessible(true);
            Field handle = OrtEnvironment.class.getDeclaredField("nativeHandle");
            handle.setAccessible(true);
            Method close = OrtEnvironment.class.getDeclaredMethod("close", long.class, long.class);
            close.setAccessible(true);
            close.invoke(null, library.getLong(null), handle.getLong(OrtEnvironment.getEnvironment()));
        }
    }
}
