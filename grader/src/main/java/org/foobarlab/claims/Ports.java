package org.foobarlab.claims;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells the numbers of ports from other numbers, and knows which ports services have. */
final class Ports {
    /** What a service is called, and its TCP ports in this lab and by IANA's register. */
    static final Map<String, Set<Integer>> OF_SERVICES = Map.of(
            "ssh", Set.of(22),
            "http-service", Set.of(80),
            "plain-http", Set.of(80),
            "https-service", Set.of(443),
            "mysql-port", Set.of(3306),
            "exporter", Set.of(9100, 3903));

    /** Numbers that are ports even where the word does not stand beside them. */
    private static final Set<Integer> KNOWN =
            Set.of(21, 22, 23, 25, 53, 80, 443, 514, 3306, 33060, 8080, 8443, 9090, 9093, 9100, 3903);

    private static final String MEASURED =
            "s|sec|secs|seconds?|ms|minutes?|min|hours?|%|percent|times|requests?|rows?|entr.*";

    private Ports() {}

    private static Set<String> meanings(int port) {
        return switch (port) {
            case 80 -> Set.of("port", "http-service");
            case 443 -> Set.of("port", "https-service");
            default -> Set.of("port");
        };
    }

    /** Give the numbers of ports their meaning. */
    static List<Unit> mark(List<Unit> units) {
        List<Unit> marked = new ArrayList<>();
        boolean list = false;
        for (int i = 0; i < units.size(); i++) {
            Unit unit = units.get(i);
            Unit next = i + 1 < units.size() ? units.get(i + 1) : null;
            if (unit.means("port") && next != null && next.is(Part.NUMBER)) {
                list = true;
                continue;
            }
            boolean whole = unit.is(Part.NUMBER) && unit.number() == Math.rint(unit.number()) && unit.number() < 65536;
            boolean measured = next != null && next.text().matches(MEASURED);
            if (whole && !measured && (list || KNOWN.contains((int) unit.number()))) {
                list = true;
                marked.add(new Unit(
                        unit.text(), meanings((int) unit.number()), EnumSet.of(Part.NOUN), false, unit.number()));
                // "443 port" is one thing.
                if (next != null
                        && next.means("port")
                        && (i + 2 >= units.size() || !units.get(i + 2).is(Part.NUMBER))) {
                    i++;
                }
            } else {
                list &= unit.text().equals(",") || unit.means("and");
                marked.add(unit);
            }
        }
        return marked;
    }
}
