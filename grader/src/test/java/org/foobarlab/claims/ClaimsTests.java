package org.foobarlab.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.foobarlab.claims.Observations.Shown;
import org.foobarlab.grade.ClaimVerdict;
import org.foobarlab.grade.Status;
import org.junit.jupiter.api.Test;

final class ClaimsTests {
    private static final Observations THREE = Recorded.of("05-secured-and-monitored");
    private static final Claims CLAIMS = new Claims(List.of());

    private static Sentence sentence(String text) {
        return new Sentence(text, List.of(), "", 1);
    }

    private static List<String> read(Observations observed, String text) {
        return verdicts(observed, sentence(text)).stream()
                .map(one -> (one.agrees() ? "agrees: " : "differs: ") + one.claim())
                .toList();
    }

    private static List<ClaimVerdict> verdicts(Observations observed, Sentence... sentences) {
        return CLAIMS.check(List.of(sentences), observed);
    }

    private static Observations showed(String id, Map<String, Object> data) {
        return new Observations(Map.of(id, new Shown(Status.FAILED, data)), List.of());
    }

    @Test
    void whoIsNamedAfterFromConnectsAndWhoAcceptsIsConnectedTo() {
        assertThat(read(THREE, "The web servers accept port 80 from the load balancer only."))
                .containsExactly("agrees: only lb-01 can reach port 80 of web-01 and web-02");
    }

    @Test
    void portsHostsAndOnlyAreTakenFromOneClause() {
        assertThat(read(
                        THREE,
                        "On the load balancer ports 80 and 443 are open to everybody; the web servers accept port 80 from the"
                                + " load balancer only, and port 3306 of web-01 is open to web-02 and to nobody else."))
                .containsExactly(
                        "agrees: the internet can reach port 80 and 443 of lb-01",
                        "agrees: only lb-01 can reach port 80 of web-01 and web-02",
                        "agrees: only web-02 can reach port 3306 of web-01");
    }

    @Test
    void nothingIsLostIsHeldAgainstWhatWasLost() {
        Observations lost = showed("failover-no-loss", Map.of("lost", 4));
        assertThat(read(lost, "Nothing is lost in the failover."))
                .containsExactly("differs: no entry is lost that was confirmed");
        assertThat(verdicts(lost, sentence("No confirmed entry is lost."))
                        .get(0)
                        .observed())
                .isEqualTo("the failover lost 4 entries that were confirmed");
    }

    @Test
    void howLongItTookIsHeldAgainstWhatWasMeasured() {
        Observations took = showed("failover-writes", Map.of("seconds", 7.5));
        assertThat(read(took, "After the failover writes work again within 10 seconds."))
                .containsExactly("agrees: writes work again within 10 s");
        assertThat(read(took, "The promotion takes less than 5 s."))
                .containsExactly("differs: writes work again within 5 s");
        assertThat(read(took, "The failover takes about two seconds."))
                .containsExactly("differs: writes work again after about 2 s");
    }

    @Test
    void denialHoldsForItsClauseOnly() {
        assertThat(read(THREE, "The replica does not accept writes, but it copies every change of the primary."))
                .containsExactly(
                        "agrees: the replica refuses writes, so only the primary takes them",
                        "agrees: what is written on the primary reaches the replica");
        assertThat(read(THREE, "MySQL's port is not open to the internet but only to web-02."))
                .containsExactly("agrees: only web-02 can reach port 3306");
    }

    @Test
    void pronounsStandForTheNearestNounThatFits() {
        assertThat(verdicts(
                        THREE, new Sentence("It refuses every INSERT.", List.of(), "The replica runs on web-02.", 1)))
                .extracting(ClaimVerdict::claim)
                .containsExactly("the replica refuses writes, so only the primary takes them");
    }

    @Test
    void conditionsHoldForWhatIsSaidUnderThem() {
        assertThat(read(THREE, "If the primary stops, pages can be read, but nobody can write until it is back."))
                .containsExactlyInAnyOrder(
                        "agrees: pages can be read while the primary is stopped",
                        "agrees: nothing can be written while the primary is stopped");
        assertThat(read(THREE, "If the replica stops, nobody can write.")).isEmpty();
        assertThat(read(THREE, "If TLS ended at nginx, the traffic behind the load balancer was encrypted."))
                .isEmpty();
    }

    @Test
    void whatIsOnlySaidIsNoClaim() {
        List.of(
                        "Is port 22 open to the internet?",
                        "You should close port 22 to the internet.",
                        "Close port 22 to the internet.",
                        "We plan to open port 22 to the internet.",
                        "In a design with two primaries both database servers accept writes.",
                        "If we had a cluster, both database servers would accept writes.",
                        "Some people believe that both database servers accept writes.",
                        "It is not true that both database servers accept writes.",
                        "\"Both database servers accept writes\" stood in the old handbook.",
                        "Port 22 of the load balancer:")
                .forEach(text -> assertThat(read(THREE, text)).as(text).isEmpty());
    }

    @Test
    void whatTheNextSentenceRefutesIsNoClaim() {
        assertThat(verdicts(THREE, sentence("Both database servers accept writes."), sentence("That is wrong.")))
                .isEmpty();
    }

    @Test
    void sectionsOnAlternativesClaimNothing() {
        assertThat(verdicts(
                        THREE,
                        new Sentence("HAProxy uses least connections.", List.of("Possible improvements"), "", 1)))
                .isEmpty();
    }

    @Test
    void theLabsOwnWordsClaimNothing() {
        Claims claims = new Claims(List.of("The task: only port 22 of the load balancer is open to the internet."));
        assertThat(claims.check(List.of(sentence("Only port 22 of the load balancer is open to the internet.")), THREE))
                .isEmpty();
    }

    @Test
    void bothSidesAreShown() {
        ClaimVerdict verdict = verdicts(THREE, new Sentence("HAProxy uses least connections.", List.of(), "", 7))
                .get(0);
        assertThat(verdict)
                .isEqualTo(new ClaimVerdict(
                        "the load balancer uses least connections",
                        "HAProxy uses least connections.",
                        7,
                        "HAProxy itself reports roundrobin",
                        false));
    }

    @Test
    void whatWasNotObservedIsNotHeld() {
        Observations nothing = new Observations(Map.of(), List.of());
        assertThat(verdicts(
                        nothing,
                        sentence("Port 22 is open to the internet."),
                        sentence("HAProxy uses round robin."),
                        sentence("TLS 1.1 is refused."),
                        sentence("All other packets are dropped.")))
                .isEmpty();
    }

    @Test
    void whatCouldNotBeCarriedOutIsNotHeld() {
        Observations fault = new Observations(
                Map.of("backend-traffic", new Shown(Status.FAULT, Map.of("readable", true))), List.of());
        assertThat(read(fault, "Behind the load balancer the traffic is encrypted."))
                .isEmpty();
    }
}
