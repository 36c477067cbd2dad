package org.foobarlab.deployment;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Frame;
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

    /** Stop the program and return all it printed. */
    public String stop() {
        try {
            engine.client().stopContainerCmd(container).withTimeout(5).exec();
        } catch (NotModifiedException e) {
            // It ended by itself.
        }
        StringBuilder printed = new StringBuilder();
        try (ResultCallback.Adapter<Frame> log = new ResultCallback.Adapter<>() {
            @Override
            public void onNext(Frame frame) {
                printed.append(new String(frame.getPayload(), StandardCharsets.ISO_8859_1));
            }
        }) {
            engine.client()
                    .logContainerCmd(container)
                    .withStdOut(true)
                    .withStdErr(true)
                    .exec(log);
            log.awaitCompletion(10, TimeUnit.SECONDS);
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
