package org.foobarlab.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.foobarlab.probe.HaproxyFile.Offer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HaproxyFileTests {

    /** What HAProxy 3.0.11 accepted when it ran with each of these, seen with a client that speaks every version. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -                          | -                            | TLSv1.2
            -                          | ssl-min-ver TLSv1.0          | TLSv1.0
            -                          | ssl-min-ver TLSv1.3          | TLSv1.3
            -                          | ssl-min-ver TLSv1.0 no-tlsv10| TLSv1.0
            -                          | no-tlsv12                    | TLSv1.3
            -                          | force-tlsv10                 | TLSv1.0
            -                          | force-tlsv13                 | TLSv1.3
            -                          | ssl-max-ver TLSv1.1          | TLSv1.1
            -                          | ssl-max-ver TLSv1.2          | TLSv1.2
            ssl-min-ver TLSv1.0        | -                            | TLSv1.0
            ssl-min-ver TLSv1.0        | no-tlsv10                    | TLSv1.0
            ssl-min-ver TLSv1.0        | ssl-min-ver TLSv1.2          | TLSv1.2
            ssl-min-ver TLSv1.2        | ssl-min-ver TLSv1.1          | TLSv1.1
            ssl-min-ver TLSv1.2        | force-tlsv11                 | TLSv1.1
            no-tlsv12                  | ssl-min-ver TLSv1.1          | TLSv1.1
            no-tlsv12                  | -                            | TLSv1.3
            no-sslv3 no-tlsv10         | -                            | TLSv1.2
            ssl-min-ver TLSv1.2 no-tls-tickets | -                    | TLSv1.2
            """)
    void tellsTheOldestVersionThatIsAccepted(String defaults, String own, String least) {
        String text = (defaults == null ? "global\n" : "global\n    ssl-default-bind-options " + defaults + "\n")
                + "frontend www\n    bind *:443 ssl crt /site.pem" + (own == null ? "" : " " + own) + "\n";
        assertThat(new HaproxyFile(text).offers()).extracting(Offer::least).containsExactly(least);
    }

    @Test
    void namesEachBindLineWithTls() {
        String text = """
                global
                    ssl-default-bind-options no-sslv3   # from a tutorial
                    # ssl-default-bind-options ssl-min-ver TLSv1.0
                    ssl-default-bind-options ssl-min-ver TLSv1.2
                frontend www
                    bind *:80
                    bind *:443   ssl crt /site.pem # ssl-min-ver TLSv1.0
                \tbind :8443 ssl crt /site.pem ssl-min-ver TLSv1.1
                listen stats
                    bind :8404 ssl crt /site.pem
                    #bind :9000 ssl crt /site.pem
                """;
        assertThat(new HaproxyFile(text).offers())
                .containsExactly(
                        new Offer(7, "bind *:443 ssl crt /site.pem", "TLSv1.2"),
                        new Offer(8, "bind :8443 ssl crt /site.pem ssl-min-ver TLSv1.1", "TLSv1.1"),
                        new Offer(10, "bind :8404 ssl crt /site.pem", "TLSv1.2"));
    }

    @Test
    void callsTls12AndNewerModern() {
        assertThat(new Offer(1, "", "TLSv1.1").isModern()).isFalse();
        assertThat(new Offer(1, "", "TLSv1.2").isModern()).isTrue();
        assertThat(new Offer(1, "", "TLSv1.3").isModern()).isTrue();
    }

    @Test
    void findsNothingWithoutTls() {
        assertThat(new HaproxyFile("").offers()).isEmpty();
        assertThat(new HaproxyFile("frontend www\n    bind *:80\n").offers()).isEmpty();
    }
}
