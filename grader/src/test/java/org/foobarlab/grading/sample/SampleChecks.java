package org.foobarlab.grading.sample;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.foobarlab.checks.Area;
import org.foobarlab.checks.Check;
import org.foobarlab.checks.Evidence;
import org.foobarlab.grade.LabFault;

/** Checks that end in every way there is, and remember that they ran. */
@Area("samples")
public final class SampleChecks {

    /** What began and ended, in order. */
    public static final List<String> JOURNAL = new CopyOnWriteArrayList<>();

    /** How many that disturb the site ran at once, at most. */
    public static final AtomicInteger AT_ONCE = new AtomicInteger();

    private static final AtomicInteger DISTURBING_SITE = new AtomicInteger();
    private static volatile CountDownLatch together = new CountDownLatch(2);

    /** Forget what happened. */
    public static void reset() {
        JOURNAL.clear();
        AT_ONCE.set(0);
        together = new CountDownLatch(2);
    }

    @Check(id = "passes", title = "Passes", hint = "not shown")
    void passes(Evidence evidence) {
        JOURNAL.add("passes");
        evidence.expect("a page").reproduce("curl").put("from", "198.18.0.11").put("bytes", 7);
        evidence.verify(true, "a page from 198.18.0.11");
    }

    @Check(id = "fails", title = "Fails", hint = "Look there.")
    void fails(Evidence evidence) {
        JOURNAL.add("fails");
        evidence.expect("a page").reproduce("curl").verify(false, "no page from 198.18.0.11");
    }

    @Check(id = "fails-by-assertion", title = "Fails by an assertion of its own")
    void failsByAssertion(Evidence evidence) {
        evidence.observe("something");
        throw new AssertionError("expected 1 but was 2");
    }

    @Check(id = "fails-without-words", title = "Fails without words")
    void failsWithoutWords(Evidence evidence) {
        evidence.observe("something");
        throw new AssertionError();
    }

    @Check(id = "faults", title = "Cannot tell", hint = "not shown")
    void faults() {
        JOURNAL.add("faults");
        throw new LabFault("the probe crashed");
    }

    @Check(id = "faults-once", title = "Cannot tell at first")
    void faultsOnce(Evidence evidence) {
        JOURNAL.add("faults-once");
        if (JOURNAL.stream().filter("faults-once"::equals).count() == 1) {
            evidence.observe("left over from the first run");
            throw new IllegalStateException("not yet");
        }
    }

    @Check(id = "crashes", title = "Has a mistake")
    void crashes() {
        throw new IllegalStateException("no index 3");
    }

    @Check(id = "needs-passes", title = "Needs one that passes", requires = "passes")
    void needsPasses() {
        JOURNAL.add("needs-passes");
    }

    @Check(id = "needs-fails", title = "Needs one that fails", requires = "fails")
    void needsFails() {
        JOURNAL.add("needs-fails");
    }

    @Check(
            id = "needs-blocked",
            title = "Needs one that is blocked",
            requires = {"needs-fails", "fails-by-assertion"})
    void needsBlocked() {
        JOURNAL.add("needs-blocked");
    }

    @Check(id = "needs-fault", title = "Needs one that cannot tell", requires = "faults")
    void needsFault() {
        JOURNAL.add("needs-fault");
    }

    @Check(id = "needs-needs-fault", title = "Needs one that needs one that cannot tell", requires = "needs-fault")
    void needsNeedsFault() {
        JOURNAL.add("needs-needs-fault");
    }

    @Check(
            id = "needs-both",
            title = "Needs one that fails and one that cannot tell",
            requires = {"fails", "faults"})
    void needsBoth() {
        JOURNAL.add("needs-both");
    }

    @Check(
            id = "follows-fails",
            title = "May fail because another does",
            follows = {"fails", "needs-fails", "passes"})
    void followsFails(Evidence evidence) {
        JOURNAL.add("follows-fails");
        evidence.verify(false, "nothing came");
    }

    @Check(id = "follows-unrelated", title = "Fails for a reason of its own", hint = "Look here.", follows = "fails")
    void followsUnrelated(Evidence evidence) {
        evidence.unrelated("fails").verify(false, "nothing came");
    }

    @Check(id = "follows-and-passes", title = "Passes in spite of another", follows = "fails")
    void followsAndPasses() {
        JOURNAL.add("follows-and-passes");
    }

    @Check(id = "looks-one", title = "Looks beside another")
    void looksOne() throws InterruptedException {
        meet("looks-one");
    }

    @Check(id = "looks-two", title = "Looks beside one")
    void looksTwo() throws InterruptedException {
        meet("looks-two");
    }

    @Check(id = "disturbs-site-one", title = "Disturbs the site", disturbs = "site")
    void disturbsSiteOne() throws InterruptedException {
        disturb("disturbs-site-one");
    }

    @Check(id = "disturbs-site-two", title = "Disturbs the site too", disturbs = "site")
    void disturbsSiteTwo() throws InterruptedException {
        disturb("disturbs-site-two");
    }

    @Check(id = "disturbs-site-experiment", title = "Tries with the site", disturbs = "site", experiment = true)
    void disturbsSiteExperiment() throws InterruptedException {
        disturb("disturbs-site-experiment");
    }

    @Check(id = "disturbs-monitoring", title = "Disturbs the monitoring", disturbs = "monitoring")
    void disturbsMonitoring() {
        JOURNAL.add("disturbs-monitoring");
    }

    private static void meet(String name) throws InterruptedException {
        together.countDown();
        if (!together.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody else looked meanwhile");
        }
        JOURNAL.add(name);
    }

    private static void disturb(String name) throws InterruptedException {
        JOURNAL.add(name);
        AT_ONCE.accumulateAndGet(DISTURBING_SITE.incrementAndGet(), Math::max);
        // Long enough for another to begin, were it let.
        TimeUnit.MILLISECONDS.sleep(50);
        DISTURBING_SITE.decrementAndGet();
    }
}
