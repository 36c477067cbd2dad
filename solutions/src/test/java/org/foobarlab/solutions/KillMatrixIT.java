package org.foobarlab.solutions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foobarlab.grade.Grade;
import org.foobarlab.grade.Verdict;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.lab.Points;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Prove every check of every lab with solutions: right submissions of all styles get full marks, and for each check
 * there is a submission broken in one way that turns this check red and no other but those that require it. What has
 * not changed since it was as it should be, down to the versions of the servers' software, is left out and said to be.
 */
class KillMatrixIT {

    /** A check that passes by luck rarely does so three times. */
    private static final int REPETITIONS = 3;

    private static final Labs LABS = Labs.ofProject();
    private static final Matrix MATRIX = new Matrix(LABS);
    private static final int AT_ONCE = Integer.getInteger("foobarlab.deployments", 2);
    private static final Pattern ONLY = Pattern.compile(System.getProperty("foobarlab.only", ""));

    /** Grade everything, also what has not changed since it was as expected. */
    private static final boolean AGAIN = Boolean.getBoolean("foobarlab.again");

    /** Write down what was as expected, for the next run. */
    private static final boolean RECORD = Boolean.getBoolean("foobarlab.record");

    private static Gradings gradings;

    @AfterAll
    static void end() {
        if (gradings != null) {
            gradings.close();
        }
    }

    @Test
    void everyCheckHasAMutant() {
        for (Lab lab : MATRIX.labs()) {
            List<String> broken = MATRIX.mutants(lab).stream()
                    .map(trial -> trial.mutant().breaks())
                    .distinct()
                    .toList();
            assertThat(broken)
                    .as("checks of lab " + lab.name() + " that its mutants break")
                    .containsExactlyInAnyOrderElementsOf(
                            lab.checks().stream().map(Points::id).toList());
        }
    }

    @TestFactory
    Stream<DynamicContainer> gradesAsItShould() {
        List<Trial> all = MATRIX.labs().stream().flatMap(MATRIX::all).toList();
        gradings = new Gradings(LABS, AT_ONCE, all, RECORD);
        Map<String, List<CompletableFuture<Grade>>> begun =
                begin(all.stream().filter(KillMatrixIT::isWanted).toList());
        return all.stream()
                .filter(KillMatrixIT::isWanted)
                .collect(Collectors.groupingBy(trial -> trial.lab().name(), LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(lab -> tests(lab.getKey(), lab.getValue(), begun));
    }

    /**
     * Begin all gradings before the first is waited for, so that they run side by side. Where time is short it goes
     * first to one grading of each reference, which shows that this machine can, then to what is not proved, a lab
     * after the other in turn, and last to repetitions.
     */
    private static Map<String, List<CompletableFuture<Grade>>> begin(List<Trial> wanted) {
        // Looked up before anything is graded, since what is graded is proved then.
        List<Trial> open = wanted.stream().filter(trial -> !isProved(trial)).toList();
        Map<String, Deque<Trial>> others = open.stream()
                .filter(trial -> !trial.isReference())
                .collect(Collectors.groupingBy(
                        trial -> trial.lab().name(), LinkedHashMap::new, Collectors.toCollection(ArrayDeque::new)));
        Map<String, List<CompletableFuture<Grade>>> begun = new HashMap<>();
        wanted.stream().filter(Trial::isReference).forEach(trial -> begin(trial, begun));
        while (!others.isEmpty()) {
            others.values().forEach(lab -> begin(lab.remove(), begun));
            others.values().removeIf(Deque::isEmpty);
        }
        for (int i = 1; i < REPETITIONS; i++) {
            open.stream().filter(Trial::isReference).forEach(trial -> begin(trial, begun));
        }
        return begun;
    }

    private static void begin(Trial trial, Map<String, List<CompletableFuture<Grade>>> begun) {
        begun.computeIfAbsent(trial.name(), name -> new ArrayList<>()).add(gradings.begin(trial));
    }

    private static DynamicContainer tests(
            String lab, List<Trial> trials, Map<String, List<CompletableFuture<Grade>>> begun) {
        List<DynamicTest> tests = new ArrayList<>();
        for (Trial trial : trials) {
            List<CompletableFuture<Grade>> all = begun.getOrDefault(trial.name(), List.of());
            all.forEach(grading -> tests.add(test(trial, grading)));
            if (all.isEmpty()) {
                tests.add(leftOut(trial));
            } else if (trial.isReference()) {
                tests.add(dynamicTest(trial + ", each time the same", () -> assertSame(all)));
            }
        }
        return dynamicContainer(lab, tests);
    }

    private static boolean isWanted(Trial trial) {
        return ONLY.matcher(trial.name()).find();
    }

    private static boolean isProved(Trial trial) {
        return !AGAIN && gradings.proofs().holdFor(trial);
    }

    private static DynamicTest leftOut(Trial trial) {
        gradings.leaveOut(trial);
        return dynamicTest(trial.name(), trial.directory().toUri(), () -> abort("unchanged since it was as expected"));
    }

    private static DynamicTest test(Trial trial, CompletableFuture<Grade> grading) {
        return dynamicTest(trial.name(), trial.directory().toUri(), () -> {
            Grade grade = result(grading);
            if (grade == null) {
                abort("not graded: no time left");
            }
            List<String> mismatches = trial.mismatches(grade);
            assertThat(mismatches)
                    .as(trial
                            + (trial.mutant() == null
                                    ? ""
                                    : ": " + trial.mutant().how()))
                    .isEmpty();
        });
    }

    private static void assertSame(List<CompletableFuture<Grade>> repeated) {
        List<Map<String, String>> results = repeated.stream()
                .map(KillMatrixIT::result)
                .filter(Objects::nonNull)
                .map(KillMatrixIT::outcomes)
                .toList();
        results.forEach(outcomes -> assertThat(outcomes).isEqualTo(results.get(0)));
    }

    /** Return what must not change from one grading to the next. What was measured, in seconds or bytes, may. */
    private static Map<String, String> outcomes(Grade grade) {
        Map<String, String> outcomes = grade.checks().stream()
                .collect(Collectors.toMap(
                        Verdict::id,
                        verdict -> verdict.status() + " " + verdict.score() + "/" + verdict.maxScore() + ": "
                                + verdict.observed(),
                        (one, other) -> one,
                        LinkedHashMap::new));
        grade.experiments()
                .forEach(experiment ->
                        outcomes.put(experiment.id(), experiment.status() + ": " + experiment.observed()));
        outcomes.put("sum", grade.graded() + " " + grade.score() + "/" + grade.maxScore());
        return outcomes;
    }

    private static Grade result(CompletableFuture<Grade> grading) {
        try {
            return grading.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
