package org.foobarlab.site;

import java.util.List;

/**
 * Renders the site's pages.
 *
 * <p>What programs look for has an id: {@code #server}, {@code #scheme}, {@code #visitor} on every page,
 * {@code #entries > li[data-id]} with {@code .author} and {@code .text} on the book, {@code #pages} on a report,
 * {@code #visits} on the page that counts a visitor's visits, {@code #problem} on an error page. All text from outside
 * is escaped.
 */
final class Pages {

    private static final String STYLE = """
            :root { color-scheme: light dark; }
            body { font: 1.05rem/1.5 system-ui, sans-serif; max-width: 42rem; margin: 0 auto; padding: 1rem; }
            h1 { margin-bottom: 0; }
            ul { list-style: none; padding: 0; }
            li { border-left: .25rem solid #2a6f97; margin: .75rem 0; padding: .1rem .75rem; }
            .author { font-weight: bold; }
            .text { margin: 0; white-space: pre-line; overflow-wrap: anywhere; }
            label { display: block; margin-top: .75rem; }
            input, textarea { box-sizing: border-box; font: inherit; padding: .4rem; width: 100%; }
            button { font: inherit; margin-top: .75rem; padding: .4rem 1.2rem; }
            #problem { border-left: .25rem solid #b3261e; padding: .25rem .75rem; }
            footer { border-top: 1px solid; font-size: .9rem; margin-top: 2rem; }
            dl { display: grid; gap: 0 1rem; grid-template-columns: max-content auto; }
            dd { margin: 0; overflow-wrap: anywhere; }
            """;

    private static final String FORM = """
            <section aria-labelledby="write">
            <h2 id="write">Write an entry</h2>
            <form method="post" action="/entries" accept-charset="utf-8">
            <label for="author">Your name</label>
            <input id="author" name="author" required maxlength="60" autocomplete="name">
            <label for="text">Your entry</label>
            <textarea id="text" name="text" required maxlength="500" rows="4"></textarea>
            <button type="submit">Write</button>
            </form>
            </section>
            """;

    private final String server;

    /**
     * Make the pages of one server.
     *
     * @param server the server's name
     */
    Pages(String server) {
        this.server = server;
    }

    /**
     * Render the visitors' book.
     *
     * @param visit who asks
     * @param entries what to show, in this order
     * @return an HTML document
     */
    String book(Visit visit, List<Entry> entries) {
        StringBuilder page = new StringBuilder(8192);
        begin(page, "Visitors' book");
        page.append("<section aria-labelledby=\"latest\">\n<h2 id=\"latest\">Latest entries</h2>\n");
        if (entries.isEmpty()) {
            page.append("<p>Nobody has written yet.</p>\n");
        }
        page.append("<ul id=\"entries\">\n");
        for (Entry entry : entries) {
            page.append("<li data-id=\"").append(entry.id()).append("\"><span class=\"author\">");
            escape(page, entry.author());
            page.append("</span>\n<p class=\"text\">");
            escape(page, entry.text());
            page.append("</p></li>\n");
        }
        page.append("</ul>\n</section>\n").append(FORM);
        return end(page, visit);
    }

    /**
     * Render a report on the book.
     *
     * @param visit who asks
     * @param length how many pages the report has, which is how long it took
     * @param entries how many entries it is about
     * @return an HTML document
     */
    String report(Visit visit, int length, int entries) {
        StringBuilder page = new StringBuilder(4096);
        begin(page, "Report");
        page.append("<p>A report of <span id=\"pages\">").append(length).append("</span> pages on the latest ");
        page.append(entries).append(" entries.</p>\n");
        return end(page, visit);
    }

    /**
     * Render the page that counts a visitor's visits.
     *
     * @param visit who asks
     * @param count how many visits of this visitor the server remembers, this one among them
     * @return an HTML document
     */
    String visits(Visit visit, int count) {
        StringBuilder page = new StringBuilder(4096);
        begin(page, "Your visits");
        page.append("<p>Visits of yours that this server remembers: <strong id=\"visits\">")
                .append(count);
        page.append("</strong></p>\n");
        return end(page, visit);
    }

    /**
     * Render an error page.
     *
     * @param visit who asks
     * @param title what happened, in two or three words
     * @param sentence what is wrong, and what the visitor can do
     * @return an HTML document
     */
    String problem(Visit visit, String title, String sentence) {
        StringBuilder page = new StringBuilder(4096);
        begin(page, title);
        page.append("<p id=\"problem\" role=\"alert\">");
        escape(page, sentence);
        page.append("</p>\n<p><a href=\"/\">To the visitors' book</a></p>\n");
        return end(page, visit);
    }

    private void begin(StringBuilder page, String title) {
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
        escape(page, title);
        page.append(" – www.foobar.com</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n")
                .append("<main>\n<h1>");
        escape(page, title);
        page.append("</h1>\n");
    }

    private String end(StringBuilder page, Visit visit) {
        page.append("</main>\n<footer>\n<dl>\n");
        fact(page, "Served by", "server", server);
        fact(page, "Scheme", "scheme", visit.scheme());
        fact(page, "Visitor", "visitor", visit.visitor());
        return page.append("</dl>\n</footer>\n</body>\n</html>\n").toString();
    }

    private static void fact(StringBuilder page, String label, String id, String value) {
        page.append("<dt>").append(label).append("</dt> <dd id=\"").append(id).append("\">");
        escape(page, value);
        page.append("</dd>\n");
    }

    private static void escape(StringBuilder page, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> page.append("&amp;");
                case '<' -> page.append("&lt;");
                case '>' -> page.append("&gt;");
                case '"' -> page.append("&quot;");
                case '\'' -> page.append("&#39;");
                default -> page.append(c);
            }
        }
    }
}
