package org.foobarlab.explanation;

import java.util.Map;
import java.util.Set;

/**
 * What was observed of a running system, as far as it was.
 *
 * @param backendTrafficReadable whether what a visitor sends could be read in the bytes captured behind the load
 *     balancer; null if unknown
 * @param writesFailWhenPrimaryStopped whether a write failed while the primary was stopped; null if unknown
 * @param readsWorkWhenPrimaryStopped whether a page could be read while the primary was stopped; null if unknown
 * @param algorithm the algorithm HAProxy reports, such as {@code roundrobin}; where backends have different ones, all
 *     of them with {@code ", "} between; null if unknown
 * @param openPorts by host, such as {@code lb-01}, the TCP ports that the internet reaches; a host that is absent is
 *     unknown
 * @param tlsEndsAt the host on which the visitor's TLS ends, such as {@code lb-01}; null if unknown
 */
public record Observations(
        Boolean backendTrafficReadable,
        Boolean writesFailWhenPrimaryStopped,
        Boolean readsWorkWhenPrimaryStopped,
        String algorithm,
        Map<String, Set<Integer>> openPorts,
        String tlsEndsAt) {

    public Observations {
        openPorts = openPorts == null ? Map.of() : Map.copyOf(openPorts);
    }
}
