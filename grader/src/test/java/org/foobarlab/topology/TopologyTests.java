package org.foobarlab.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.foobarlab.topology.Host.Group;
import org.junit.jupiter.api.Test;

class TopologyTests {

    private final Topology topology = Topology.threeServers();

    @Test
    void hasTheCourseServersAndWhatStandsAroundThem() {
        assertThat(topology.hosts())
                .extracting(host -> host.name() + " " + AddressPlan.written(host) + " " + host.aliases())
                .containsExactly(
                        "lb-01 203.0.113.10 [www.foobar.com, foobar.com]",
                        "web-01 203.0.113.11 []",
                        "web-02 203.0.113.12 []",
                        "monitor 203.0.113.50 []",
                        "internet 203.0.113.100 []");
        assertThat(topology.servers()).extracting(Host::name).containsExactly("lb-01", "web-01", "web-02");
    }

    @Test
    void putsAMonitoringClientOnEachServer() {
        assertThat(topology.servers())
                .allSatisfy(server -> assertThat(server.components())
                        .contains(Component.NODE_EXPORTER, Component.MTAIL, Component.RSYSLOG));
    }

    @Test
    void namesComponentsAsTheirContainersAreCalled() {
        assertThat(Component.NODE_EXPORTER.id()).isEqualTo("node-exporter");
        assertThat(Component.MYSQL.title()).isEqualTo("MySQL");
    }

    @Test
    void saysWhichHostItDoesNotHave() {
        assertThatThrownBy(() -> topology.host("web-03"))
                .hasMessage("no host web-03 in [lb-01, web-01, web-02, monitor, internet]");
    }

    @Test
    void refusesAnAddressThatNoHostCanHave() {
        assertThatThrownBy(() -> new Host("db-01", 255, List.of(), Group.WEB, List.of()))
                .hasMessage("db-01: the last number of an address is 2 to 254, not 255");
    }

    @Test
    void installsOnlyWhatAFileCanSetGoing() {
        assertThat(new Host("db-01", 31, List.of(), Group.DATABASE, List.of(), List.of(Component.MYSQL))
                        .has(Component.MYSQL))
                .isTrue();
        assertThatThrownBy(() -> new Host("db-01", 31, List.of(), Group.DATABASE, List.of(), List.of(Component.MTAIL)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("only what has a file of its own");
    }
}
