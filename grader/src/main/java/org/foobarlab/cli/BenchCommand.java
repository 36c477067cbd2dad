package org.foobarlab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.foobarlab.deployment.ContainerMemory;
import org.foobarlab.deployment.Engine;
import org.foobarlab.grade.Grade;
import org.foobarlab.grading.Grader;
import org.foobarlab.grading.Progress;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.submission.Submission;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Measure how long a grading takes, phase by phase, over several runs. Figures mean something on a machine that does
 * nothing else.
 */
@Command(
        name = "bench",
        description = "Measure the phases of a grading over several runs. Leave the machine alone meanwhile.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

    /** The kernel counts processor time in ticks of a hundredth of a second, whatever its own clock does. */
    private static final double TICKS_PER_SECOND = 100;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "LAB", description = "number or name of the lab")
    private String wanted;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SUBMISSION",
            description = "folder; default: the lab's reference solution")
    private Path folder;

    @Option(
            names = "--runs",
            defaultValue = "5",
            description = "counted runs, after one that is not counted; default: ${DEFAULT-VALUE}")
    private int runs;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Labs labs = Labs.ofProject();
        Lab lab = labs.find(wanted);
        Path submission = folder == null
                ? labs.home().resolve("solutions").resolve(lab.name()).resolve("reference")
                : folder;
        Phases phases = new Phases();
        Grader grader = new Grader(labs, phases);
        run(grader, lab, submission, phases);
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        String outcome = "";
        for (int i = 0; i < runs; i++) {
            Grade grade = run(grader, lab, submission, phases);
            phases.figures()
                    .forEach((name, value) -> figures.computeIfAbsent(name, key -> new ArrayList<>())
                            .add(value));
            outcome = grade.score() + " of " + grade.maxScore() + " points";
            out.printf("run %d: %.1f s, %s%n", i + 1, phases.figures().get("whole grade, s"), outcome);
            out.flush();
        }
        out.printf("%n%-34s %8s %8s %8s%n", lab.name() + ", " + runs + " runs", "least", "median", "most");
        figures.forEach((name, values) -> {
            List<Double> sorted = values.stream().sorted().toList();
            out.printf(
                    "%-34s %8.2f %8.2f %8.2f%n",
                    name, sorted.get(0), sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1));
        });
        out.flush();
        return ExitCode.OK;
    }

    private static Grade run(Grader grader, Lab lab, Path submission, Phases phases) {
        phases.begin();
        Grade grade = grader.grade(lab, Submission.read(submission));
        phases.end();
        return grade;
    }

    /** Note when each phase of a run began. */
    private static final class Phases implements Progress {
        private final Map<String, Double> figures = new LinkedHashMap<>();
        private long began;
        private long phase;
        private double processor;

        void begin() {
            figures.clear();
            began = System.nanoTime();
            phase = began;
            processor = processorSeconds();
        }

        @Override
        public void checks(int number) {
            mark("servers ready, s");
        }

        @Override
        public void doing(String what) {
            if (what.startsWith("taking")) {
                mark("checks, s");
                figures.put("memory of all containers, MiB", ContainerMemory.peakMebibytes(Engine.connect()));
                phase = System.nanoTime();
            }
        }

        void end() {
            mark("taken down, s");
            figures.put("whole grade, s", (System.nanoTime() - began) / 1e9);
            figures.put("processor time of the machine, s", processorSeconds() - processor);
        }

        Map<String, Double> figures() {
            return figures;
        }

        private void mark(String name) {
            long now = System.nanoTime();
            figures.put(name, (now - phase) / 1e9);
            phase = now;
        }

        /**
         * All that all processors did, since the engine's and the containers' work is not this process's. Not known
         * outside Linux.
         */
        private static double processorSeconds() {
            try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
                String[] cpu = lines.findFirst().orElseThrow().trim().split("\\s+");
                double busy = 0;
                // user, nice, system, then idle and iowait, which do not count, then irq, softirq, steal.
                for (int field : new int[] {1, 2, 3, 6, 7}) {
                    busy += Double.parseDouble(cpu[field]);
                }
                return busy / TICKS_PER_SECOND;
            } catch (IOException e) {
                return Double.NaN;
            }
        }
    }
}
