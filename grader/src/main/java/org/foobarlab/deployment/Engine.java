package org.foobarlab.deployment;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.foobarlab.grade.LabFault;
import org.testcontainers.DockerClientFactory;

/** Reach the Docker engine that Testcontainers finds. */
public final class Engine {

    private final DockerClient client;

    private Engine(DockerClient client) {
        this.client = client;
    }

    /**
     * Connect to the engine.
     *
     * @throws LabFault if none can be reached; the sentence says what to do
     */
    public static Engine connect() {
        try {
            DockerClient client = DockerClientFactory.instance().client();
            requireTheOneNamed(
                    DockerClientFactory.instance().getTransportConfig().getDockerHost());
            return new Engine(client);
        } catch (IllegalStateException e) {
            throw new LabFault(
                    "No Docker engine can be reached. Start Docker, or on Debian and Ubuntu put containers/with-docker"
                            + " before the command: it installs and starts one.",
                    e);
        }
    }

    /**
     * Testcontainers goes on to the machine's own engine when the one that is asked for does not answer, unlike the
     * docker command.
     */
    private static void requireTheOneNamed(URI found) {
        String named = System.getenv("DOCKER_HOST");
        if (named != null && !named.isBlank() && !named.equals(found.toString())) {
            throw new LabFault("No Docker engine answers at " + named
                    + ", which DOCKER_HOST names. Correct it, or unset it to use" + " this machine's own engine.");
        }
    }

    DockerClient client() {
        return client;
    }

    /**
     * Run a command in a container and wait for its end.
     *
     * @param container the container's id
     * @param deadline how long it may take
     * @throws LabFault if it cannot be run, or has not ended by then
     */
    Output exec(String container, Duration deadline, String... command) {
        try {
            String exec = client.execCreateCmd(container)
                    .withCmd(command)
                    .withAttachStdout(true)
                    .withAttachStderr(true)
                    .exec()
                    .getId();
            Collector collector = new Collector();
            client.execStartCmd(exec).exec(collector);
            if (!collector.awaitCompletion(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LabFault("the command '" + String.join(" ", command) + "' did not end within "
                        + deadline.toSeconds() + " s");
            }
            Long code = client.inspectExecCmd(exec).exec().getExitCodeLong();
            return new Output(code == null ? -1 : code.intValue(), collector.out(), collector.err());
        } catch (DockerException e) {
            throw new LabFault(
                    "the command '" + String.join(" ", command) + "' could not be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabFault("the command '" + String.join(" ", command) + "' was interrupted", e);
        }
    }

    private static final class Collector extends ResultCallback.Adapter<Frame> {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream err = new ByteArrayOutputStream();

        @Override
        public void onNext(Frame frame) {
            ByteArrayOutputStream target = frame.getStreamType() == StreamType.STDERR ? err : out;
            target.writeBytes(frame.getPayload());
        }

        String out() {
            return out.toString(StandardCharsets.UTF_8);
        }

        String err() {
            return err.toString(StandardCharsets.UTF_8);
        }
    }
}
