package org.foobarlab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.foobarlab.grade.Status;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Look at the pages of a class of 500 in a real browser. */
class PagesInBrowserIT {

    private static final int STUDENTS = 500;
    /** What WCAG 2.1 asks of text at its level AA. */
    private static final double CONTRAST = 4.5;

    /** Measures the page inside the frame and writes what it found where the test can read it. */
    private static final String MEASURE = """
            const frame = document.querySelector('iframe');
            function light(c) {
              const p = c.map(v => { v /= 255; return v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4); });
              return 0.2126 * p[0] + 0.7152 * p[1] + 0.0722 * p[2];
            }
            function colour(text) { return text.match(/[\\d.]+/g).map(Number); }
            frame.onload = () => {
              const doc = frame.contentDocument, win = frame.contentWindow;
              let least = 99, where = '', small = 99;
              for (const e of doc.querySelectorAll('body *')) {
                if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) || e.closest('svg, style')) continue;
                const style = win.getComputedStyle(e);
                small = Math.min(small, parseFloat(style.fontSize));
                let behind = e, back = [255, 255, 255];
                while (behind) {
                  const b = colour(win.getComputedStyle(behind).backgroundColor);
                  if (b.length < 4 || b[3] > 0) { back = b; break; }
                  behind = behind.parentElement;
                }
                const one = light(colour(style.color).slice(0, 3)), two = light(back.slice(0, 3));
                const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
                if (ratio < least) { least = ratio; where = e.outerHTML.slice(0, 80); }
              }
              const out = document.body.dataset;
              out.contrast = least; out.where = where; out.small = small;
              out.width = doc.documentElement.scrollWidth; out.height = doc.documentElement.scrollHeight;
            };
            """;

    private static String browser;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void pages() throws IOException {
        Optional<String> found = Stream.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
                .flatMap(name -> Stream.of(
                                System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .map(path -> Path.of(path, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
        assumeTrue(
                found.isPresent(),
                "There is no Chromium on this machine, so the pages were not looked at; install the package chromium.");
        browser = found.get();
        for (Map.Entry<String, String> page :
                HtmlReport.pages(classOf(STUDENTS)).entrySet()) {
            Path file = folder.resolve(page.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, page.getValue());
        }
    }

    /** It should take 2 s at most; how long it did is told and not held, since it is the machine's affair too. */
    @Test
    void opensAClassOf500() throws Exception {
        String page = Files.readString(folder.resolve("index.html"))
                .replace(
                        "</body>",
                        "<script>addEventListener('load', () => { document.body.offsetHeight;"
                                + " document.body.dataset.ready = performance.now(); })</script></body>");
        Files.writeString(folder.resolve("timed.html"), page);
        Document seen = open("timed.html");
        assertThat(seen.select("#students ~ .wide tbody tr")).hasSize(STUDENTS);
        System.out.printf(
                Locale.ROOT,
                "a class of %d opened in %.2f s%n",
                STUDENTS,
                Double.parseDouble(seen.body().attr("data-ready")) / 1000);
    }

    @ParameterizedTest
    @CsvSource({
        "index.html, 360",
        "index.html, 1280",
        "similar.html, 360",
        "students/student-000.html, 360",
        "students/student-001.html, 360",
        "students/student-001.html, 1280"
    })
    void canBeReadAtAnyWidth(String name, int width) throws Exception {
        String page =
                Files.readString(folder.resolve(name)).replace("&", "&amp;").replace("\"", "&quot;");
        Path framed = folder.resolve("framed.html");
        Files.writeString(
                framed,
                "<!DOCTYPE html><meta charset=utf-8><body><iframe style='border:0' width=" + width
                        + " height=800 srcdoc=\"" + page + "\"></iframe><script>" + MEASURE + "</script>");
        Document seen = open("framed.html");
        String where = name + ": " + seen.body().attr("data-where");
        assertThat(Integer.parseInt(seen.body().attr("data-width"))).as(where).isLessThanOrEqualTo(width);
        assertThat(Double.parseDouble(seen.body().attr("data-contrast")))
                .as(where)
                .isGreaterThanOrEqualTo(CONTRAST);
        assertThat(Double.parseDouble(seen.body().attr("data-small"))).as(where).isGreaterThanOrEqualTo(12);
    }

    @Test
    void canBePrinted() throws Exception {
        Path pdf = folder.resolve("printed.pdf");
        run(
                "--print-to-pdf=" + pdf,
                "--no-pdf-header-footer",
                folder.resolve("students/student-001.html").toUri().toString());
        assertThat(new String(Files.readAllBytes(pdf), StandardCharsets.ISO_8859_1))
                .startsWith("%PDF-")
                .contains("/Type /Page");
    }

    private Document open(String name) throws Exception {
        return Jsoup.parse(run("--dump-dom", folder.resolve(name).toUri().toString()));
    }

    private static String run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                browser,
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--user-data-dir=" + folder.resolve("profile")));
        command.addAll(List.of(arguments));
        Path printed = folder.resolve("printed.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(printed.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the browser did not end within a minute");
        }
        return Files.readString(printed);
    }

    private static ClassResults classOf(int students) {
        ClassResults example = ClassExample.results();
        List<ClassRow> rows = new ArrayList<>();
        for (int i = 0; i < students; i++) {
            String key = String.format("student-%03d", i);
            Status status = i % 3 == 0 ? Status.PASSED : Status.FAILED;
            rows.add(ClassExample.row(
                    key,
                    Student.named("A. Student with a name of Number" + i),
                    Outcome.GRADED,
                    "",
                    ClassExample.grade(status, i % 5 == 0 ? Status.FAULT : status, i % 3)));
        }
        return new ClassResults(
                example.lab(),
                example.title(),
                example.assignment(),
                example.checks(),
                example.questions(),
                rows,
                example.similar());
    }
}
