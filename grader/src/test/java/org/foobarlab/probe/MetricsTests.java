package org.foobarlab.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.foobarlab.probe.Metrics.Alert;
import org.foobarlab.topology.Host;
import org.foobarlab.topology.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTests {

    private final Host balancer = Topology.threeServers().host("lb-01");

    @ParameterizedTest
    @ValueSource(strings = {"lb-01", "203.0.113.10", "203.0.113.10:9100", "www.foobar.com:3903"})
    void findsAHostByNameAddressOrTarget(String instance) {
        assertThat(Metrics.isNamed(Map.of("job", "node", "instance", instance), balancer))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lb-010", "203.0.113.100:9100", "203.0.113.11:9100", "node", ""})
    void takesNothingElseForIt(String instance) {
        assertThat(Metrics.isNamed(Map.of("instance", instance), balancer)).isFalse();
    }

    @Test
    void anAlertNamesAHostByAnyLabel() {
        assertThat(new Alert(Map.of("alertname", "Gone", "server", "lb-01"), "firing").names(balancer))
                .isTrue();
        assertThat(new Alert(Map.of("alertname", "Gone"), "firing").names(balancer))
                .isFalse();
    }
}
