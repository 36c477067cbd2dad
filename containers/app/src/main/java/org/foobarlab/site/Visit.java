package org.foobarlab.site;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.URI;

/**
 * A request as its visitor made it, seen through the proxies in front of the site.
 *
 * @param method the request's method, such as {@code GET}
 * @param path the path, without the query
 * @param target the path with its query as requested, still encoded
 * @param scheme {@code X-Forwarded-Proto} as the proxies pass it, else {@code http}
 * @param visitor the first address of {@code X-Forwarded-For} as the proxies pass it, else the peer's
 */
record Visit(String method, String path, String target, String scheme, String visitor) {

    /**
     * Look at a request.
     *
     * @param exchange the request; only its head is read
     * @return the visit
     */
    static Visit of(HttpExchange exchange) {
        URI uri = exchange.getRequestURI();
        String query = uri.getRawQuery();
        String rawPath = String.valueOf(uri.getRawPath());
        Headers headers = exchange.getRequestHeaders();
        return new Visit(
                exchange.getRequestMethod(),
                String.valueOf(uri.getPath()),
                query == null ? rawPath : rawPath + "?" + query,
                first(headers.getFirst("X-Forwarded-Proto"), "http"),
                first(
                        headers.getFirst("X-Forwarded-For"),
                        exchange.getRemoteAddress().getAddress().getHostAddress()));
    }

    /** {@return whether the visitor wants the head of the answer only} */
    boolean isHead() {
        return method.equals("HEAD");
    }

    private static String first(String list, String otherwise) {
        if (list == null) {
            return otherwise;
        }
        int comma = list.indexOf(',');
        String value = (comma < 0 ? list : list.substring(0, comma)).strip();
        return value.isEmpty() ? otherwise : value;
    }
}
