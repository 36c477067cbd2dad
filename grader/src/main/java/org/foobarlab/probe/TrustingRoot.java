package org.foobarlab.probe;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.foobarlab.deployment.Authority;
import org.foobarlab.grade.LabFault;

/** Trust the lab's root and nothing else, as a browser does that the root was imported into. */
final class TrustingRoot {

    private TrustingRoot() {}

    /**
     * Return TLS settings of a client that has never been here: nothing of an earlier session is taken up again, so
     * that the certificate is seen each time.
     */
    static SSLContext context(Authority authority) {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "root", Authority.certificates(authority.root()).get(0));
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new LabFault("the lab's root cannot be trusted", e);
        }
    }
}
