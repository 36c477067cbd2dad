package org.foobarlab.probe;

import java.util.SortedSet;

/** Tell which ports of which hosts could be reached from where. */
public interface PortStates {

    /** Return the port on which a host's canary listens: a listener that no firewall rule can be meant for. */
    int canary(String host);

    /** Return the ports on which something on a host listens for other hosts, without the canary. */
    SortedSet<Integer> services(String host);

    /**
     * Return what a connection from one host to a port of another met.
     *
     * @return {@code open}, {@code closed} (refused) or {@code filtered} (no answer)
     */
    String state(String from, String to, int port);

    /**
     * Say whether a host's own firewall lets a connection from another host in, whether or not that host's firewall
     * would let it out.
     */
    default boolean isLetIn(String from, String to, int port) {
        return state(from, to, port).equals("open");
    }
}
