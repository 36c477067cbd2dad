package org.foobarlab.deployment;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.Supplier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.foobarlab.grade.LabFault;

/**
 * Be the certificate authority of the labs: a root, an intermediate, and a certificate for the site.
 *
 * <p>Made at first use and kept in the user's cache folder, so that a student can trust it in a browser once. Made anew when the site's
 * certificate has less than 30 days left.
 *
 * @param root the certificate that a client trusts, in PEM
 * @param site the site's certificate, the intermediate and the private key, in PEM, as HAProxy reads them from one file
 */
public record Authority(String root, String site) {

    private static final List<String> NAMES = List.of("www.foobar.com", "foobar.com");
    private static final Duration LEFT = Duration.ofDays(30);
    /** What ACME authorities commonly give. */
    private static final Duration SITE_LIFE = Duration.ofDays(90);

    private static final Duration ROOT_LIFE = Duration.ofDays(3650);

    /** Return the authority kept in the user's cache folder. */
    public static Authority ofUser() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base =
                cache == null || cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return keptIn(base.resolve("foobar-lab").resolve("authority"));
    }

    /**
     * Return the authority kept in a folder, making it if there is none or its certificate is about to end.
     *
     * @throws LabFault if the folder cannot be used
     */
    static Authority keptIn(Path folder) {
        // The cipher lists that students copy often name nothing but RSA.
        return keptIn(folder, Clock.systemUTC(), () -> newKey("RSA", 2048));
    }

    /** Threads of one process wait for the monitor, since a process that asks for the same file lock twice gets an error. */
    static synchronized Authority keptIn(Path folder, Clock clock, Supplier<KeyPair> siteKeys) {
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                Path root = folder.resolve("root.pem");
                Path site = folder.resolve("site.pem");
                if (Files.exists(root) && Files.exists(site)) {
                    Authority kept = new Authority(Files.readString(root), Files.readString(site));
                    if (kept.isWhole() && !kept.endsSoon(clock)) {
                        return kept;
                    }
                }
                Authority made = make(clock, siteKeys.get());
                Files.writeString(root, made.root);
                Files.writeString(site, made.site);
                keepToOwner(site);
                return made;
            }
        } catch (IOException | UncheckedIOException e) {
            throw new LabFault("the lab's certificates in " + folder + " cannot be read or made: " + e.getMessage(), e);
        }
    }

    /** A process that was killed while it wrote, or a full disk, leaves files that do not belong together. */
    private boolean isWhole() {
        try {
            List<X509Certificate> chain = certificates(site);
            chain.addAll(certificates(root));
            for (int i = 0; i + 1 < chain.size(); i++) {
                chain.get(i).verify(chain.get(i + 1).getPublicKey());
            }
            return chain.size() == 3 && site.stripTrailing().endsWith("PRIVATE KEY-----");
        } catch (LabFault | GeneralSecurityException e) {
            return false;
        }
    }

    private boolean endsSoon(Clock clock) {
        return certificates(site)
                .get(0)
                .getNotAfter()
                .toInstant()
                .isBefore(clock.instant().plus(LEFT));
    }

    /** The site's file holds its private key. */
    private static void keepToOwner(Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    /** Return the certificates in a PEM text, in order. */
    public static List<X509Certificate> certificates(String pem) {
        List<X509Certificate> certificates = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            for (Object item = parser.readObject(); item != null; item = parser.readObject()) {
                if (item instanceof X509CertificateHolder holder) {
                    certificates.add(new JcaX509CertificateConverter().getCertificate(holder));
                }
            }
            return certificates;
        } catch (IOException | GeneralSecurityException e) {
            throw new LabFault("a certificate of the lab cannot be read: " + e.getMessage(), e);
        }
    }

    private static Authority make(Clock clock, KeyPair siteKey) {
        try {
            X500Name rootName = new X500Name("CN=Foobar Lab Root,O=Foobar Lab");
            X500Name middleName = new X500Name("CN=Foobar Lab Issuing Authority,O=Foobar Lab");
            KeyPair rootKey = newKey("EC", 256);
            KeyPair middleKey = newKey("EC", 256);
            X509Certificate root = sign(authority(rootName, rootName, rootKey, 1, clock), rootKey);
            X509Certificate middle = sign(authority(rootName, middleName, middleKey, 0, clock), rootKey);
            X509Certificate site = sign(server(middleName, siteKey, clock), middleKey);
            return new Authority(pem(root), pem(site, middle, siteKey.getPrivate()));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new LabFault("the lab's certificates cannot be made: " + e.getMessage(), e);
        }
    }

    private static KeyPair newKey(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has RSA and elliptic curves", e);
        }
    }

    private static JcaX509v3CertificateBuilder authority(
            X500Name issuer, X500Name subject, KeyPair key, int authoritiesBelow, Clock clock) throws CertIOException {
        JcaX509v3CertificateBuilder builder = builder(issuer, subject, key, ROOT_LIFE, clock);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authoritiesBelow));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        return builder;
    }

    private static JcaX509v3CertificateBuilder server(X500Name issuer, KeyPair key, Clock clock)
            throws CertIOException {
        JcaX509v3CertificateBuilder builder =
                builder(issuer, new X500Name("CN=" + NAMES.get(0)), key, SITE_LIFE, clock);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        GeneralName[] names = NAMES.stream()
                .map(name -> new GeneralName(GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        return builder;
    }

    private static JcaX509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, KeyPair key, Duration life, Clock clock) {
        Instant now = clock.instant();
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(120, new SecureRandom()),
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(life)),
                subject,
                key.getPublic());
    }

    private static X509Certificate sign(JcaX509v3CertificateBuilder builder, KeyPair issuerKey)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKey.getPrivate())));
    }

    private static String pem(Object... items) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (Object item : items) {
                writer.writeObject(item);
            }
        }
        return text.toString();
    }
}
