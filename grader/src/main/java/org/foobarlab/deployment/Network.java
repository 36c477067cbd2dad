package org.foobarlab.deployment;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Network.Ipam;
import java.util.Map;
import org.foobarlab.grade.LabFault;
import org.foobarlab.topology.AddressPlan;

/**
 * Hold the two networks of a deployment.
 *
 * @param plan its addresses
 * @param inside the hosts' network, cut off from the machine and from everything else
 * @param door the network through which the grader reaches the {@code internet} host, and nothing else
 */
record Network(AddressPlan plan, String inside, String door) {

    /**
     * Make the networks at the first addresses that are free on this engine.
     *
     * @throws LabFault if all are taken
     */
    static Network create(DockerClient client, String deployment, Map<String, String> labels) {
        for (int copy = 0; copy <= AddressPlan.COPIES; copy++) {
            AddressPlan plan = AddressPlan.ofCopy(copy);
            String inside = null;
            try {
                inside = inside(client, deployment, labels, plan);
                return new Network(plan, inside, door(client, deployment, labels, plan));
            } catch (DockerException e) {
                if (inside != null) {
                    client.removeNetworkCmd(inside).exec();
                }
                if (!isTaken(e)) {
                    throw new LabFault("the network " + plan.subnet() + " could not be made: " + e.getMessage(), e);
                }
            }
        }
        throw new LabFault(
                "all " + (AddressPlan.COPIES + 1) + " networks of the lab are in use: remove some with './lab sweep'");
    }

    /**
     * Make a network without a way out. {@code --internal} alone leaves the bridge with an address, at which containers
     * reach whatever listens on the machine; without one there is nobody to talk to but the peers.
     */
    private static String inside(DockerClient client, String deployment, Map<String, String> labels, AddressPlan plan) {
        return client.createNetworkCmd()
                .withName(deployment)
                .withDriver("bridge")
                .withInternal(true)
                .withLabels(labels)
                .withIpam(new Ipam().withConfig(new Ipam.Config().withSubnet(plan.subnet())))
                .withOptions(Map.of("com.docker.network.bridge.inhibit_ipv4", "true"))
                .exec()
                .getId();
    }

    private static String door(DockerClient client, String deployment, Map<String, String> labels, AddressPlan plan) {
        return client.createNetworkCmd()
                .withName(deployment + "-door")
                .withDriver("bridge")
                .withLabels(labels)
                .withIpam(new Ipam().withConfig(new Ipam.Config().withSubnet(plan.doorSubnet())))
                .exec()
                .getId();
    }

    private static boolean isTaken(DockerException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("overlaps") || message.contains("already in use") || message.contains("conflicts");
    }
}
