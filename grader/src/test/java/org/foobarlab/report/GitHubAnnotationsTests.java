package org.foobarlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.foobarlab.grade.Status;
import org.junit.jupiter.api.Test;

class GitHubAnnotationsTests {

    private static final GitHubAnnotations ANNOTATIONS = new GitHubAnnotations("submission/");

    @Test
    void marksLinesFirst() {
        assertThat(ANNOTATIONS.of(Grades.mixed()))
                .containsExactly(
                        "::error file=submission/web-01/etc/mysql/mysql.conf.d/mysqld.cnf,line=4,title=mysql-starts::"
                                + "on web-01: [MY-000067] [Server] unknown variable 'query_cache_size=16M'.%0A"
                                + "It stands in web-01/etc/mysql/mysql.conf.d/mysqld.cnf, line 4: query-cache-size = 16M%0A"
                                + "on web-02: [MY-000067] [Server] unknown variable 'query_cache_size=16M'.%0A"
                                + "It stands in web-02/etc/mysql/mysql.conf.d/mysqld.cnf, line 4: query-cache-size = 16M%0A",
                        "::error file=submission/lb-01/etc/nftables.conf,line=7,title=lb-01-firewall-loads::"
                                + "lb-01/etc/nftables.conf:7:29-34: Error: syntax error, unexpected accept, expecting comma or '}'%0A"
                                + "    tcp dport { 80, 443 accept%0A",
                        "::warning file=submission/EXPLANATION.md,line=31,title=The system says otherwise::read as: one writer; observed: "
                                + "0 of 6 writes worked while the primary was stopped",
                        "::error title=https-redirect::Plain HTTP answers 301 to the same path and query over HTTPS%0A"
                                + "302 to https://www.foobar.com/" + "very-long-path/".repeat(8),
                        "::warning title=https-forwarded::The lab could not tell: the lab could not tell: the command 'curl'"
                                + " did not end within 20 s",
                        "::warning title=Remark::lb-01/etc/haproxy/haproxy.cfg does not end in a newline; one was added,"
                                + " since some servers refuse such a file.",
                        "::warning title=Remark::notes.txt is not read by this lab.");
    }

    @Test
    void saysNothingOfFullMarks() {
        assertThat(ANNOTATIONS.of(Grades.full())).isEmpty();
    }

    @Test
    void letsNoTextEndACommand() {
        assertThat(ANNOTATIONS.of(Grades.of(Grades.verdict(
                        "a",
                        "area",
                        "Title",
                        Status.FAILED,
                        1,
                        "",
                        "100%\r\n::notice title=Autograding report::{}",
                        "",
                        ""))))
                .containsExactly("::error title=a::Title%0A100%25%0D%0A::notice title=Autograding report::{}");
    }

    @Test
    void saysWhyThereIsNoGrade() {
        assertThat(GitHubAnnotations.notGraded("one\ntwo")).isEqualTo("::error title=Not graded::one%0Atwo");
    }
}
