package org.foobarlab.deployment;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.foobarlab.submission.ServerFile;
import org.foobarlab.submission.Servers;
import org.foobarlab.topology.AddressPlan;
import org.foobarlab.topology.Host;

/**
 * Pack the files of a host, with this deployment's addresses and the site's certificate, into an archive.
 *
 * <p>As on a real server, every component of a host sees the same files, so there is one archive a host.
 */
final class HostFiles {

    private static final String HAPROXY = "/etc/haproxy/haproxy.cfg";
    private static final String SITES = "/etc/nginx/sites-available/";

    private HostFiles() {}

    static byte[] archive(Host host, Servers servers, AddressPlan plan, Authority authority) {
        TreeMap<String, byte[]> files = new TreeMap<>();
        for (ServerFile file : servers.of(host)) {
            files.put(file.path(), rebased(file, plan));
        }
        byte[] site = authority.site().getBytes(StandardCharsets.US_ASCII);
        certificatePaths(host, servers).forEach(path -> files.putIfAbsent(path, site));
        files.put("/etc/ssl/certs/foobar-lab.pem", authority.root().getBytes(StandardCharsets.US_ASCII));
        return tar(files);
    }

    /** Return the paths at which the configuration of a host expects the site's certificate. */
    static Set<String> certificatePaths(Host host, Servers servers) {
        Set<String> paths = new LinkedHashSet<>();
        Optional<ServerFile> haproxy = servers.file(host, HAPROXY);
        haproxy.ifPresent(file -> paths.addAll(CertificatePaths.inHaproxy(file.text())));
        for (ServerFile file : servers.of(host)) {
            if (file.path().startsWith(SITES)) {
                paths.addAll(CertificatePaths.inNginx(file.text()));
            }
        }
        return paths;
    }

    private static byte[] rebased(ServerFile file, AddressPlan plan) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(file.content()))
                    .toString();
            return plan.rebase(text).getBytes(StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            // Not text, so it holds no addresses.
            return file.content();
        }
    }

    private static byte[] tar(TreeMap<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (var file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey().substring(1));
                entry.setMode(file.getKey().endsWith(".sh") ? 0755 : 0644);
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
            if (files.keySet().stream().anyMatch(path -> path.startsWith(SITES))) {
                TarArchiveEntry link = new TarArchiveEntry("etc/nginx/sites-enabled/default", TarConstants.LF_SYMLINK);
                link.setLinkName("../sites-available/default");
                tar.putArchiveEntry(link);
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an archive in memory cannot fail", e);
        }
        return bytes.toByteArray();
    }
}
