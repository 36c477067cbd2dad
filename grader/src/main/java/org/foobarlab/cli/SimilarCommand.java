package org.foobarlab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.foobarlab.batch.Intake;
import org.foobarlab.batch.Roster;
import org.foobarlab.batch.Similar;
import org.foobarlab.batch.Wanted;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.report.Alike;
import org.foobarlab.report.SimilarPair;
import org.foobarlab.similarity.Similarity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Show pairs of submissions that are more alike than the class explains. */
@Command(
        name = "similar",
        description =
                "Show pairs of submissions that are more alike than the class and the starter explain, without Docker.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "What this finds is a reason to look, not a finding: students who worked side by side,",
            "or from the same source, write alike. A person has to read both."
        })
final class SimilarCommand implements Callable<Integer> {

    private static final int WIDTH = 38;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "SUBMISSIONS", description = "folder of the submissions, as for batch")
    private Path submissions;

    @Option(
            names = "--lab",
            paramLabel = "LAB",
            description = "leave out only what this lab handed out; default: what any lab did")
    private String wanted;

    @Option(
            names = "--passages",
            paramLabel = "N",
            defaultValue = "3",
            description = "how many shared passages to show; default: ${DEFAULT-VALUE}")
    private int passages;

    @Override
    public Integer call() throws IOException {
        Labs labs = Labs.ofProject();
        List<Lab> of = (wanted == null ? labs.names() : List.of(wanted))
                .stream().map(labs::find).toList();
        List<Path> given = of.stream()
                .flatMap(lab -> Similar.given(lab, labs.given(), submissions).stream())
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        Path work = Files.createTempDirectory("foobar-lab-similar-");
        Alike alike;
        try {
            alike = Similar.find(
                    Intake.list(submissions, Roster.none(), Set.of()),
                    Wanted.by(of),
                    given.stream().distinct().toList(),
                    labs.given(),
                    work);
        } finally {
            Files.deleteIfExists(work);
        }
        alike.groups()
                .forEach(group -> out.println(group.keys().size()
                        + (group.isIdentical() ? " are the same" : " are nearly the same") + " in "
                        + (group.what().equals(Similarity.EVERYTHING) ? "everything" : "the " + group.what())
                        + (group.isIdentical() ? "" : " (" + Math.round(group.likeness() * 100) + " % at least)")
                        + ": " + String.join(", ", group.keys())));
        if (!alike.groups().isEmpty()) {
            out.println();
        }
        List<SimilarPair> pairs = alike.pairs();
        if (pairs.isEmpty() && !alike.groups().isEmpty()) {
            out.println("No other two are more alike than the class and the starter explain.");
        } else if (pairs.isEmpty()) {
            out.println("No two are more alike than the class and the starter explain.");
        } else {
            out.println(pairs.size() + (pairs.size() == 1 ? " pair is" : " pairs are")
                    + " more alike than the class and the starter explain. This is a reason to read");
            out.println("both, and says nothing about how it came about.");
        }
        pairs.forEach(pair -> show(pair, out));
        out.flush();
        return ExitCode.OK;
    }

    private void show(SimilarPair pair, PrintWriter out) {
        out.printf(
                "%n%s and %s: %s, %d %% alike (usual in this class: %d %%)%n",
                pair.first(),
                pair.second(),
                pair.what(),
                Math.round(pair.likeness() * 100),
                Math.round(pair.ordinary() * 100));
        pair.passages().stream().limit(passages).forEach(passage -> {
            List<String> left = wrapped("line " + passage.firstLine() + (passage.reworded() ? ", in other words" : "")
                    + "\n" + passage.first());
            List<String> right = wrapped("line " + passage.secondLine() + "\n" + passage.second());
            for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
                out.println(String.format(
                                "  %-" + WIDTH + "s | %s",
                                i < left.size() ? left.get(i) : "",
                                i < right.size() ? right.get(i) : "")
                        .stripTrailing());
            }
            out.println();
        });
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.split("\n")) {
            String rest = paragraph.strip();
            while (rest.length() > WIDTH) {
                int blank = rest.lastIndexOf(' ', WIDTH);
                int cut = blank > 0 ? blank : WIDTH;
                lines.add(rest.substring(0, cut));
                rest = rest.substring(cut).strip();
            }
            lines.add(rest);
        }
        return lines;
    }
}
