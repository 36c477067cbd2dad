package org.foobarlab.probe;

import java.util.ArrayList;
import java.util.List;
import org.foobarlab.grade.Reach;
import org.foobarlab.topology.Component;
import org.foobarlab.topology.Host;
import org.foobarlab.topology.Host.Group;
import org.foobarlab.topology.Topology;

/** Say who needs to reach what, by what each port is for, and hold it against a survey. */
public final class ReachPolicy {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int MYSQL = 3306;
    private static final int APPLICATION = 8080;
    private static final int MYSQL_X = 33060;
    private static final int NODE_EXPORTER = 9100;
    private static final int MTAIL = 3903;

    private ReachPolicy() {}

    /** Return the matrix: every port of every server, from every other host. */
    public static List<Reach> of(Topology topology, PortStates survey) {
        List<Reach> cells = new ArrayList<>();
        for (Host to : topology.servers()) {
            for (Host from : topology.hosts()) {
                if (from.equals(to)) {
                    continue;
                }
                for (int port : ports(to, survey)) {
                    String expected = port == survey.canary(to.name()) ? "closed" : expected(topology, from, to, port);
                    // What should not come in is held against the firewall of whom it comes to alone.
                    boolean astray = expected.equals("closed") && survey.isLetIn(from.name(), to.name(), port);
                    cells.add(new Reach(
                            from.name(),
                            to.name(),
                            port,
                            service(to, port, survey),
                            expected,
                            astray ? "open" : survey.state(from.name(), to.name(), port)));
                }
            }
        }
        for (Host from : topology.servers()) {
            int canary = survey.canary(Topology.INTERNET);
            cells.add(new Reach(
                    from.name(),
                    Topology.INTERNET,
                    canary,
                    "canary",
                    "closed",
                    survey.state(from.name(), Topology.INTERNET, canary)));
        }
        return cells;
    }

    private static List<Integer> ports(Host to, PortStates survey) {
        List<Integer> ports = new ArrayList<>(survey.services(to.name()));
        // What must be open is listed even when nothing listens there, since that is the finding.
        for (int needed : needed(to)) {
            if (!ports.contains(needed)) {
                ports.add(needed);
            }
        }
        ports.add(survey.canary(to.name()));
        return ports.stream().sorted().toList();
    }

    private static List<Integer> needed(Host to) {
        return to.group() == Group.BALANCER
                ? List.of(HTTP, HTTPS, NODE_EXPORTER, MTAIL)
                : List.of(NODE_EXPORTER, MTAIL, MYSQL);
    }

    private static String service(Host to, int port, PortStates survey) {
        return port == survey.canary(to.name()) ? "canary" : service(to, port);
    }

    /** Return what a port of a host is for, in the words of reports. */
    public static String service(Host to, int port) {
        return switch (port) {
            case NODE_EXPORTER -> "node exporter";
            case MTAIL -> "request counts";
            case MYSQL -> "MySQL";
            case HTTPS -> "HTTPS";
            case HTTP -> "HTTP";
            case APPLICATION -> "the application";
            case MYSQL_X -> "MySQL's X protocol";
            default -> to.group() == Group.WEB ? "web server" : "HAProxy";
        };
    }

    /** Say whether a host has no business at a port of another one. */
    static boolean isClosed(Topology topology, Host from, Host to, int port) {
        return expected(topology, from, to, port).equals("closed");
    }

    /** What is not needed by anybody is closed to everybody; what one host needs is closed to the others. */
    private static String expected(Topology topology, Host from, Host to, int port) {
        if (port == NODE_EXPORTER || port == MTAIL) {
            return from.group() == Group.MONITOR ? "open" : "closed";
        }
        if (to.group() == Group.BALANCER) {
            return switch (port) {
                case HTTP, HTTPS -> from.group() == Group.INTERNET ? "open" : "any";
                // A statistics page or the like: its administrator looks from the monitoring server.
                default -> from.group() == Group.MONITOR ? "any" : "closed";
            };
        }
        if (port == MYSQL) {
            if (from.group() != Group.WEB) {
                return "closed";
            }
            return to.equals(primary(topology)) ? "open" : "any";
        }
        if (isApplication(port)) {
            return "closed";
        }
        if (from.group() != Group.BALANCER) {
            return "closed";
        }
        return port == HTTP ? "open" : "any";
    }

    /** The first server with MySQL takes the writes; nobody has to reach the others' MySQL. */
    private static Host primary(Topology topology) {
        return topology.hosts().stream()
                .filter(host -> host.components().contains(Component.MYSQL))
                .findFirst()
                .orElse(null);
    }

    /** The application is reached through nginx on its own server; MySQL's second protocol by nobody. */
    private static boolean isApplication(int port) {
        return port == APPLICATION || port == MYSQL_X;
    }
}
