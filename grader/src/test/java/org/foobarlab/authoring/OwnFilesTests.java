package org.foobarlab.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.foobarlab.TestFiles.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.lab.UnusableInput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnFilesTests {

    private static final Lab LAB = Labs.ofProject().find("05");

    @TempDir
    private Path home;

    private Path from;
    private Path to;

    @BeforeEach
    void folders() {
        from = home.resolve("older");
        to = home.resolve("mine");
        Copies.ofStarter(LAB, to);
    }

    @Test
    void laysAnOlderCoursesFilesOutAndTellsWhatItDid() throws IOException {
        write(
                from,
                "0x10-https_ssl/1-haproxy_ssl_termination",
                "defaults\n  mode http\nfrontend www\n  bind *:80\nbackend web\n  server 123-web-01 54.90.1.2:80 check\n"
                        + "  server 123-web-02 34.2.3.4:80 check\n");
        write(from, "0x14-mysql/4-mysql_configuration_primary", "[mysqld]\nserver-id = 1\nlog_bin = binlog\n");
        write(from, "0x14-mysql/4-mysql_configuration_replica", "[mysqld]\nserver-id = 2\nrelay_log = relay\n");
        write(
                from,
                "0x13-firewall/0-block_all_incoming_traffic_but",
                "#!/usr/bin/env bash\nufw allow 22/tcp\nufw enable\n");
        write(from, "0x0F-load_balancer/1-install_load_balancer", "#!/usr/bin/env bash\napt-get install -y haproxy\n");
        write(from, "README.md", "# Notes\n");

        List<String> told = OwnFiles.read(LAB, from).layOver(to);

        assertThat(to.resolve("lb-01/etc/haproxy/haproxy.cfg"))
                .content()
                .contains("server 123-web-01 203.0.113.11:80 check", "server 123-web-02 203.0.113.12:80 check");
        assertThat(to.resolve("web-01/etc/mysql/mysql.conf.d/mysqld.cnf"))
                .content()
                .contains("server-id = 1");
        assertThat(to.resolve("web-02/etc/mysql/mysql.conf.d/mysqld.cnf"))
                .content()
                .contains("server-id = 2");
        for (String host : List.of("lb-01", "web-01", "web-02")) {
            assertThat(to.resolve(host + "/firewall.sh")).content().endsWith("ufw enable\n");
            assertThat(to.resolve(host + "/etc/nftables.conf")).doesNotExist();
        }
        assertThat(told)
                .contains(
                        "taken: 0x10-https_ssl/1-haproxy_ssl_termination is lb-01/etc/haproxy/haproxy.cfg now.",
                        "changed: 54.90.1.2 is 203.0.113.11, the address of web-01 in the lab.",
                        "changed: 34.2.3.4 is 203.0.113.12, the address of web-02 in the lab.",
                        "left out: the starter's lb-01/etc/nftables.conf, beside which lb-01/firewall.sh would not be run.",
                        "not taken: README.md - it is no file of a server that is known here.")
                .anyMatch(line ->
                        line.startsWith("not taken: 0x0F-load_balancer/1-install_load_balancer - it is a script"));
    }

    @Test
    void takesWhatIsLaidOutAlreadyAsItIs() throws IOException {
        byte[] latin1 = {'#', ' ', (byte) 0xE9, '\n', 's', 'e', 'r', 'v', 'e', 'r', ' ', '{', '}', '\n'};
        Path site = from.resolve("old/web-02/etc/nginx/sites-available/default");
        Files.createDirectories(site.getParent());
        Files.write(site, latin1);
        assertThat(OwnFiles.read(LAB, from).layOver(to))
                .containsExactly("taken: old/web-02/etc/nginx/sites-available/default is"
                        + " web-02/etc/nginx/sites-available/default now.");
        assertThat(to.resolve("web-02/etc/nginx/sites-available/default")).hasBinaryContent(latin1);
    }

    @Test
    void putsAFileForAllWebServersToEachAndOneForOneToThat() {
        write(from, "site", "server {\n  listen 80;\n}\n");
        assertThat(OwnFiles.read(LAB, from).layOver(to)).hasSize(2);
        Path other = home.resolve("other");
        write(other, "web-01-nginx.conf", "server {\n  listen 80;\n}\n");
        assertThat(OwnFiles.read(LAB, other).layOver(to))
                .containsExactly("taken: web-01-nginx.conf is web-01/etc/nginx/sites-available/default now.");
    }

    @Test
    void saysWhyNothingWasTaken() {
        write(from, "install", "#!/bin/bash\napt-get install nginx\n");
        assertThatThrownBy(() -> OwnFiles.read(LAB, from).layOver(to))
                .isInstanceOf(UnusableInput.class)
                .hasMessageContaining("Nothing in the folder")
                .hasMessageContaining("the lab's servers are installed");
    }
}
