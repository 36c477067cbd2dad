package org.foobarlab.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.foobarlab.probe.Load.Counted;
import org.junit.jupiter.api.Test;

class LoadTests {

    private final Load load = new Load(280, 280, Map.of("web-01", 270, "web-02", 10));

    @Test
    void countsTheRequestsOfTheSecondsBeforeTheLoadsLast() {
        List<String> log = new ArrayList<>();
        for (int second = 0; second <= 7; second++) {
            for (int i = 0; i < (second == 0 || second == 7 ? 3 : 20); i++) {
                log.add(at("01/Mar/2026:10:00:0" + second + " +0000"));
            }
        }
        assertThat(load.counted(log))
                .contains(new Counted(Instant.parse("2026-03-01T10:00:07Z").getEpochSecond(), 20.0));
    }

    @Test
    void countsHealthChecksToo() {
        List<String> log = List.of(
                "203.0.113.10 - - [01/Mar/2026:10:00:03 +0000] \"GET /health HTTP/1.0\" 200 2",
                at("01/Mar/2026:10:00:03 +0000"),
                at("01/Mar/2026:10:00:07 +0000"),
                "203.0.113.10 - - [01/Mar/2026:10:00:09 +0000] \"GET /health HTTP/1.0\" 200 2");
        assertThat(load.counted(log)).map(Counted::rate).contains(2 / 5.0);
    }

    @Test
    void understandsOtherTimeZonesAndLinesOfOtherKinds() {
        List<String> log = List.of(
                at("01/Mar/2026:12:30:03 +0230"),
                at("01/Mar/2026:05:00:03 -0500"),
                "",
                "2026/03/01 10:00:03 [error] x",
                at("01/Mar/2026:10:00:06 +0000"));
        assertThat(load.counted(log)).map(Counted::rate).contains(2 / 5.0);
    }

    @Test
    void findsNothingInALogOfAnotherForm() {
        assertThat(load.counted(List.of())).isEmpty();
        assertThat(load.counted(List.of("GET /?load=3 200"))).isEmpty();
        assertThat(load.counted(List.of(at("31/Foo/2026:10:00:03 +0000")))).isEmpty();
    }

    @Test
    void tellsWhoWasVisitedEnough() {
        assertThat(load.hasVisited("web-01")).isTrue();
        assertThat(load.hasVisited("web-02")).isFalse();
        assertThat(load.hasVisited("web-03")).isFalse();
    }

    private static String at(String time) {
        return "203.0.113.10 - - [" + time + "] \"GET /?load=7 HTTP/1.1\" 200 512 \"-\" \"curl/8.14.1\"";
    }
}
