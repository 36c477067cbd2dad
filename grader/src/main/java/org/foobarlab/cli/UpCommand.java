package org.foobarlab.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.foobarlab.deployment.Authority;
import org.foobarlab.deployment.Deployment;
import org.foobarlab.deployment.Engine;
import org.foobarlab.deployment.ImageSet;
import org.foobarlab.deployment.Launch;
import org.foobarlab.deployment.Sweeper;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.probe.World;
import org.foobarlab.submission.Servers;
import org.foobarlab.submission.Submission;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Start a submission's servers and leave them running until the user is done looking. */
@Command(name = "up", description = "Start the servers and keep them until Ctrl-C.", mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "LAB", description = "number or name of the lab")
    private String wanted;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SUBMISSION",
            description = "folder; default: the lab's own submission/")
    private Path folder;

    @Override
    public Integer call() throws InterruptedException {
        Labs labs = Labs.ofProject();
        Lab lab = labs.find(wanted);
        Submission submission = Submission.read(folder == null ? labs.submission(lab) : folder);
        Servers servers = Servers.of(labs.given(), lab, submission);
        var out = spec.commandLine().getOut();
        var err = spec.commandLine().getErr();
        Engine engine = Engine.connect();
        new Sweeper(engine).sweepAbandoned();
        ImageSet images = ImageSet.prepare(labs.home(), err::println);
        long begin = System.nanoTime();
        try (Deployment deployment = Deployment.open(engine, images, lab.topology(), servers, Authority.ofUser())) {
            for (Launch launch : deployment.launches()) {
                if (!launch.ok()) {
                    out.println(launch.host() + ": " + launch.part() + " did not start:\n"
                            + launch.message().indent(4));
                }
            }
            boolean serves = new World(deployment, submission.sha256()).awaitSite();
            out.printf(
                    "Up in %.1f s%s.%n",
                    (System.nanoTime() - begin) / 1e9,
                    serves ? "" : ", but https://www.foobar.com does not show the site");
            out.println("  the site:   https://127.0.0.1:" + deployment.sitePort(443) + "  and  http://127.0.0.1:"
                    + deployment.sitePort(80) + "  (Host: www.foobar.com)");
            out.println("  look around in another terminal:  ./lab exec web-01 -- ss -ltn");
            out.println("Ctrl-C takes it down.");
            out.flush();
            new CountDownLatch(1).await();
            return ExitCode.OK;
        }
    }
}
