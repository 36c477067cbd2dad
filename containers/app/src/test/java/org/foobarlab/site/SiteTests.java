package org.foobarlab.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SiteTests {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void warmsUp() {
        assertThat(run("--warm-up")).isZero();
        assertThat(out).hasToString("site: warmed up\n");
        assertThat(err).hasToString("");
    }

    @Test
    void unusableSettingsEndWithTwo() throws Exception {
        Path file = Files.writeString(folder.resolve("site.properties"), "server=web-01\n");

        assertThat(run(file.toString())).isEqualTo(2);
        assertThat(err)
                .hasToString("site: " + file + ": database.primary is missing;"
                        + " add a line database.primary=… with host:port with a port from 1 to 65535,"
                        + " or several separated by commas.\n");
    }

    @Test
    void tooManyArgumentsEndWithTwo() {
        assertThat(run("a", "b")).isEqualTo(2);
        assertThat(err).hasToString("site: too many arguments; give the path of one properties file, or --warm-up.\n");
    }

    @Test
    void anAddressInUseEndsWithTwo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path file = settings(taken.getLocalPort());

            assertThat(run(file.toString())).isEqualTo(2);
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .startsWith("site: " + file + ": listen is '127.0.0.1:" + taken.getLocalPort()
                            + "', which cannot be used (")
                    .endsWith("); stop the program that uses it,"
                            + " or give an address of this machine and a free port.\n");
        }
    }

    @Test
    void saysWhenItIsReadyAndStopsWhenTold() throws Exception {
        Process site = start(settings(0));
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(site.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).matches("site: ready on 127\\.0\\.0\\.1:\\d+ as web-01");
            // Through the handle, since Process.destroy() would also close the stream that is read below.
            site.toHandle().destroy();
            assertThat(site.waitFor(5, TimeUnit.SECONDS)).isTrue();
            assertThat(site.exitValue()).isZero();
            assertThat(lines.readLine()).isNull();
        } finally {
            site.destroyForcibly();
        }
    }

    private Path settings(int listen) throws Exception {
        return Files.writeString(folder.resolve("site.properties"), """
                server=web-01
                listen=127.0.0.1:%d
                database.primary=127.0.0.1:1
                database.local=127.0.0.1:1
                database.user=site
                database.password=visitors-welcome
                """.formatted(listen));
    }

    private static Process start(Path settings) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Path.of("target", "classes") + File.pathSeparator + Path.of("target", "lib", "*"),
                "org.foobarlab.site.Site",
                settings.toString()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private int run(String... arguments) {
        return Site.run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
