package org.foobarlab.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteHandlerTests {

    private final InMemoryStorage storage = new InMemoryStorage();
    private RunningSite site;

    @BeforeEach
    void start() throws IOException {
        site = new RunningSite(storage);
    }

    @AfterEach
    void stop() throws IOException {
        site.close();
    }

    @Test
    void servesTheBookWithAnyQuery() throws Exception {
        HttpResponse<String> response = site.get("/?cache=0&x=%20y");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "X-Served-By")).isEqualTo("web-01");
        assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(response, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(Jsoup.parse(response.body()).select("#scheme").text()).isEqualTo("http");
        assertThat(Jsoup.parse(response.body()).select("#visitor").text()).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https       | 198.51.100.7                 | https | 198.51.100.7
            https, http | 203.0.113.9, 198.51.100.7    | https | 198.51.100.7
            ''          | '198.51.100.7, 127.0.0.1'    | http  | 198.51.100.7
            ''          | ' , '                        | http  | 127.0.0.1
            <b>         | 2001:db8::1                  | <b>   | 2001:db8::1
            """)
    void believesTheProxies(String proto, String forwardedFor, String scheme, String visitor) throws Exception {
        Document page = Jsoup.parse(site.get("/", "X-Forwarded-Proto", proto, "X-Forwarded-For", forwardedFor)
                .body());

        assertThat(page.select("#scheme").text()).isEqualTo(scheme);
        assertThat(page.select("#visitor").text()).isEqualTo(visitor);
    }

    @Test
    void writesAndShowsTheLatestTwenty() throws Exception {
        for (int i = 1; i <= 21; i++) {
            HttpResponse<String> response = site.post("author=Zo%C3%AB&text=No.+" + i + "+%3Cb%3E");
            assertThat(response.statusCode()).isEqualTo(303);
            assertThat(header(response, "Location")).isEqualTo("/");
            assertThat(response.body()).isEmpty();
        }

        Document page = Jsoup.parse(site.get("/").body());
        assertThat(page.select("#entries > li")).hasSize(20);
        assertThat(page.select("#entries > li").first().text()).isEqualTo("Zoë No. 21 <b>");
        assertThat(page.select("#entries > li").last().attr("data-id")).isEqualTo("2");
    }

    @Test
    void refusesABadForm() throws Exception {
        HttpResponse<String> response = site.post("author=&text=x");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(problem(response)).isEqualTo("The author is missing: write 1 to 60 characters.");
        assertThat(storage.newest(1)).isEmpty();
    }

    @Test
    void refusesALargeFormButTakesTheLargestValidOne() throws Exception {
        String valid = "author=" + "%F0%9F%98%80".repeat(60) + "&text=" + "%F0%9F%98%80".repeat(500);

        assertThat(site.post(valid).statusCode()).isEqualTo(303);
        HttpResponse<String> response = site.post("author=a&text=" + "x".repeat(SiteHandler.LARGEST_FORM));
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(problem(response)).isEqualTo("The form is too large: 8192 bytes are the most it may have.");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /health, 200",
        "GET, /, 200",
        "GET, /nowhere, 404",
        "GET, /healthy, 404",
        "GET, /entries/, 404",
        "PUT, /, 405",
        "POST, /, 405",
        "DELETE, /health, 405",
        "GET, /entries, 405",
        "HEAD, /entries, 405",
        "GET, /report?pages=0, 200",
        "POST, /report, 405",
        "GET, /visits, 200",
        "POST, /visits, 405"
    })
    void answersEachPathAndMethod(String method, String path, int status) throws Exception {
        assertThat(site.send(method, path, "").statusCode()).isEqualTo(status);
    }

    @Test
    void saysWhichMethodsAreAllowed() throws Exception {
        assertThat(header(site.send("DELETE", "/", ""), "Allow")).isEqualTo("GET, HEAD");
        assertThat(header(site.get("/entries"), "Allow")).isEqualTo("POST");
        assertThat(problem(site.get("/entries"))).isEqualTo("This page takes POST only.");
    }

    @ParameterizedTest
    @CsvSource({"/", "/health", "/nowhere"})
    void headIsGetWithoutTheBody(String path) throws Exception {
        HttpResponse<String> get = site.get(path);
        String head = site.sendRaw("HEAD " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(head).startsWith("HTTP/1.1 " + get.statusCode() + " ").endsWith("\r\n\r\n");
        assertThat(head).containsIgnoringCase("\r\nContent-Length: " + header(get, "Content-Length") + "\r\n");
        assertThat(head.indexOf("\r\n\r\n")).isEqualTo(head.length() - 4);
    }

    @Test
    void aReportTakesItsTime() throws Exception {
        long begin = System.nanoTime();
        HttpResponse<String> report = site.get("/report?pages=3");

        assertThat(Jsoup.parse(report.body()).select("#pages").text()).isEqualTo("3");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(300));
    }

    @ParameterizedTest
    @CsvSource({"pages=51", "pages=", "pages=-1", "pages=99999", "x=1"})
    void refusesAReportWithoutBounds(String query) throws Exception {
        HttpResponse<String> response = site.get("/report?" + query);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(problem(response)).isEqualTo("Say how many pages it shall have, 0 to 50: /report?pages=10.");
    }

    @Test
    void servesOthersWhileReportsAreWritten() throws Exception {
        List<Socket> waiting = new ArrayList<>();
        try {
            for (int i = 0; i < SiteHandler.REPORTS_AT_ONCE; i++) {
                waiting.add(longReport());
            }
            HttpResponse<String> another = site.get("/report?pages=0");
            while (another.statusCode() == 200) {
                // This very request may have taken the place of one of the long ones.
                waiting.add(longReport());
                another = site.get("/report?pages=0");
            }

            assertThat(another.statusCode()).isEqualTo(503);
            assertThat(header(another, "Retry-After")).isEqualTo("2");
            assertThat(site.get("/").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    private Socket longReport() throws IOException {
        Socket socket = site.connect();
        socket.getOutputStream().write("GET /report?pages=50 HTTP/1.0\r\n\r\n".getBytes());
        return socket;
    }

    @Test
    void countsTheVisitsOfEachVisitor() throws Exception {
        HttpResponse<String> first = site.get("/visits", "X-Forwarded-Proto", "https");
        String cookie = header(first, "Set-Cookie");
        assertThat(cookie).matches("visitor=[0-9a-f]{32}; Path=/visits; HttpOnly; SameSite=Lax; Secure");
        String visitor = cookie.substring(0, cookie.indexOf(';'));

        HttpResponse<String> second = site.get("/visits", "Cookie", "SERVERID=a; " + visitor + "; b=c");

        assertThat(visits(first)).isEqualTo("1");
        assertThat(visits(second)).isEqualTo("2");
        assertThat(header(second, "Set-Cookie")).isEqualTo("(none)");
        assertThat(visits(site.get("/visits"))).isEqualTo("1");
        assertThat(header(site.get("/visits"), "Set-Cookie")).doesNotContain("Secure");
        assertThat(visits(site.get("/visits", "Cookie", "visitor=<script>"))).isEqualTo("1");
    }

    private static String visits(HttpResponse<String> response) {
        return Jsoup.parse(response.body()).select("#visits").text();
    }

    @Test
    void isHealthyWhenEntriesCanBeRead() throws Exception {
        HttpResponse<String> response = site.get("/health");

        assertThat(response.body()).isEqualTo("ok\n");
        assertThat(header(response, "Content-Type")).isEqualTo("text/plain; charset=utf-8");
    }

    @Test
    void saysThatReadsAreOut() throws Exception {
        storage.failReads(new StorageException(StorageException.Side.READS, "does not answer", "Connection refused"));

        HttpResponse<String> page = site.get("/");
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(header(page, "Retry-After")).isEqualTo("2");
        assertThat(header(page, "X-Served-By")).isEqualTo("web-01");
        assertThat(problem(page))
                .isEqualTo("Reads are out: the local database does not answer. Please try again in a moment.");
        // Before the next request, which may be logged sooner.
        assertThat(site.nextLogLine())
                .matches("GET / 503 \\d+ms 127\\.0\\.0\\.1 - Reads are out: .*\\. Connection refused\n");
        HttpResponse<String> health = site.get("/health");
        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(health.body()).isEqualTo("Reads are out: the local database does not answer.\n");
        assertThat(site.nextLogLine())
                .matches("GET /health 503 \\d+ms 127\\.0\\.0\\.1 - Reads are out: .*\\. Connection refused\n");
        assertThat(site.post("author=a&text=b").statusCode()).isEqualTo(303);
        storage.failReads(null);
        assertThat(site.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void saysThatWritesAreOut() throws Exception {
        storage.failWrites(
                new StorageException(StorageException.Side.WRITES, "is read-only and refuses writes", "detail"));

        HttpResponse<String> response = site.post("author=a&text=b");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(problem(response))
                .isEqualTo("Writes are out: the primary database is read-only and refuses writes."
                        + " Please try again in a moment.");
        assertThat(site.get("/").statusCode()).isEqualTo(200);
        assertThat(site.get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void survivesAMistakeOfItsOwn() throws Exception {
        storage.makeMistakes(new IllegalStateException("oops"));

        assertThat(site.get("/").statusCode()).isEqualTo(500);
        assertThat(site.nextLogLine()).contains("internal error: java.lang.IllegalStateException: oops");
    }

    @Test
    void aRequestThatNeverArrivesIsLogged() throws Exception {
        try (Socket socket = site.connect()) {
            socket.getOutputStream()
                    .write("POST /entries HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nau".getBytes());
        }

        assertThat(site.nextLogLine()).startsWith("POST /entries 400 ").contains(" - the visitor's connection failed");
        assertThat(storage.newest(1)).isEmpty();
    }

    @Test
    void servesOthersWhileClientsSendNothing() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                idle.add(site.connect());
            }
            assertThat(site.get("/").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("(none)");
    }

    private static String problem(HttpResponse<String> response) {
        return Jsoup.parse(response.body()).select("#problem").text();
    }
}
