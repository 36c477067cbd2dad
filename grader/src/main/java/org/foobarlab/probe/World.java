package org.foobarlab.probe;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
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
     * How long a deployment may take to settle once somebody has the site's address. HAProxy's default of two good
     * health checks, two seconds apart, fits well within.
     */
    private static final Duration SETTLED = Duration.ofSeconds(8);

    private final Deployment deployment;
    private final Visitor visitor;
    private final Metrics metrics;
    private final Map<String, Database> databases = new TreeMap<>();
    private final Once<Survey> survey;
    private final Once<Load> load;
    private final Once<Failover> failover;
    private Drill drill;
    private final Set<Preparation> preparations = EnumSet.noneOf(Preparation.class);

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
        this.failover = new Once<>(() -> Failover.of(this));
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
    public void begin(Set<Preparation> wanted) {
        preparations.addAll(wanted);
        if (wanted.contains(Preparation.SURVEY)) {
            survey.begin();
        }
        if (wanted.contains(Preparation.LOAD)) {
            load.begin();
        }
        if (wanted.contains(Preparation.DRILL)) {
            // Monitoring that tells of errors before that is right.
            awaitBalance();
            drill();
        }
    }

    /**
     * Wait until the load balancer sends requests to each of its servers, if it ever does. It may have started sooner
     * than they did and found them down, and whoever visits before it has looked again gets an error.
     */
    public void awaitBalance() {
        settles(this::isBalanced);
    }

    private boolean isBalanced() {
        try {
            return balancer().servers().stream().allMatch(Balancer.Server::takesRequests);
        } catch (LabFault e) {
            // That HAProxy does not run is told elsewhere.
            return false;
        }
    }

    /** Say whether one of the lab's checks uses something. */
    public boolean isPrepared(Preparation preparation) {
        return preparations.contains(preparation);
    }

    /** Say whether a survey of who reaches whom is made. */
    public boolean isSurveyed() {
        return preparations.contains(Preparation.SURVEY);
    }

    /**
     * Wait until the site shows its page, and say whether it does. A deployment settles within seconds or not at all.
     */
    public boolean awaitSite() {
        return settles(() -> visitor.https("/").isPage());
    }

    private boolean settles(Callable<Boolean> condition) {
        try {
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(100))
                    .atMost(SETTLED.plus(addressPatience()))
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
     * Return a visitor of the site, once the steady load, if there is one, is over: other visits beside it would make
     * its rate unsteady.
     */
    public Visitor visitor() {
        if (preparations.contains(Preparation.LOAD)) {
            load.await();
        }
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

    /** Return the load balancer's HAProxy; of several load balancers, that of the one that visitors come to. */
    public Balancer balancer() {
        if (!isAddressShared()) {
            return new Balancer(deployment.host("lb-01"));
        }
        return new Balancer(sharedAddress().holders().stream()
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "no load balancer has the address " + sharedAddress().written())));
    }

    /**
     * Return the address that load balancers take over from each other.
     *
     * @throws LabFault if the lab has none
     */
    public SharedAddress sharedAddress() {
        return new SharedAddress(deployment);
    }

    private boolean isAddressShared() {
        return deployment.topology().names().containsKey(Visitor.SITE);
    }

    /**
     * Return how long it may take after the start until somebody has the site's address. That of one host is there from
     * the beginning.
     */
    public Duration addressPatience() {
        return isAddressShared() ? sharedAddress().patience() : Duration.ZERO;
    }

    /** Return the site's program on a web server, without what stands before it. */
    public Application application(String host) {
        return new Application(deployment.host(host));
    }

    /** Return a server's MySQL. */
    public synchronized Database database(String host) {
        return databases.computeIfAbsent(host, name -> new Database(deployment.host(name)));
    }

    /**
     * Return what came of the primary MySQL's death and return, which are had once. Only for checks that disturb the
     * site.
     */
    public Failover failover() {
        return failover.get();
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

    /** Let visitors come over HTTPS until what is returned is closed, beside whatever else goes on. */
    public Visits visits() {
        return Visits.begin(deployment, visitor());
    }

    /**
     * Be a visitor who sends half of a form now and the other half later.
     *
     * @throws IOException if there is no connection to be had
     */
    public HalfRequest halfRequest() throws IOException {
        return HalfRequest.begin(deployment, visitor());
    }

    /** Look at the site's TLS. */
    public Tls tls() {
        return new Tls(deployment, visitor());
    }

    /** Return the drill of the monitoring, begun at the first call; one that broke off is begun anew. */
    public synchronized Drill drill() {
        if (drill == null || drill.isBroken()) {
            drill = Drill.begin(this);
        }
        return drill;
    }

    /** Return a word that nobody else has used, for finding one's own request again in a log or on a wire. */
    public String marker(String purpose) {
        return purpose + "-" + UUID.randomUUID().toString().substring(0, 13);
    }
}
