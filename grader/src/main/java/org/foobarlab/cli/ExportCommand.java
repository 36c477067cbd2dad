package org.foobarlab.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.foobarlab.export.Template;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.lab.Points;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.ClassroomReport;
import org.foobarlab.submission.Manifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Make a template repository of a lab, for GitHub Classroom or any other way of handing out repositories. */
@Command(
        name = "export",
        description = "Make a template repository of a lab: students work in copies of it, and each push is graded.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "LAB", description = "number or name of the lab, such as 05")
    private String wanted;

    @Parameters(index = "1", paramLabel = "DIR", description = "folder to make; it may hold a .git and nothing else")
    private Path folder;

    @Option(
            names = "--no-reporter",
            description =
                    "leave GitHub Classroom's reporter out of the workflow; the job then fails below full marks by itself")
    private boolean withoutReporter;

    @Override
    public Integer call() {
        Labs labs = Labs.ofProject();
        Lab lab = labs.find(wanted);
        requireEqualUnits(lab);
        Manifest manifest = new Template(labs, lab, !withoutReporter).write(folder);
        PrintWriter out = spec.commandLine().getOut();
        out.println("Exported " + lab.name() + " to " + folder + ": "
                + manifest.digests().size() + " files that are not the student's, with the digest " + manifest.sha256()
                + ".");
        out.println("Make it a repository:  cd " + folder
                + " && git init -b main && git add -A && git commit -m 'Hand out the lab'");
        out.flush();
        return ExitCode.OK;
    }

    /** A question earns nothing, half or all of its points. */
    private static void requireEqualUnits(Lab lab) {
        List<Double> parts = Stream.concat(
                        lab.checks().stream().map(Points::points),
                        lab.questions().stream()
                                .flatMap(question -> Stream.of(question.points() / 2, question.points() / 2)))
                .toList();
        if (!ClassroomReport.canTell(parts)) {
            throw new UnusableInput("The points in " + lab.directory().resolve("lab.yml")
                    + " have no common divisor that is large enough"
                    + " to tell them to GitHub Classroom: use multiples of 1 or of 0.5.");
        }
    }
}
