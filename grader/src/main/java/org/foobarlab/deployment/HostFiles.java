package org.foobarlab.deployment;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
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

    /** No files at all. */
    static final byte[] NONE = {};

    private static final String HAPROXY = "/etc/haproxy/haproxy.cfg";
    private static final String SITES = "/etc/nginx/sites-available/";
    private static final String MYSQL = "/etc/mysql/";
    private static final String DEPLOY_HOOKS = "/etc/letsencrypt/renewal-hooks/deploy/";

    /** What keeps a folder in Git, or says what it is for. */
    private static final Pattern NOTE = Pattern.compile("(?i)readme|license|licence|notes?|todo|makefile");

    /** Where the balancer's image expects what its client of the authority is to be given, first and second. */
    private static final String TO_ISSUE = "/var/lib/foobar/certificates/";

    private HostFiles() {}

    static byte[] archive(Host host, Servers servers, AddressPlan plan, Authority authority) {
        TreeMap<String, byte[]> files = new TreeMap<>();
        for (ServerFile file : servers.of(host)) {
            boolean isRsyslog =
                    file.origin() == ServerFile.Origin.GIVEN && file.path().equals(RsyslogFile.PATH);
            files.put(
                    file.path(),
                    rebased(isRsyslog ? RsyslogFile.beside(file, servers.of(host)) : file.content(), plan));
        }
        if (hasDeployHook(host, servers)) {
            Map<String, String> orders = Map.of("1", authority.site(), "2", authority.renewed());
            orders.forEach((number, issued) -> Authority.asFiles(issued)
                    .forEach((name, text) ->
                            files.put(TO_ISSUE + number + "/" + name, text.getBytes(StandardCharsets.US_ASCII))));
        } else {
            // A web server has a certificate of its own, since it is not the site's balancer.
            byte[] own = authority
                    .servers()
                    .getOrDefault(host.name(), authority.site())
                    .getBytes(StandardCharsets.US_ASCII);
            certificatePaths(host, servers).forEach(path -> files.putIfAbsent(path, own));
        }
        files.put("/etc/ssl/certs/foobar-lab.pem", authority.root().getBytes(StandardCharsets.US_ASCII));
        return tar(files);
    }

    /** Whoever writes a deploy hook puts the certificate where it belongs, so the lab does not. */
    private static boolean hasDeployHook(Host host, Servers servers) {
        return servers.of(host).stream().anyMatch(file -> isHook(file.path(), file.content()));
    }

    /** Return the paths at which the configuration of a host expects its certificate. */
    static Set<String> certificatePaths(Host host, Servers servers) {
        Set<String> paths = new LinkedHashSet<>();
        Optional<ServerFile> haproxy = servers.file(host, HAPROXY);
        haproxy.ifPresent(file -> paths.addAll(CertificatePaths.inHaproxy(
                file.text(),
                list -> servers.file(host, list).map(ServerFile::text).orElse(""))));
        for (ServerFile file : servers.of(host)) {
            if (file.path().startsWith(SITES)) {
                paths.addAll(CertificatePaths.inNginx(file.text()));
            } else if (file.path().startsWith(MYSQL) && file.path().endsWith(".cnf")) {
                paths.addAll(CertificatePaths.inMysql(file.text()));
            }
        }
        return paths;
    }

    /**
     * Move the addresses of a file, whatever its encoding: each byte is taken for a character, so that all others stay
     * as they are.
     */
    private static byte[] rebased(byte[] content, AddressPlan plan) {
        String bytes = new String(content, StandardCharsets.ISO_8859_1);
        return plan.rebase(bytes).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int mode(String path, byte[] content) {
        if (path.endsWith(".sh") || isHook(path, content) || isScript(content)) {
            return 0755;
        }
        // MySQL does not begin as root, and a key among its own files is one that its account may read.
        boolean secret = new String(content, StandardCharsets.ISO_8859_1).contains("PRIVATE KEY-----")
                && !path.startsWith(MYSQL);
        return secret ? 0600 : 0644;
    }

    /**
     * Say whether a client of the authority is to run a file. It runs what is executable in the folder of its hooks; a
     * note that lies beside them is not meant to be.
     */
    private static boolean isHook(String path, byte[] content) {
        if (!path.startsWith(DEPLOY_HOOKS)) {
            return false;
        }
        String name = path.substring(path.lastIndexOf('/') + 1);
        boolean program = !name.contains(".") && !NOTE.matcher(name).matches();
        return isScript(content) || name.endsWith(".sh") || program;
    }

    /** Say whether a file is to be run: its mode is lost on the way through many an archive and operating system. */
    private static boolean isScript(byte[] content) {
        return content.length > 2 && content[0] == '#' && content[1] == '!';
    }

    private static byte[] tar(TreeMap<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (var file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey().substring(1));
                entry.setMode(mode(file.getKey(), file.getValue()));
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
