package org.foobarlab.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.foobarlab.probe.AccessLog.Entry;
import org.junit.jupiter.api.Test;

class AccessLogTests {

    private static final long TEN = Instant.parse("2026-03-01T10:00:00Z").getEpochSecond();

    @Test
    void readsTheTimeOfAnAnswerFromTheLastField() {
        AccessLog log = AccessLog.parse(List.of(line("01/Mar/2026:11:00:07 +0100", 502, "0.403")));

        assertThat(log.entries()).containsExactly(new Entry(TEN + 7, 502, 0.403));
    }

    @Test
    void leavesOutLinesOfAnotherForm() {
        AccessLog log = AccessLog.parse(List.of(
                "",
                "000] \"GET / HTTP/1.1\" 200 5 \"-\" \"curl\" 0.001",
                line("31/Foo/2026:10:00:03 +0000", 200, "0.001"),
                "203.0.113.10 - - [01/Mar/2026:10:00:03 +0000] \"GET / HTTP/1.1\" 200 512 \"-\" \"curl/8.14.1\""));

        assertThat(log.entries()).isEmpty();
    }

    @Test
    void keepsATimeWithItsFirstSecondAndWithoutItsLast() {
        AccessLog log = new AccessLog(IntStream.range(0, 10)
                .mapToObj(second -> new Entry(TEN + second, 200, 0))
                .toList());

        assertThat(log.between(TEN + 3, TEN + 8).entries())
                .extracting(Entry::second)
                .containsExactly(TEN + 3, TEN + 4, TEN + 5, TEN + 6, TEN + 7);
    }

    @Test
    void countsOnlyTheServersOwnErrors() {
        AccessLog log = new AccessLog(List.of(
                new Entry(TEN, 200, 0), new Entry(TEN, 404, 0), new Entry(TEN, 500, 0), new Entry(TEN, 502, 0)));

        assertThat(log.errorShare()).isEqualTo(0.5);
    }

    @Test
    void knowsMeanAndQuantiles() {
        AccessLog log = new AccessLog(IntStream.rangeClosed(1, 10)
                .mapToObj(i -> new Entry(TEN, 200, i / 10.0))
                .toList());

        assertThat(log.mean()).isCloseTo(0.55, within(1e-9));
        assertThat(log.quantile(0.9)).isEqualTo(0.9);
        assertThat(log.quantile(1)).isEqualTo(1.0);
        assertThat(log.quantile(0.01)).isEqualTo(0.1);
    }

    @Test
    void isZeroThroughoutWhereNobodyCame() {
        AccessLog log = new AccessLog(List.of());

        assertThat(List.of(log.errorShare(), log.mean(), log.quantile(0.9))).containsOnly(0.0);
    }

    private static String line(String time, int status, String seconds) {
        return "203.0.113.10 - - [" + time + "] \"GET /?a=b HTTP/1.1\" " + status
                + " 512 \"-\" \"Mozilla/5.0 (X11; Linux)\" " + seconds;
    }
}
