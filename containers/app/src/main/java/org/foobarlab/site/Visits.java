package org.foobarlab.site;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts how often each visitor has come, in this server's memory alone.
 *
 * <p>So the count is right only for a visitor who always comes to the same server, as with every program that keeps its
 * sessions in memory. Safe for use by several threads at once.
 */
final class Visits {

    /** The cookie that tells visitors apart. */
    static final String COOKIE = "visitor";

    /** As many visitors are remembered; whoever has not come for the longest time is forgotten first. */
    static final int REMEMBERED = 1000;

    private static final Pattern VISITOR = Pattern.compile("(?:^|;)\\s*" + COOKIE + "=\"?([0-9a-f]{32})\"?\\s*(?:;|$)");

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Integer> counts = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * Recognise a visitor.
     *
     * @param cookies the request's {@code Cookie} header, may be {@code null}
     * @return the visitor's name, or nothing if this is nobody that any server of the site has named
     */
    static Optional<String> visitor(String cookies) {
        Matcher matcher = VISITOR.matcher(cookies == null ? "" : cookies);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** {@return a name for a new visitor} */
    String newVisitor() {
        byte[] name = new byte[16];
        random.nextBytes(name);
        return HexFormat.of().formatHex(name);
    }

    /**
     * Count a visit.
     *
     * @param visitor who comes
     * @return how often this visitor has come to this server
     */
    synchronized int count(String visitor) {
        return counts.merge(visitor, 1, Integer::sum);
    }
}
