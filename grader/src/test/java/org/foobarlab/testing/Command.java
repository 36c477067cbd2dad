package org.foobarlab.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.foobarlab.TestFiles;

/** A program that a test runs, with what it printed kept and its end waited for no longer than a deadline. */
public final class Command {

    private final List<String> words;
    private final Map<String, String> environment = new TreeMap<>();
    private Path folder = TestFiles.home();
    private String input = "";

    private Command(List<String> words) {
        this.words = List.copyOf(words);
    }

    /** Describe a program and its arguments. */
    public static Command of(String... words) {
        return new Command(List.of(words));
    }

    /** Describe the command line of the lab with arguments, run as the launcher runs it, but never built first. */
    public static Command lab(String... arguments) {
        return lab(TestFiles.home(), List.of(), arguments);
    }

    /**
     * Describe the command line of the lab.
     *
     * @param home where it finds labs and image recipes
     * @param options for the virtual machine
     */
    public static Command lab(Path home, List<String> options, String... arguments) {
        Path target = TestFiles.home().resolve("grader/target");
        // Perl, since a test may run where interrupts are ignored, which a program inherits and Java then keeps to.
        List<String> words = new ArrayList<>(List.of("perl", "-e", "$SIG{INT} = 'DEFAULT'; exec @ARGV or die $!"));
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m", "-Dfoobarlab.home=" + home));
        words.addAll(options);
        words.addAll(List.of(
                "-cp", target.resolve("classes") + ":" + target.resolve("lib") + "/*", "org.foobarlab.cli.Main"));
        words.addAll(List.of(arguments));
        return new Command(words)
                .with("TESTCONTAINERS_HOST_OVERRIDE", "localhost")
                .with("TESTCONTAINERS_RYUK_DISABLED", "true");
    }

    /** Set a variable of its environment. */
    public Command with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Start it in another folder than the project's. */
    public Command in(Path elsewhere) {
        folder = elsewhere;
        return this;
    }

    /** Give it something to read. */
    public Command reading(String text) {
        input = text;
        return this;
    }

    /** Start it and leave it running. The caller closes it. */
    public Running start() {
        try {
            Path out = Files.createTempFile("foobar-lab-test", ".out");
            Path err = Files.createTempFile("foobar-lab-test", ".err");
            ProcessBuilder builder = new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            long begin = System.nanoTime();
            Process process = builder.start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // It ended without reading, which it may.
            }
            return new Running(process, out, err, begin);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Run it to its end, which must come before the deadline. */
    public Ran run(Duration deadline) {
        try (Running running = start()) {
            return running.await(deadline);
        }
    }

    /**
     * Hold what a program did.
     *
     * @param exit its exit code
     * @param out what it wrote to standard output
     * @param err what it wrote to standard error
     * @param seconds how long it ran
     */
    public record Ran(int exit, String out, String err, double seconds) {

        /** Return both streams. */
        public String all() {
            return out + err;
        }

        /** Fail the test unless the program ended well. */
        public Ran orFail() {
            Assertions.assertThat(exit).as(all()).isZero();
            return this;
        }
    }

    /** A program that runs. */
    public static final class Running implements AutoCloseable {
        private final Process process;
        private final Path out;
        private final Path err;
        private final long begin;

        Running(Process process, Path out, Path err, long begin) {
            this.process = process;
            this.out = out;
            this.err = err;
            this.begin = begin;
        }

        /** Return its process number. */
        public long pid() {
            return process.pid();
        }

        /** Say whether it still runs. */
        public boolean isAlive() {
            return process.isAlive();
        }

        /** Return what it has written to standard output so far. */
        public String out() {
            return read(out);
        }

        /** Return what it has written to standard error so far. */
        public String err() {
            return read(err);
        }

        /** Send it a signal, such as {@code INT}. */
        public void signal(String name) {
            Command.of("kill", "-" + name, String.valueOf(pid()))
                    .run(Duration.ofSeconds(10))
                    .orFail();
        }

        /** Wait for its end, which must come before the deadline. */
        public Ran await(Duration deadline) {
            try {
                boolean ended = process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS);
                double seconds = (System.nanoTime() - begin) / 1e9;
                Assertions.assertThat(ended)
                        .as("it ended within %s: %s%s", deadline, out(), err())
                        .isTrue();
                return new Ran(process.exitValue(), out(), err(), seconds);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            try {
                if (process.isAlive()) {
                    process.destroy();
                    if (!process.waitFor(30, TimeUnit.SECONDS)) {
                        process.destroyForcibly().waitFor();
                    }
                }
                Files.deleteIfExists(out);
                Files.deleteIfExists(err);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static String read(Path file) {
            try {
                return Files.readString(file, StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
