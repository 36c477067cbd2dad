package org.foobarlab.probe;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.foobarlab.deployment.Deployment;
import org.foobarlab.deployment.Launch;
import org.foobarlab.deployment.Output;
import org.foobarlab.deployment.RunningHost;
import org.foobarlab.grade.LabFault;
import org.foobarlab.topology.AddressPlan;
import org.foobarlab.topology.Topology;

/** Give out the probes of one deployment. What takes long, such as a survey, is done once and shared. */
public final class World {

    /**
     * How long a deployment may take to settle. HAProxy's default of two good health checks, two seconds apart, fits
     * well within.
     */
    private static final Duration SETTLED = Duration.ofSeconds(8);

    private final Deployment deployment;
    private final Visitor visitor;
    private final Metrics metrics;
    private final Map<String, Database> databases = new TreeMap<>();
    private final Once<Survey> survey;
    private final Once<Load> load;

    /**
     * Look at a deployment.
     *
     * @param seed decides what is chosen at random, so that the same submission meets the same choices
     */
    public World(Deployment deployment, String seed) {
        this.deployment = deployment;
        this.visitor = new Visitor(deployment.doorPort());
        this.metrics = new Metrics(visitor, deployment.plan());
        this.survey = new Once<>(() -> new Survey(deployment, seed));
        this.load = new Once<>(this::makeLoad);
    }

    /**
     * The load means something once the site serves and Prometheus, which learns its targets five seconds after its
     * start, counts.
     */
    private Load makeLoad() {
        boolean monitored = deployment
                .launch(Topology.MONITOR, "prometheus")
                .map(Launch::ok)
                .orElse(false);
        // Whatever is missing after that has a check of its own that says so.
        settles(() -> visitor.https("/").isPage() && (!monitored || metrics.hasScrapedAll()));
        return Load.make(internet());
    }

    /** Begin with what takes long, beside whatever else is looked at. */
    public void begin() {
        survey.begin();
        load.begin();
    }

    /** Wait until the site shows its page, and say whether it does. A deployment settles within seconds or not at all. */
    public boolean awaitSite() {
        return settles(() -> visitor.https("/").isPage());
    }

    private static boolean settles(Callable<Boolean> condition) {
        try {
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(100))
                    .atMost(SETTLED)
                    .until(condition);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    /** Return what is looked at. */
    public Deployment deployment() {
        return deployment;
    }

    /** Return a host, to look at it from inside. */
    public RunningHost host(String name) {
        return deployment.host(name);
    }

    /** Return the host that visitors come from. */
    public RunningHost internet() {
        return deployment.host(Topology.INTERNET);
    }

    /**
     * Return a visitor of the site, once the steady load is over: other visits beside it would make its rate unsteady.
     */
    public Visitor visitor() {
        load.await();
        return visitor;
    }

    /**
     * Ask for a page of the site from another address on the internet.
     *
     * @param number the last number of the address, 101 to 199
     */
    public Answer visitFrom(int number, String path) {
        String address = deployment.plan().rebase(AddressPlan.WRITTEN + number);
        Output output = internet()
                .exec(
                        "sh",
                        "-c",
                        "ip address replace " + address + "/32 dev eth1 && curl -sk --max-time 8 --interface " + address
                                + " -w '\n%{http_code}' 'https://" + Visitor.SITE + path + "'");
        String printed = output.out().stripTrailing();
        int last = printed.lastIndexOf('\n');
        if (last < 0) {
            throw new LabFault("a visit from " + address + " could not be made: " + output.all());
        }
        return new Answer(
                Integer.parseInt(printed.substring(last + 1)), Map.of(), printed.substring(0, last), output.err(), 0);
    }

    /** Return the monitoring server's Prometheus. */
    public Metrics metrics() {
        return metrics;
    }

    /** Return the load balancer's HAProxy. */
    public Balancer balancer() {
        return new Balancer(deployment.host("lb-01"));
    }

    /** Return the site's program on a web server, without what stands before it. */
    public Application application(String host) {
        return new Application(deployment.host(host));
    }

    /** Return a server's MySQL. */
    public synchronized Database database(String host) {
        return databases.computeIfAbsent(host, name -> new Database(deployment.host(name)));
    }

    /** Return the survey of who reaches whom, made once. */
    public Survey survey() {
        return survey.get();
    }

    /** Return what came of visiting the site at a steady rate, done once. */
    public Load load() {
        return load.get();
    }

    /** Visit the site at a steady rate again, beside whatever else goes on by now. */
    public Load loadOnceMore() {
        return Load.make(internet());
    }

    /** Return a word that nobody else has used, for finding one's own request again in a log or on a wire. */
    public String marker(String purpose) {
        return purpose + "-" + UUID.randomUUID().toString().substring(0, 13);
    }
}
