package org.foobarlab.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class PagesTests {

    private static final Visit VISIT = new Visit("GET", "/", "/", "https", "203.0.113.100");

    private final Pages pages = new Pages("web-01");

    @Test
    void bookStatesWhoServedWhom() {
        Document page = Jsoup.parse(pages.book(VISIT, List.of()));

        assertThat(page.select("dd#server").text()).isEqualTo("web-01");
        assertThat(page.select("#scheme").text()).isEqualTo("https");
        assertThat(page.select("#visitor").text()).isEqualTo("203.0.113.100");
        assertThat(page.select("html").attr("lang")).isEqualTo("en");
        assertThat(page.title()).isEqualTo("Visitors' book – www.foobar.com");
        assertThat(page.select("#entries > li")).isEmpty();
    }

    @Test
    void bookListsEntriesInTheirOrder() {
        Document page = Jsoup.parse(
                pages.book(VISIT, List.of(new Entry(8, "Grace", "Second"), new Entry(7, "Ada", "First\nof all"))));

        assertThat(page.select("#entries > li").eachAttr("data-id")).containsExactly("8", "7");
        assertThat(page.select("#entries > li > .author").eachText()).containsExactly("Grace", "Ada");
        assertThat(page.select("#entries > li > .text").last().wholeText()).isEqualTo("First\nof all");
    }

    @Test
    void entryIsEscaped() {
        Entry entry = new Entry(1, "<b>\"O'Neil\"</b>", "<script>alert('&amp;')</script> ü 😀");

        String page = pages.book(VISIT, List.of(entry));

        assertThat(page).contains("""
                        <li data-id="1"><span class="author">&lt;b&gt;&quot;O&#39;Neil&quot;&lt;/b&gt;</span>
                        <p class="text">&lt;script&gt;alert(&#39;&amp;amp;&#39;)&lt;/script&gt; ü 😀</p></li>
                        """);
    }

    @Test
    void forwardedHeadersAreEscaped() {
        Document page =
                Jsoup.parse(pages.book(new Visit("GET", "/", "/", "<i>x</i>", "\"><script>1</script>"), List.of()));

        assertThat(page.select("#scheme").text()).isEqualTo("<i>x</i>");
        assertThat(page.select("#visitor").text()).isEqualTo("\"><script>1</script>");
        assertThat(page.select("script, i")).isEmpty();
    }

    @Test
    void formHasALabelAndTheLimitForEachField() {
        Element form = Jsoup.parse(pages.book(VISIT, List.of())).selectFirst("form[method=post][action=/entries]");

        assertThat(form.select("#author, #text").eachAttr("name")).containsExactly("author", "text");
        assertThat(form.select("label").eachAttr("for")).containsExactly("author", "text");
        assertThat(form.select("[required]").eachAttr("maxlength"))
                .containsExactly(Integer.toString(Draft.AUTHOR_LIMIT), Integer.toString(Draft.TEXT_LIMIT));
    }

    @Test
    void problemIsEscapedAndStillNamesTheServer() {
        Document page = Jsoup.parse(pages.problem(VISIT, "A & B", "1 < 2"));

        assertThat(page.select("h1").text()).isEqualTo("A & B");
        assertThat(page.select("#problem").text()).isEqualTo("1 < 2");
        assertThat(page.select("#server").text()).isEqualTo("web-01");
    }
}
