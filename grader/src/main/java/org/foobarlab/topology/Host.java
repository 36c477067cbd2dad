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
 * @param installed what is installed on it besides, and runs if the host has its file, {@link Component#file()}
 */
public record Host(
        String name,
        int number,
        List<String> aliases,
        Group group,
        List<Component> components,
        List<Component> installed) {

    /** Say which given files a host shares with others, and whether a student looks after it. */
    public enum Group {
        BALANCER,
        WEB,
        DATABASE,
        MONITOR,
        INTERNET;

        /** Say whether the host is one of the student's servers, with a firewall of its own. */
        public boolean isServer() {
            return this == BALANCER || this == WEB || this == DATABASE;
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
        installed = List.copyOf(installed);
        if (installed.stream().anyMatch(component -> component.file().isEmpty())) {
            throw new IllegalArgumentException(
                    name + ": only what has a file of its own can be installed and not run: " + installed);
        }
    }

    /** Describe a machine on which runs all that is installed. */
    public Host(String name, int number, List<String> aliases, Group group, List<Component> components) {
        this(name, number, aliases, group, components, List.of());
    }

    /** Say whether a component runs on it, or would if the host had its file. */
    public boolean has(Component component) {
        return components.contains(component) || installed.contains(component);
    }

    @Override
    public String toString() {
        return name;
    }
}
