package org.foobarlab.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.foobarlab.explanation.ClaimVerdict.Outcome;
import org.junit.jupiter.api.Test;

final class ClaimsTests {
    private static final Observations CLEAR = new Observations(
            true, true, true, "roundrobin", Map.of("lb-01", Set.of(80, 443), "web-01", Set.of()), "lb-01");
    private static final Observations SEALED = new Observations(
            false, false, false, "leastconn", Map.of("lb-01", Set.of(22, 80, 443), "web-01", Set.of(80)), "web-01");

    private static List<Outcome> outcomes(String text, Observations observed) {
        return Claims.check(Document.of(text), observed).stream()
                .map(ClaimVerdict::outcome)
                .toList();
    }

    private static void agreesWithClearOnly(String text) {
        assertThat(outcomes(text, CLEAR)).as(text).containsExactly(Outcome.AGREES);
        assertThat(outcomes(text, SEALED)).as(text).containsExactly(Outcome.CONTRADICTS);
    }

    private static void agreesWithSealedOnly(String text) {
        assertThat(outcomes(text, CLEAR)).as(text).containsExactly(Outcome.CONTRADICTS);
        assertThat(outcomes(text, SEALED)).as(text).containsExactly(Outcome.AGREES);
    }

    @Test
    void backendTraffic() {
        agreesWithClearOnly("Between the load balancer and the web servers the traffic is unencrypted.");
        agreesWithSealedOnly("Between the load balancer and the web servers the traffic is encrypted.");
    }

    @Test
    void singleWriter() {
        agreesWithClearOnly("When the primary fails, no writes are possible.");
        agreesWithSealedOnly("When the primary fails, the replica takes over and writes continue.");
        agreesWithClearOnly("If the primary crashes, the pages can still be read.");
    }

    @Test
    void algorithm() {
        agreesWithClearOnly("Our HAProxy is configured with the round-robin algorithm.");
        agreesWithSealedOnly("HAProxy uses least connections to choose a server.");
        assertThat(outcomes("There are round robin and least connections.", CLEAR))
                .isEmpty();
        assertThat(outcomes("We should use round robin.", CLEAR)).isEmpty();
    }

    @Test
    void severalAlgorithms() {
        Observations mixed = new Observations(null, null, null, "roundrobin, leastconn", Map.of(), null);

        assertThat(outcomes("The pages are shared out by round robin.", mixed)).containsExactly(Outcome.AGREES);
        assertThat(outcomes("HAProxy uses leastconn for reports.", mixed)).containsExactly(Outcome.AGREES);
        assertThat(outcomes("HAProxy uses source hashing.", mixed)).containsExactly(Outcome.CONTRADICTS);
    }

    @Test
    void ports() {
        agreesWithSealedOnly("Port 22 of the load balancer is open to the world.");
        agreesWithClearOnly("Port 22 is closed to the internet.");
        agreesWithClearOnly("Only ports 80 and 443 are reachable from the internet.");
        agreesWithClearOnly("On web-01 port 80 is not reachable from outside.");
    }

    @Test
    void certificate() {
        agreesWithClearOnly("The certificate is installed on the load balancer.");
        agreesWithSealedOnly("The certificate is installed on the web servers.");
    }

    @Test
    void bothSidesAreShown() {
        ClaimVerdict verdict = Claims.check(Document.of("One.\n\nPort 22 is open to the internet."), CLEAR)
                .get(0);
        assertThat(verdict.line()).isEqualTo(3);
        assertThat(verdict.quote()).isEqualTo("Port 22 is open to the internet.");
        assertThat(verdict.claim()).contains("22", "lb-01", "open");
        assertThat(verdict.observed()).contains("80, 443");
    }

    @Test
    void whatWasNotObservedIsNotHeld() {
        Observations none = new Observations(null, null, null, null, null, null);
        assertThat(outcomes(
                        "Port 22 is open to the internet. Round robin is used. The certificate is installed on the web"
                                + " servers.",
                        none))
                .isEmpty();
    }
}
