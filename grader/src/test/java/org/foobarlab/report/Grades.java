package org.foobarlab.report;

import java.util.List;
import java.util.Map;
import org.foobarlab.grade.ClaimVerdict;
import org.foobarlab.grade.Experiment;
import org.foobarlab.grade.Grade;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.grade.Reach;
import org.foobarlab.grade.Status;
import org.foobarlab.grade.Verdict;

/** Grades to report. */
final class Grades {

    private Grades() {}

    static Grade full() {
        return grade(
                true,
                List.of(
                        passed("haproxy-starts", "servers", "HAProxy starts with lb-01/etc/haproxy/haproxy.cfg", 1),
                        passed("lb-01-default-deny", "firewalls", "lb-01 lets nothing in that no rule names", 2),
                        passed(
                                "https-certificate",
                                "https",
                                "The certificate is for www.foobar.com, valid, and leads to the authority",
                                3),
                        passed("https-hsts", "https", "Answers over HTTPS carry Strict-Transport-Security", 2)),
                List.of(new QuestionVerdict("spof", 2, "graded", 2.5, 2.5, List.of(), "", List.of())),
                List.of(),
                List.of(),
                List.of());
    }

    /** Everything that a grade can hold. */
    static Grade mixed() {
        return grade(
                false,
                List.of(
                        passed("haproxy-starts", "servers", "HAProxy starts with lb-01/etc/haproxy/haproxy.cfg", 1),
                        verdict(
                                "mysql-starts",
                                "servers",
                                "MySQL starts with each web server's mysqld.cnf",
                                Status.FAILED,
                                1,
                                "it starts on web-01 and web-02",
                                """
                                on web-01: [MY-000067] [Server] unknown variable 'query_cache_size=16M'.
                                It stands in web-01/etc/mysql/mysql.conf.d/mysqld.cnf, line 4: query-cache-size = 16M
                                on web-02: [MY-000067] [Server] unknown variable 'query_cache_size=16M'.
                                It stands in web-02/etc/mysql/mysql.conf.d/mysqld.cnf, line 4: query-cache-size = 16M
                                """,
                                "The message is MySQL's own. Old tutorials name settings that MySQL 8.4 and 9 no"
                                        + " longer know.",
                                "./lab up LAB SUBMISSION"),
                        blocked("mysql-setup", "servers", "Each MySQL server accepts its setup.sql", "mysql-starts"),
                        verdict(
                                "lb-01-firewall-loads",
                                "firewalls",
                                "lb-01 has a firewall, and it loads",
                                Status.FAILED,
                                1,
                                "its firewall comes into force",
                                """
                                lb-01/etc/nftables.conf:7:29-34: Error: syntax error, unexpected accept, expecting comma or '}'
                                    tcp dport { 80, 443 accept
                                """,
                                "The message is the firewall program's own.",
                                ""),
                        blocked(
                                "lb-01-outbound",
                                "firewalls",
                                "lb-01 opens no connection to the internet",
                                "lb-01-firewall-loads"),
                        verdict(
                                "https-redirect",
                                "https",
                                "Plain HTTP answers 301 to the same path and query over HTTPS",
                                Status.FAILED,
                                3,
                                "301 to https://www.foobar.com/a?b=c",
                                "302 to https://www.foobar.com/" + "very-long-path/".repeat(8),
                                "In HAProxy: 'http-request redirect scheme https code 301 unless { ssl_fc }'.",
                                "./lab exec internet -- curl -si 'http://www.foobar.com/a?b=c'"),
                        verdict(
                                "https-forwarded",
                                "https",
                                "The application learns the visitor's scheme and address",
                                Status.FAULT,
                                3,
                                "the page names the visitor",
                                "the lab could not tell: the command 'curl' did not end within 20 s",
                                "",
                                ""),
                        new Verdict(
                                "https-hsts",
                                "Answers over HTTPS carry Strict-Transport-Security",
                                "https",
                                Status.FAULT,
                                0,
                                2,
                                "",
                                "not tried, since this has to work first: https-forwarded",
                                "",
                                "",
                                0,
                                List.of("https-forwarded"),
                                Map.of())),
                List.of(
                        new QuestionVerdict(
                                "spof",
                                1,
                                "graded",
                                1.25,
                                2.5,
                                List.of(new QuestionVerdict.Evidence(
                                        "When lb-01 dies, nobody can reach the site, since every visitor comes through"
                                                + " it.",
                                        12,
                                        "balancer",
                                        1)),
                                "Name the primary MySQL server too: nothing can be written while it is down.",
                                List.of("Two web servers do not make a site without a single point of failure.")),
                        new QuestionVerdict(
                                "firewalls",
                                0,
                                "graded",
                                0,
                                4,
                                List.of(),
                                "Say what each firewall protects from what.",
                                List.of()),
                        new QuestionVerdict(
                                "monitoring",
                                0,
                                "graded",
                                0,
                                4,
                                List.of(),
                                "Say what each firewall protects from what.",
                                List.of()),
                        new QuestionVerdict(
                                "qps", 2, "unsure", 4, 4, List.of(), "A person should read this answer.", List.of()),
                        new QuestionVerdict(
                                "https",
                                0,
                                "not-graded",
                                0,
                                4,
                                List.of(),
                                "The text is in no language that can be read.",
                                List.of())),
                List.of(
                        new Experiment(
                                "backend-traffic",
                                "Whether a visitor's words can be read between lb-01 and web-01",
                                Status.PASSED,
                                "the visitor's word stands readable in the captured bytes",
                                "./lab exec lb-01 -- tcpdump -A -n host 203.0.113.11",
                                0.7,
                                List.of(),
                                Map.of("readable", true, "bytes", 34_790)),
                        new Experiment(
                                "primary-stopped",
                                "What works while the primary MySQL is stopped",
                                Status.BLOCKED,
                                "not tried, since this has to work first: mysql-starts",
                                "",
                                0,
                                List.of("mysql-starts"),
                                Map.of())),
                List.of(
                        new ClaimVerdict(
                                "in the clear",
                                "Behind the balancer the traffic is not encrypted.",
                                20,
                                "the visitor's word stands readable in the captured bytes",
                                true),
                        new ClaimVerdict(
                                "one writer",
                                "Both databases take writes.",
                                31,
                                "0 of 6 writes worked while the primary was stopped",
                                false)),
                List.of(
                        "lb-01/etc/haproxy/haproxy.cfg does not end in a newline; one was added, since some servers"
                                + " refuse such a file.",
                        "notes.txt is not read by this lab."));
    }

    private static Grade grade(
            boolean graded,
            List<Verdict> checks,
            List<QuestionVerdict> questions,
            List<Experiment> experiments,
            List<ClaimVerdict> claims,
            List<String> findings) {
        return new Grade(
                Grade.SCHEMA_VERSION,
                "05-secured-and-monitored",
                new Grade.Source("submission", "0123456789abcdef".repeat(4)),
                graded,
                checks.stream().mapToDouble(Verdict::score).sum()
                        + questions.stream().mapToDouble(QuestionVerdict::score).sum(),
                checks.stream().mapToDouble(Verdict::maxScore).sum()
                        + questions.stream()
                                .mapToDouble(QuestionVerdict::maxScore)
                                .sum(),
                checks,
                questions,
                experiments,
                List.of(new Reach("internet", "lb-01", 443, "HTTPS", "open", "open")),
                claims,
                findings,
                Map.of("haproxy", "haproxy:3.0.11"),
                "0123456789abcdef",
                "2026-03-01T10:00:00Z",
                23.6);
    }

    private static Verdict passed(String id, String area, String title, double points) {
        return new Verdict(
                id,
                title,
                area,
                Status.PASSED,
                points,
                points,
                "so",
                "it is so",
                "",
                "",
                0.5,
                List.of(),
                Map.of("asked", 8));
    }

    private static Verdict blocked(String id, String area, String title, String cause) {
        return new Verdict(
                id,
                title,
                area,
                Status.BLOCKED,
                0,
                2,
                "",
                "not tried, since this has to work first: " + cause,
                "",
                "",
                0,
                List.of(cause),
                Map.of());
    }

    static Verdict verdict(
            String id,
            String area,
            String title,
            Status status,
            double most,
            String expected,
            String observed,
            String hint,
            String reproduce) {
        return new Verdict(
                id, title, area, status, 0, most, expected, observed, hint, reproduce, 0.5, List.of(), Map.of());
    }

    static Grade of(Verdict verdict) {
        return grade(true, List.of(verdict), List.of(), List.of(), List.of(), List.of());
    }
}
