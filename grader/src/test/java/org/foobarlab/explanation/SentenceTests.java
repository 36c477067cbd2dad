package org.foobarlab.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Single sentences, right, weak and wrong, each under its question's title: a finer measure than whole answers. */
final class SentenceTests {
    private static final Map<String, String> TITLES = Map.of(
            "firewalls", "Firewalls",
            "https", "HTTPS",
            "monitoring", "Monitoring",
            "collection", "How the monitoring tool collects data",
            "qps", "QPS",
            "ssl-termination", "SSL termination",
            "single-writer", "Only one MySQL server for writes",
            "same-components", "Same components");

    @Test
    void rightSentencesEarnFullMarksAndOthersDoNot() throws Exception {
        List<String> missed = new ArrayList<>();
        List<String> credited = new ArrayList<>();
        int right = 0;
        int other = 0;
        for (String line : Files.readAllLines(Labs.resource("sentences.tsv"))) {
            String[] fields = line.split("\t");
            if (!TITLES.containsKey(fields[0])) {
                continue;
            }
            int level = Labs.grade("# " + TITLES.get(fields[0]) + "\n\n" + fields[2])
                    .get(fields[0])
                    .level();
            if (fields[1].equals("2")) {
                right++;
                if (level < 2) {
                    missed.add(line);
                }
            } else {
                other++;
                if (level == 2) {
                    credited.add(line);
                }
            }
        }
        assertThat((double) missed.size() / right).as(String.join("\n", missed)).isLessThan(0.05);
        assertThat((double) credited.size() / other)
                .as(String.join("\n", credited))
                .isLessThan(0.05);
    }
}
