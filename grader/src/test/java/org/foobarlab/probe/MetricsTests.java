package org.foobarlab.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import org.foobarlab.grade.LabFault;
import org.foobarlab.probe.Metrics.Alert;
import org.foobarlab.topology.Host;
import org.foobarlab.topology.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource({"15s, PT15S", "1m, PT1M", "1m30s, PT1M30S", "500ms, PT0.5S", "1h, PT1H", "1d12h, PT36H", "2w, PT336H"})
    void readsADuration(String written, Duration duration) {
        assertThat(Metrics.duration(written)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "15", "s", "1m 30s", "15 s", "-1s"})
    void readsNothingElseAsADuration(String written) {
        assertThatExceptionOfType(LabFault.class)
                .isThrownBy(() -> Metrics.duration(written))
                .withMessage("Prometheus named a duration that is none: '" + written + "'");
    }
}
