package org.foobarlab.deployment;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.foobarlab.grade.LabFault;

/** A program that runs beside a host's components for a while, such as a capture. */
public final class SideContainer implements AutoCloseable {

    private final Engine engine;
    private final String container;

    SideContainer(Engine engine, String container) {
        this.engine = engine;
        this.container = container;
    }

    /**
     * Send the program a signal.
     *
     * @param name such as {@code USR1}
     * @throws LabFault if it runs no more
     */
    public void signal(String name) {
        try {
            engine.client().killContainerCmd(container).withSignal(name).exec();
        } catch (DockerException e) {
            throw new LabFault("a program beside the servers could not be sent a signal: " + e.getMessage(), e);
        }
    }

    /** Stop the program and return all it printed on standard output. */
    public String stop() {
        try {
            engine.client().stopContainerCmd(container).withTimeout(5).exec();
        } catch (NotModifiedException e) {
            // It ended by itself.
        }
        return printed(StreamType.STDOUT);
    }

    /** Return what the program has printed on standard error so far. */
    public String complaints() {
        return printed(StreamType.STDERR);
    }

    private String printed(StreamType stream) {
        StringBuilder printed = new StringBuilder();
        try (ResultCallback.Adapter<Frame> log = new ResultCallback.Adapter<>() {
            @Override
            public void onNext(Frame frame) {
                printed.append(new String(frame.getPayload(), StandardCharsets.ISO_8859_1));
            }
        }) {
            engine.client()
                    .logContainerCmd(container)
                    .withStdOut(stream == StreamType.STDOUT)
                    .withStdErr(stream == StreamType.STDERR)
                    .exec(log);
            if (!log.awaitCompletion(10, TimeUnit.SECONDS)) {
                throw new LabFault("a capture could not be read within 10 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabFault("reading a capture was interrupted", e);
        } catch (java.io.IOException e) {
            throw new LabFault("a capture could not be read", e);
        }
        return printed.toString();
    }

    @Override
    public void close() {
        Sweeper.remove(engine.client(), container);
    }
}
