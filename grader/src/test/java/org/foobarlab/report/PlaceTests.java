package org.foobarlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "config : parsing [lb-01/etc/haproxy/haproxy.cfg:12] : unknown keyword | lb-01/etc/haproxy/haproxy.cfg | 12",
                "lb-01/etc/nftables.conf:7:29-34: Error: syntax error | lb-01/etc/nftables.conf | 7",
                "unknown directive in web-01/etc/nginx/sites-available/default:5 | web-01/etc/nginx/sites-available/default | 5",
                "It stands in web-01/etc/mysql/mysql.conf.d/mysqld.cnf, line 4: x = y | web-01/etc/mysql/mysql.conf.d/mysqld.cnf | 4",
                "in file web-01/etc/rsyslog.d/50-monitor.conf, on or before line 3: no | web-01/etc/rsyslog.d/50-monitor.conf | 3",
                "monitor/etc/prometheus/rules.yml: 5:15: group \"lab\" | monitor/etc/prometheus/rules.yml | 5",
                "YAML file monitor/etc/prometheus/prometheus.yml: yaml: line 7: did not | monitor/etc/prometheus/prometheus.yml | 7",
                "web-01/etc/rsyslog.d/50-monitor.conf, line 1. | web-01/etc/rsyslog.d/50-monitor.conf | 1",
            })
    void findsTheFirstLineThatIsNamed(String text, String file, int line) {
        assertThat(Place.in(text)).contains(new Place(file, line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "the answer was 200",
                "https://www.foobar.com/a:80",
                "/etc/haproxy/haproxy.cfg:12",
                "203.0.113.0/24:5",
                "line 3",
                "lb-01/etc/haproxy/haproxy.cfg is missing",
                "a/b:1234567890",
                "a/b: 3 rules"
            })
    void findsNoneWhereNoneIs(String text) {
        assertThat(Place.in(text)).isEmpty();
    }

    @Test
    void findsALineThatIsNamedInTheNextOne() {
        assertThat(Place.in(
                        "monitor/etc/prometheus/prometheus.yml: yaml: unmarshal errors:\n  line 3: field x not found"))
                .contains(new Place("monitor/etc/prometheus/prometheus.yml", 3));
    }

    @Test
    void prefersTheFirst() {
        assertThat(Place.in("a/b:1 and a/c:2")).contains(new Place("a/b", 1));
    }
}
