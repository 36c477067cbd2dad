package org.foobarlab.deployment;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Remove containers, networks and volumes by their labels: one deployment's when it ends, and those that killed processes left. */
public final class Sweeper {

    private final DockerClient client;

    /** Work on an engine. */
    public Sweeper(Engine engine) {
        this.client = engine.client();
    }

    /**
     * Remove what belongs to processes that no longer run. A deployment whose process lives is not touched.
     *
     * @return how many containers, networks and volumes were removed
     */
    public int sweepAbandoned() {
        return sweep(labels -> Owner.parse(labels.get(Owner.LABEL)).map(Owner::isGone).orElse(false));
    }

    /** Remove all of one deployment. */
    int sweepDeployment(String deployment) {
        return sweep(labels -> deployment.equals(labels.get(Owner.DEPLOYMENT_LABEL)));
    }

    private int sweep(Predicate<Map<String, String>> mine) {
        List<Container> containers = client.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(Owner.DEPLOYMENT_LABEL))
                .exec()
                .stream()
                .filter(container -> mine.test(container.getLabels()))
                .toList();
        Parallel.forEach(containers, container -> quietly(() ->
                client.removeContainerCmd(container.getId()).withForce(true).withRemoveVolumes(true).exec()));
        List<Network> networks = client.listNetworksCmd()
                .withFilter("label", List.of(Owner.DEPLOYMENT_LABEL))
                .exec()
                .stream()
                .filter(network -> mine.test(network.getLabels()))
                .toList();
        networks.forEach(network -> quietly(() -> client.removeNetworkCmd(network.getId()).exec()));
        List<InspectVolumeResponse> volumes = client.listVolumesCmd()
                .withFilter("label", List.of(Owner.DEPLOYMENT_LABEL))
                .exec()
                .getVolumes();
        int removed = containers.size() + networks.size();
        for (InspectVolumeResponse volume : volumes == null ? List.<InspectVolumeResponse>of() : volumes) {
            if (volume.getLabels() != null && mine.test(volume.getLabels())) {
                quietly(() -> client.removeVolumeCmd(volume.getName()).exec());
                removed++;
            }
        }
        return removed;
    }

    /** Another process may be removing the same thing, which is as good. */
    private static void quietly(Runnable removal) {
        try {
            removal.run();
        } catch (NotFoundException | ConflictException e) {
            // Gone already, or going.
        }
    }
}
