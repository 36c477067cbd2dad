package org.foobarlab.site;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host and a port, as in a settings file.
 *
 * @param host a name or an address; an IPv6 address stands in brackets
 * @param port 0 to 65535, where 0 means any free one to a server
 */
record Endpoint(String host, int port) {

    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\]):([0-9]{1,5})");

    /**
     * Read an endpoint.
     *
     * @param text {@code host:port}
     * @return the endpoint
     * @throws IllegalArgumentException if the text has another form or the port is above 65535
     */
    static Endpoint parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65535) {
            throw new IllegalArgumentException("not host:port: " + text);
        }
        return new Endpoint(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }

    /** {@return the address, looked up now; unresolved if the name is not known} */
    InetSocketAddress resolve() {
        return new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
