package org.foobarlab.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadTests {

    /** From 10:00:00 to 10:00:07, so the steady seconds are :02 to :06. */
    private final Load load =
            new Load(Instant.parse("2026-03-01T10:00:00.400Z"), Instant.parse("2026-03-01T10:00:07.500Z"), 280, 280);

    @Test
    void countsTheRequestsOfTheSteadySeconds() {
        List<String> log = new ArrayList<>();
        for (int second = 0; second <= 7; second++) {
            for (int i = 0; i < 20; i++) {
                log.add("203.0.113.10 - - [01/Mar/2026:10:00:0" + second
                        + " +0000] \"GET /?load=7 HTTP/1.1\" 200 512 \"-\" \"curl/8.14.1\"");
            }
        }
        assertThat(load.rate(log)).isEqualTo(20.0);
    }

    @Test
    void leavesOutWhatWasLoggedWhileTheLoadBeganOrEnded() {
        List<String> log = List.of(
                at("01/Mar/2026:10:00:01 +0000"),
                at("01/Mar/2026:10:00:02 +0000"),
                at("01/Mar/2026:10:00:06 +0000"),
                at("01/Mar/2026:10:00:07 +0000"));
        assertThat(load.rate(log)).isEqualTo(2 / 5.0);
    }

    @Test
    void understandsOtherTimeZonesAndLinesOfOtherKinds() {
        List<String> log = List.of(
                at("01/Mar/2026:12:30:03 +0230"),
                at("01/Mar/2026:05:00:03 -0500"),
                "",
                "2026/03/01 10:00:03 [error] x");
        assertThat(load.rate(log)).isEqualTo(2 / 5.0);
    }

    @Test
    void saysThatALogHasNoTimes() {
        assertThat(load.rate(List.of())).isNegative();
        assertThat(load.rate(List.of("GET / 200"))).isNegative();
        assertThat(load.rate(List.of(at("31/Foo/2026:10:00:03 +0000")))).isNegative();
    }

    private static String at(String time) {
        return "203.0.113.10 - - [" + time + "] \"GET / HTTP/1.1\" 200 512";
    }
}
