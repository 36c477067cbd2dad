package org.foobarlab.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Knows the load balancers that stand before the site, by the machine's own list of hosts. */
final class Balancers {

    private static final Set<String> NAMES = Set.of("lb-01", "lb-02");

    /** Their addresses, and that of this machine, whose nginx stands before the site too. */
    static final Set<String> ADDRESSES = of(Path.of("/etc/hosts"));

    private Balancers() {}

    /** {@return their addresses as a list of hosts names them; this machine's alone if it cannot be read} */
    static Set<String> of(Path hosts) {
        Set<String> addresses = new HashSet<>(Set.of("127.0.0.1", "::1"));
        try {
            for (String line : Files.readAllLines(hosts)) {
                List<String> words =
                        Arrays.asList(line.replaceFirst("#.*", "").strip().split("\\s+"));
                if (words.stream().skip(1).anyMatch(NAMES::contains)) {
                    addresses.add(words.get(0));
                }
            }
        } catch (IOException e) {
            // Then nobody but this machine is known.
        }
        return Set.copyOf(addresses);
    }
}
