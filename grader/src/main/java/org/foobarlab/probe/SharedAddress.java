package org.foobarlab.probe;

import com.github.dockerjava.api.model.Capability;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.foobarlab.deployment.Deployment;
import org.foobarlab.deployment.RunningHost;
import org.foobarlab.deployment.SideContainer;
import org.foobarlab.grade.LabFault;
import org.foobarlab.topology.AddressPlan;
import org.foobarlab.topology.Component;
import org.foobarlab.topology.Host.Group;

/** Look who has the site's address, where it is one that load balancers take over from each other. */
public final class SharedAddress {

    /** Seconds. */
    private static final double LONGEST_PATIENCE = 12;

    private static final Pattern ADVERTISED_OR_GIVEN_UP = Pattern.compile("VRRP|given up");

    private final Deployment deployment;
    private final int number;

    /**
     * Look at a deployment.
     *
     * @throws LabFault if the site's address is that of one host for good
     */
    SharedAddress(Deployment deployment) {
        Integer shared = deployment.topology().names().get(Visitor.SITE);
        if (shared == null) {
            throw new LabFault("this lab has no address that is shared: " + Visitor.SITE + " is a host's own name");
        }
        this.deployment = deployment;
        this.number = shared;
    }

    /** Return it as the student writes it. */
    public String written() {
        return AddressPlan.WRITTEN + number;
    }

    /** Return the load balancers. */
    public List<RunningHost> balancers() {
        return deployment.topology().hosts().stream()
                .filter(host -> host.group() == Group.BALANCER)
                .map(host -> deployment.host(host.name()))
                .toList();
    }

    /** Return the load balancers that have it now, in the order of the topology. One that is cut off does not count. */
    public List<RunningHost> holders() {
        return balancers().stream().filter(this::isHeldBy).toList();
    }

    /**
     * Cut a holder off from all others when it has just told them that it has the address, or at the latest when the
     * longest patience is over. From there they wait longest before they miss it; at any other moment the same files
     * would come off better, by chance.
     */
    public void cutOffAfterAdvertisement(RunningHost holder) {
        String listen = "timeout " + (int) LONGEST_PATIENCE
                + " tcpdump -Z root -i eth0 -n -l --immediate-mode -c 1 ip proto 112 and src host " + holder.address()
                + " || echo given up";
        try (SideContainer tcpdump =
                deployment.beside(holder, List.of(Capability.NET_RAW), ADVERTISED_OR_GIVEN_UP, "sh", "-c", listen)) {
            holder.cutOff();
        }
    }

    /**
     * Return how long it may take, as the load balancers' own files say, until one that can hear others or again has a
     * HAProxy does about the address what it will do: three advertisements have to be missed, and its script has to be
     * content.
     */
    public Duration patience() {
        double seconds = 3 * largest("advert_int", 1)
                + largest("interval", 1) * largest("rise", 1)
                + largest("preempt_delay", 0);
        return Duration.ofMillis((long) (1000 * (1 + Math.min(seconds, LONGEST_PATIENCE))));
    }

    /** Return the largest number that a word stands before in a file of keepalived's, or what counts without. */
    private double largest(String word, double preset) {
        return deployment.topology().hosts().stream()
                .flatMap(host -> deployment
                        .servers()
                        .file(host, Component.KEEPALIVED.file().orElseThrow())
                        .stream())
                .flatMap(file -> Pattern.compile("(?m)^\\s*" + word + "\\s+(\\d+(?:\\.\\d+)?)")
                        .matcher(file.text())
                        .results())
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .max()
                .orElse(preset);
    }

    private boolean isHeldBy(RunningHost host) {
        // A link that is down keeps its addresses, but nobody can reach them.
        return host.exec("ip", "-4", "-brief", "address", "show", "up")
                .out()
                .contains(" " + deployment.plan().address(number) + "/");
    }
}
