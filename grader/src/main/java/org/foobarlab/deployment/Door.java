package org.foobarlab.deployment;

import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.foobarlab.grade.LabFault;

/**
 * Open the only way into a deployment: the internet host stands in two networks, the hosts' and one through which this
 * machine reaches it, on 127.0.0.1 alone.
 */
final class Door {

    /** The port of the SOCKS proxy through which probes visit the site. */
    private static final int PROXY = 1080;

    /** The ports under which a browser on this machine finds the site, by the site's own. */
    private static final Map<Integer, Integer> SITE = Map.of(80, 8080, 443, 8443);

    private final Engine engine;
    private final RunningHost internet;

    private Door(Engine engine, RunningHost internet) {
        this.engine = engine;
        this.internet = internet;
    }

    /** Return the ports that the internet host has to publish. The engine chooses their numbers on this machine. */
    static Ports published() {
        Ports ports = new Ports();
        IntStream.concat(SITE.values().stream().mapToInt(port -> port), IntStream.of(PROXY))
                .forEach(port -> ports.add(PortBinding.parse("127.0.0.1::" + port)));
        return ports;
    }

    /** Put the internet host among the other hosts too, and let through what comes to its ports. */
    static Door open(Engine engine, Network network, RunningHost internet) {
        engine.client()
                .connectToNetworkCmd()
                .withContainerId(internet.holder())
                .withNetworkId(network.inside())
                .withContainerNetwork(new ContainerNetwork()
                        .withIpamConfig(new ContainerNetwork.Ipam().withIpv4Address(internet.address())))
                .exec();
        internet.execDetached("microsocks", "-q", "-p", String.valueOf(PROXY));
        SITE.forEach((port, door) ->
                internet.execDetached("socat", "TCP-LISTEN:" + door + ",fork,reuseaddr", "TCP:www.foobar.com:" + port));
        return new Door(engine, internet);
    }

    /** Return the port on 127.0.0.1 at which the SOCKS proxy answers. */
    int proxyPort() {
        return onThisMachine(PROXY);
    }

    /** Return the port on 127.0.0.1 at which a port of the site answers, 80 or 443. */
    int sitePort(int port) {
        return onThisMachine(SITE.get(port));
    }

    private int onThisMachine(int port) {
        Ports.Binding[] bindings = engine.client()
                .inspectContainerCmd(internet.holder())
                .exec()
                .getNetworkSettings()
                .getPorts()
                .getBindings()
                .get(ExposedPort.tcp(port));
        return Arrays.stream(bindings)
                .map(binding -> Integer.parseInt(binding.getHostPortSpec()))
                .findFirst()
                .orElseThrow(() -> new LabFault("the internet host has no port for the grader"));
    }
}
