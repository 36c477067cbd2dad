package org.foobarlab.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.foobarlab.grading.CheckCatalog;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.lab.Points;
import org.foobarlab.lab.Question;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Show which labs there are. */
@Command(
        name = "list",
        description = "Show the labs with their points and the time they take.",
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--checks",
            description = "show the checks that labs can choose among instead, and which labs have each")
    private boolean checks;

    @Override
    public Integer call() {
        Labs labs = Labs.ofProject();
        PrintWriter out = spec.commandLine().getOut();
        if (checks) {
            printChecks(labs, out);
        } else {
            printLabs(labs, out);
        }
        out.flush();
        return ExitCode.OK;
    }

    private static void printLabs(Labs labs, PrintWriter out) {
        out.printf("%-4s %-40s %8s %12s%n", "lab", "title", "points", "time");
        for (String name : labs.names()) {
            Lab lab = labs.find(name);
            double points = lab.checks().stream().mapToDouble(Points::points).sum()
                    + lab.questions().stream().mapToDouble(Question::points).sum();
            out.printf(
                    "%-4s %-40s %8.0f %7d:%02d h%n",
                    lab.number(), lab.title(), points, lab.minutes() / 60, lab.minutes() % 60);
        }
    }

    private static void printChecks(Labs labs, PrintWriter out) {
        CheckCatalog catalog = new CheckCatalog();
        List<Lab> all = labs.names().stream().map(labs::find).toList();
        out.printf("%-28s %-18s %s%n", "check", "labs", "what it asks");
        for (String id : catalog.ids()) {
            String having =
                    all.stream().filter(lab -> has(lab, id)).map(Lab::number).collect(Collectors.joining(" "));
            out.printf(
                    "%-28s %-18s %s%s%n",
                    id, having, catalog.title(id), catalog.isExperiment(id) ? " (experiment)" : "");
        }
    }

    private static boolean has(Lab lab, String id) {
        return lab.experiments().contains(id)
                || lab.checks().stream().anyMatch(check -> check.id().equals(id));
    }
}
