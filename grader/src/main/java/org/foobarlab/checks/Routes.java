package org.foobarlab.checks;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foobarlab.probe.World;

/**
 * Say whether a firewall is why a check fails: whether a connection that the check needs is shut.
 *
 * <p>The check of a server's needed ports tells of all of them, those of monitoring too. What fails although its own
 * connections are open fails for another reason, and says so itself.
 */
final class Routes {

    private static final String NEEDED_PORTS = "-needed-ports";

    private Routes() {}

    /** One connection that a check needs. */
    record Route(String from, String to, int port) {}

    static final List<Route> VISITORS = List.of(new Route("internet", "lb-01", 443));
    static final List<Route> PLAIN_VISITORS = List.of(new Route("internet", "lb-01", 80));
    static final List<Route> WEB = List.of(new Route("lb-01", "web-01", 80), new Route("lb-01", "web-02", 80));
    static final List<Route> SITE = together(VISITORS, WEB);
    static final List<Route> PLAIN_SITE = together(PLAIN_VISITORS, WEB);
    static final List<Route> PRIMARY = List.of(new Route("web-02", "web-01", 3306));
    static final List<Route> CLIENTS = Stream.of("lb-01", "web-01", "web-02")
            .flatMap(host -> Stream.of(9100, 3903).map(port -> new Route("monitor", host, port)))
            .toList();

    private static List<Route> together(List<Route> some, List<Route> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /** Call the servers' checks of needed ports unrelated where all that is needed of them is open. */
    static void blame(World world, Evidence evidence, List<Route> needed) {
        if (!world.isSurveyed()) {
            return;
        }
        needed.stream().collect(Collectors.groupingBy(Route::to)).forEach((host, routes) -> {
            boolean open = routes.stream()
                    .noneMatch(route -> world.survey().isSurelyShut(route.from(), route.to(), route.port()));
            if (open) {
                evidence.unrelated(host + NEEDED_PORTS);
            }
        });
    }
}
