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
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.foobarlab.grade.LabFault;

/**
 * Be the certificate authority of the labs: a root, an intermediate, a certificate for the site, and the one that
 * follows it.
 *
 * <p>Made at first use and kept in the user's cache folder, so that a student can trust it in a browser once. Made anew
 * when the site's certificate has less than 30 days left.
 *
 * @param root the certificate that a client trusts, in PEM
 * @param site the site's certificate, the intermediate and the private key, in PEM, as HAProxy reads them from one file
 * @param renewed the same with a later certificate and another key, for when the site's certificate is renewed
 * @param servers the same for each web server, in the server's own name and the site's; and for {@link #STRANGER}, by
 *     name
 */
public record Authority(String root, String site, String renewed, Map<String, String> servers) {

    /** Somebody whom the authority knows as well, and who is none of the servers. */
    public static final String STRANGER = "stranger";

    private static final List<String> NAMES = List.of("www.foobar.com", "foobar.com");

    /** Whom each server's certificate is for. A web server answers to the site's name as well, whoever asks it. */
    private static final Map<String, List<String>> SERVERS = Map.of(
            "web-01",
            List.of("web-01", "www.foobar.com"),
            "web-02",
            List.of("web-02", "www.foobar.com"),
            STRANGER,
            List.of("stranger.example"));

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final Duration LEFT = Duration.ofDays(30);
    /** What ACME authorities commonly give. */
    private static final Duration SITE_LIFE = Duration.ofDays(90);

    /** A certificate is renewed when a third of its life is left, so the next one ends this much later. */
    private static final Duration RENEWED_AFTER = Duration.ofDays(60);

    private static final Duration ROOT_LIFE = Duration.ofDays(3650);

    public Authority {
        servers = Map.copyOf(servers);
    }

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

    /**
     * Threads of one process wait for the monitor, since a process that asks for the same file lock twice gets an
     * error.
     */
    static synchronized Authority keptIn(Path folder, Clock clock, Supplier<KeyPair> siteKeys) {
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                Path root = folder.resolve("root.pem");
                Path site = folder.resolve("site.pem");
                Path renewed = folder.resolve("renewed.pem");
                boolean all = Stream.of(root, site, renewed).allMatch(Files::exists)
                        && SERVERS.keySet().stream()
                                .map(name -> server(folder, name))
                                .allMatch(Files::exists);
                if (all) {
                    Map<String, String> servers = new TreeMap<>();
                    for (String name : SERVERS.keySet()) {
                        servers.put(name, Files.readString(server(folder, name)));
                    }
                    Authority kept = new Authority(
                            Files.readString(root), Files.readString(site), Files.readString(renewed), servers);
                    if (kept.isWhole() && !kept.endsSoon(clock)) {
                        return kept;
                    }
                }
                Authority made = make(clock, siteKeys);
                Files.writeString(root, made.root);
                Files.writeString(site, made.site);
                Files.writeString(renewed, made.renewed);
                keepToOwner(site);
                keepToOwner(renewed);
                for (Map.Entry<String, String> server : made.servers.entrySet()) {
                    keepToOwner(Files.writeString(server(folder, server.getKey()), server.getValue()));
                }
                return made;
            }
        } catch (IOException | UncheckedIOException e) {
            throw new LabFault("the lab's certificates in " + folder + " cannot be read or made: " + e.getMessage(), e);
        }
    }

    private static Path server(Path folder, String name) {
        return folder.resolve(name + ".pem");
    }

    /** A process that was killed while it wrote, or a full disk, leaves files that do not belong together. */
    private boolean isWhole() {
        return isWhole(site) && isWhole(renewed) && servers.values().stream().allMatch(this::isWhole);
    }

    private boolean isWhole(String issued) {
        try {
            List<X509Certificate> chain = certificates(issued);
            chain.addAll(certificates(root));
            for (int i = 0; i + 1 < chain.size(); i++) {
                chain.get(i).verify(chain.get(i + 1).getPublicKey());
            }
            return chain.size() == 3 && issued.stripTrailing().endsWith("PRIVATE KEY-----");
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

    /**
     * Return an issued certificate as a client of an ACME authority keeps it: {@code cert.pem}, {@code chain.pem},
     * {@code fullchain.pem} and {@code privkey.pem}, by name.
     *
     * @param issued the site's, or the renewed one
     */
    static Map<String, String> asFiles(String issued) {
        int intermediate = issued.indexOf(BEGIN, issued.indexOf(BEGIN) + 1);
        int key = issued.indexOf("-----BEGIN", intermediate + 1);
        return Map.of(
                "cert.pem", issued.substring(0, intermediate),
                "chain.pem", issued.substring(intermediate, key),
                "fullchain.pem", issued.substring(0, key),
                "privkey.pem", issued.substring(key));
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

    private static Authority make(Clock running, Supplier<KeyPair> siteKeys) {
        // All are issued at one moment, so that their lives differ by what they should and not by a second more.
        Clock clock = Clock.fixed(running.instant(), ZoneOffset.UTC);
        try {
            X500Name rootName = new X500Name("CN=Foobar Lab Root,O=Foobar Lab");
            X500Name middleName = new X500Name("CN=Foobar Lab Issuing Authority,O=Foobar Lab");
            KeyPair rootKey = newKey("EC", 256);
            KeyPair middleKey = newKey("EC", 256);
            X509Certificate root = sign(authority(rootName, rootName, rootKey, 1, clock), rootKey);
            X509Certificate middle = sign(authority(rootName, middleName, middleKey, 0, clock), rootKey);
            KeyPair siteKey = siteKeys.get();
            KeyPair nextKey = siteKeys.get();
            X509Certificate site = sign(server(middleName, NAMES, siteKey, SITE_LIFE, clock), middleKey);
            X509Certificate next =
                    sign(server(middleName, NAMES, nextKey, SITE_LIFE.plus(RENEWED_AFTER), clock), middleKey);
            Map<String, String> servers = new TreeMap<>();
            for (Map.Entry<String, List<String>> server : SERVERS.entrySet()) {
                KeyPair key = newKey("EC", 256);
                X509Certificate own = sign(server(middleName, server.getValue(), key, SITE_LIFE, clock), middleKey);
                servers.put(server.getKey(), pem(own, middle, key.getPrivate()));
            }
            return new Authority(
                    pem(root),
                    pem(site, middle, siteKey.getPrivate()),
                    pem(next, middle, nextKey.getPrivate()),
                    servers);
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new LabFault("the lab's certificates cannot be made: " + e.getMessage(), e);
        }
    }

    /** Make a certificate that nobody but its own key vouches for, with that key, in PEM. */
    public static String selfSigned(String name) {
        try {
            KeyPair key = newKey("EC", 256);
            X500Name issuer = new X500Name("CN=" + name);
            return pem(sign(server(issuer, List.of(name), key, SITE_LIFE, Clock.systemUTC()), key), key.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new LabFault("a certificate cannot be made: " + e.getMessage(), e);
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

    private static JcaX509v3CertificateBuilder server(
            X500Name issuer, List<String> of, KeyPair key, Duration life, Clock clock) throws CertIOException {
        JcaX509v3CertificateBuilder builder = builder(issuer, new X500Name("CN=" + of.get(0)), key, life, clock);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        GeneralName[] names = of.stream()
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
                // Whole, with its curve: an elliptic curve's key in its own older form lacks it, and OpenSSL then
                // cannot read it.
                writer.writeObject(item instanceof PrivateKey key ? new JcaPKCS8Generator(key, null) : item);
            }
        }
        return text.toString();
    }
}
