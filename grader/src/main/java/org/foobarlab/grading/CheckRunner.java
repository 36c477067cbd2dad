package org.foobarlab.grading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.foobarlab.checks.Evidence;
import org.foobarlab.grade.LabFault;
import org.foobarlab.grade.Status;
import org.foobarlab.grade.Verdict;

/**
 * Run the checks of a lab.
 *
 * <p>Those that only look run together, each as soon as what it requires has passed. Those that disturb something run
 * after all of them, one after the other where they disturb the same thing. A check whose requirement did not pass is
 * blocked, and so is one that fails after one that it follows did not pass; one that faults is run once more.
 */
final class CheckRunner {

    /** Checks mostly wait for the deployment, so there may be more of them at once than there are processors. */
    private static final int AT_ONCE = 12;

    private final List<CheckSpec> checks;
    private final Function<CheckSpec, CheckRun> run;
    private final UnaryOperator<String> asWritten;
    private final Progress progress;
    private final Map<String, CompletableFuture<Verdict>> verdicts = new LinkedHashMap<>();

    /**
     * Make ready.
     *
     * @param run runs a check once
     * @param asWritten turns the deployment's addresses into those the student wrote
     * @param progress hears when all has been looked at, and each verdict before {@link #run} returns
     */
    CheckRunner(
            List<CheckSpec> checks,
            Function<CheckSpec, CheckRun> run,
            UnaryOperator<String> asWritten,
            Progress progress) {
        this.checks = inOrder(checks);
        this.run = run;
        this.asWritten = asWritten;
        this.progress = progress;
    }

    /** Run all and return a verdict for each, by id. */
    Map<String, Verdict> run() {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, task -> {
            Thread thread = new Thread(task, "check");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<CompletableFuture<?>> looking = new ArrayList<>();
            Map<String, CompletableFuture<?>> disturbing = new LinkedHashMap<>();
            for (CheckSpec spec : checks) {
                if (spec.check().disturbs().isEmpty()) {
                    looking.add(schedule(spec, List.of(), threads));
                }
            }
            CompletableFuture<?> looked = all(looking).thenRun(progress::looked);
            for (CheckSpec spec : checks) {
                String disturbed = spec.check().disturbs();
                if (!disturbed.isEmpty()) {
                    CompletableFuture<?> before = disturbing.getOrDefault(disturbed, looked);
                    disturbing.put(disturbed, schedule(spec, List.of(before), threads));
                }
            }
            all(verdicts.values()).join();
        } finally {
            threads.shutdownNow();
        }
        Map<String, Verdict> results = new LinkedHashMap<>();
        verdicts.forEach((id, verdict) -> results.put(id, verdict.join()));
        return results;
    }

    private CompletableFuture<Verdict> schedule(
            CheckSpec spec, List<CompletableFuture<?>> after, ExecutorService threads) {
        List<CompletableFuture<?>> before = new ArrayList<>(after);
        List<CompletableFuture<Verdict>> required = scheduled(spec.requires());
        List<CompletableFuture<Verdict>> followed = scheduled(spec.follows());
        before.addAll(required);
        before.addAll(followed);
        CompletableFuture<Verdict> verdict = all(before)
                .thenApplyAsync(ignored -> verdict(spec, missing(required), missing(followed)), threads)
                .whenComplete((ended, problem) -> {
                    // An experiment is no check, and is not counted as one.
                    if (ended != null && !spec.check().experiment()) {
                        progress.ended(ended);
                    }
                });
        verdicts.put(spec.id(), verdict);
        return verdict;
    }

    private List<CompletableFuture<Verdict>> scheduled(List<String> ids) {
        return ids.stream().filter(verdicts::containsKey).map(verdicts::get).toList();
    }

    private static List<Verdict> missing(List<CompletableFuture<Verdict>> ended) {
        return ended.stream()
                .map(CompletableFuture::join)
                .filter(one -> one.status() != Status.PASSED)
                .toList();
    }

    private Verdict verdict(CheckSpec spec, List<Verdict> required, List<Verdict> followed) {
        if (!required.isEmpty()) {
            return blocked(spec, required, "not tried, since this has to work first");
        }
        CheckRun ended = run.apply(spec);
        if (ended.status() == Status.FAULT) {
            ended = run.apply(spec);
        }
        Verdict verdict = verdict(spec, ended);
        Set<String> unrelated = ended.evidence().unrelated();
        List<Verdict> causes = followed.stream()
                .filter(cause -> !unrelated.contains(cause.id()))
                .toList();
        return verdict.status() == Status.FAILED && !causes.isEmpty()
                ? blocked(spec, causes, "does not work (" + verdict.observed() + "), and this has to work first")
                : verdict;
    }

    private Verdict verdict(CheckSpec spec, CheckRun ended) {
        Evidence evidence = ended.evidence();
        String observed = evidence.observed();
        if (ended.status() == Status.FAULT) {
            observed = "the lab could not tell: " + reason(ended.problem());
        } else if (ended.status() == Status.FAILED && ended.problem().getMessage() != null) {
            observed = ended.problem().getMessage();
        }
        return new Verdict(
                spec.id(),
                spec.check().title(),
                spec.area(),
                ended.status(),
                ended.status() == Status.PASSED ? spec.points() : 0,
                spec.points(),
                evidence.expected(),
                asWritten.apply(observed),
                ended.status() == Status.FAILED ? spec.check().hint() : "",
                evidence.reproduce(),
                ended.seconds(),
                List.of(),
                asWritten(evidence.data()));
    }

    private Map<String, Object> asWritten(Map<String, Object> data) {
        Map<String, Object> written = new LinkedHashMap<>();
        data.forEach((name, value) -> written.put(name, value instanceof String text ? asWritten.apply(text) : value));
        return written;
    }

    /** The lab's own faults are sentences; of anything else its kind says more than its message. */
    private static String reason(Throwable problem) {
        return problem instanceof LabFault ? problem.getMessage() : String.valueOf(problem);
    }

    /**
     * Name what failed in the first place, not what was blocked by it. What a fault blocks is as little the student's
     * as the fault.
     */
    private static Verdict blocked(CheckSpec spec, List<Verdict> missing, String why) {
        Set<String> causes = new LinkedHashSet<>();
        boolean fault = false;
        for (Verdict verdict : missing) {
            causes.addAll(verdict.blockedBy().isEmpty() ? List.of(verdict.id()) : verdict.blockedBy());
            fault |= verdict.status() == Status.FAULT;
        }
        return new Verdict(
                spec.id(),
                spec.check().title(),
                spec.area(),
                fault ? Status.FAULT : Status.BLOCKED,
                0,
                spec.points(),
                "",
                why + ": " + String.join(", ", causes),
                "",
                "",
                0,
                List.copyOf(causes),
                Map.of());
    }

    /** Put what is required before what requires it; the rest stays as the lab lists it. */
    private static List<CheckSpec> inOrder(List<CheckSpec> checks) {
        Map<String, CheckSpec> byId = new LinkedHashMap<>();
        checks.forEach(spec -> byId.put(spec.id(), spec));
        Map<String, CheckSpec> ordered = new LinkedHashMap<>();
        checks.forEach(spec -> place(spec, byId, ordered, new LinkedHashSet<>()));
        return List.copyOf(ordered.values());
    }

    private static void place(
            CheckSpec spec, Map<String, CheckSpec> byId, Map<String, CheckSpec> ordered, Set<String> path) {
        if (!path.add(spec.id())) {
            throw new IllegalStateException("these checks require each other: " + path);
        }
        spec.before().stream().filter(byId::containsKey).forEach(id -> place(byId.get(id), byId, ordered, path));
        path.remove(spec.id());
        ordered.putIfAbsent(spec.id(), spec);
    }

    private static CompletableFuture<?> all(java.util.Collection<? extends CompletableFuture<?>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
    }
}
