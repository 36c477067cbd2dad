package org.foobarlab.checks;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.foobarlab.deployment.Output;
import org.foobarlab.deployment.RunningHost;
import org.foobarlab.probe.Answer;
import org.foobarlab.probe.HalfRequest;
import org.foobarlab.probe.Tls;
import org.foobarlab.probe.Visits;
import org.foobarlab.probe.World;
import org.foobarlab.topology.Component;

/** Check what happens when the site's certificate is renewed. */
@Area("https")
final class RenewalChecks {

    private static final String HOOKS = "/etc/letsencrypt/renewal-hooks/deploy/";

    /** How many visits there are before and after, so that "none failed" says something. */
    private static final int AROUND = 25;

    /** A reload takes HAProxy a fraction of a second. */
    private static final Duration TAKEN = Duration.ofSeconds(6);

    private static final Duration BACK = Duration.ofSeconds(12);

    @Check(
            id = "https-renewal",
            title = "A renewed certificate is served at once, and not one visitor notices",
            requires = {"https-site", "https-certificate", "https-chain"},
            disturbs = "site",
            hint =
                    "The hook has to write HAProxy's file anew and to have HAProxy take it: 'systemctl reload haproxy', or"
                            + " 'set ssl cert' and 'commit ssl cert' on the stats socket. A restart drops whoever is there.")
    void renewal(World world, Evidence evidence) throws Exception {
        RunningHost balancer = world.host("lb-01");
        evidence.expect("after 'certbot renew' the next certificate is served within " + TAKEN.toSeconds()
                        + " s, while all visitors get their page and a form that is half sent is taken")
                .reproduce("./lab up LAB SUBMISSION, then: ./lab exec lb-01 haproxy -- certbot renew");
        needsHook(world, evidence);
        X509Certificate renewed = world.tls().renewed();
        List<String> problems = new ArrayList<>();
        try (Visits visits = world.visits();
                HalfRequest form = world.halfRequest()) {
            visits.awaitMore(AROUND);
            Output output = balancer.execIn(Component.HAPROXY, "certbot", "renew");
            evidence.put("hook", output.all().strip());
            if (!output.ok()) {
                problems.add("the hook failed: " + output.all().strip());
            }
            boolean served = Eventually.see(TAKEN, () -> visits.saw(renewed) > 0, seen -> seen);
            visits.awaitMore(AROUND);
            visits.close();
            if (!served) {
                problems.add("the old certificate is still served");
            }
            String taken = form.finish();
            if (!taken.startsWith("HTTP/1.1 303")) {
                problems.add("a form that was half sent when the hook ran was not taken: " + taken);
            }
            if (!visits.failures().isEmpty()) {
                problems.add(failed(visits));
            }
            evidence.put("visits", visits.count());
            evidence.verify(
                    problems.isEmpty(),
                    problems.isEmpty()
                            ? "every visitor got a page, the last ones with the new certificate"
                            : String.join("; ", problems));
        } finally {
            if (!problems.isEmpty()) {
                mend(world, balancer);
            }
        }
    }

    private static void needsHook(World world, Evidence evidence) {
        boolean there = world.deployment().servers().of(world.host("lb-01").host()).stream()
                .anyMatch(file -> file.path().startsWith(HOOKS));
        if (!there) {
            evidence.verify(false, "there is no hook in lb-01" + HOOKS);
        }
    }

    private static String failed(Visits visits) {
        long all =
                visits.failures().values().stream().mapToLong(Long::longValue).sum();
        String reasons = visits.failures().entrySet().stream()
                .map(one -> one.getKey() + (one.getValue() == all ? "" : " (" + one.getValue() + ")"))
                .collect(Collectors.joining(", "));
        return all + " of " + visits.count() + " visitors got no page: " + reasons;
    }

    /** What a hook left of HAProxy may serve nobody. */
    private static void mend(World world, RunningHost balancer) throws Exception {
        Answer answer = Eventually.see(TAKEN, () -> world.visitor().https("/"), Answer::isPage);
        if (!answer.isPage()) {
            balancer.stop(Component.HAPROXY);
            balancer.start(Component.HAPROXY);
            Eventually.see(BACK, () -> world.visitor().https("/"), Answer::isPage);
        }
    }

    @Check(
            id = "https-renewal-lasts",
            title = "The renewed certificate is still served after HAProxy's next restart",
            requires = "https-renewal",
            disturbs = "site",
            hint = "What is told to a running HAProxy over its socket is gone when it ends. The hook has to write the"
                    + " file that haproxy.cfg names as well.")
    void lasts(World world, Evidence evidence) throws Exception {
        evidence.expect("HAProxy restarts with the new certificate")
                .reproduce("./lab up LAB SUBMISSION, then: ./lab exec lb-01 haproxy -- sh -c 'certbot renew; systemctl"
                        + " restart haproxy'; " + Tls.command());
        Output output = world.host("lb-01").execIn(Component.HAPROXY, "systemctl", "restart", "haproxy");
        if (!output.ok()) {
            evidence.verify(false, "HAProxy does not restart: " + output.all().strip());
        }
        Tls tls = world.tls();
        X509Certificate served = Eventually.see(BACK, () -> leaf(tls), certificate -> certificate != null);
        Eventually.see(BACK, () -> world.visitor().https("/"), Answer::isPage);
        boolean lasting = tls.renewed().equals(served);
        evidence.verify(
                lasting,
                lasting ? "the new certificate" : served == null ? "nothing answers" : "the old certificate is back");
    }

    private static X509Certificate leaf(Tls tls) {
        try {
            return tls.chain().get(0);
        } catch (IOException e) {
            return null;
        }
    }
}
