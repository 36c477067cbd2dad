package org.foobarlab.deployment;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/** One container of a deployment. It gets its files in one transfer, and is ready when it says so. */
final class LabContainer extends GenericContainer<LabContainer> {

    /** A program that ends at once is told by its log as any other, and its last words are wanted. */
    private static final StartupCheckStrategy LEAVE_IT_TO_THE_LOG = new StartupCheckStrategy() {
        @Override
        public StartupStatus checkStartupState(DockerClient client, String id) {
            return StartupStatus.SUCCESSFUL;
        }
    };

    private final byte[] files;
    private final ReadyLine ready;
    private volatile boolean created;

    /**
     * Describe a container.
     *
     * @param image an image that is on the engine already
     * @param files a tar archive, unpacked at {@code /} before the start
     * @param ready what the line says by which it tells that it is ready
     * @param deadline how long that may take
     */
    LabContainer(String image, byte[] files, Pattern ready, Duration deadline) {
        super(DockerImageName.parse(image));
        this.files = files;
        this.ready = new ReadyLine(ready);
        withImagePullPolicy(name -> false);
        withStartupAttempts(1);
        withStartupCheckStrategy(LEAVE_IT_TO_THE_LOG);
        waitingFor(this.ready.withStartupTimeout(deadline));
    }

    @Override
    protected void containerIsCreated(String id) {
        created = true;
        if (files.length == 0) {
            return;
        }
        dockerClient
                .copyArchiveToContainerCmd(id)
                .withTarInputStream(new ByteArrayInputStream(files))
                .withRemotePath("/")
                .exec();
    }

    /**
     * Say whether there was a container to start. One that did not start is forgotten by Testcontainers, and with it
     * its id.
     */
    boolean wasCreated() {
        return created;
    }

    /** Return what the container has printed up to when it was ready or had failed. */
    String printed() {
        return ready.printed();
    }

    /** Wait for a line, and give up at once when the container ends without having printed it. */
    private static final class ReadyLine extends AbstractWaitStrategy {
        private final Pattern pattern;
        private final StringBuffer printed = new StringBuffer();

        ReadyLine(Pattern pattern) {
            this.pattern = pattern;
        }

        String printed() {
            return printed.toString();
        }

        @Override
        protected void waitUntilReady() {
            CompletableFuture<Boolean> seen = new CompletableFuture<>();
            try (ResultCallback.Adapter<Frame> log = new ResultCallback.Adapter<>() {
                @Override
                public void onNext(Frame frame) {
                    printed.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
                    if (pattern.matcher(printed).find()) {
                        seen.complete(true);
                    }
                }

                @Override
                public void onComplete() {
                    seen.complete(false);
                    super.onComplete();
                }
            }) {
                waitStrategyTarget
                        .getDockerClient()
                        .logContainerCmd(waitStrategyTarget.getContainerId())
                        .withFollowStream(true)
                        .withStdOut(true)
                        .withStdErr(true)
                        .exec(log);
                if (!seen.get(startupTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new ContainerLaunchException("it ended before it was ready");
                }
            } catch (TimeoutException e) {
                throw new ContainerLaunchException("it was not ready within " + startupTimeout.toSeconds() + " s", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ContainerLaunchException("waiting for it was interrupted", e);
            } catch (ExecutionException | java.io.IOException e) {
                throw new ContainerLaunchException("its log could not be read", e);
            }
        }
    }
}
