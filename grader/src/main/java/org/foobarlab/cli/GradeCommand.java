package org.foobarlab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.foobarlab.grade.Grade;
import org.foobarlab.grade.LabFault;
import org.foobarlab.grading.Grader;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.JsonReport;
import org.foobarlab.report.TerminalReport;
import org.foobarlab.submission.Mutant;
import org.foobarlab.submission.Submission;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Grade a submission and show what came of it. */
@Command(
        name = "grade",
        description = "Start a submission's servers, test them, read the explanation, and print the grade.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code: 0 full marks, 1 graded but below, 2 the input cannot be used,",
            "3 it could not be graded, which is not the submission's fault."
        })
final class GradeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "LAB", description = "number or name of the lab, such as 05")
    private String wanted;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SUBMISSION",
            description = "folder of the submission; default: the lab's own submission/")
    private Path folder;

    @Option(names = "--out", paramLabel = "DIR", description = "where result.json goes; default: target/grades/LAB")
    private Path out;

    @Option(
            names = "--over",
            paramLabel = "DIR",
            description =
                    "lay SUBMISSION's files over those of this folder, and leave out what its mutant.yml says, if it"
                            + " has one: for trying a mutant")
    private Path base;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "make the random choices, of ports and addresses, of an earlier grading: the seed in its"
                    + " result.json; default: chosen by what was handed in")
    private String seed;

    @Option(
            names = "--github",
            description =
                    "also tell a GitHub workflow: the step's output \"result\", the job's summary, and the lines to mark")
    private boolean github;

    @Option(
            names = "--report",
            paramLabel = "FORMAT=FILE",
            description = "also write the grade as html, markdown, junit, code-quality, github-check, gradescope,"
                    + " classroom50 or release-body; may be given several times")
    private Map<String, Path> reports = new LinkedHashMap<>();

    @Override
    public Integer call() {
        Reports files = new Reports(reports, System.getenv());
        Workflow workflow = github ? new Workflow(spec.commandLine().getOut(), System.getenv()) : null;
        if (github) {
            workflow.hush();
        }
        try {
            return grade(grade -> {
                files.write(grade);
                if (github) {
                    workflow.tell(grade);
                }
            });
        } catch (RuntimeException e) {
            String why = e instanceof LabFault || e instanceof UnusableInput ? e.getMessage() : "The lab failed: " + e;
            files.writeNotGraded(wanted, why);
            if (github) {
                workflow.tellNotGraded(why);
            }
            throw e;
        }
    }

    private int grade(Consumer<Grade> listener) {
        PrintWriter terminal = spec.commandLine().getOut();
        Labs labs = Labs.ofProject();
        Lab lab = labs.find(wanted);
        Path own = folder == null ? labs.submission(lab) : folder;
        Submission submission = base == null ? Submission.read(own) : Mutant.lay(own, Submission.read(base));
        Path target = out == null ? labs.results(lab) : out;
        requireFolder(target);
        Grade grade;
        try (LiveProgress progress = LiveProgress.on(spec.commandLine().getErr())) {
            Grader grader = new Grader(labs, progress);
            grade = seed == null ? grader.grade(lab, submission) : grader.grade(lab, submission, seed);
        }
        terminal.print(new TerminalReport(Ansi.AUTO).text(grade));
        terminal.flush();
        try {
            terminal.println("Written to " + JsonReport.write(grade, target) + ".");
        } catch (UncheckedIOException e) {
            throw new UnusableInput(e.getMessage(), e);
        }
        terminal.flush();
        listener.accept(grade);
        if (!grade.graded()) {
            return ExitCode.NOT_GRADED;
        }
        return grade.isFull() ? ExitCode.OK : ExitCode.BELOW_FULL_MARKS;
    }

    /** Better before the grading than after it. */
    private static void requireFolder(Path target) {
        try {
            Files.createDirectories(target);
        } catch (FileAlreadyExistsException e) {
            throw new UnusableInput(
                    e.getMessage() + " is a file, so the result cannot go there: choose a folder with --out.", e);
        } catch (IOException e) {
            throw new UnusableInput(
                    "The folder " + target + " cannot be made (" + e + "): choose another one with --out.", e);
        }
    }
}
