package org.foobarlab.topology;

import java.util.List;
import java.util.Locale;

/**
 * Describe one machine of a topology.
 *
 * @param name such as {@code web-01}
 * @param number the last number of its address, 2 to 254
 * @param aliases further names that resolve to it
 * @param group what the host is for
 * @param components what runs on it, besides its firewall
 */
public record Host(String name, int number, List<String> aliases, Group group, List<Component> components) {

    /** Say which given files a host shares with others, and whether a student looks after it. */
    public enum Group {
        BALANCER,
        WEB,
        MONITOR,
        INTERNET;

        /** Say whether the host is one of the student's servers, with a firewall of its own. */
        public boolean isServer() {
            return this == BALANCER || this == WEB;
        }

        /** Return the folder of the given files that the hosts of this group share. */
        public String folder() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Host {
        if (number < 2 || number > 254) {
            throw new IllegalArgumentException(name + ": the last number of an address is 2 to 254, not " + number);
        }
        aliases = List.copyOf(aliases);
        components = List.copyOf(components);
    }

    @Override
    public String toString() {
        return name;
    }
}
