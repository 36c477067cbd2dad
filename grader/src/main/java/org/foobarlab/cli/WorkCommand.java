package org.foobarlab.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.foobarlab.batch.Fingerprint;
import org.foobarlab.batch.LabGrader;
import org.foobarlab.batch.Wanted;
import org.foobarlab.batch.WorkPlan;
import org.foobarlab.grading.Grader;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.lab.UnusableInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Grade a task of a plan. */
@Command(
        name = "work",
        description = "Grade one task of a plan, on any machine that has the plan's folder and the same images.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code: 0 there is a result, 2 the plan or this machine cannot be used, 3 the lab could not",
            "grade it; the same command tries that again, and grades nothing that has its result."
        })
final class WorkCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "PLAN", description = "folder of the plan")
    private Path folder;

    @Parameters(index = "1", paramLabel = "I", description = "which task, from 1")
    private int number;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "6",
            description = "how long one may take; default: ${DEFAULT-VALUE}")
    private double minutes;

    @Override
    public Integer call() {
        if (!(minutes > 0)) {
            throw new UnusableInput("--minutes has to be more than nothing.");
        }
        WorkPlan plan = WorkPlan.read(folder);
        Labs labs = Labs.ofProject();
        Lab lab = labs.find(plan.lab());
        try (BatchProgress progress = new BatchProgress(spec.commandLine().getErr(), 1)) {
            Grader grader = new Grader(labs, progress.preparing());
            boolean done = plan.work(
                    number,
                    new LabGrader(grader, lab),
                    Fingerprint.of(labs, lab, grader.images()),
                    Duration.ofMillis((long) (minutes * 60_000)),
                    progress,
                    Wanted.by(List.of(lab)));
            return done ? ExitCode.OK : ExitCode.NOT_GRADED;
        }
    }
}
