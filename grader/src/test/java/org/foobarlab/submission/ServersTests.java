package org.foobarlab.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.foobarlab.TestFiles.write;

import java.nio.file.Path;
import java.util.List;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.submission.ServerFile.Origin;
import org.foobarlab.testing.SmallLab;
import org.foobarlab.topology.Host;
import org.foobarlab.topology.Topology;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServersTests {

    private static final Topology TOPOLOGY = Topology.threeServers();
    private static final List<String> READS = List.of(
            "{lb-01,web-01,web-02}/etc/nftables.conf",
            "lb-01/etc/haproxy/haproxy.cfg",
            "lb-01/etc/{haproxy,ssl}/**",
            "{web-01,web-02}/etc/nginx/sites-available/default");

    @TempDir
    private Path home;

    private Path given;
    private Path lab;
    private Path submission;

    @BeforeEach
    void folders() {
        given = home.resolve("labs/given");
        lab = home.resolve("labs/07-small");
        submission = home.resolve("answer");
        write(submission, "lb-01/etc/haproxy/haproxy.cfg", "global\n");
    }

    @Test
    void laysTheMoreParticularFileOverTheMoreGeneral() {
        write(given, "server/etc/a", "server");
        write(given, "server/etc/b", "server");
        write(given, "server/etc/c", "server");
        write(given, "server/etc/d", "server");
        write(given, "server/etc/nftables.conf", "server");
        write(given, "web/etc/b", "web");
        write(given, "web/etc/c", "web");
        write(given, "web/etc/d", "web");
        write(given, "web-01/etc/c", "web-01");
        write(given, "web-01/etc/d", "web-01");
        write(lab, "given/web-01/etc/d", "lab");
        write(submission, "web-01/etc/nftables.conf", "student\n");
        Servers servers = servers();
        assertThat(servers.of(host("web-01")))
                .extracting(file -> file.path() + " " + file.text().strip() + " " + file.origin())
                .containsExactly(
                        "/etc/a server GIVEN",
                        "/etc/b web GIVEN",
                        "/etc/c web-01 GIVEN",
                        "/etc/d lab GIVEN",
                        "/etc/nftables.conf student STUDENT");
        assertThat(servers.file(host("web-02"), "/etc/c"))
                .get()
                .extracting(ServerFile::text)
                .isEqualTo("web");
        assertThat(servers.file(host("lb-01"), "/etc/b"))
                .get()
                .extracting(ServerFile::text)
                .isEqualTo("server");
        assertThat(servers.of(host("monitor"))).isEmpty();
    }

    @Test
    void readsWhatAFileOfTheSameServerNames() {
        write(submission, "web-01/etc/nftables.conf", "include \"/etc/nftables.d/*.nft\"\n");
        write(submission, "web-01/etc/nftables.d/web.nft", "include \"/etc/nftables.names\"\n");
        write(submission, "web-01/etc/nftables.names", "define lb = 203.0.113.10\n");
        write(submission, "web-02/etc/nftables.d/web.nft", "add rule\n");
        write(given, "web-01/etc/nftables.d/given.nft", "given\n");
        write(submission, "web-01/etc/nftables.d/given.nft", "mine\n");
        Servers servers = servers();
        assertThat(servers.file(host("web-01"), "/etc/nftables.d/web.nft")).isPresent();
        assertThat(servers.file(host("web-01"), "/etc/nftables.names")).isPresent();
        assertThat(servers.file(host("web-01"), "/etc/nftables.d/given.nft"))
                .get()
                .extracting(ServerFile::origin)
                .isEqualTo(Origin.GIVEN);
        assertThat(servers.file(host("web-02"), "/etc/nftables.d/web.nft")).isEmpty();
        assertThat(servers.findings())
                .anyMatch(finding -> finding.startsWith("web-02/etc/nftables.d/web.nft is not read"))
                .noneMatch(finding -> finding.startsWith("web-01/etc/nftables.d/web.nft"));
    }

    @Test
    void givesTheMonitoringServerItsFilesOnceAndNoneOfTheServers() {
        write(given, "server/etc/a", "server");
        write(given, "monitor/etc/b", "monitor");
        assertThat(servers().of(host("monitor"))).extracting(ServerFile::path).containsExactly("/etc/b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            lb-01/haproxy.cfg                      | lb-01/haproxy.cfg is not read by this lab; did you mean lb-01/etc/haproxy/haproxy.cfg?
            web-02/nftables.conf                   | web-02/nftables.conf is not read by this lab; did you mean web-02/etc/nftables.conf?
            web-01/etc/nginx/sites-available/site  | web-01/etc/nginx/sites-available/site is not read by this lab; did you mean web-01/etc/nginx/sites-available/default?
            web-01/etc/nftables.rules              | web-01/etc/nftables.rules is not read by this lab; did you mean web-01/etc/nftables.conf?
            web-03/etc/nftables.conf               | web-03/etc/nftables.conf is not read by this lab; did you mean lb-01/etc/nftables.conf?
            notes.txt                              | notes.txt is not read by this lab.
            internet/etc/nftables.conf             | internet/etc/nftables.conf is not read by this lab; did you mean lb-01/etc/nftables.conf?
            web-01/etc/haproxy/haproxy.cfg         | web-01/etc/haproxy/haproxy.cfg is not read by this lab; did you mean lb-01/etc/haproxy/haproxy.cfg?
            """)
    void namesAFileThatIsNotRead(String path, String finding) {
        write(submission, path, "x\n");
        Servers servers = servers();
        assertThat(servers.findings()).containsExactly(finding);
        assertThat(TOPOLOGY.hosts())
                .flatExtracting(servers::of)
                .extracting(ServerFile::path)
                .containsExactly("/etc/haproxy/haproxy.cfg");
    }

    @Test
    void reportsAPrivateKeyWhereverItLies() {
        String key = "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n";
        write(
                submission,
                "lb-01/etc/ssl/private/site.pem",
                "-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----\n" + key);
        write(
                submission,
                "lb-01/etc/ssl/certs/site.pem",
                "-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----\n");
        assertThat(servers().findings())
                .containsExactly("lb-01/etc/ssl/private/site.pem holds a private key: keys do not"
                        + " belong in a submission, nor in any repository.");
    }

    @Test
    void addsAMissingFinalNewlineAndSaysSo() {
        write(submission, "lb-01/etc/haproxy/haproxy.cfg", "global\n    daemon");
        write(submission, "web-01/etc/nftables.conf", "");
        Servers servers = servers();
        assertThat(servers.file(host("lb-01"), "/etc/haproxy/haproxy.cfg"))
                .contains(
                        new ServerFile("/etc/haproxy/haproxy.cfg", "global\n    daemon\n".getBytes(), Origin.STUDENT));
        assertThat(servers.findings())
                .containsExactly("lb-01/etc/haproxy/haproxy.cfg does not end in a newline; one was"
                        + " added, since some servers refuse such a file.");
    }

    @Test
    void takesTheExplanationForNoServersFile() {
        write(submission, Lab.EXPLANATION, "# Why");
        write(submission, "README.md", "# What");
        Servers servers = servers();
        assertThat(servers.findings()).isEmpty();
        assertThat(TOPOLOGY.hosts()).flatExtracting(servers::of).hasSize(1);
    }

    @Test
    void keepsAFileWhoseNameClimbsOutOfItsFolderFromAServer() {
        write(submission, "lb-01/etc/haproxy/..\\..\\passwd", "x\n");
        assertThat(servers().of(host("lb-01")))
                .extracting(ServerFile::path)
                .containsExactly("/etc/haproxy/..\\..\\passwd", "/etc/haproxy/haproxy.cfg");
    }

    @Test
    void refusesAFolderInWhichNothingIsWhereItBelongs() {
        Path above = write(home, "course/answer/lb-01/etc/haproxy/haproxy.cfg", "global\n")
                .resolve("course");
        assertThatThrownBy(() -> servers(above))
                .isInstanceOf(UnusableInput.class)
                .hasMessage(
                        "Nothing in the folder " + above + " is what this lab reads, such as lb-01/etc/nftables.conf:"
                                + " name the submission's folder, the one that holds lb-01, web-01 and web-02. Files from"
                                + " elsewhere are laid out so by './lab start 07 DIR --from " + above + "'.");
    }

    @Test
    void takesAnExplanationAloneForAnAnswer() {
        Path explained = write(home, "explained/EXPLANATION.md", "# Why\n").resolve("explained");
        assertThat(servers(explained).findings()).isEmpty();
    }

    @Test
    void givesThePartsThatTheLabNames() {
        write(given, "web-01/etc/a", "host");
        write(given, "parts/web/web-01/etc/a", "part");
        write(given, "parts/web/web-01/etc/b", "part");
        write(given, "parts/web/web-01/etc/c", "part");
        write(given, "parts/logs/web-01/etc/d", "part that is not given");
        write(lab, "given/web-01/etc/b", "lab");
        Servers servers = Servers.of(given, giving("web"), Submission.read(submission));
        assertThat(servers.of(host("web-01")))
                .extracting(file -> file.path() + " " + file.text())
                .containsExactly("/etc/a part", "/etc/b lab", "/etc/c part");
    }

    @Test
    void aPartThatIsNotThereIsTheLabsMistake() {
        assertThatThrownBy(() -> Servers.of(given, giving("wbe"), Submission.read(submission)))
                .isInstanceOf(UnusableInput.class)
                .hasMessageContaining("there is nothing to give called 'wbe'");
    }

    private Lab giving(String part) {
        Lab small = SmallLab.of(lab, READS, List.of(), List.of());
        return new Lab(
                small.directory(),
                small.title(),
                small.minutes(),
                small.reads(),
                List.of(part),
                small.topology(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static Host host(String name) {
        return TOPOLOGY.host(name);
    }

    private Servers servers() {
        return servers(submission);
    }

    private Servers servers(Path folder) {
        Lab small = SmallLab.of(lab, READS, List.of(), List.of());
        return Servers.of(given, small, Submission.read(folder));
    }
}
