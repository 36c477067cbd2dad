package org.foobarlab.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How the site does without its databases; what it does with them is tested in containers. No test may hang, as a
 * visitor would.
 */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MySqlStorageTests {

    @Test
    void closedPortGivesAnErrorAndThenAtOnce() throws Exception {
        try (Storage storage = new MySqlStorage(settings(RunningSite.closedPort()), Database.PATIENCE)) {
            // If each waited for the pool, they would take more than a minute.
            for (int i = 0; i < 50; i++) {
                assertUnreadable(storage);
            }
        }
    }

    @Test
    void silentServerGivesAnError() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Storage storage = new MySqlStorage(settings(silent.getLocalPort()), Database.PATIENCE)) {
            assertUnreadable(storage);
            assertUnreadable(storage);
        }
    }

    @Test
    void pagesSayWhichSideIsOut() throws Exception {
        Storage storage = new MySqlStorage(settings(RunningSite.closedPort()), Duration.ofMillis(250));
        try (RunningSite site = new RunningSite(storage)) {
            HttpResponse<String> book = site.get("/");
            HttpResponse<String> write = site.post("author=a&text=b");
            HttpResponse<String> health = site.get("/health");

            assertThat(List.of(book.statusCode(), write.statusCode(), health.statusCode()))
                    .containsOnly(503);
            assertThat(Jsoup.parse(book.body()).select("#problem").text())
                    .isEqualTo("Reads are out: the local database does not answer. Please try again in a moment.");
            assertThat(Jsoup.parse(write.body()).select("#problem").text())
                    .isEqualTo("Writes are out: the primary database does not answer. Please try again in a moment.");
            assertThat(health.body()).isEqualTo("Reads are out: the local database does not answer.\n");
            assertThat(site.nextLogLine()).contains("Connection refused");
        }
    }

    @Test
    void asksTheNextPrimaryWhenOneDoesNotAnswer() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Storage storage = new MySqlStorage(
                        settings(RunningSite.closedPort(), silent.getLocalPort()), Database.PATIENCE)) {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> storage.add(new Draft("a", "b")))
                    .withMessage("Writes are out: the primary database does not answer, and the next does not answer.");
            silent.setSoTimeout(1);
            assertThat(silent.accept().isConnected()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, does not answer",
        "1290, is read-only and refuses writes",
        "1045, refuses the site's account",
        "1146, has no table for the entries",
        "9999, answers with error 9999"
    })
    void explainsTheServersAnswer(int code, String reason) {
        SQLException said = new SQLException("the server's words", "HY000", code);

        StorageException failure = MySqlStorage.failure(
                StorageException.Side.WRITES, new SQLTransientConnectionException("time ran out", "HY000", said));

        assertThat(failure).hasMessage("Writes are out: the primary database " + reason + ".");
        assertThat(failure.detail()).isEqualTo("the server's words");
    }

    private static void assertUnreadable(Storage storage) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(storage::checkReadable)
                .withMessage("Reads are out: the local database does not answer.");
    }

    private static Settings settings(int... ports) {
        List<Endpoint> databases = Arrays.stream(ports)
                .mapToObj(port -> new Endpoint("127.0.0.1", port))
                .toList();
        return new Settings(
                "web-01",
                new Endpoint("127.0.0.1", 0),
                databases,
                databases.get(0),
                "foobar",
                "site",
                "visitors-welcome",
                "sslMode=DISABLED&allowPublicKeyRetrieval=true",
                new Endpoint("127.0.0.1", 514));
    }
}
