package org.foobarlab.probe;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.foobarlab.deployment.Authority;
import org.foobarlab.deployment.Deployment;
import org.foobarlab.deployment.Output;
import org.foobarlab.grade.LabFault;

/** Look at the site's TLS from outside. */
public final class Tls {

    private static final Duration DEADLINE = Duration.ofSeconds(8);
    private static final int HTTPS = 443;

    private final Deployment deployment;
    private final Visitor visitor;

    /** Look at a deployment's site. */
    public Tls(Deployment deployment, Visitor visitor) {
        this.deployment = deployment;
        this.visitor = visitor;
    }

    /**
     * Return the certificates that the site sends to somebody who asks for it by name.
     *
     * @throws IOException if there is no TLS to be had there
     */
    public List<X509Certificate> chain() throws IOException {
        try (Socket plain = visitor.connect(Visitor.SITE, HTTPS, DEADLINE);
                SSLSocket socket = (SSLSocket) AcceptAnyCertificate.context()
                        .getSocketFactory()
                        .createSocket(plain, Visitor.SITE, HTTPS, true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(Visitor.SITE)));
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            Certificate[] certificates = socket.getSession().getPeerCertificates();
            return Arrays.stream(certificates).map(X509Certificate.class::cast).toList();
        }
    }

    /** Return why a chain does not lead to the lab's authority; empty if it does. */
    public String chainProblem(List<X509Certificate> chain) {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            X509Certificate root =
                    Authority.certificates(deployment.authority().root()).get(0);
            trusted.setCertificateEntry("root", root);
            PKIXParameters parameters = new PKIXParameters(trusted);
            parameters.setRevocationEnabled(false);
            List<X509Certificate> path = chain.stream()
                    .filter(certificate -> !certificate.equals(root))
                    .toList();
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
            return "";
        } catch (CertPathValidatorException e) {
            return String.valueOf(e.getMessage());
        } catch (GeneralSecurityException | IOException e) {
            throw new LabFault("the chain of certificates could not be judged", e);
        }
    }

    /**
     * Return the certificate between the lab's root and the site's, which clients that have met it elsewhere may know
     * already.
     */
    public X509Certificate intermediate() {
        return Authority.certificates(deployment.authority().site()).get(1);
    }

    /** Return the certificate that follows the site's first one. */
    public X509Certificate renewed() {
        return Authority.certificates(deployment.authority().renewed()).get(0);
    }

    /** Return the host names that a certificate is for. */
    public static List<String> names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> name.get(0).equals(2))
                            .map(name -> String.valueOf(name.get(1)))
                            .toList();
        } catch (GeneralSecurityException e) {
            return List.of();
        }
    }

    /**
     * Say whether a handshake with one protocol version succeeds.
     *
     * @param version an option of OpenSSL's {@code s_client}, such as {@code tls1_1}
     */
    public boolean accepts(String version) {
        return accepts(version, "ALL");
    }

    /**
     * Say whether a handshake with one protocol version and a choice of ciphers succeeds.
     *
     * @param version an option of OpenSSL's {@code s_client}, {@code tls1_2} or older
     * @param ciphers what is offered, as OpenSSL lists ciphers
     */
    public boolean accepts(String version, String ciphers) {
        // Security level 0 lets the client offer what its own defaults would refuse.
        Output output = deployment
                .host("internet")
                .exec(
                        "sh",
                        "-c",
                        "timeout 10 openssl s_client -connect www.foobar.com:443 -servername www.foobar.com -" + version
                                + " -cipher '" + ciphers + ":@SECLEVEL=0' < /dev/null 2>&1");
        return output.out().contains("Server certificate") && !output.out().contains("Cipher is (NONE)");
    }

    /** Return the command with which a student sees the certificate. */
    public static String command() {
        return "./lab exec internet -- openssl s_client -connect www.foobar.com:443 -servername www.foobar.com"
                + " -CAfile /etc/ssl/certs/foobar-lab.pem";
    }
}
