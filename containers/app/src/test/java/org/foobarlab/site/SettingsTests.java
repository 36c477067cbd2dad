package org.foobarlab.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTests {

    private static final String MINIMAL = """
            server = web-02
            database.primary = web-01:3306
            database.local = 127.0.0.1:3306
            database.user = site
            database.password = grüße=welcome
            """;

    @TempDir
    private Path folder;

    @Test
    void fillsInWhatIsUsual() throws Exception {
        assertThat(read(MINIMAL))
                .isEqualTo(new Settings(
                        "web-02",
                        new Endpoint("127.0.0.1", 8080),
                        List.of(new Endpoint("web-01", 3306)),
                        new Endpoint("127.0.0.1", 3306),
                        "foobar",
                        "site",
                        "grüße=welcome",
                        "sslMode=DISABLED&allowPublicKeyRetrieval=true",
                        new Endpoint("127.0.0.1", 514)));
    }

    @Test
    void takesWhatIsGiven() throws Exception {
        Settings settings = read(MINIMAL + """
                listen = [::1]:0
                database.name = other
                database.options = sslMode=REQUIRED
                log.syslog = monitor:5514
                """);

        assertThat(settings.listen()).hasToString("[::1]:0");
        assertThat(settings.databaseName()).isEqualTo("other");
        assertThat(settings.databaseOptions()).isEqualTo("sslMode=REQUIRED");
        assertThat(settings.logSyslog()).hasToString("monitor:5514");
    }

    @Test
    void takesSeveralPrimaries() throws Exception {
        Settings settings = read(MINIMAL.replace("web-01:3306", "web-01:3306, 203.0.113.12:3307"));

        assertThat(settings.databasePrimaries())
                .containsExactly(new Endpoint("web-01", 3306), new Endpoint("203.0.113.12", 3307));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            databse.local=x        | databse.local is not known; remove it, or use one of server, listen, \
            database.primary, database.local, database.name, database.user, database.password, database.options, \
            log.syslog.
            server=web 01          | server is 'web 01'; give a host's name, such as web-01.
            listen=8080            | listen is '8080'; give host:port with a port from 0 to 65535.
            database.local=web-01:0| database.local is 'web-01:0'; give host:port with a port from 1 to 65535.
            log.syslog=a:65536     | log.syslog is 'a:65536'; give host:port with a port from 1 to 65535.
            database.primary=a?b:1 | database.primary is 'a?b:1'; give host:port with a port from 1 to 65535, or \
            several separated by commas.
            database.primary=a:1,  | database.primary is ''; give host:port with a port from 1 to 65535, or \
            several separated by commas.
            database.name=a/b      | database.name is 'a/b'; give letters, digits, _ and - only, at most 64.
            database.user=         | database.user is ''; give a MySQL account's name, at most 32 characters.
            database.options=x     | database.options is 'x'; give key=value pairs joined by &.
            """)
    void namesFileKeyAndRemedy(String line, String complaint) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> read(MINIMAL + line + "\n"))
                .withMessage(folder.resolve("site.properties") + ": " + complaint);
    }

    @Test
    void namesAMissingKey() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> read(MINIMAL.replace("server =", "# server =")))
                .withMessage(folder.resolve("site.properties")
                        + ": server is missing; add a line server=… with a host's name, such as web-01.");
    }

    @Test
    void namesAMissingFile() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Settings.read(folder.resolve("absent")))
                .withMessageStartingWith(folder.resolve("absent") + ": cannot be read")
                .withMessageEndingWith("create it, or give the right path as the argument.");
    }

    private Settings read(String properties) throws Exception {
        return Settings.read(Files.writeString(folder.resolve("site.properties"), properties));
    }
}
