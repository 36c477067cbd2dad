package org.foobarlab.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.foobarlab.submission.ServerFile;
import org.foobarlab.submission.ServerFile.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RsyslogFileTests {

    private static final String MODULE = "module(load=\"imudp\")\n";
    private static final String INPUT = "input(type=\"imudp\" address=\"127.0.0.1\" port=\"514\")\n";
    private static final String REST = "*.* /var/log/syslog\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "module(load=\"imudp\")\ninput(type=\"imudp\" address=\"127.0.0.1\" port=\"514\")\n",
                "$ModLoad imudp\n$UDPServerAddress 127.0.0.1\n$UDPServerRun 514\n",
                "module( load=\"imudp\" TimeRequery=\"500\")\ninput(port=\"514\" type=\"imudp\")\n",
            })
    void leavesToTheStudentWhatTheStudentLoads(String own) {
        assertThat(beside(own)).isEqualToIgnoringWhitespace(REST);
    }

    @Test
    void goesOnListeningWhereTheStudentOnlyListensElsewhere() {
        assertThat(beside("module(load=\"imudp\")\ninput(type=\"imudp\" port=\"1514\")\n"))
                .isEqualToIgnoringWhitespace(REST + INPUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*.* @@203.0.113.50:514\n", "# module(load=\"imudp\")\n", "module(load=\"imtcp\")\n"})
    void staysAsItIsBesideAnythingElse(String own) {
        assertThat(beside(own)).isEqualTo(MODULE + INPUT + REST);
    }

    private static String beside(String own) {
        ServerFile given = file(RsyslogFile.PATH, MODULE + INPUT + REST, Origin.GIVEN);
        ServerFile other = file("/etc/rsyslog.d/40-own.conf", own, Origin.STUDENT);
        return new String(RsyslogFile.beside(given, List.of(given, other)), StandardCharsets.UTF_8);
    }

    private static ServerFile file(String path, String text, Origin origin) {
        return new ServerFile(path, text.getBytes(StandardCharsets.UTF_8), origin);
    }
}
