package org.foobarlab.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.foobarlab.TestFiles.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.foobarlab.grade.LabFault;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorityTests {

    @TempDir
    private static Path shared;

    private static Authority made;
    private static KeyPair key;

    @TempDir
    private Path folder;

    /** RSA keys take long to make, so all but the first authority get the same. */
    @BeforeAll
    static void make() throws GeneralSecurityException {
        made = Authority.keptIn(shared);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        key = generator.generateKeyPair();
    }

    private static Authority keptIn(Path folder, Clock clock) {
        return Authority.keptIn(folder, clock, () -> key);
    }

    private void copy() {
        write(folder, "root.pem", made.root());
        write(folder, "site.pem", made.site());
        write(folder, "renewed.pem", made.renewed());
        made.servers().forEach((name, text) -> write(folder, name + ".pem", text));
    }

    @Test
    void certifiesEachWebServerInItsOwnName() throws GeneralSecurityException {
        for (String name : List.of("web-01", "web-02")) {
            X509Certificate own =
                    Authority.certificates(made.servers().get(name)).get(0);
            assertThat(own.getSubjectAlternativeNames())
                    .containsExactlyInAnyOrder(List.of(2, name), List.of(2, "www.foobar.com"));
            assertThat(made.servers().get(name)).contains("PRIVATE KEY");
        }
        X509Certificate stranger =
                Authority.certificates(made.servers().get(Authority.STRANGER)).get(0);
        assertThat(stranger.getSubjectAlternativeNames()).containsExactly(List.of(2, "stranger.example"));
    }

    @Test
    void vouchesForNobodyWhoSignsForHimself() throws GeneralSecurityException {
        List<X509Certificate> chain = Authority.certificates(Authority.selfSigned("web-02"));
        assertThat(chain).hasSize(1);
        chain.get(0).verify(chain.get(0).getPublicKey());
    }

    @Test
    void certifiesTheSite() throws GeneralSecurityException {
        List<X509Certificate> chain = Authority.certificates(made.site());
        X509Certificate site = chain.get(0);
        assertThat(chain).hasSize(2);
        assertThat(site.getSubjectX500Principal().getName()).isEqualTo("CN=www.foobar.com");
        assertThat(site.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(List.of(2, "www.foobar.com"), List.of(2, "foobar.com"));
        assertThat(site.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(site.getBasicConstraints()).isEqualTo(-1);
        Duration life = Duration.between(
                site.getNotBefore().toInstant(), site.getNotAfter().toInstant());
        assertThat(life).isEqualTo(Duration.ofDays(90).plusHours(1));
        assertThat(made.site()).contains("PRIVATE KEY").doesNotContain(made.root());
        assertThat(site.getPublicKey().getAlgorithm()).isEqualTo("RSA");
        assertThat(made.root()).doesNotContain("PRIVATE KEY");
        validate(made);
    }

    @Test
    void keepsWhatItMade() throws IOException {
        assertThat(Authority.keptIn(shared)).isEqualTo(made);
        assertThat(Files.readString(shared.resolve("root.pem"))).isEqualTo(made.root());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shared.resolve("site.pem"))))
                .isEqualTo("rw-------");
    }

    @Test
    void makesANewCertificateInTheLastThirtyDaysOfTheOld() throws GeneralSecurityException {
        Authority old = keptIn(folder, inDays(-59));
        assertThat(keptIn(folder, inDays(0))).isEqualTo(old);
        Authority next = keptIn(folder, inDays(2));
        assertThat(next).isNotEqualTo(old);
        validate(next);
    }

    @Test
    void givesAllThreadsTheSame() {
        List<CompletableFuture<Authority>> asked = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> keptIn(folder, inDays(0)), Parallel.pool()))
                .toList();
        assertThat(asked.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    }

    @Test
    void makesAnewWhatDoesNotBelongTogether() throws IOException, GeneralSecurityException {
        copy();
        write(folder, "site.pem", made.site().substring(0, made.site().length() / 2));
        Authority second = keptIn(folder, inDays(0));
        validate(second);
        write(folder, "root.pem", made.root());
        validate(keptIn(folder, inDays(0)));
        write(folder, "renewed.pem", made.renewed());
        Authority third = keptIn(folder, inDays(0));
        assertThat(third.renewed()).isNotEqualTo(made.renewed());
        validate(third);
    }

    @Test
    void renewsWithAnotherKeyAndALaterEnd() {
        X509Certificate site = Authority.certificates(made.site()).get(0);
        X509Certificate renewed = Authority.certificates(made.renewed()).get(0);
        assertThat(renewed.getPublicKey()).isNotEqualTo(site.getPublicKey());
        assertThat(renewed.getSerialNumber()).isNotEqualTo(site.getSerialNumber());
        assertThat(Duration.between(
                        site.getNotAfter().toInstant(), renewed.getNotAfter().toInstant()))
                .isEqualTo(Duration.ofDays(60));
    }

    @Test
    void laysACertificateOutAsAnAcmeClientDoes() {
        Map<String, String> files = Authority.asFiles(made.site());
        assertThat(files).containsOnlyKeys("cert.pem", "chain.pem", "fullchain.pem", "privkey.pem");
        assertThat(files.get("cert.pem") + files.get("chain.pem")).isEqualTo(files.get("fullchain.pem"));
        assertThat(files.get("fullchain.pem") + files.get("privkey.pem")).isEqualTo(made.site());
        assertThat(Authority.certificates(files.get("chain.pem"))).hasSize(1);
        assertThat(files.get("privkey.pem")).startsWith("-----BEGIN").doesNotContain("CERTIFICATE");
    }

    @Test
    void saysWhichFolderCannotBeUsed() {
        write(folder, "taken", "");
        assertThatThrownBy(() -> Authority.keptIn(folder.resolve("taken")))
                .isInstanceOf(LabFault.class)
                .hasMessage(
                        "the lab's certificates in " + folder + "/taken cannot be read or made: " + folder + "/taken");
    }

    private static Clock inDays(int days) {
        return Clock.fixed(Instant.now().plus(Duration.ofDays(days)), ZoneOffset.UTC);
    }

    private static void validate(Authority authority) throws GeneralSecurityException {
        X509Certificate root = Authority.certificates(authority.root()).get(0);
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
        parameters.setRevocationEnabled(false);
        for (String issued : List.of(authority.site(), authority.renewed())) {
            List<X509Certificate> chain = Authority.certificates(issued);
            parameters.setDate(chain.get(0).getNotBefore());
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), parameters);
        }
    }
}
