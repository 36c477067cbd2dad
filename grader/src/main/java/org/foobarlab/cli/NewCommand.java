package org.foobarlab.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.foobarlab.authoring.Skeleton;
import org.foobarlab.lab.Labs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Begin a new lab. */
@Command(
        name = "new",
        description = "Make a new lab that is small and complete, with its solutions, to go on from.",
        mixinStandardHelpOptions = true)
final class NewCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "NN-NAME", description = "number and name, such as 09-caching")
    private String name;

    @Override
    public Integer call() {
        Labs labs = Labs.ofProject();
        PrintWriter out = spec.commandLine().getOut();
        for (Path file : Skeleton.write(labs, name)) {
            out.println("  " + labs.home().relativize(file));
        }
        String number = name.substring(0, 2);
        out.println("What is not as it should be:  ./lab lint " + number);
        out.println("Its solution, graded:  ./lab grade " + number + " solutions/" + name + "/reference");
        out.println(
                "Its checks, proved:  containers/with-docker mvn verify -pl containers/app,solutions -am -Dfoobarlab.skip.tests=true -Dit.test=KillMatrixIT"
                        + " -Dfailsafe.failIfNoSpecifiedTests=false '-Dfoobarlab.only=^" + number + " '");
        out.flush();
        return ExitCode.OK;
    }
}
