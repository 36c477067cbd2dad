package org.foobarlab.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.foobarlab.export.Door;
import org.foobarlab.export.Publication;
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

/** Write what a platform needs to hand out a lab and to grade it. */
@Command(
        name = "export",
        description = "Make a template repository of a lab, in whose copies each push is graded, or what another"
                + " platform needs to grade it.",
        mixinStandardHelpOptions = true,
        footer = {"", "Platforms: github (GitHub Actions; the default), classroom50, gradescope, gitlab."})
final class ExportCommand implements Callable<Integer> {

    private static final String CLASSROOM = "classroom";

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "LAB", description = "number or name of the lab, such as 05")
    private String wanted;

    @Parameters(index = "1", paramLabel = "DIR", description = "folder to make; it may hold a .git and nothing else")
    private Path folder;

    @Option(
            names = "--for",
            paramLabel = "PLATFORM",
            defaultValue = "github",
            description = "where it is handed out; default: ${DEFAULT-VALUE}")
    private String platform;

    @Option(
            names = "--reporter",
            paramLabel = "NAME",
            description =
                    "classroom: hand the points to the reporter of GitHub Classroom, which GitHub has retired; for"
                            + " GitHub Enterprise that still has it")
    private String reporter;

    @Option(
            names = "--registry",
            paramLabel = "PREFIX",
            defaultValue = "",
            description = "fetch official images from there, such as mirror.example.org/")
    private String registry;

    @Option(
            names = "--slug",
            paramLabel = "NAME",
            description = "what Classroom 50 calls the assignment; default: lab- and the lab's number")
    private String slug;

    @Option(
            names = "--with-answers",
            description = "with classroom50: grade the explanation too, although students can then fetch what right"
                    + " answers say")
    private boolean withAnswers;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            description = "with gradescope: show what this batch graded where no engine can be had")
    private Path results;

    @Override
    public Integer call() {
        Labs labs = Labs.ofProject();
        Lab lab = labs.find(wanted);
        Publication publication = publication(lab);
        Manifest manifest = new Template(labs, lab, publication).write(folder);
        PrintWriter out = spec.commandLine().getOut();
        out.println("Exported " + lab.name() + " to " + folder + ": "
                + manifest.digests().size() + " files that are not the student's, with the digest " + manifest.sha256()
                + ".");
        out.println(next(publication.door()));
        out.flush();
        return ExitCode.OK;
    }

    private Publication publication(Lab lab) {
        Publication publication = Publication.on(Door.of(platform))
                .withRegistry(registry)
                .called(slug == null ? "lab-" + lab.number() : slug);
        if (reporter != null) {
            if (!reporter.equals(CLASSROOM) || publication.door() != Door.GITHUB) {
                throw new UnusableInput("There is no reporter '" + reporter + "' for " + platform
                        + ": the only one is classroom, for github.");
            }
            requireEqualUnits(lab);
            publication = publication.withClassroomReporter();
        }
        require(slug != null, "--slug", Door.CLASSROOM50, publication.door());
        require(withAnswers, "--with-answers", Door.CLASSROOM50, publication.door());
        require(results != null, "--results", Door.GRADESCOPE, publication.door());
        if (withAnswers) {
            publication = publication.withAnswers();
        }
        return results == null ? publication : publication.withResults(results);
    }

    private static void require(boolean given, String option, Door door, Door chosen) {
        if (given && door != chosen) {
            throw new UnusableInput(
                    option + " is for " + door.word() + " only: leave it out, or write --for " + door.word() + ".");
        }
    }

    private String next(Door door) {
        return switch (door) {
            case GITHUB, GITLAB ->
                "Make it a repository:  cd " + folder
                        + " && git init -b main && git add -A && git commit -m 'Hand out the lab'";
            case CLASSROOM50 -> "What to do next stands in " + folder.resolve("TEACHER.md") + ".";
            case GRADESCOPE -> "Upload " + folder.resolve("autograder.zip") + " as the assignment's autograder.";
        };
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
