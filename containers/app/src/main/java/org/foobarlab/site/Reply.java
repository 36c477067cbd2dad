package org.foobarlab.site;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * An answer, ready to be sent.
 *
 * @param status the HTTP status
 * @param contentType the body's type, {@code null} if there is no body
 * @param body the body
 * @param headerName one more header's name, {@code null} for none
 * @param headerValue that header's value
 */
record Reply(int status, String contentType, String body, String headerName, String headerValue) {

    static Reply html(int status, String page) {
        return new Reply(status, "text/html; charset=utf-8", page, null, null);
    }

    static Reply text(int status, String text) {
        return new Reply(status, "text/plain; charset=utf-8", text + "\n", null, null);
    }

    /** {@return an answer that sends the browser on; a relative address leaves scheme and host to the proxies} */
    static Reply seeOther(String address) {
        return new Reply(303, null, "", "Location", address);
    }

    Reply with(String name, String value) {
        return new Reply(status, contentType, body, name, value);
    }

    /**
     * Send the answer, or only its head if that is what was asked for.
     *
     * @param exchange the request
     * @param server the name of the server, for {@code X-Served-By}
     * @throws IOException if the visitor's side is gone
     */
    void send(HttpExchange exchange, String server) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("X-Served-By", server);
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'");
        if (headerName != null) {
            headers.set(headerName, headerValue);
        }
        if (contentType != null) {
            headers.set("Content-Type", contentType);
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", Integer.toString(bytes.length));
            exchange.sendResponseHeaders(status, -1);
        } else if (bytes.length == 0) {
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
