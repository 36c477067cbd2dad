package org.foobarlab.deployment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Keep what hosts send to their network from being heard by the machine it is on.
 *
 * <p>The machine has no address in that network and cannot answer, so nobody can connect to it. But Linux listens to
 * any of its addresses on any of its networks, and a firewall script, which may set routes, could send it datagrams.
 * With a strict reverse path filter the machine drops what comes from senders that it has no way back to. The setting
 * belongs to the network's own device and goes with it.
 */
final class Moat {

    private static final int SECONDS = 20;

    private Moat() {}

    /**
     * Dig it. An engine that does not let containers do so, such as one with its own user numbers, is left as it is.
     */
    static void dig(DockerClient client, String image, String network, String name, Map<String, String> labels) {
        String setting = "/proc/sys/net/ipv4/conf/br-" + network.substring(0, 12) + "/rp_filter";
        try (CreateContainerCmd create = client.createContainerCmd(image)) {
            String container = create.withName(name)
                    .withLabels(labels)
                    .withHostConfig(new WritableSettings()
                            .withNetworkMode("host")
                            .withCapDrop(Capability.ALL)
                            .withCapAdd(Capability.NET_ADMIN)
                            .withSecurityOpts(List.of("no-new-privileges", "apparmor=unconfined", "label=disable")))
                    .withUser("0:0")
                    .withEntrypoint("/bin/sh", "-c", "echo 1 >" + setting)
                    .exec()
                    .getId();
            try (WaitContainerResultCallback end =
                    client.waitContainerCmd(container).start()) {
                client.startContainerCmd(container).exec();
                end.awaitStatusCode(SECONDS, TimeUnit.SECONDS);
            } finally {
                Sweeper.remove(client, container);
            }
        } catch (DockerException | DockerClientException | java.io.IOException e) {
            // Without it the machine still cannot be connected to.
        }
    }

    /** Kernel settings are read-only to containers unless they ask, for which the client library has no word. */
    private static final class WritableSettings extends HostConfig {
        private static final long serialVersionUID = 1L;

        @JsonProperty("ReadonlyPaths")
        List<String> readonlyPaths() {
            return List.of();
        }

        @JsonProperty("MaskedPaths")
        List<String> maskedPaths() {
            return List.of();
        }
    }
}
