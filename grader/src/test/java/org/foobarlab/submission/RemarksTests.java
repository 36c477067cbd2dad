package org.foobarlab.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.foobarlab.submission.ServerFile.Origin;
import org.foobarlab.topology.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemarksTests {

    private final Map<String, Map<String, ServerFile>> files = new TreeMap<>();

    @Test
    void hasNothingToSayOfOrdinaryFiles() {
        student("lb-01", "/etc/haproxy/haproxy.cfg", "backend web\n  server web-01 203.0.113.11:80 check\n");
        student("web-01", "/etc/mysql/mysql.conf.d/mysqld.cnf", "[mysqld]\nbind-address = 0.0.0.0\n");
        student("web-01", "/etc/nginx/sites-available/default", "server {\n  proxy_pass http://127.0.0.1:8080;\n}\n");
        student("lb-01", "/firewall.sh", "#!/bin/bash\napt-get install -y ufw\nufw enable\n");
        assertThat(remarks()).isEmpty();
    }

    @Test
    void saysWhichFirewallCounts() {
        student("lb-01", "/etc/nftables.conf", "flush ruleset\n");
        student("lb-01", "/firewall.sh", "ufw enable\n");
        assertThat(remarks())
                .containsExactly(
                        "lb-01/firewall.sh is not run, since lb-01/etc/nftables.conf is there and counts: delete that"
                                + " file to use the script.");
    }

    @Test
    void namesAllFilesWithTheLineEndsOfWindowsInOneSentence() {
        student("lb-01", "/etc/nftables.conf", "flush ruleset\r\n");
        student("web-01", "/etc/nftables.conf", "flush ruleset\r\n");
        assertThat(remarks())
                .singleElement()
                .asString()
                .startsWith(
                        "lb-01/etc/nftables.conf and web-01/etc/nftables.conf have the line ends of Windows (CR LF).")
                .contains("sed -i");
    }

    @Test
    void namesAByteOrderMark() {
        student("lb-01", "/etc/haproxy/haproxy.cfg", "\ufeffglobal\n");
        assertThat(remarks())
                .singleElement()
                .asString()
                .startsWith("lb-01/etc/haproxy/haproxy.cfg begins with a byte order mark");
    }

    @Test
    void saysThatIpv6IsSwitchedOff() {
        student("lb-01", "/etc/haproxy/haproxy.cfg", "frontend www\n    # bind :::80\n    bind :::443 v4v6\n");
        student("web-01", "/firewall.sh", "ip6tables -P INPUT DROP\n");
        assertThat(remarks())
                .containsExactly("IPv6 is switched off on the lab's servers. What is said of it in"
                        + " lb-01/etc/haproxy/haproxy.cfg, line 3 and web-01/firewall.sh, line 1 does no harm, and is neither"
                        + " tried nor counted.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            lb-01  | /etc/haproxy/haproxy.cfg           | server web-01 54.90.1.2:80 check                    | 54.90.1.2
            lb-01  | /etc/haproxy/haproxy.cfg           | bind 10.0.2.15:443 ssl crt /a.pem                   | 10.0.2.15
            web-01 | /etc/nginx/sites-available/default | proxy_pass http://172.31.0.4:8080;                  | 172.31.0.4
            web-01 | /etc/mysql/mysql.conf.d/mysqld.cnf | bind-address = 54.90.1.2                            | 54.90.1.2
            web-02 | /etc/mysql/setup.sql               | CHANGE REPLICATION SOURCE TO SOURCE_HOST='3.4.5.6'; | 3.4.5.6
            web-02 | /etc/rsyslog.d/50-monitor.conf     | *.* @@192.168.1.9:514                               | 192.168.1.9
            monitor | /etc/prometheus/prometheus.yml    | - targets: ['34.1.2.3:9100']                        | 34.1.2.3
            """)
    void namesServersThatAreNotInTheLab(String host, String path, String line, String address) {
        student(host, path, "x\n" + line + "\n");
        assertThat(remarks())
                .singleElement()
                .asString()
                .startsWith(host + path + ": line 2 names " + address + ", where there is no server in the lab.")
                .contains("web-01 203.0.113.11");
    }

    @Test
    void knowsAWholeNginxConf() {
        student("web-01", "/etc/nginx/sites-available/default", "events {}\nhttp {\n  server {\n  }\n}\n");
        assertThat(remarks())
                .singleElement()
                .asString()
                .startsWith("web-01/etc/nginx/sites-available/default is a whole nginx.conf");
    }

    @Test
    void knowsAScriptThatInstallsAServer() {
        student("lb-01", "/etc/haproxy/haproxy.cfg", "#!/usr/bin/env bash\nsudo apt-get -y install haproxy\n");
        assertThat(remarks())
                .singleElement()
                .asString()
                .startsWith("lb-01/etc/haproxy/haproxy.cfg looks like a script");
    }

    private void student(String host, String path, String text) {
        files.computeIfAbsent(host, name -> new TreeMap<>())
                .put(path, new ServerFile(path, text.getBytes(StandardCharsets.UTF_8), Origin.STUDENT));
    }

    private List<String> remarks() {
        return Remarks.of(Topology.threeServers(), files);
    }
}
