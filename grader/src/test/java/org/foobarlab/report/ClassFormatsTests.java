package org.foobarlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.foobarlab.grade.Grade;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.grade.Status;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

class ClassFormatsTests {

    private final ClassResults results = ClassExample.results();

    @Test
    void countsInJUnitXmlWhatFailedFaultedAndWasSkipped() {
        Document xml = Jsoup.parse(JUnitXml.text(results), Parser.xmlParser());
        assertThat(xml.select("testsuite").eachAttr("name")).containsExactly("ada", "edsger", "grace", "mallory", "s9");
        assertThat(counts(xml, "ada")).isEqualTo("3 0 0 0");
        assertThat(counts(xml, "edsger")).isEqualTo("3 1 1 0");
        assertThat(counts(xml, "grace")).isEqualTo("3 2 0 1");
        assertThat(counts(xml, "mallory")).isEqualTo("1 0 1 0");
        assertThat(xml.select("testsuite[name=mallory] error").text()).isEqualTo("mallory.pdf is no archive.");
        assertThat(xml.select("[time]")).isEmpty();
    }

    private static String counts(Document xml, String suite) {
        Element found = xml.selectFirst("testsuite[name=" + suite + "]");
        assertThat(found.select("testcase")).hasSize(Integer.parseInt(found.attr("tests")));
        assertThat(found.select("failure")).hasSize(Integer.parseInt(found.attr("failures")));
        assertThat(found.select("error")).hasSize(Integer.parseInt(found.attr("errors")));
        assertThat(found.select("skipped")).hasSize(Integer.parseInt(found.attr("skipped")));
        return found.attr("tests") + " " + found.attr("failures") + " " + found.attr("errors") + " "
                + found.attr("skipped");
    }

    @Test
    void keepsXmlLegalWhateverAServerPrints() {
        assertThat(JUnitXml.legal("a\u0000b\u001b[31mc\uD800d\uD83D\uDE00\n"))
                .isEqualTo("a\uFFFDb\uFFFD[31mc\uFFFDd\uD83D\uDE00\n");
    }

    @Test
    void pointsInSarifAtTheStudentsLines() throws IOException {
        JsonNode run =
                new ObjectMapper().readTree(Sarif.text(results)).get("runs").get(0);
        JsonNode complaint = find(run, "grace/haproxy-starts");
        JsonNode place = complaint.at("/locations/0/physicalLocation");
        assertThat(place.at("/artifactLocation/uri").asText()).isEqualTo("grace.zip/lb-01/etc/haproxy/haproxy.cfg");
        assertThat(place.at("/region/startLine").asInt()).isEqualTo(30);
        assertThat(run.at("/tool/driver/rules/" + complaint.get("ruleIndex").asInt() + "/id")
                        .asText())
                .isEqualTo("haproxy-starts");
        assertThat(find(run, "grace/firewalls")
                        .at("/locations/0/physicalLocation/region/startLine")
                        .asInt())
                .isEqualTo(12);
        assertThat(find(run, "grace/https-site"))
                .as("what was not tried is no finding")
                .isNull();
        assertThat(find(run, "edsger/https-site")).as("a fault is no finding").isNull();
    }

    private static JsonNode find(JsonNode run, String fingerprint) {
        for (JsonNode result : run.get("results")) {
            if (result.at("/partialFingerprints/foobarLab~1v1").asText().equals(fingerprint)) {
                return result;
            }
        }
        return null;
    }

    @Test
    void givesGradescopeAScoreOnlyWithAWholeGrade() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        JsonNode ada = mapper.readTree(GradescopeResults.text(results.rows().get(0)));
        double sum = 0;
        for (JsonNode test : ada.get("tests")) {
            sum += test.get("score").asDouble();
        }
        assertThat(ada.get("score").asDouble()).isEqualTo(7.5).isEqualTo(sum);
        assertThat(ada.get("output").asText())
                .isEqualTo("firewalls: level 2 instead of level 1, set by M. Curie: a drawing");
        JsonNode edsger = mapper.readTree(GradescopeResults.text(results.rows().get(1)));
        assertThat(edsger.fieldNames()).toIterable().containsExactly("output");
    }

    @Test
    void tellsNoLevelOfAnAnswerThatCannotBeRead() {
        QuestionVerdict unread =
                new QuestionVerdict("firewalls", 0, "not-graded", 0, 4, List.of(), "It cannot be read.", List.of());
        Grade grade = ClassExample.grade(Status.PASSED, Status.PASSED, 2);
        ClassRow row = ClassExample.row(
                "eve",
                Student.named("Eve"),
                Outcome.UNREADABLE_EXPLANATION,
                "The explanation cannot be read.",
                new Grade(
                        1,
                        grade.lab(),
                        grade.submission(),
                        false,
                        3.5,
                        7.5,
                        grade.checks(),
                        List.of(unread),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Map.of(),
                        "",
                        "",
                        1));
        ClassResults one = new ClassResults(
                results.lab(), results.title(), "", results.checks(), results.questions(), List.of(row), Alike.NONE);
        Document page = Jsoup.parse(HtmlReport.pages(one).get("students/eve.html"));
        assertThat(page.text())
                .contains("Not graded: explanation cannot be read", "Not graded, worth 4 points")
                .doesNotContain("Level 0");
        assertThat(GradesCsv.grades(one))
                .contains("unreadable_explanation,The explanation cannot be read.,,7.5,1,2.5,,");
        assertThat(GradesCsv.canvas(one)).doesNotContain("Eve");
        assertThat(GradesCsv.moodle(one)).doesNotContain("Eve");
        assertThat(GradescopeResults.text(row)).doesNotContain("score");
        assertThat(JUnitXml.text(one)).contains("failures=\"0\" errors=\"1\"", "not graded");
        assertThat(NeedsLook.of(one).get(0).reasons())
                .contains("explanation cannot be read: The explanation cannot be read.", "not graded: firewalls");
    }

    @Test
    void makesPagesThatNeedNothingElse() {
        HtmlReport.pages(results).forEach((name, html) -> {
            Document page = Jsoup.parse(html);
            assertThat(page.select("script[src], link, img, iframe, [src], [onclick]"))
                    .as(name)
                    .isEmpty();
            assertThat(page.selectFirst("html").attr("lang")).isEqualTo("en");
            assertThat(page.select("h1")).as(name).hasSize(1);
            assertThat(page.select("main")).hasSize(1);
            assertThat(page.select("table thead th:not([scope])")).as(name).isEmpty();
            assertThat(page.select("svg:not([role=img][aria-label])")).as(name).isEmpty();
            assertThat(headingLevels(page))
                    .as(name)
                    .allSatisfy(step -> assertThat(step).isLessThanOrEqualTo(1));
            page.select("a[href^=#]")
                    .forEach(link -> assertThat(page.select(link.attr("href")))
                            .as(link.toString())
                            .hasSize(1));
        });
    }

    /** How much deeper each heading is than the one before it. */
    private static List<Integer> headingLevels(Document page) {
        List<Integer> steps = new ArrayList<>();
        int before = 0;
        for (Element heading : page.select("h1, h2, h3, h4")) {
            int level = heading.tagName().charAt(1) - '0';
            steps.add(level - before);
            before = level;
        }
        return steps;
    }

    @Test
    void linksTheClassToItsStudents() {
        Map<String, String> pages = HtmlReport.pages(results);
        Document index = Jsoup.parse(pages.get("index.html"));
        assertThat(index.select("#students ~ .wide a").eachAttr("href"))
                .containsExactly(
                        "students/ada.html",
                        "students/edsger.html",
                        "students/grace.html",
                        "students/mallory.html",
                        "students/s9.html")
                .allSatisfy(link -> assertThat(pages).containsKey(link));
        assertThat(index.select("#open ~ .wide").first().select("tbody th").eachText())
                .containsExactly("=HYPERLINK(\"x\")", "mallory", "Alan Turing");
        assertThat(index.text())
                .contains("2 of 5 students graded; median 4.75 of 7.5 points")
                .contains("A firewall decides which connections pass.")
                .contains("That is a reason for a person to read both");
    }

    @Test
    void shuffledRowsMakeTheSamePages() {
        List<ClassRow> turned = new ArrayList<>(results.rows());
        java.util.Collections.reverse(turned);
        ClassResults other = new ClassResults(
                results.lab(),
                results.title(),
                results.assignment(),
                results.checks(),
                results.questions(),
                turned,
                results.similar());
        assertThat(HtmlReport.pages(other)).isEqualTo(HtmlReport.pages(results));
        assertThat(Sarif.text(other)).isEqualTo(Sarif.text(results));
        assertThat(JUnitXml.text(other)).isEqualTo(JUnitXml.text(results));
    }

    @Test
    void escapesWhatStudentsAndServersSay() {
        String page = HtmlReport.pages(results).get("students/grace.html");
        assertThat(page).doesNotContain("<script>").contains("&lt;script&gt;alert(1)&lt;/script&gt;");
        assertThat(Jsoup.parse(page).text()).contains("internet to web-01 port 3306 (MySQL): open, should be closed");
        assertThat(Jsoup.parse(page).select("svg text").eachText()).contains("open!");
    }

    @Test
    void showsWhoSetALevelByHandAndWhy() {
        assertThat(Jsoup.parse(HtmlReport.pages(results).get("students/ada.html"))
                        .select(".note")
                        .text())
                .isEqualTo("Set by hand: firewalls is level 2; the grader found level 1. By M. Curie: a drawing");
    }

    @Test
    void keepsTimesOutOfEverythingButTheirOwnPage() {
        HtmlReport.pages(results)
                .forEach((name, html) ->
                        assertThat(html).as(name).doesNotContain("21.4").doesNotContain("2026-11-20"));
        assertThat(Jsoup.parse(HtmlReport.times(results)).text()).contains("median 21 s");
    }
}
