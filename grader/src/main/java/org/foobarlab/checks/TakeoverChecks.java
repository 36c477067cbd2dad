package org.foobarlab.checks;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.foobarlab.deployment.Output;
import org.foobarlab.deployment.RunningHost;
import org.foobarlab.probe.SharedAddress;
import org.foobarlab.probe.Visitor;
import org.foobarlab.probe.World;
import org.foobarlab.topology.Component;

/** Check that the site's address outlives a load balancer. */
@Area("takeover")
final class TakeoverChecks {

    /**
     * An advertisement a second, and the three that have to be missed, fit in twice over. One in two seconds fits in
     * with any priority, as at most 3 × 2 s + 255/256 × 2 s pass (RFC 9568, section 6.1: Active_Down_Interval); one in
     * three does not.
     */
    private static final Duration TAKEN_OVER = Duration.ofSeconds(8);

    /** What a look may come too late, and the new holder's announcement with it. */
    private static final Duration LOOKING = Duration.ofMillis(500);

    private static final Duration SETTLED = Duration.ofSeconds(8);

    @Check(
            id = "takeover-one-holder",
            title = "Of the two load balancers exactly one has the site's address",
            requires = "balancers-start",
            hint = "Both have it when neither hears the other: look at unicast_src_ip, unicast_peer, virtual_router_id"
                    + " and the authentication on both. Without unicast_peer keepalived speaks by multicast, which does"
                    + " not get through here. Neither has it when both are in the state FAULT: does the script of vrrp_script"
                    + " end with 0?")
    void oneHolder(World world, Evidence evidence) throws Exception {
        SharedAddress address = world.sharedAddress();
        evidence.expect("exactly one of lb-01 and lb-02 has " + address.written())
                .reproduce("./lab exec lb-01 -- ip -brief address, and the same on lb-02");
        String seen = settled(address, "nobody");
        evidence.verify(seen.isEmpty(), seen.isEmpty() ? "exactly one has it" : seen);
    }

    @Check(
            id = "takeover-host-lost",
            title = "A load balancer that goes is replaced within 8 s, and its return makes no second holder",
            requires = {"https-site", "takeover-one-holder"},
            disturbs = "site",
            hint = "The backup waits for three advertisements that do not come, of advert_int seconds each. Then its"
                    + " own HAProxy has to serve all that the other one served.")
    void hostLost(World world, Evidence evidence) throws Exception {
        SharedAddress address = world.sharedAddress();
        RunningHost holder = address.holders().get(0);
        evidence.expect("with " + holder + " off the network, https://" + Visitor.SITE + "/ answers within "
                        + TAKEN_OVER.toSeconds() + " s, and when it is back, exactly one has the address again")
                .reproduce("./lab up LAB SUBMISSION, then: ./lab exec " + holder + " -- ip link set eth0 down");
        Loss loss;
        try {
            address.cutOffAfterAdvertisement(holder);
            loss = awaitSite(world);
        } finally {
            holder.reconnect();
        }
        String after = settled(address, holder.name());
        judge(world, evidence, loss, holder, after);
    }

    @Check(
            id = "takeover-process-lost",
            title = "A HAProxy that ends is replaced within 8 s, although its load balancer lives",
            requires = "takeover-host-lost",
            disturbs = "site",
            hint = "keepalived goes on without HAProxy unless it is told to look after it: a vrrp_script, and a"
                    + " track_script in the instance on both load balancers.")
    void processLost(World world, Evidence evidence) throws Exception {
        SharedAddress address = world.sharedAddress();
        RunningHost holder = address.holders().get(0);
        evidence.expect("with HAProxy ended on " + holder + " and all else alive, https://" + Visitor.SITE
                        + "/ answers within " + TAKEN_OVER.toSeconds()
                        + " s, and when it is back, exactly one has the address")
                .reproduce("./lab up LAB SUBMISSION, then: ./lab stop " + holder + " haproxy");
        Loss loss;
        holder.kill(Component.HAPROXY);
        try {
            loss = awaitSite(world);
        } finally {
            holder.start(Component.HAPROXY);
        }
        String after = settled(address, holder.name());
        judge(world, evidence, loss, holder, after);
    }

    /** What visitors met: whether they were served again in time, and what the last one saw who was not. */
    private record Loss(boolean served, double seconds, String last) {}

    private static Loss awaitSite(World world) {
        long begin = System.nanoTime();
        String last = "";
        while (System.nanoTime() - begin < TAKEN_OVER.plus(LOOKING).toNanos()) {
            String visit = visit(world);
            if (visit.equals("200")) {
                return new Loss(true, (System.nanoTime() - begin) / 1e9, "");
            }
            last = visit;
        }
        return new Loss(false, TAKEN_OVER.toSeconds(), last);
    }

    /** Visit impatiently: who waits to be connected to a server that is gone does not see the next one that serves. */
    private static String visit(World world) {
        Output output = world.internet()
                .exec(
                        "curl",
                        "-sk",
                        "-o",
                        "/dev/null",
                        "--connect-timeout",
                        "0.5",
                        "--max-time",
                        "2",
                        "-w",
                        "%{http_code}",
                        "https://" + Visitor.SITE + "/");
        return output.out().strip();
    }

    private static void judge(World world, Evidence evidence, Loss loss, RunningHost lost, String after)
            throws Exception {
        evidence.put("seconds", loss.seconds());
        if (!loss.served()) {
            evidence.verify(
                    false,
                    "without " + lost + " the site did not answer for " + TAKEN_OVER.toSeconds() + " s; at last: "
                            + (loss.last().equals("000") ? "no answer" : "status " + loss.last()));
        }
        if (!after.isEmpty()) {
            evidence.verify(false, "the other one took over, but after the return of " + lost + " " + after);
        }
        boolean answers =
                Eventually.see(SETTLED, () -> world.visitor().https("/").isPage(), page -> page);
        evidence.verify(
                answers,
                answers
                        ? "the other one took over in time, and after the return exactly one has the address"
                        : "the other one took over, but after the return of " + lost + " the site is gone");
    }

    /**
     * Wait until one and the same load balancer has had the address for as long as any change may take; return what is
     * wrong, or nothing. Two that do not hear each other pass for one until the second one's patience ends.
     *
     * @param returned the one that had lost the address; if it has it again and the other has not, they have heard each
     *     other
     */
    private static String settled(SharedAddress address, String returned) throws Exception {
        long patience = address.patience().toNanos();
        Deque<Look> looks = new ArrayDeque<>();
        boolean one = Eventually.see(
                // What has yet to change does so within their patience, and has to last as long again.
                address.patience().multipliedBy(2).plus(SETTLED),
                () -> {
                    Look look = new Look(
                            System.nanoTime(),
                            address.holders().stream().map(RunningHost::name).toList());
                    if (looks.isEmpty() || !looks.getLast().holders().equals(look.holders())) {
                        looks.add(look);
                    }
                    Look since = looks.getLast();
                    return since.holders().equals(List.of(returned))
                            || since.holders().size() == 1 && look.time() - since.time() >= patience;
                },
                same -> same);
        if (one) {
            return "";
        }
        List<String> holders = looks.getLast().holders();
        return switch (holders.size()) {
            case 0 -> "neither has " + address.written();
            case 1 -> holders.get(0) + " has " + address.written() + ", but does not keep it";
            default -> String.join(" and ", holders) + " both have " + address.written();
        };
    }

    /** Who had the address, and since when. */
    private record Look(long time, List<String> holders) {}
}
