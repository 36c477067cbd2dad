package org.foobarlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceLineTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[ALERT] config : parsing [lb-01/etc/haproxy/haproxy.cfg:30] : unknown keyword 'wbe'|lb-01/etc/haproxy/haproxy.cfg|30",
                "It stands in web-01/etc/mysql/mysql.conf.d/mysqld.cnf, line 4: query-cache-size = 16M|web-01/etc/mysql/mysql.conf.d/mysqld.cnf|4",
                "web-01/etc/nftables.conf:6:43-43: Error: syntax error|web-01/etc/nftables.conf|6",
                "lb-01/firewall.sh: line 2: ufww: command not found|lb-01/firewall.sh|2",
                "in config file web-01/etc/mysql/mysql.conf.d/mysqld.cnf at line 2.|web-01/etc/mysql/mysql.conf.d/mysqld.cnf|2",
                "parsing file web-01/etc/rsyslog.d/50-monitor.conf, on or before line 3: x|web-01/etc/rsyslog.d/50-monitor.conf|3",
                "unknown directive \"usr\" in web-02/etc/nginx/sites-available/default:1|web-02/etc/nginx/sites-available/default|1",
                "parsing YAML file monitor/etc/prometheus/prometheus.yml: yaml: unmarshal errors: line 3: field x|monitor/etc/prometheus/prometheus.yml|3",
                "there is no web-01/etc/mysql/setup.sql|web-01/etc/mysql/setup.sql|0",
            })
    void findsTheLineThatAServerNames(String text, String path, int line) {
        assertThat(SourceLine.in(text)).containsExactly(new SourceLine(path, line));
    }

    @Test
    void findsEachOnceAndTheLineBeforeTheBareFile() {
        assertThat(SourceLine.in("lb-01/etc/x.cfg is wrong: lb-01/etc/x.cfg:3, lb-01/etc/x.cfg:3, web-01/etc/y:2"))
                .containsExactly(new SourceLine("lb-01/etc/x.cfg", 3), new SourceLine("web-01/etc/y", 2));
    }

    @Test
    void findsNothingWhereNoFileIsNamed() {
        assertThat(SourceLine.in("internet to web-01:3306 is open, line 3; https://lb-01/"))
                .isEmpty();
    }
}
