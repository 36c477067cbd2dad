package org.foobarlab.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerTests {

    private static final String PAGE =
            "<h1>Visitors</h1><p>from <b id=server>web-01</b> over <b id=scheme>https</b></p>";

    @Test
    void isThePageWhenItSaysWhoServedIt() {
        Answer answer = answer(200, PAGE);
        assertThat(answer.isPage()).isTrue();
        assertThat(answer.server()).contains("web-01");
        assertThat(answer.text("#scheme")).contains("https");
        assertThat(answer.text("#problem")).isEmpty();
        assertThat(answer.summary()).isEqualTo("status 200");
    }

    @Test
    void isNotThePageWhenAnotherServerAnswers() {
        assertThat(answer(200, "<h1>Welcome to nginx!</h1>").isPage()).isFalse();
        assertThat(answer(503, PAGE).isPage()).isFalse();
    }

    @Test
    void tellsAnErrorInAFewWords() {
        assertThat(answer(503, "<h1>503 Service Unavailable</h1>\nNo server is available")
                        .summary())
                .isEqualTo("status 503 (503 Service Unavailable)");
        assertThat(answer(500, "<h1>Sorry</h1><p id=problem>the database is gone</p>")
                        .summary())
                .isEqualTo("status 500 (the database is gone)");
        assertThat(answer(404, "").summary()).isEqualTo("status 404");
    }

    @Test
    void findsAHeaderWhateverItsCase() {
        Answer answer = new Answer(301, Map.of("location", "https://www.foobar.com/"), "", "", 0);
        assertThat(answer.header("Location")).contains("https://www.foobar.com/");
        assertThat(answer.header("Strict-Transport-Security")).isEmpty();
    }

    @Test
    void saysWhyThereWasNoAnswer() {
        assertThat(none(new SocketTimeoutException("Read timed out"))).isEqualTo("no answer within the time allowed");
        assertThat(none(new SocketException("SOCKS: Connection refused"))).isEqualTo("connection refused");
        assertThat(none(new IOException())).isEqualTo("no answer: IOException");
    }

    private static String none(IOException e) {
        Answer answer = Answer.none(e, 1_500_000_000);
        assertThat(answer.status()).isZero();
        assertThat(answer.seconds()).isEqualTo(1.5);
        return answer.summary();
    }

    private static Answer answer(int status, String body) {
        return new Answer(status, Map.of(), body, "", 0);
    }
}
