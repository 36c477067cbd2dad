package org.foobarlab.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.foobarlab.deployment.Authority;
import org.foobarlab.deployment.Deployment;
import org.foobarlab.deployment.Engine;
import org.foobarlab.deployment.ImageSet;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.submission.Servers;
import org.foobarlab.submission.Submission;

/** A lab's servers with a submission's files, for a probe to be tried on. */
final class RunningLab {

    private RunningLab() {}

    /** Start a lab's servers, try something when the site answers, and remove them. */
    static void with(String number, Path submission, Consumer<World> test) {
        Labs labs = Labs.ofProject();
        Lab lab = labs.find(number);
        try (Deployment deployment = Deployment.start(
                Engine.connect(),
                ImageSet.prepare(labs.home(), line -> {}),
                lab.topology(),
                Servers.of(labs.given(), lab, Submission.read(submission)),
                Authority.ofUser(),
                part -> {})) {
            World world = new World(deployment, "any");
            assertThat(world.awaitSite()).isTrue();
            test.accept(world);
        }
    }
}
