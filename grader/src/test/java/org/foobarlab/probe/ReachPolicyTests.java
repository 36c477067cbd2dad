package org.foobarlab.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.foobarlab.grade.Reach;
import org.foobarlab.topology.Topology;
import org.junit.jupiter.api.Test;

class ReachPolicyTests {

    private final PortStates made = new PortStates() {
        private final Map<String, List<Integer>> services = Map.of(
                "lb-01", List.of(22, 80, 443, 8404, 9100, 3903),
                "web-01", List.of(80, 8080, 3306, 9100, 3903),
                "web-02", List.of(81, 3306, 33060));

        @Override
        public int canary(String host) {
            return 20_000 + host.charAt(host.length() - 1);
        }

        @Override
        public SortedSet<Integer> services(String host) {
            return new TreeSet<>(services.get(host));
        }

        @Override
        public String state(String from, String to, int port) {
            return from.equals("web-02") ? "open" : "filtered";
        }
    };

    private final List<Reach> matrix = ReachPolicy.of(Topology.threeServers(), made);

    @Test
    void wantsTheBalancerOpenToVisitorsAndWatchedByTheMonitor() {
        assertThat(expected("lb-01")).isEqualTo("""
                22 HAProxy: web-01 closed, web-02 closed, monitor any, internet closed
                80 HTTP: web-01 any, web-02 any, monitor any, internet open
                443 HTTPS: web-01 any, web-02 any, monitor any, internet open
                3903 request counts: web-01 closed, web-02 closed, monitor open, internet closed
                8404 HAProxy: web-01 closed, web-02 closed, monitor any, internet closed
                9100 node exporter: web-01 closed, web-02 closed, monitor open, internet closed
                20049 canary: web-01 closed, web-02 closed, monitor closed, internet closed""");
    }

    @Test
    void wantsTheFirstWebServerOpenToTheBalancerAndItsDatabaseToTheOther() {
        assertThat(expected("web-01")).isEqualTo("""
                80 HTTP: lb-01 open, web-02 closed, monitor closed, internet closed
                3306 MySQL: lb-01 closed, web-02 open, monitor closed, internet closed
                3903 request counts: lb-01 closed, web-02 closed, monitor open, internet closed
                8080 the application: lb-01 closed, web-02 closed, monitor closed, internet closed
                9100 node exporter: lb-01 closed, web-02 closed, monitor open, internet closed
                20049 canary: lb-01 closed, web-02 closed, monitor closed, internet closed""");
    }

    @Test
    void listsWhatIsNeededEvenWhereNothingListens() {
        assertThat(expected("web-02")).isEqualTo("""
                81 web server: lb-01 any, web-01 closed, monitor closed, internet closed
                3306 MySQL: lb-01 closed, web-01 any, monitor closed, internet closed
                3903 request counts: lb-01 closed, web-01 closed, monitor open, internet closed
                9100 node exporter: lb-01 closed, web-01 closed, monitor open, internet closed
                20050 canary: lb-01 closed, web-01 closed, monitor closed, internet closed
                33060 MySQL's X protocol: lb-01 closed, web-01 closed, monitor closed, internet closed""");
    }

    @Test
    void letsNoServerOutToTheInternet() {
        assertThat(expected("internet")).isEqualTo("20116 canary: lb-01 closed, web-01 closed, web-02 closed");
    }

    @Test
    void setsWhatWasSeenBesideWhatShouldBe() {
        assertThat(matrix)
                .contains(
                        new Reach("internet", "lb-01", 443, "HTTPS", "open", "filtered"),
                        new Reach("web-02", "internet", 20_116, "canary", "closed", "open"));
    }

    @Test
    void holdsARefusedConnectionForAsClosedAsAnUnansweredOne() {
        assertThat(new Reach("a", "b", 1, "x", "closed", "closed").asExpected()).isTrue();
        assertThat(new Reach("a", "b", 1, "x", "closed", "filtered").asExpected())
                .isTrue();
        assertThat(new Reach("a", "b", 1, "x", "closed", "open").asExpected()).isFalse();
        assertThat(new Reach("a", "b", 1, "x", "open", "open").asExpected()).isTrue();
        assertThat(new Reach("a", "b", 1, "x", "open", "closed").asExpected()).isFalse();
        assertThat(new Reach("a", "b", 1, "x", "any", "open").asExpected()).isTrue();
    }

    @Test
    void holdsWhatShouldBeClosedAgainstTheFirewallOfWhomItComesToAlone() {
        PortStates held = new PortStates() {
            @Override
            public int canary(String host) {
                return made.canary(host);
            }

            @Override
            public SortedSet<Integer> services(String host) {
                return made.services(host);
            }

            @Override
            public String state(String from, String to, int port) {
                return "filtered";
            }

            @Override
            public boolean isLetIn(String from, String to, int port) {
                return from.equals("lb-01") && to.equals("web-01");
            }
        };

        assertThat(ReachPolicy.of(Topology.threeServers(), held))
                .filteredOn(cell -> cell.observed().equals("open"))
                .extracting(cell -> cell.from() + " " + cell.to() + " " + cell.port())
                .containsExactly(
                        "lb-01 web-01 3306",
                        "lb-01 web-01 3903",
                        "lb-01 web-01 8080",
                        "lb-01 web-01 9100",
                        "lb-01 web-01 20049");
    }

    private String expected(String to) {
        return matrix.stream()
                .filter(cell -> cell.to().equals(to))
                .collect(Collectors.groupingBy(
                        Reach::port, java.util.TreeMap::new, Collectors.mapping(cell -> cell, Collectors.toList())))
                .entrySet()
                .stream()
                .map(port -> port.getKey() + " " + port.getValue().get(0).service() + ": "
                        + port.getValue().stream()
                                .map(cell -> cell.from() + " " + cell.expected())
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("\n"));
    }
}
