package org.foobarlab.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedFilesTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /etc/nftables.conf             | include "/etc/nftables.d/*.nft"                   | /etc/nftables.d/10-web.nft        | true
            /etc/nftables.conf             | include "./nftables.d/10-web.nft"                 | /etc/nftables.d/10-web.nft        | true
            /firewall.sh                   | iptables-restore < /etc/iptables/rules.v4         | /etc/iptables/rules.v4            | true
            /firewall.sh                   | iptables-restore rules.v4                         | /rules.v4                         | true
            /firewall.sh                   | cp /root/user.rules /etc/ufw/user.rules           | /root/user.rules                  | true
            /firewall.sh                   | . /etc/firewall/addresses                         | /etc/firewall/addresses           | true
            /etc/haproxy/haproxy.cfg       | errorfile 503 /etc/haproxy/errors/away.http       | /etc/haproxy/errors/away.http     | true
            /etc/haproxy/haproxy.cfg       | acl bad src -f /etc/haproxy/bad.lst               | /etc/haproxy/bad.lst              | true
            /etc/nginx/sites-available/default | include snippets/headers.conf;                | /etc/nginx/snippets/headers.conf  | true
            /etc/prometheus/prometheus.yml | - rules/*.yml                                     | /etc/prometheus/rules/alerts.yml  | true
            /etc/mysql/mysql.conf.d/mysqld.cnf | !includedir /etc/mysql/conf.d/                | /etc/mysql/conf.d/own.cnf         | true
            /etc/keepalived/keepalived.conf | script /usr/local/bin/look.sh                    | /usr/local/bin/look.sh            | true
            /etc/haproxy/haproxy.cfg       | # errorfile 503 /etc/haproxy/errors/away.http     | /etc/haproxy/errors/away.http     | false
            /etc/haproxy/haproxy.cfg       | bind :443 ssl crt /etc/haproxy/certs/site.pem     | /etc/nginx/nginx.conf             | false
            /firewall.sh                   | ls /etc/                                          | /etc/haproxy/haproxy.cfg          | false
            /firewall.sh                   | cp /sub/nft /usr/sbin/nft                         | /usr/sbin/nft                     | false
            /firewall.sh                   | cat /etc/foobar/site.properties                   | /etc/foobar/site.properties       | false
            /firewall.sh                   | echo /etc/ld.so.preload                           | /etc/ld.so.preload                | false
            """)
    void findsWhatAServersFileNames(String naming, String line, String path, boolean named) {
        assertThat(NamedFiles.names((line + "\n").getBytes(StandardCharsets.UTF_8), naming, path))
                .isEqualTo(named);
    }
}
