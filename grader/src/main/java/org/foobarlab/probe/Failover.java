package org.foobarlab.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.foobarlab.deployment.Output;
import org.foobarlab.deployment.Parallel;
import org.foobarlab.deployment.RunningHost;
import org.foobarlab.grade.LabFault;
import org.foobarlab.topology.Component;

/**
 * Let the primary MySQL die, have the student's plan carried out, bring the old primary back, and write down what
 * visitors and both servers saw of it.
 *
 * <p>The death is a bad one, as those that cost entries are. The replica is behind with applying what it receives; then
 * the network between the two breaks, while visitors go on writing; then the primary is gone. So a plan that forgets
 * what has been received loses entries each time, and so does a primary that confirms what nobody else has.
 *
 * <pre>
 *   replica's applying held up      entries "received": confirmed, on the way
 *   network to the replica cut      entries "cut off": must not be confirmed
 *   primary killed
 *   promote.sh, applying goes on    entries "after": taken by the new primary
 *   network mended, primary back    entries "returned": taken by the new primary only
 *   rejoin.sh                       entry "rejoined": on both
 * </pre>
 */
public final class Failover {

    /** The server that is the primary one at first. */
    public static final String OLD = "web-01";

    /** The server that takes over. */
    public static final String NEW = "web-02";

    /** The plan for the new primary. */
    public static final String PROMOTE = "/usr/local/sbin/promote.sh";

    /** The plan for the old one. */
    public static final String REJOIN = "/usr/local/sbin/rejoin.sh";

    /** How long after the primary's death entries have to be taken again. */
    public static final Duration WRITES_BACK = Duration.ofSeconds(15);

    private static final Duration SCRIPT = Duration.ofSeconds(20);

    /** A server that has to recover, on a busy machine. */
    private static final Duration BACK = Duration.ofSeconds(30);

    private static final Duration CAUGHT_UP = Duration.ofSeconds(10);

    /** So that a plan that does not wait for them is done by then, or has begun to throw them away. */
    private static final Duration HELD_UP = Duration.ofMillis(1500);

    /** More than the replica's workers can have begun with. */
    static final int RECEIVED = 24;

    /** As many as the site has connections to wait with. */
    private static final int CUT_OFF = 4;

    /** How long the network between the two is broken at most, as the handout says. */
    private static final Duration BREAK = Duration.ofSeconds(12);

    /** The site gives up sooner, and then tries again. */
    private static final Duration SITE_WAITS = Duration.ofSeconds(3);

    /** What a write may take on a busy machine. */
    private static final Duration COMMITTED = Duration.ofSeconds(6);

    private static final List<String> SERVERS = List.of(OLD, NEW);
    private static final String CUT = "foobar_lab_cut";

    private final World world;
    private final RunningHost oldHost;
    private final RunningHost newHost;
    private final String marker;
    private final List<String> unread = new ArrayList<>();
    private int reads;
    private LabFault blind;
    private final Map<Stage, LabFault> faults = new EnumMap<>(Stage.class);

    private long died;
    private List<String> received = List.of();
    private List<String> confirmed = List.of();
    private Script promotion;
    private String obstacle = "";
    private String refusal = "";
    private final Map<String, Answer> writes = new TreeMap<>();
    private double writesBack;
    private List<String> present = List.of();
    private boolean back;
    private Output returnedWrite;
    private List<String> strayed = List.of();
    private Script rejoin;
    private Rejoined rejoined;

    /** A part of the night. What the lab could not do in one of them leaves standing what was seen in those before. */
    private enum Stage {
        DEATH,
        WRITES,
        RETURN,
        REJOIN
    }

    private Failover(World world) {
        this.world = world;
        this.oldHost = world.host(OLD);
        this.newHost = world.host(NEW);
        this.marker = world.marker("failover");
    }

    /** Do it all. A deployment goes through this once: what the lab itself could not do is kept, not tried again. */
    static Failover of(World world) {
        // What visitors miss from then on has been lost by the failover.
        world.awaitBalance();
        Failover failover = new Failover(world);
        ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor();
        reader.scheduleWithFixedDelay(failover::read, 0, 100, TimeUnit.MILLISECONDS);
        try {
            failover.go(Stage.DEATH, failover::die);
            if (failover.promoted()) {
                failover.go(Stage.WRITES, failover::writeAgain);
            }
            failover.go(Stage.RETURN, failover::comeBack);
            if (failover.back && failover.promoted()) {
                failover.go(Stage.REJOIN, failover::bringBackIn);
            }
        } finally {
            failover.end(reader);
        }
        return failover;
    }

    private void go(Stage stage, Runnable part) {
        try {
            part.run();
        } catch (LabFault e) {
            faults.put(stage, e);
        }
    }

    /**
     * Make sure that the lab could do its part in a stage and in those that it needs.
     *
     * @throws LabFault if it could not
     */
    private void need(Stage... stages) {
        for (Stage stage : stages) {
            if (faults.containsKey(stage)) {
                throw faults.get(stage);
            }
        }
    }

    private void read() {
        try {
            Answer answer = world.visitor().https("/?failover=" + reads);
            reads++;
            if (!answer.isPage()) {
                unread.add(answer.summary());
            }
        } catch (LabFault e) {
            blind = e;
        }
    }

    private void end(ScheduledExecutorService reader) {
        reader.shutdown();
        try {
            // No visit takes longer than a visitor waits.
            if (!reader.awaitTermination(30, TimeUnit.SECONDS)) {
                blind = new LabFault("a visitor who reads did not come to an end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            blind = new LabFault("a visitor who reads was interrupted", e);
        }
    }

    private void die() {
        Database replica = world.database(NEW);
        Application site = world.application(OLD);
        try (Database.Hold hold = replica.holdUp("foobar.entries")) {
            received = written(site, false, "received", RECEIVED);
            // A primary that waits for nobody has confirmed what it is still sending.
            see(CAUGHT_UP, this::hasReceivedAll, all -> all);
            cutNetwork();
            confirmed = new ArrayList<>(written(site, true, "cut off", CUT_OFF));
            outlastPatience(site);
            oldHost.kill(Component.MYSQL);
            died = System.nanoTime();
            CompletableFuture<Script> plan =
                    CompletableFuture.supplyAsync(() -> run(newHost, PROMOTE), Parallel.pool());
            see(HELD_UP, plan::isDone, done -> done);
            hold.close();
            promotion = Parallel.join(plan);
        }
        if (replica.answers()) {
            obstacle = promotion.ok() ? "" : replica.replication();
            Output write = replica.write(marker + " promoted", COMMITTED);
            refusal = write.ok() ? "" : Database.firstError(write);
        } else {
            refusal = "MySQL on " + newHost + " does not answer any more";
        }
    }

    /**
     * A primary that replicates semi-synchronously goes on alone once it has waited as long as it was told to, 10 s
     * unless it was told. The break of the network lasts longer than that where it is to last at all; a primary that
     * waits longer need not be waited for.
     */
    private void outlastPatience(Application site) {
        Database primary = world.database(OLD);
        String show = "SHOW GLOBAL VARIABLES LIKE 'rpl_semi_sync_source_";
        String timeout = primary.column(show + "timeout'", "Value");
        if (!primary.column(show + "enabled'", "Value").equals("ON") || !timeout.matches("\\d{1,9}")) {
            return;
        }
        Duration patience = Duration.ofMillis(Long.parseLong(timeout));
        if (patience.compareTo(BREAK) > 0) {
            return;
        }
        AtomicInteger tries = new AtomicInteger();
        confirmed.addAll(see(
                patience.plus(SITE_WAITS),
                () -> written(site, false, "cut off for long " + tries.incrementAndGet(), 1),
                texts -> !texts.isEmpty()));
    }

    /** A script may end the server that it runs beside, and itself with it. */
    private Script run(RunningHost host, String path) {
        try {
            return Script.run(host, Component.MYSQL, path, SCRIPT);
        } catch (LabFault e) {
            if (world.database(host.name()).answers()) {
                throw e;
            }
            return new Script(path, -1, "MySQL on " + host + " has ended meanwhile");
        }
    }

    /** Send entries, and return those that a visitor was told are written. */
    private List<String> written(Application site, boolean atOnce, String phase, int count) {
        List<String> texts = IntStream.rangeClosed(1, count)
                .mapToObj(i -> marker + " " + phase + " " + i)
                .toList();
        List<Integer> statuses = site.write(texts, atOnce);
        return IntStream.range(0, count)
                .filter(i -> statuses.get(i) == Answer.WRITTEN)
                .mapToObj(texts::get)
                .toList();
    }

    /** Say whether the replica has, applied or not, every transaction of the primary that has a GTID. */
    private boolean hasReceivedAll() {
        String has = "CONCAT_WS(',', @@GLOBAL.gtid_executed, (SELECT GROUP_CONCAT(received_transaction_set)"
                + " FROM performance_schema.replication_connection_status))";
        String all = "SELECT GTID_SUBSET('" + transactions(OLD) + "', " + has + ")";
        return world.database(NEW).ask(all).equals(List.of("1"));
    }

    /** What the primary sends is dropped, also what the kernel goes on sending for a process that is gone. */
    private void cutNetwork() {
        nft("add table inet " + CUT + "; add chain inet " + CUT + " out { type filter hook output priority -300; };"
                + " add rule inet " + CUT + " out ip daddr " + newHost.address() + " tcp sport 3306 drop");
    }

    private void nft(String commands) {
        Output output = oldHost.exec("nft", commands);
        if (!output.ok()) {
            throw new LabFault("the network of " + oldHost + " could not be changed: " + output.all());
        }
    }

    private void writeAgain() {
        long deadline = died + WRITES_BACK.toNanos();
        for (String server : SERVERS) {
            Duration left = Duration.ofNanos(Math.max(deadline - System.nanoTime(), 1));
            String text = marker + " after " + server;
            writes.put(server, see(left, () -> post(server, text), one -> one.status() == Answer.WRITTEN));
        }
        writesBack = (System.nanoTime() - died) / 1e9;
        List<String> promised =
                Stream.concat(received.stream(), confirmed.stream()).toList();
        present = see(CAUGHT_UP, () -> texts(NEW), texts -> texts.containsAll(promised));
    }

    private Answer post(String server, String text) {
        return world.application(server).post("/entries", Map.of("author", "grader", "text", text));
    }

    private void comeBack() {
        nft("delete table inet " + CUT);
        oldHost.start(Component.MYSQL);
        Database old = world.database(OLD);
        back = see(BACK, old::answers, answers -> answers);
        if (!back || !promoted()) {
            return;
        }
        returnedWrite = trial(old);
        List<String> taken = SERVERS.stream()
                .map(server -> marker + " returned " + server)
                .filter(text ->
                        post(text.substring(text.lastIndexOf(' ') + 1), text).status() == Answer.WRITTEN)
                .toList();
        List<String> there = texts(NEW);
        strayed = taken.stream().filter(text -> !there.contains(text)).toList();
    }

    private void bringBackIn() {
        Database old = world.database(OLD);
        rejoin = run(oldHost, REJOIN);
        if (!old.answers()) {
            return;
        }
        String last = marker + " rejoined";
        post(NEW, last);
        see(CAUGHT_UP, () -> texts(OLD), texts -> texts.contains(last));
        List<String> wanted = rows(NEW);
        List<String> found = see(CAUGHT_UP, () -> rows(OLD), rows -> rows.containsAll(wanted));
        rejoined = new Rejoined(
                old.replication(),
                trial(old),
                wanted.stream()
                        .filter(row -> !found.contains(row))
                        .map(Failover::text)
                        .toList(),
                found.stream()
                        .filter(row -> !wanted.contains(row))
                        .map(Failover::text)
                        .toList(),
                collision(wanted, found),
                transactions(OLD),
                transactions(NEW));
    }

    /** Try to write as the site's account, and take it back. */
    private static Output trial(Database database) {
        return database.asSite("START TRANSACTION;"
                + " INSERT INTO foobar.entries (author, text) VALUES ('grader', 'taken back'); ROLLBACK");
    }

    private List<String> texts(String server) {
        return world.database(server).ask("SELECT text FROM foobar.entries WHERE text LIKE '" + marker + "%'");
    }

    private List<String> rows(String server) {
        return world.database(server).ask("SELECT id, author, text FROM foobar.entries ORDER BY id");
    }

    /** A replica's own account of it, with several threads that apply, names neither the number nor the entries. */
    private static String collision(List<String> wanted, List<String> found) {
        Map<String, String> there = wanted.stream().collect(Collectors.toMap(Failover::number, Failover::text));
        return found.stream()
                .filter(row -> !there.getOrDefault(number(row), text(row)).equals(text(row)))
                .findFirst()
                .map(row -> "entry number " + number(row) + " is '" + text(row) + "' on " + OLD + ", and '"
                        + there.get(number(row)) + "' on " + NEW)
                .orElse("");
    }

    private static String number(String row) {
        return row.substring(0, row.indexOf('\t'));
    }

    private static String text(String row) {
        return row.substring(row.lastIndexOf('\t') + 1);
    }

    private String transactions(String server) {
        return world.database(server)
                .ask("SELECT REPLACE(@@GLOBAL.gtid_executed, '\\n', ' ')")
                .get(0);
    }

    private static <T> T see(Duration deadline, Callable<T> look, Predicate<T> wanted) {
        AtomicReference<T> last = new AtomicReference<>();
        try {
            return Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(100))
                    .atMost(deadline)
                    .until(
                            () -> {
                                last.set(look.call());
                                return last.get();
                            },
                            wanted::test);
        } catch (ConditionTimeoutException e) {
            return last.get();
        }
    }

    /** Return how the plan for the new primary ended. */
    public Script promotion() {
        need(Stage.DEATH);
        return promotion;
    }

    /**
     * Return what the replica was doing when the plan had ended badly, and what kept it from it: an operator who waits
     * for what it is to apply sees no more than that it does not end. Empty if the plan ended well, or it was none.
     */
    public String obstacle() {
        return obstacle;
    }

    /** Return what the new primary said to a write of the site's account after that; empty if it took it. */
    public String refusal() {
        return refusal;
    }

    /** Say whether the plan made the replica take writes. */
    public boolean isPromoted() {
        need(Stage.DEATH);
        return promoted();
    }

    private boolean promoted() {
        return promotion != null && promotion.ok() && refusal.isEmpty();
    }

    /** Return what the site on each web server said last to an entry after that, by the server's name. */
    public Map<String, Answer> writes() {
        need(Stage.DEATH);
        if (writes.size() < SERVERS.size()) {
            need(Stage.WRITES);
        }
        return writes;
    }

    /** Return how long after the primary's death the last of them was taken, in seconds. */
    public double writesBack() {
        return writesBack;
    }

    /** Return how many entries the replica had received, but not applied, when the primary died. */
    public int received() {
        return received.size();
    }

    /** Return how many entries were sent for that. */
    public int sent() {
        return RECEIVED;
    }

    /** Return which of them the new primary does not have. */
    public List<String> receivedAndLost() {
        need(Stage.DEATH, Stage.WRITES);
        return received.stream().filter(text -> !present.contains(text)).toList();
    }

    /** Return how many entries were confirmed while the replica could not be reached. */
    public int confirmedAlone() {
        return confirmed.size();
    }

    /** Return which of them the new primary does not have. */
    public List<String> confirmedAndLost() {
        need(Stage.DEATH, Stage.WRITES);
        return confirmed.stream().filter(text -> !present.contains(text)).toList();
    }

    /** Say whether the old primary came back. */
    public boolean isBack() {
        need(Stage.DEATH, Stage.RETURN);
        return back;
    }

    /** Return what the old primary said to the first write after its return. */
    public Output returnedWrite() {
        return returnedWrite;
    }

    /** Return the entries that the site took after that and that the new primary does not have. */
    public List<String> strayed() {
        return strayed;
    }

    /** Return how the plan for the old primary ended. */
    public Script rejoin() {
        if (rejoin == null) {
            need(Stage.DEATH, Stage.RETURN, Stage.REJOIN);
        }
        return rejoin;
    }

    /** Return what the two servers hold after that; null if the old one does not answer. */
    public Rejoined rejoined() {
        need(Stage.DEATH, Stage.RETURN, Stage.REJOIN);
        return rejoined;
    }

    /** Return how many pages a visitor asked for from before the death to the end. */
    public int reads() {
        if (blind != null) {
            throw blind;
        }
        return reads;
    }

    /** Return what the visitor got instead of a page, each time. */
    public List<String> unread() {
        return unread;
    }

    /**
     * Compare the servers after the old primary rejoined.
     *
     * @param replication what the old primary's replica threads do
     * @param write what the old primary said to a write of the site's account
     * @param missing entries that it lacks
     * @param extra entries that it alone has
     * @param collision an entry that has the number of another one on the other server; empty if there is none
     * @param oldTransactions the transactions that it has carried out
     * @param newTransactions those of the new primary
     */
    public record Rejoined(
            String replication,
            Output write,
            List<String> missing,
            List<String> extra,
            String collision,
            String oldTransactions,
            String newTransactions) {}
}
