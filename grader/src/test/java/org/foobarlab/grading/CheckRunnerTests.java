package org.foobarlab.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.foobarlab.grade.Status;
import org.foobarlab.grade.Verdict;
import org.foobarlab.grading.sample.SampleChecks;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Points;
import org.foobarlab.testing.SmallLab;
import org.foobarlab.topology.AddressPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckRunnerTests {

    private static final CheckCatalog CATALOG = new CheckCatalog("org.foobarlab.grading.sample");

    private final ConcurrentLinkedQueue<Verdict> told = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> beforeLooked = new ConcurrentLinkedQueue<>();
    private final Progress progress = new Progress() {
        @Override
        public void ended(Verdict verdict) {
            told.add(verdict);
        }

        @Override
        public void looked() {
            told.stream().map(Verdict::id).forEach(beforeLooked::add);
        }
    };

    @BeforeEach
    void forget() {
        SampleChecks.reset();
    }

    @Test
    void givesPointsAndEvidenceForWhatPasses() {
        Verdict verdict = run("passes").get("passes");
        assertThat(verdict)
                .usingRecursiveComparison()
                .ignoringFields("seconds")
                .isEqualTo(new Verdict(
                        "passes",
                        "Passes",
                        "samples",
                        Status.PASSED,
                        2,
                        2,
                        "a page",
                        "a page from 203.0.113.11",
                        "",
                        "curl",
                        0,
                        List.of(),
                        Map.of("from", "203.0.113.11", "bytes", 7)));
        assertThat(verdict.seconds()).isBetween(0.0, 10.0);
    }

    @Test
    void givesHintAndCommandForWhatFails() {
        assertThat(run("fails").get("fails"))
                .usingRecursiveComparison()
                .ignoringFields("seconds")
                .isEqualTo(new Verdict(
                        "fails",
                        "Fails",
                        "samples",
                        Status.FAILED,
                        0,
                        2,
                        "a page",
                        "no page from 203.0.113.11",
                        "Look there.",
                        "curl",
                        0,
                        List.of(),
                        Map.of()));
        assertThat(SampleChecks.JOURNAL).containsExactly("fails");
    }

    @Test
    void showsAnAssertionsOwnWordsOrElseWhatWasSeen() {
        Map<String, Verdict> verdicts = run("fails-by-assertion", "fails-without-words");
        assertThat(verdicts.get("fails-by-assertion").observed()).isEqualTo("expected 1 but was 2");
        assertThat(verdicts.get("fails-without-words").observed()).isEqualTo("something");
    }

    @Test
    void runsAFaultOnceMoreAndThenGivesUp() {
        Verdict verdict = run("faults").get("faults");
        assertThat(verdict.status()).isEqualTo(Status.FAULT);
        assertThat(verdict.observed()).isEqualTo("the lab could not tell: the probe crashed");
        assertThat(verdict.hint()).isEmpty();
        assertThat(SampleChecks.JOURNAL).containsExactly("faults", "faults");
        assertThat(run("crashes").get("crashes").observed())
                .isEqualTo("the lab could not tell: java.lang.IllegalStateException: no index 3");
    }

    @Test
    void forgetsAFaultThatDoesNotComeAgain() {
        Verdict verdict = run("faults-once").get("faults-once");
        assertThat(verdict.status()).isEqualTo(Status.PASSED);
        assertThat(verdict.observed()).isEmpty();
        assertThat(SampleChecks.JOURNAL).containsExactly("faults-once", "faults-once");
    }

    @Test
    void doesNotTryWhatAFailureMakesMeaningless() {
        Map<String, Verdict> verdicts =
                run("needs-blocked", "needs-fails", "fails-by-assertion", "fails", "needs-passes", "passes");
        assertThat(verdicts.get("needs-passes").status()).isEqualTo(Status.PASSED);
        assertThat(verdicts.get("needs-fails").status()).isEqualTo(Status.BLOCKED);
        assertThat(verdicts.get("needs-fails").blockedBy()).containsExactly("fails");
        assertThat(verdicts.get("needs-fails").observed()).isEqualTo("not tried, since this has to work first: fails");
        assertThat(verdicts.get("needs-fails").score()).isZero();
        assertThat(verdicts.get("needs-blocked").status()).isEqualTo(Status.BLOCKED);
        assertThat(verdicts.get("needs-blocked").blockedBy()).containsExactly("fails", "fails-by-assertion");
        assertThat(SampleChecks.JOURNAL).containsExactlyInAnyOrder("fails", "passes", "needs-passes");
    }

    @Test
    void triesWhatAnotherMayKeepFromWorkingAndBlamesThatOneOnlyIfItFails() {
        Map<String, Verdict> verdicts = run("follows-fails", "follows-and-passes", "fails", "needs-fails", "passes");
        assertThat(verdicts.get("follows-and-passes").status()).isEqualTo(Status.PASSED);
        assertThat(verdicts.get("follows-fails").status()).isEqualTo(Status.BLOCKED);
        assertThat(verdicts.get("follows-fails").blockedBy()).containsExactly("fails");
        assertThat(verdicts.get("follows-fails").observed())
                .isEqualTo("does not work (nothing came), and this has to work first: fails");
        assertThat(SampleChecks.JOURNAL).containsSubsequence("fails", "follows-fails");
    }

    @Test
    void letsACheckSayThatAnotherIsNotWhyItFails() {
        Map<String, Verdict> verdicts = run("follows-unrelated", "fails");
        assertThat(verdicts.get("follows-unrelated").status()).isEqualTo(Status.FAILED);
        assertThat(verdicts.get("follows-unrelated").hint()).isEqualTo("Look here.");
    }

    @Test
    void countsAnExperimentAmongNoChecks() {
        run("passes", "disturbs-site-experiment");
        assertThat(told).extracting(Verdict::id).containsExactly("passes");
    }

    @Test
    void holdsWhatAFaultMakesMeaninglessAgainstNobody() {
        Map<String, Verdict> verdicts = run("fails", "faults", "needs-fault", "needs-needs-fault", "needs-both");
        assertThat(List.of(verdicts.get("needs-fault"), verdicts.get("needs-needs-fault"), verdicts.get("needs-both")))
                .extracting(Verdict::status)
                .containsOnly(Status.FAULT);
        assertThat(verdicts.get("needs-needs-fault").blockedBy()).containsExactly("faults");
        assertThat(verdicts.get("needs-both").blockedBy()).containsExactly("fails", "faults");
    }

    @Test
    void doesNotWaitForWhatTheLabDoesNotList() {
        assertThat(run("needs-fails").get("needs-fails").status()).isEqualTo(Status.PASSED);
    }

    @Test
    void letsThoseThatOnlyLookRunTogether() {
        Map<String, Verdict> verdicts = run("looks-one", "looks-two");
        assertThat(verdicts.values()).extracting(Verdict::status).containsOnly(Status.PASSED);
    }

    @Test
    void letsThoseThatDisturbRunAfterThemAndNoTwoOnTheSameThing() {
        Map<String, Verdict> verdicts = run(
                "disturbs-site-one",
                "disturbs-monitoring",
                "looks-one",
                "disturbs-site-two",
                "looks-two",
                "disturbs-site-experiment");
        assertThat(verdicts.values()).extracting(Verdict::status).containsOnly(Status.PASSED);
        assertThat(SampleChecks.JOURNAL.subList(0, 2)).containsExactlyInAnyOrder("looks-one", "looks-two");
        assertThat(SampleChecks.JOURNAL)
                .containsSubsequence("disturbs-site-one", "disturbs-site-two", "disturbs-site-experiment")
                .contains("disturbs-monitoring")
                .hasSize(6);
        assertThat(SampleChecks.AT_ONCE).hasValue(1);
    }

    @Test
    void tellsEachVerdictOnceBeforeItEnds() {
        Map<String, Verdict> verdicts = run("passes", "fails", "needs-fails", "faults", "disturbs-monitoring");
        assertThat(told).containsExactlyInAnyOrderElementsOf(verdicts.values());
    }

    @Test
    void tellsWhenAllHasBeenLookedAt() {
        run("disturbs-monitoring", "passes", "disturbs-site-one", "fails");
        assertThat(beforeLooked).containsExactlyInAnyOrder("passes", "fails");
    }

    @Test
    void giveNoPointsForExperiments() {
        Lab lab = lab(List.of("passes"), List.of("disturbs-site-experiment"));
        assertThat(CATALOG.of(lab))
                .extracting(spec -> spec.id() + " " + spec.points())
                .containsExactly("passes 2.0", "disturbs-site-experiment 0.0");
    }

    @Test
    void namesChecksThatRequireEachOther() {
        CheckCatalog circle = new CheckCatalog("org.foobarlab.grading.bad.circle");
        assertThatThrownBy(() -> run(circle.of(lab(List.of("hen", "egg"), List.of()))))
                .hasMessage("these checks require each other: [hen, egg]");
    }

    private Map<String, Verdict> run(String... ids) {
        List<String> checks =
                Stream.of(ids).filter(id -> !CATALOG.isExperiment(id)).toList();
        List<String> experiments = Stream.of(ids).filter(CATALOG::isExperiment).toList();
        return run(CATALOG.of(lab(checks, experiments)));
    }

    private Map<String, Verdict> run(List<CheckSpec> checks) {
        return new CheckRunner(checks, spec -> CheckRun.of(spec, null), AddressPlan.ofCopy(1)::restore, progress).run();
    }

    private static Lab lab(List<String> checks, List<String> experiments) {
        return SmallLab.of(
                Path.of("07-small"),
                List.of("x"),
                checks.stream().map(id -> new Points(id, 2)).toList(),
                experiments);
    }
}
