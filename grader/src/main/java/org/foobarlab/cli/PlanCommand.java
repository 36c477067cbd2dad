package org.foobarlab.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.foobarlab.batch.Course;
import org.foobarlab.batch.Fingerprint;
import org.foobarlab.batch.ResultStore;
import org.foobarlab.batch.Roster;
import org.foobarlab.batch.Shard;
import org.foobarlab.batch.Similar;
import org.foobarlab.batch.Wanted;
import org.foobarlab.batch.WorkPlan;
import org.foobarlab.grading.CheckCatalog;
import org.foobarlab.grading.Grader;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Freeze what is to be graded of a class, for several machines. */
@Command(
        name = "plan",
        description = "Freeze what a class handed in, so that several machines can grade it: see work and collect.",
        mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "LAB", description = "number or name of the lab, such as 05")
    private String wanted;

    @Parameters(index = "1", paramLabel = "SUBMISSIONS", description = "folder of the submissions")
    private Path submissions;

    @Option(names = "--out", paramLabel = "PLAN", required = true, description = "folder that all machines share")
    private Path out;

    @Option(
            names = "--roster",
            paramLabel = "CSV",
            description = "class list with columns such as id, name, email, section, login")
    private Path roster;

    @Option(
            names = "--assignment",
            paramLabel = "NAME",
            description = "what the learning platform calls it; default: the lab's title")
    private String assignment;

    @Override
    public Integer call() {
        Labs labs = Labs.ofProject();
        Lab lab = labs.find(wanted);
        Set<Path> others = new HashSet<>(Set.of(out));
        if (roster != null) {
            others.add(roster);
        }
        Course course = Course.of(
                lab,
                assignment == null ? lab.title() : assignment,
                submissions,
                roster == null ? Roster.none() : Roster.read(roster),
                others,
                Shard.WHOLE);
        Wanted looked = Wanted.by(List.of(lab));
        WorkPlan plan;
        try (BatchProgress progress = new BatchProgress(spec.commandLine().getErr(), 1)) {
            Grader grader = new Grader(labs, progress.preparing());
            plan = WorkPlan.make(out, course, new CheckCatalog(), Fingerprint.of(labs, lab, grader.images()), looked);
        }
        new ResultStore(out)
                .writeSimilar(Similar.find(
                        course.whole(),
                        looked,
                        Similar.given(lab, labs.given(), submissions),
                        labs.given(),
                        out.resolve("work")));
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.println("Planned " + plan.size() + " tasks in " + out
                + (plan.unreadable() == 0 ? "" : ", " + plan.unreadable() + " of which cannot be read") + ".");
        terminal.println("Grade each:  ./lab work " + out + " I   for I from 1 to " + plan.size());
        terminal.println("At the end:  ./lab collect " + out + " --out DIR");
        terminal.flush();
        return ExitCode.OK;
    }
}
