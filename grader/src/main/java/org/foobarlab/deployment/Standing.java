package org.foobarlab.deployment;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.StreamType;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.foobarlab.grade.LabFault;
import org.foobarlab.lab.UnusableInput;

/** A deployment that another process holds, such as one that {@code ./lab up} started in another terminal. */
public final class Standing {

    private final Engine engine;
    private final String id;
    private final List<Container> containers;

    private Standing(Engine engine, String id, List<Container> containers) {
        this.engine = engine;
        this.id = id;
        this.containers = containers;
    }

    /**
     * Find the deployment that was started last.
     *
     * @throws UnusableInput if none is up
     */
    public static Standing newest(Engine engine) {
        List<Container> all = engine.client()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(Owner.OPEN_LABEL))
                .exec();
        Container newest = all.stream()
                .max(Comparator.comparing(Container::getCreated))
                .orElseThrow(() ->
                        new UnusableInput("No servers are up: start them with './lab up LAB' in another terminal."));
        String id = newest.getLabels().get(Owner.DEPLOYMENT_LABEL);
        return new Standing(
                engine,
                id,
                all.stream()
                        .filter(container -> id.equals(container.getLabels().get(Owner.DEPLOYMENT_LABEL)))
                        .toList());
    }

    /**
     * Run a command, and pass on what it prints while it prints it.
     *
     * @param host such as {@code web-01}
     * @param component such as {@code mysql}; null for the host itself, with its network tools
     * @return the command's exit code
     */
    public int exec(String host, String component, List<String> command, OutputStream out, OutputStream err) {
        String container = container(host, component).getId();
        String exec = engine.client()
                .execCreateCmd(container)
                .withCmd(command.toArray(String[]::new))
                .withAttachStdout(true)
                .withAttachStderr(true)
                .exec()
                .getId();
        try {
            engine.client()
                    .execStartCmd(exec)
                    .exec(new ResultCallback.Adapter<Frame>() {
                        @Override
                        public void onNext(Frame frame) {
                            pass(frame, frame.getStreamType() == StreamType.STDERR ? err : out);
                        }
                    })
                    .awaitCompletion();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabFault("the command was interrupted", e);
        }
        Long code = engine.client().inspectExecCmd(exec).exec().getExitCodeLong();
        return code == null ? 1 : code.intValue();
    }

    /**
     * Listen to a host's network with tcpdump, and pass on what it prints while it prints it.
     *
     * <p>A host may not see raw packets, so that nothing of a submission's can; this runs beside it, with that right
     * and no other.
     *
     * @param arguments those of tcpdump
     * @return tcpdump's exit code
     */
    public int capture(String host, List<String> arguments, OutputStream out, OutputStream err) {
        Container holder = container(host, null);
        List<String> command = new ArrayList<>(List.of("tcpdump", "-Z", "root"));
        command.addAll(arguments);
        DockerClient client = engine.client();
        String tcpdump = client.createContainerCmd(holder.getImage())
                .withEntrypoint(command)
                .withLabels(holder.getLabels())
                .withHostConfig(new HostConfig()
                        .withNetworkMode("container:" + holder.getId())
                        .withCapDrop(Capability.ALL)
                        .withCapAdd(Capability.NET_RAW))
                .exec()
                .getId();
        try {
            client.startContainerCmd(tcpdump).exec();
            client.logContainerCmd(tcpdump)
                    .withFollowStream(true)
                    .withStdOut(true)
                    .withStdErr(true)
                    .exec(new ResultCallback.Adapter<Frame>() {
                        @Override
                        public void onNext(Frame frame) {
                            pass(frame, frame.getStreamType() == StreamType.STDERR ? err : out);
                        }
                    })
                    .awaitCompletion();
            Long code = client.inspectContainerCmd(tcpdump).exec().getState().getExitCodeLong();
            return code == null ? 1 : code.intValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabFault("the capture was interrupted", e);
        } finally {
            Sweeper.remove(client, tcpdump);
        }
    }

    /** Say whether a host has a component. */
    public boolean hasComponent(String host, String component) {
        return names().contains(host + "-" + component);
    }

    /** End a component; the host and its address stay. */
    public void stop(String host, String component) {
        Container container = container(host, component);
        if ("running".equals(container.getState())) {
            engine.client().killContainerCmd(container.getId()).exec();
        }
    }

    /** Start a component that was stopped, or stop and start one that runs. */
    public void restart(String host, String component) {
        engine.client()
                .restartContainerCmd(container(host, component).getId())
                .withTimeout(1)
                .exec();
    }

    private Container container(String host, String component) {
        List<String> hosts = names().stream().filter(this::isHost).toList();
        if (!hosts.contains(host)) {
            throw new UnusableInput("There is no host " + host + "; there are: " + String.join(", ", hosts) + ".");
        }
        String name = component == null ? host : host + "-" + component;
        return containers.stream()
                .filter(container -> name(container).equals(name))
                .findFirst()
                .orElseThrow(() -> new UnusableInput("There is no " + component + " on " + host + "; there are: "
                        + String.join(", ", components(host)) + "."));
    }

    /** What no other one's name begins is no part of another one. */
    private boolean isHost(String name) {
        return names().stream().noneMatch(other -> name.startsWith(other + "-"));
    }

    private List<String> components(String host) {
        return names().stream()
                .filter(name -> name.startsWith(host + "-"))
                .map(name -> name.substring(host.length() + 1))
                .toList();
    }

    private List<String> names() {
        return containers.stream().map(this::name).sorted().toList();
    }

    /** Return a host's name, or that of a host and its component. */
    private String name(Container container) {
        return container.getNames()[0].substring(id.length() + 2);
    }

    private static void pass(Frame frame, OutputStream to) {
        try {
            to.write(frame.getPayload());
            to.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
