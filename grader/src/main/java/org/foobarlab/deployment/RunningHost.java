package org.foobarlab.deployment;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotModifiedException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.foobarlab.grade.LabFault;
import org.foobarlab.topology.AddressPlan;
import org.foobarlab.topology.Component;
import org.foobarlab.topology.Host;

/**
 * A host of a deployment, seen from inside: commands run in its network, and its components can be stopped and started.
 */
public final class RunningHost {

    /** A stopped service gets this long to end by itself. Seconds. */
    private static final int STOP_SECONDS = 10;

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** A script of many commands takes its time, and is ended after 100 s. */
    private static final Duration RELOAD = Duration.ofSeconds(110);

    /** The engine's own default. */
    private static final long PERIOD_MICROS = 100_000;

    private final Engine engine;
    private final Host host;
    private final AddressPlan plan;
    private final String holder;
    private final Map<Component, String> components = new ConcurrentHashMap<>();
    private Shell shell;

    RunningHost(Engine engine, Host host, AddressPlan plan, String holder) {
        this.engine = engine;
        this.host = host;
        this.plan = plan;
        this.holder = holder;
    }

    /** Return what the topology says of it. */
    public Host host() {
        return host;
    }

    /** Return its name. */
    public String name() {
        return host.name();
    }

    /** Return its address in this deployment. */
    public String address() {
        return plan.address(host);
    }

    /** Return its address as the student writes it, which is how reports name it. */
    public String writtenAddress() {
        return AddressPlan.written(host);
    }

    /**
     * Run a command on the host, with its firewall and network tools at hand.
     *
     * @throws LabFault if it cannot be run or does not end within 30 s
     */
    public Output exec(String... command) {
        return shell().exec(DEADLINE, command);
    }

    /** Run a command within a component's own container. */
    public Output execIn(Component component, String... command) {
        return engine.exec(container(component), DEADLINE, command);
    }

    /** Start a command on the host that goes on beside the caller. It should end by itself, {@code timeout} helps. */
    public void execDetached(String... command) {
        shell().execDetached(command);
    }

    private synchronized Shell shell() {
        if (shell == null) {
            shell = Shell.open(engine.client(), holder);
        }
        return shell;
    }

    /** Run no more commands. */
    synchronized void endShell() {
        if (shell != null) {
            shell.close();
        }
    }

    /** Load the host's firewall again, as {@code systemctl reload nftables} or another run of its script does. */
    public Output reloadFirewall() {
        return shell().exec(RELOAD, "load-firewall");
    }

    /** Stop a component as an administrator would; the host and its address stay. */
    public void stop(Component component) {
        try {
            engine.client()
                    .stopContainerCmd(container(component))
                    .withTimeout(STOP_SECONDS)
                    .exec();
        } catch (NotModifiedException e) {
            // It was not running, which is what was asked for.
        } catch (DockerException e) {
            throw new LabFault(component.title() + " on " + name() + " could not be stopped: " + e.getMessage(), e);
        }
    }

    /** End a component at once, as a crash does. */
    public void kill(Component component) {
        try {
            engine.client().killContainerCmd(container(component)).exec();
        } catch (ConflictException e) {
            // It was not running, which is what was asked for.
        } catch (DockerException e) {
            throw new LabFault(component.title() + " on " + name() + " could not be killed: " + e.getMessage(), e);
        }
    }

    /** Start a component that was stopped. It may take a while to serve: wait for a condition. */
    public void start(Component component) {
        try {
            engine.client().startContainerCmd(container(component)).exec();
        } catch (NotModifiedException e) {
            // It runs already.
        } catch (DockerException e) {
            throw new LabFault(component.title() + " on " + name() + " could not be started: " + e.getMessage(), e);
        }
    }

    /** Cut the host off from all others, as when its power fails; what runs on it does not notice anything else. */
    public void cutOff() {
        link("down");
    }

    /** End {@link #cutOff}. */
    public void reconnect() {
        link("up");
    }

    private void link(String state) {
        Output output = exec("ip", "link", "set", "dev", "eth0", state);
        if (!output.ok()) {
            throw new LabFault("the link of " + name() + " could not be set " + state + ": " + output.all());
        }
    }

    /**
     * Give a component no more than a part of a processor, so that little work is much to it and the machine does not
     * notice.
     *
     * @param percent of one processor; 0 for no limit
     */
    public void throttle(Component component, int percent) {
        try {
            engine.client()
                    .updateContainerCmd(container(component))
                    .withCpuPeriod(PERIOD_MICROS)
                    .withCpuQuota(percent == 0 ? -1L : PERIOD_MICROS * percent / 100)
                    .exec();
        } catch (DockerException e) {
            throw new LabFault(component.title() + " on " + name() + " could not be slowed down: " + e.getMessage(), e);
        }
    }

    String holder() {
        return holder;
    }

    void add(Component component, String container) {
        components.put(component, container);
    }

    private String container(Component component) {
        String container = components.get(component);
        if (container == null) {
            throw new LabFault("there is no " + component.title() + " on " + name());
        }
        return container;
    }

    @Override
    public String toString() {
        return host.name();
    }
}
