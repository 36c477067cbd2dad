package org.foobarlab.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.foobarlab.authoring.Copies;
import org.foobarlab.authoring.OwnFiles;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.lab.UnusableInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Give a student a copy of a lab's starter to work in. */
@Command(
        name = "start",
        description = "Copy a lab's starter to a folder of your own, in which you work.",
        mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "LAB", description = "number or name of the lab, such as 05")
    private String wanted;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DIR",
            description = "folder to make; default: the lab's name, here")
    private Path folder;

    @Option(
            names = "--from",
            paramLabel = "FOLDER",
            description = "put the files of a folder of your own in, such as those of an older course: what is known is"
                    + " laid out as the servers are, its addresses become the lab's, and all that is told")
    private Path from;

    @Override
    public Integer call() {
        Labs labs = Labs.ofProject();
        if (labs.isExported()) {
            throw new UnusableInput(
                    "The starter of this repository's lab is there already: work in the folder submission.");
        }
        Lab lab = labs.find(wanted);
        Path to = folder == null ? Path.of(lab.name()) : folder;
        // Before anything is written, since a folder that is there is never written over.
        OwnFiles own = from == null ? null : OwnFiles.read(lab, from);
        List<Path> files = Copies.ofStarter(lab, to);
        PrintWriter out = spec.commandLine().getOut();
        out.println("Lab " + lab.number() + ", " + lab.title() + ", begins in " + to + ":");
        files.forEach(file -> out.println("  " + file));
        if (own != null) {
            out.println("With your files from " + from + ":");
            own.layOver(to).forEach(line -> out.println("  " + line));
        }
        out.println("The handout:  " + lab.directory().resolve("README.md"));
        out.println("Look around:  ./lab up " + lab.number() + " " + to);
        out.println("Have it graded:  ./lab grade " + lab.number() + " " + to);
        out.flush();
        return ExitCode.OK;
    }
}
