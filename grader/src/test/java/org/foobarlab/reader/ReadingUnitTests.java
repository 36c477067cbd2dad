package org.foobarlab.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.foobarlab.explanation.Document;
import org.junit.jupiter.api.Test;

final class ReadingUnitTests {
    @Test
    void aSentenceKeepsItsTitleAndTheOneBefore() {
        List<ReadingUnit> units = ReadingUnit.of(Document.of("# Firewalls\n\nWe have three. They drop packets.\n"));
        assertThat(units).extracting(ReadingUnit::heading).containsExactly("Firewalls", "Firewalls");
        assertThat(units).extracting(ReadingUnit::before).containsExactly("", "We have three.");
    }

    @Test
    void whatRunsOnIsReadInWindowsThatOverlap() {
        String text = "the firewall blocks every port that is not needed, and the certificate encrypts what the"
                + " browser sends to the site, and the monitoring client on each server collects the metrics and sends"
                + " them to the service, and if the primary is down nobody can write anything to the database";
        List<String> windows = ReadingUnit.windows(text);
        assertThat(windows).hasSizeGreaterThan(2);
        assertThat(String.join(" ", windows)).contains("blocks every port", "nobody can write anything");
        assertThat(windows).allMatch(window -> window.split(" ").length <= 40);
    }

    @Test
    void anOrdinarySentenceIsReadWhole() {
        String text = "Behind the load balancer, which decrypts the requests, everything travels in the clear.";
        assertThat(ReadingUnit.windows(text)).containsExactly(text);
    }
}
