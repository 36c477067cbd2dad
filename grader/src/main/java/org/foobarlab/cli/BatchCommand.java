package org.foobarlab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.foobarlab.batch.Batch;
import org.foobarlab.batch.ClassReport;
import org.foobarlab.batch.Course;
import org.foobarlab.batch.Fingerprint;
import org.foobarlab.batch.Jobs;
import org.foobarlab.batch.LabGrader;
import org.foobarlab.batch.LatePolicy;
import org.foobarlab.batch.Overrides;
import org.foobarlab.batch.Preview;
import org.foobarlab.batch.ResultStore;
import org.foobarlab.batch.Roster;
import org.foobarlab.batch.Shard;
import org.foobarlab.batch.Similar;
import org.foobarlab.batch.Wanted;
import org.foobarlab.grading.CheckCatalog;
import org.foobarlab.grading.Grader;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.ClassResults;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Grade the submissions of a class. */
@Command(
        name = "batch",
        description = "Grade all submissions of a class. Stopped in any way, it goes on with the same command.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "SUBMISSIONS holds a folder or an archive (zip, tar.gz) for each student, named as the",
            "student, or as GitHub Classroom, Canvas or Moodle name what they let one download.",
            "",
            "Exit code: 0 everything that was handed in has a grade or cannot be read, 2 the input",
            "cannot be used, 3 the lab could not grade something; the same command tries that again."
        })
final class BatchCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "LAB", description = "number or name of the lab, such as 05")
    private String wanted;

    @Parameters(index = "1", paramLabel = "SUBMISSIONS", description = "folder of the submissions")
    private Path submissions;

    @Option(names = "--out", paramLabel = "DIR", description = "where results and reports go")
    private Path out;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "how many are graded at once; default: by processors and memory")
    private Integer jobs;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "6",
            description = "how long one may take; default: ${DEFAULT-VALUE}")
    private double minutes;

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

    @Option(
            names = "--overrides",
            paramLabel = "FILE",
            description = "levels and points set by hand; default: overrides.yml in DIR")
    private Path overrides;

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            defaultValue = "1/1",
            description = "grade only the I-th of N parts; see merge")
    private String shard;

    @Option(names = "--dry-run", description = "only say who handed in what, what counts and what is left out, and why")
    private boolean dryRun;

    @Option(names = "--again", description = "grade what is unchanged, too")
    private boolean again;

    @Override
    public Integer call() {
        PrintWriter terminal = spec.commandLine().getOut();
        if (jobs != null && jobs < 1 || !(minutes > 0)) {
            throw new UnusableInput("--jobs and --minutes have to be more than nothing.");
        }
        if (out == null && !dryRun) {
            throw new UnusableInput("Say with --out DIR where results and reports go, or look first with --dry-run.");
        }
        Labs labs = Labs.ofProject();
        Lab lab = labs.find(wanted);
        if (dryRun) {
            return preview(lab, terminal);
        }
        Overrides levels = overrides == null
                ? Overrides.ifPresent(out.resolve(Overrides.FILE), LocalDate.now())
                : Overrides.read(overrides, LocalDate.now());
        LatePolicy late = LatePolicy.ifPresent(out.resolve(LatePolicy.FILE));
        Course course = course(lab);
        ResultStore store = new ResultStore(out);
        int atOnce = jobs == null ? Jobs.ofThisMachine() : jobs;
        try (BatchProgress progress = new BatchProgress(spec.commandLine().getErr(), atOnce)) {
            Grader grader = new Grader(labs, progress.preparing());
            new Batch(
                            new LabGrader(grader, lab),
                            Fingerprint.of(labs, lab, grader.images()),
                            store,
                            new Batch.Options(atOnce, Duration.ofMillis((long) (minutes * 60_000)), again),
                            progress,
                            Wanted.by(List.of(lab)))
                    .run(course, new CheckCatalog());
        }
        store.writeSimilar(Similar.find(
                course.whole(),
                Wanted.by(List.of(lab)),
                Similar.given(lab, labs.given(), submissions),
                labs.given(),
                out.resolve("work")));
        ClassResults results = ClassReport.write(store, levels, late);
        BatchSummary.print(results, out, terminal);
        boolean whole = results.rows().stream().noneMatch(row -> !row.outcome().isFinal());
        return whole ? ExitCode.OK : ExitCode.NOT_GRADED;
    }

    private Course course(Lab lab) {
        return Course.of(
                lab,
                assignment == null ? lab.title() : assignment,
                submissions,
                roster == null ? Roster.none() : Roster.read(roster),
                others(),
                Shard.parse(shard));
    }

    private int preview(Lab lab, PrintWriter terminal) {
        Course course = course(lab);
        Path work = null;
        try {
            work = Files.createTempDirectory("foobar-lab-intake-");
            List<Preview.Line> lines = Preview.of(course.handins(), Wanted.by(List.of(lab)), work);
            BatchPreview.print(lines, Preview.missing(course), roster != null, terminal);
        } catch (IOException e) {
            throw new UnusableInput("There is no room to unpack anything: " + e.getMessage() + ".", e);
        } finally {
            if (work != null) {
                work.toFile().delete();
            }
        }
        return ExitCode.OK;
    }

    private Set<Path> others() {
        Set<Path> others = new HashSet<>();
        if (out != null) {
            others.add(out);
        }
        if (roster != null) {
            others.add(roster);
        }
        if (overrides != null) {
            others.add(overrides);
        }
        return others;
    }
}
