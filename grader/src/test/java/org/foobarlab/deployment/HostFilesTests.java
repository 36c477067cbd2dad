package org.foobarlab.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.foobarlab.submission.Servers;
import org.foobarlab.topology.AddressPlan;
import org.foobarlab.topology.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostFilesTests {

    private static final Authority AUTHORITY = new Authority("ROOT", "SITE", "NEXT", Map.of("web-01", "OWN"));
    private static final String BIND = "frontend www\n    bind 203.0.113.10:443 ssl crt /etc/haproxy/certs/site.pem\n";

    @TempDir
    private Path folder;

    @Test
    void packsTheFilesOfOneHostWithItsCertificates() throws IOException {
        Servers servers = StudentFiles.of(
                folder,
                "given/server/etc/rsyslog.conf",
                "module\n",
                "lb-01/etc/haproxy/haproxy.cfg",
                BIND,
                "lb-01/firewall.sh",
                "ufw enable\n",
                "web-01/etc/nginx/sites-available/default",
                "server {}\n");
        assertThat(unpacked("lb-01", servers, 0))
                .isEqualTo(Map.of(
                        "etc/haproxy/certs/site.pem", "644 SITE",
                        "etc/haproxy/haproxy.cfg", "644 " + BIND,
                        "etc/rsyslog.conf", "644 module\n",
                        "etc/ssl/certs/foobar-lab.pem", "644 ROOT",
                        "firewall.sh", "755 ufw enable\n"));
        assertThat(unpacked("monitor", servers, 0)).isEqualTo(Map.of("etc/ssl/certs/foobar-lab.pem", "644 ROOT"));
    }

    @Test
    void whatNamesItsInterpreterCanBeRun() throws IOException {
        Servers servers = StudentFiles.of(folder, "lb-01/etc/keepalived/check-haproxy", "#!/bin/sh\npgrep haproxy\n");
        assertThat(unpacked("lb-01", servers, 0))
                .containsEntry("etc/keepalived/check-haproxy", "755 #!/bin/sh\npgrep haproxy\n");
    }

    @Test
    void movesAddressesWhateverTheEncoding() throws IOException {
        byte[] latin1 = "# l'\u00e9quilibreur\nserver web-01 203.0.113.11:80\n".getBytes(StandardCharsets.ISO_8859_1);
        write("lb-01/etc/haproxy/haproxy.cfg", latin1);
        Servers servers =
                StudentFiles.of(folder, "web-01/etc/nftables.conf", "# \u00e9\nip saddr 203.0.113.10 accept\n");
        assertThat(unpacked("web-01", servers, 1))
                .containsEntry("etc/nftables.conf", "644 # \u00e9\nip saddr 198.18.0.10 accept\n");
        assertThat(content("etc/haproxy/haproxy.cfg", "lb-01", servers, 1))
                .isEqualTo(
                        "# l'\u00e9quilibreur\nserver web-01 198.18.0.11:80\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(content("etc/haproxy/haproxy.cfg", "lb-01", servers, 0)).isEqualTo(latin1);
    }

    @Test
    void leavesACertificateOfTheStudentsInItsPlace() throws IOException {
        Servers servers = StudentFiles.of(
                folder, "lb-01/etc/haproxy/haproxy.cfg", BIND, "lb-01/etc/haproxy/certs/site.pem", "MINE\n");
        assertThat(unpacked("lb-01", servers, 0)).containsEntry("etc/haproxy/certs/site.pem", "644 MINE\n");
    }

    @Test
    void leavesTheCertificateToTheStudentsDeployHook() throws IOException {
        String cert = "-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n";
        String key = "-----BEGIN PRIVATE KEY-----\nB\n-----END PRIVATE KEY-----\n";
        Authority authority = new Authority("ROOT", cert + cert + key, cert + cert + key, Map.of());
        String hook = "etc/letsencrypt/renewal-hooks/deploy/reload-haproxy";
        Servers servers = StudentFiles.of(
                folder, "lb-01/etc/haproxy/haproxy.cfg", BIND, "lb-01/" + hook, "systemctl reload haproxy\n");
        assertThat(unpacked("lb-01", servers, 0, authority))
                .doesNotContainKey("etc/haproxy/certs/site.pem")
                .containsEntry(hook, "755 systemctl reload haproxy\n")
                .containsEntry("var/lib/foobar/certificates/1/fullchain.pem", "644 " + cert + cert)
                .containsEntry("var/lib/foobar/certificates/2/privkey.pem", "600 " + key);
    }

    @Test
    void runsNoNoteThatLiesAmongTheHooks() throws IOException {
        String hooks = "lb-01/etc/letsencrypt/renewal-hooks/deploy/";
        Servers servers = StudentFiles.of(
                folder, "lb-01/etc/haproxy/haproxy.cfg", BIND, hooks + "README.md", "Keeps the folder in Git.\n");
        assertThat(unpacked("lb-01", servers, 0))
                .containsEntry("etc/haproxy/certs/site.pem", "644 SITE")
                .containsEntry("etc/letsencrypt/renewal-hooks/deploy/README.md", "644 Keeps the folder in Git.\n");
    }

    @Test
    void putsTheCertificateWhereAListNamesIt() throws IOException {
        Servers servers = StudentFiles.of(
                folder,
                "lb-01/etc/haproxy/haproxy.cfg",
                "frontend www\n    bind :443 ssl crt-list /etc/haproxy/list\n",
                "lb-01/etc/haproxy/list",
                "/etc/haproxy/certs/site.pem www.foobar.com\n");
        assertThat(unpacked("lb-01", servers, 0)).containsEntry("etc/haproxy/certs/site.pem", "644 SITE");
    }

    @Test
    void enablesTheSiteAndGivesItItsCertificate() throws IOException {
        Servers servers = StudentFiles.of(
                folder, "web-02/etc/nginx/sites-available/default", "server {\n  ssl_certificate /etc/ssl/a.pem;\n}\n");
        assertThat(unpacked("web-02", servers, 0))
                .containsEntry("etc/nginx/sites-enabled/default", "-> ../sites-available/default")
                .containsEntry("etc/ssl/a.pem", "644 SITE");
    }

    @Test
    void givesAServerACertificateInItsOwnName() throws IOException {
        Servers servers = StudentFiles.of(
                folder,
                "web-01/etc/nginx/sites-available/default",
                "server {\n  ssl_certificate /etc/ssl/a.pem;\n}\n",
                "web-01/etc/mysql/mysql.conf.d/mysqld.cnf",
                "[mysqld]\nssl_cert = /etc/mysql/own.pem\nssl-key=\"/etc/mysql/key.pem\"\n#ssl_key = /etc/mysql/old.pem\n");
        assertThat(unpacked("web-01", servers, 0))
                .containsEntry("etc/ssl/a.pem", "644 OWN")
                .containsEntry("etc/mysql/own.pem", "644 OWN")
                .containsEntry("etc/mysql/key.pem", "644 OWN")
                .doesNotContainKey("etc/mysql/old.pem");
    }

    private void write(String path, byte[] content) throws IOException {
        Path file = folder.resolve("answer").resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static byte[] content(String path, String host, Servers servers, int copy) throws IOException {
        byte[] archive =
                HostFiles.archive(Topology.threeServers().host(host), servers, AddressPlan.ofCopy(copy), AUTHORITY);
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().equals(path)) {
                    return tar.readAllBytes();
                }
            }
        }
        throw new AssertionError("there is no " + path + " in the archive");
    }

    private static Map<String, String> unpacked(String host, Servers servers, int copy) throws IOException {
        return unpacked(host, servers, copy, AUTHORITY);
    }

    private static Map<String, String> unpacked(String host, Servers servers, int copy, Authority authority)
            throws IOException {
        byte[] archive =
                HostFiles.archive(Topology.threeServers().host(host), servers, AddressPlan.ofCopy(copy), authority);
        Map<String, String> files = new LinkedHashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String content = entry.isSymbolicLink()
                        ? "-> " + entry.getLinkName()
                        : Integer.toOctalString(entry.getMode() & 0777) + " "
                                + new String(tar.readAllBytes(), StandardCharsets.UTF_8);
                files.put(entry.getName(), content);
            }
        }
        return files;
    }
}
