package org.foobarlab.probe;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jsoup.Connection.Response;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Hold what the site answered to a visitor, or that it did not.
 *
 * @param status the HTTP status; 0 if there was no answer
 * @param headers by name in lower case
 * @param body the text; empty if there was none
 * @param problem why there was no answer; empty if there was one
 * @param seconds how long it took
 */
public record Answer(int status, Map<String, String> headers, String body, String problem, double seconds) {

    /** The status with which the site says that it has written an entry. */
    public static final int WRITTEN = 303;

    static Answer of(Response response, long nanos) {
        Map<String, String> headers = new TreeMap<>();
        response.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return new Answer(response.statusCode(), headers, response.body(), "", nanos / 1e9);
    }

    static Answer none(IOException e, long nanos) {
        String why = "no answer: " + e.getClass().getSimpleName();
        if (e instanceof SocketTimeoutException) {
            why = "no answer within the time allowed";
        } else if (e.getMessage() != null) {
            why = e.getMessage().replaceFirst("^SOCKS: ", "").toLowerCase(Locale.ROOT);
        }
        return new Answer(0, Map.of(), "", why, nanos / 1e9);
    }

    /** Say whether the site's page came back. */
    public boolean isPage() {
        return status == 200 && server().isPresent();
    }

    /** Return a header, whatever the case of its name. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Return the page, to select from. */
    public Document page() {
        return Jsoup.parse(body);
    }

    /** Return the server that the page says it comes from. */
    public Optional<String> server() {
        return text("#server");
    }

    /** Return the text of the first element that a selector matches. */
    public Optional<String> text(String selector) {
        return Optional.ofNullable(page().selectFirst(selector)).map(Element::text);
    }

    /** Return the answer in a few words. */
    public String summary() {
        if (status == 0) {
            return problem;
        }
        Optional<String> about = text("#problem").or(() -> text("h1"));
        return "status " + status
                + about.filter(text -> status >= 400)
                        .map(text -> " (" + text + ")")
                        .orElse("");
    }
}
