package org.foobarlab.site;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * A request as its visitor made it, seen through the proxies in front of the site.
 *
 * @param method the request's method, such as {@code GET}
 * @param path the path, without the query
 * @param target the path with its query as requested, still encoded
 * @param scheme {@code X-Forwarded-Proto} as the proxies pass it, else {@code http}
 * @param visitor of the addresses in {@code X-Forwarded-For} the last one that is no load balancer's, since whatever
 *     stands before it may have been sent by the visitor; the peer's if there is none
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
                visitor(
                        headers.get("X-Forwarded-For"),
                        Balancers.ADDRESSES,
                        exchange.getRemoteAddress().getAddress().getHostAddress()));
    }

    /**
     * Find the visitor among those that passed a request on.
     *
     * @param lines the header's lines, each a list of addresses; may be null
     * @param balancers the addresses of those that are believed
     * @param peer who sent the request
     * @return the last address that is not among them; the first one if all are, and the peer's if there is none
     */
    static String visitor(List<String> lines, Set<String> balancers, String peer) {
        String visitor = "";
        for (String address :
                lines == null ? new String[0] : String.join(",", lines).split(",")) {
            String one = address.strip();
            if (!one.isEmpty() && (visitor.isEmpty() || !balancers.contains(one))) {
                visitor = one;
            }
        }
        return visitor.isEmpty() ? peer : visitor;
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
