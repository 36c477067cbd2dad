package org.foobarlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.CountDownLatch;
import org.foobarlab.TestFiles;
import org.foobarlab.batch.ResultStore;
import org.foobarlab.batch.Review;
import org.foobarlab.cli.ReviewCommand.Page;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewCommandTests {

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void makeAClass() {
        TestFiles.write(folder, "class.json", """
                {"schema_version": 1, "lab": "05", "title": "A lab", "assignment": "A lab", "checks": [],
                 "questions": [{"id": "firewalls", "title": "What for?", "area": "", "maxScore": 4}],
                 "keys": ["ada"], "missing": [], "elsewhere": []}
                """);
        String result = """
                {"schema_version": 1, "lab": "05", "submission": {"path": "ada", "sha256": "00"}, "graded": true,
                 "score": 2, "max_score": 4, "checks": [], "questions": [{"id": "firewalls", "level": 1, "status": "unsure",
                 "score": 2, "max_score": 4, "evidence": [{"quote": "They <b>filter</b>.", "line": 3, "idea": "x", "level": 1}],
                 "feedback": "", "misconceptions": []}], "experiments": [], "reachability": [], "claims": [],
                 "findings": [], "images": {}, "started": "2026-12-01T00:00:00Z", "seconds": 1}
                """;
        TestFiles.write(folder, "results/ada/result.json", result);
        TestFiles.write(folder, "results/ada/state.json", """
                {"schema_version": 1, "key": "ada", "student": {"id": "", "name": "Ada", "email": "", "section": "",
                 "canvasId": "", "moodleId": "", "login": ""}, "source": "ada", "late": false, "notes": [],
                 "fingerprint": "x", "outcome": "graded", "reason": "", "tries": 1, "seconds": 1, "result": "%s"}
                """.formatted(org.foobarlab.submission.Manifest.sha256(
                result.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
    }

    @Test
    void keepsWhatAPersonDecides() throws Exception {
        Path overrides = folder.resolve("overrides.yml");
        Files.writeString(overrides, "# Set in the meeting of 1 December\n");
        CountDownLatch ended = new CountDownLatch(1);
        Review review = new Review(new ResultStore(folder), overrides, "M. Curie", LocalDate.of(2026, 12, 1));
        try (Page page = new Page(review, "grades", 0, ended)) {
            String address = page.address();
            String token = address.substring(address.indexOf('=') + 1);
            String root = address.substring(0, address.indexOf('?'));
            assertThat(get(address).body())
                    .contains("1 of 1 open", "They &lt;b&gt;filter&lt;/b&gt;. (line 3)", "would give level 1 of 2")
                    .doesNotContain("Ada");
            assertThat(get(root).statusCode()).isEqualTo(403);
            assertThat(post(root + "set", "key=ada&question=firewalls&level=2").statusCode())
                    .isEqualTo(403);
            assertThat(post(root + "set", "token=" + token + "&key=ada&question=firewalls&level=7")
                            .statusCode())
                    .isEqualTo(409);
            assertThat(overrides).content().doesNotContain("ada");
            assertThat(post(
                                    root + "set",
                                    "token=" + token + "&key=ada&question=firewalls&level=2&why=a+drawing&index=0")
                            .statusCode())
                    .isEqualTo(303);
            assertThat(overrides)
                    .content()
                    .startsWith("# Set in the meeting")
                    .contains("ada:", "firewalls:", "level: 2", "M. Curie", "a drawing");
            assertThat(get(address).body()).contains("Nothing is open.");
            assertThat(post(root + "finish", "token=" + token).statusCode()).isEqualTo(200);
            ended.await();
        }
        assertThat(Files.readString(folder.resolve("grades.csv"))).contains("ada,,Ada,,,ada,,graded,,4,4,4");
    }

    private HttpResponse<String> get(String address) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String address, String form) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(address))
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }
}
