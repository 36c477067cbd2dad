package org.foobarlab.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foobarlab.deployment.Output;
import org.foobarlab.deployment.RunningHost;
import org.foobarlab.probe.World;
import org.foobarlab.submission.ServerFile;
import org.foobarlab.topology.Component;

/** Check that mtail understands its programs. It starts without those that it does not understand. */
@Area("servers")
final class MtailChecks {

    private static final String FOLDER = "/etc/mtail/";

    @Check(
            id = "mtail-starts",
            title = "mtail understands each web server's programs",
            hint = "The message is mtail's own: file, line, and the columns from and to. What a program does not"
                    + " declare, or does not name in its pattern, it cannot use.")
    void mtailStarts(World world, Evidence evidence) {
        evidence.expect("a program of the student's in /etc/mtail of web-01 and of web-02");
        List<String> missing = Stream.of("web-01", "web-02")
                .filter(host -> world.deployment().servers().of(world.host(host).host()).stream()
                        .noneMatch(
                                file -> file.path().startsWith(FOLDER) && file.origin() == ServerFile.Origin.STUDENT))
                .toList();
        evidence.verify(missing.isEmpty(), "there is none in /etc/mtail of " + String.join(" and ", missing));
        ServerChecks.starts(world, evidence, Component.MTAIL.id(), "web-01", "web-02");
        evidence.expect("mtail on web-01 and web-02 compiles every program");
        List<String> complaints = new ArrayList<>();
        for (String name : List.of("web-01", "web-02")) {
            RunningHost host = world.host(name);
            // It wants to listen even if it only compiles, and beside it runs the one that does.
            Output test = host.execIn(
                    Component.MTAIL,
                    "mtail",
                    "--logtostderr",
                    "--compile_only",
                    "--port",
                    "0",
                    "--progs",
                    "/etc/mtail");
            if (!test.ok()) {
                complaints.add("on " + name + ": " + complaint(test, name));
                evidence.reproduce("./lab exec " + name
                        + " mtail -- mtail --logtostderr --compile_only --port 0 --progs /etc/mtail");
            }
        }
        evidence.verify(complaints.isEmpty(), complaints.isEmpty() ? "it does" : String.join("\n", complaints));
    }

    /** Keep the errors, without what mtail puts before each line of its log. */
    private static String complaint(Output test, String host) {
        return test.all()
                .lines()
                .filter(line -> !line.matches("[IW]\\d{4} .*"))
                .map(line -> line.replaceFirst("^[EF]\\d{4} \\S+\\s+\\d+ \\S+\\] ", "")
                        .replaceFirst("^compile failed for .*:$", "")
                        .replaceFirst("^(\\S+\\.mtail:\\d+:)", host + FOLDER + "$1")
                        .strip())
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }
}
