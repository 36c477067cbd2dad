package org.foobarlab.testing;

import com.github.dockerjava.api.DockerClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.testcontainers.DockerClientFactory;

/** Look for what deployments have on the Docker engine. Other deployments may be there at the same time. */
public final class Remains {

    private static final String OWNER = "foobar-lab.owner";

    private Remains() {}

    /** Return the names of the containers, networks and volumes that belong to a process, by its number. */
    public static List<String> of(long pid) {
        DockerClient client = DockerClientFactory.instance().client();
        List<String> names = new ArrayList<>(containersOf(pid));
        client.listNetworksCmd().withFilter("label", List.of(OWNER)).exec().stream()
                .filter(network -> belongs(network.getLabels(), pid))
                .forEach(network -> names.add("network " + network.getName()));
        var volumes = client.listVolumesCmd()
                .withFilter("label", List.of(OWNER))
                .exec()
                .getVolumes();
        if (volumes != null) {
            volumes.stream()
                    .filter(volume -> belongs(volume.getLabels(), pid))
                    .forEach(volume -> names.add("volume " + volume.getName()));
        }
        return names;
    }

    /** Return the names of the containers that belong to a process, by its number. */
    public static List<String> containersOf(long pid) {
        return DockerClientFactory.instance()
                .client()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(OWNER))
                .exec()
                .stream()
                .filter(container -> belongs(container.getLabels(), pid))
                .map(container -> "container " + container.getNames()[0].substring(1))
                .toList();
    }

    private static boolean belongs(Map<String, String> labels, long pid) {
        String[] owner =
                labels == null ? new String[0] : labels.getOrDefault(OWNER, "").split("/");
        return owner.length == 3 && owner[1].equals(String.valueOf(pid));
    }
}
