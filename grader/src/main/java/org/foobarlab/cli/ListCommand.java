package org.foobarlab.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.lab.Points;
import org.foobarlab.lab.Question;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Show which labs there are. */
@Command(name = "list", description = "Show the labs with their points and the time they take.", mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Labs labs = Labs.ofProject();
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%-4s %-40s %8s %10s%n", "lab", "title", "points", "time");
        for (String name : labs.names()) {
            Lab lab = labs.find(name);
            double points = lab.checks().stream().mapToDouble(Points::points).sum()
                    + lab.questions().stream().mapToDouble(Question::points).sum();
            out.printf("%-4s %-40s %8.0f %8d h%n", lab.number(), lab.title(), points, Math.round(lab.minutes() / 60.0));
        }
        out.flush();
        return ExitCode.OK;
    }
}
