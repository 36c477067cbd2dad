package org.foobarlab.checks;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.foobarlab.deployment.Output;
import org.foobarlab.probe.Answer;
import org.foobarlab.probe.Database;
import org.foobarlab.probe.Failover;
import org.foobarlab.probe.Failover.Rejoined;
import org.foobarlab.probe.Script;
import org.foobarlab.probe.World;

/**
 * Check what becomes of the site and its entries when the primary MySQL dies, and when it comes back. It dies once for
 * all of them.
 */
@Area("failover")
final class FailoverChecks {

    /** What a busy machine may lose of a visitor's pages. */
    private static final int ONE_LOST_IN = 20;

    private static final String TRY =
            "./lab up LAB SUBMISSION, then: ./lab stop web-01 mysql; ./lab exec web-02 mysql -- " + Failover.PROMOTE;
    private static final String TRY_ALL =
            TRY + "; ./lab restart web-01 mysql; ./lab exec web-01 mysql -- " + Failover.REJOIN;

    @Check(
            id = "failover-promotion",
            title = "With the primary gone, promote.sh makes web-02 take writes",
            requires = "database-replication",
            disturbs = "site",
            hint = "A primary follows nobody, and neither read_only nor super_read_only is on. The script runs beside"
                    + " web-02's MySQL, where 'mysql --user=root' needs no password.")
    void promotion(World world, Evidence evidence) {
        evidence.expect("web-02" + Failover.PROMOTE
                        + " ends with status 0, and then the site's account can add an entry" + " on web-02")
                .reproduce(TRY);
        Failover failover = world.failover();
        Script script = failover.promotion();
        if (!script.ok()) {
            String obstacle = failover.obstacle();
            evidence.verify(
                    false, script.complaint() + (obstacle.isEmpty() ? "" : " Replication on web-02: " + obstacle));
        }
        evidence.verify(
                failover.isPromoted(),
                failover.isPromoted() ? "it does, and it can" : "it ended well, but: " + failover.refusal());
    }

    @Check(
            id = "failover-writes",
            title = "Both web servers' sites take entries again within 15 s of the primary's death",
            requires = {"failover-promotion", "site-starts"},
            disturbs = "site",
            hint =
                    "Name both MySQL servers in database.primary of each site.properties. On web-02 the account of web-01's"
                            + " site has to exist too: look at the host part.")
    void writes(World world, Evidence evidence) {
        evidence.expect("an entry sent to the site on web-01 and one sent to the site on web-02 are taken within "
                        + Failover.WRITES_BACK.toSeconds() + " s")
                .reproduce(TRY);
        Failover failover = world.failover();
        String refused = failover.writes().entrySet().stream()
                .filter(one -> one.getValue().status() != Answer.WRITTEN)
                .map(one -> "the site on " + one.getKey() + ": " + said(one.getValue()))
                .collect(Collectors.joining("; "));
        evidence.put("seconds", failover.writesBack());
        evidence.verify(refused.isEmpty(), refused.isEmpty() ? "both were taken" : refused);
    }

    /** The site says on its page what its databases do. */
    private static String said(Answer answer) {
        return answer.text("#problem").orElse(answer.summary());
    }

    @Check(
            id = "failover-reads",
            title = "Visitors can read all the time",
            requires = "database-replication",
            disturbs = "site",
            hint = "The site on each web server reads from the MySQL beside it: database.local in site.properties.")
    void reads(World world, Evidence evidence) {
        evidence.expect(
                        "the pages that a visitor asks for come, from before the primary's death to after its return, all"
                                + " but one in " + ONE_LOST_IN + " at most")
                .reproduce("./lab up LAB SUBMISSION, then: ./lab stop web-01 mysql; ./lab exec internet -- curl -ski"
                        + " https://www.foobar.com/");
        Failover failover = world.failover();
        List<String> unread = failover.unread();
        evidence.put("reads", failover.reads()).put("failed", unread.size());
        evidence.verify(
                unread.size() * ONE_LOST_IN <= failover.reads(),
                unread.size() * ONE_LOST_IN <= failover.reads()
                        ? "they came"
                        : unread.size() + " of " + failover.reads() + " did not come, the first: " + unread.get(0));
    }

    @Check(
            id = "failover-received",
            title = "What web-02 had received is applied before it takes over",
            requires = "failover-promotion",
            disturbs = "site",
            hint =
                    "A replica first keeps what it receives, in its relay log, and then applies it. RESET REPLICA throws the"
                            + " relay log away: wait until Retrieved_Gtid_Set is executed.")
    void received(World world, Evidence evidence) {
        Failover failover = world.failover();
        evidence.expect("of " + failover.sent()
                        + " entries that web-02 has received but not applied when the primary dies,"
                        + " all that were confirmed are there once promote.sh has ended")
                .reproduce(TRY);
        if (failover.received() * 2 < failover.sent()) {
            evidence.verify(
                    false,
                    "only " + failover.received() + " of " + failover.sent()
                            + " entries were taken while web-02 received, but could not apply");
        }
        List<String> lost = failover.receivedAndLost();
        evidence.put("lost", lost.size());
        evidence.verify(
                lost.isEmpty(),
                lost.isEmpty() ? "all are there" : lost.size() + " of " + failover.received() + " are lost");
    }

    @Check(
            id = "failover-no-loss",
            title = "No entry is lost that a visitor was told is written",
            requires = "failover-promotion",
            disturbs = "site",
            hint = "With asynchronous replication the primary confirms at once what only it has. Semi-synchronous"
                    + " replication, on both servers, makes it wait for the replica. After rpl_semi_sync_source_timeout, 10 s"
                    + " unless you say otherwise, it gives up and goes on alone: let it wait longer than any break.")
    void noLoss(World world, Evidence evidence) {
        evidence.expect(
                        "while the network between the two is cut, the site on web-01 tells nobody that an entry is written"
                                + " that web-02 does not get before the primary dies")
                .reproduce("./lab exec web-01 mysql -- mysql -uroot -e \"SHOW STATUS LIKE 'Rpl_semi_sync_source%'\"");
        Failover failover = world.failover();
        List<String> lost = failover.confirmedAndLost();
        evidence.put("lost", lost.size());
        evidence.verify(
                lost.isEmpty(),
                lost.isEmpty()
                        ? failover.confirmedAlone() == 0 ? "it told nobody so" : "all of them are there"
                        : lost.size() + " entries were said to be written, and are not on web-02");
    }

    @Check(
            id = "failover-no-split-brain",
            title = "When the old primary comes back, only the new one takes writes",
            requires = "failover-writes",
            disturbs = "site",
            hint =
                    "Nobody tells a server that comes back what has happened meanwhile. It has to start read-only, and be"
                            + " made writable by whoever knows that it is the primary: in setup.sql, in promote.sh.")
    void noSplitBrain(World world, Evidence evidence) {
        evidence.expect("MySQL on web-01 starts again and refuses the first write of the site's account because it is"
                        + " read-only; what visitors write is on web-02")
                .reproduce(
                        "./lab up LAB SUBMISSION, then: ./lab stop web-01 mysql; ./lab restart web-01 mysql; ./lab exec"
                                + " web-01 mysql -- mysql -uroot -e 'SELECT @@read_only, @@super_read_only'");
        Failover failover = world.failover();
        assertBack(failover, evidence);
        Output write = failover.returnedWrite();
        evidence.put("took_write", write.ok());
        if (write.ok()) {
            List<String> strayed = failover.strayed();
            evidence.verify(
                    false,
                    "web-01 took the write while web-02 took writes too"
                            + (strayed.isEmpty()
                                    ? ""
                                    : "; " + strayed.size() + " entries of visitors are not on web-02"));
        }
        evidence.verify(isReadOnly(write), Database.firstError(write));
        evidence.verify(
                failover.strayed().isEmpty(),
                failover.strayed().isEmpty()
                        ? "web-01 refused, and web-02 has what visitors wrote"
                        : failover.strayed().size() + " entries that visitors wrote are not on web-02");
    }

    private static void assertBack(Failover failover, Evidence evidence) {
        if (!failover.isBack()) {
            evidence.verify(false, "MySQL on web-01 did not answer within 30 s of its return");
        }
    }

    private static boolean isReadOnly(Output write) {
        return !write.ok() && write.all().contains("read-only");
    }

    @Check(
            id = "failover-rejoin",
            title = "rejoin.sh makes the old primary a replica that has every entry",
            requires = "failover-promotion",
            disturbs = "site",
            hint =
                    "The old primary may hold entries that nobody was told are written. They collide with those that web-02"
                            + " took since: fill web-01 anew from web-02, then let it follow.")
    void rejoin(World world, Evidence evidence) {
        evidence.expect("web-01" + Failover.REJOIN + " ends with status 0; then web-01 follows web-02, has each of its"
                        + " entries within 10 s, and is read-only")
                .reproduce(TRY_ALL + "; ./lab exec web-01 mysql -- mysql -uroot -e 'SHOW REPLICA STATUS' --vertical");
        Failover failover = world.failover();
        assertBack(failover, evidence);
        if (!failover.rejoin().ok()) {
            evidence.verify(false, failover.rejoin().complaint());
        }
        Rejoined rejoined = failover.rejoined();
        if (rejoined == null) {
            throw new AssertionError("MySQL on web-01 does not answer any more");
        }
        if (!rejoined.missing().isEmpty()) {
            String doing = rejoined.replication();
            evidence.verify(
                    false,
                    rejoined.missing().size() + " of web-02's entries are not on web-01; "
                            + (doing.isEmpty() ? "web-01 is not set up as a replica" : doing)
                            + (rejoined.collision().isEmpty() ? "" : "\n" + rejoined.collision()));
        }
        if (!isReadOnly(rejoined.write())) {
            evidence.verify(
                    false,
                    rejoined.write().ok()
                            ? "web-01 has all entries, but takes writes"
                            : "web-01 has all entries, but: " + Database.firstError(rejoined.write()));
        }
        evidence.observe("it follows, has every entry, and is read-only");
    }

    @Check(
            id = "failover-gtids",
            title = "In the end both servers have carried out the same transactions",
            requires = "failover-rejoin",
            disturbs = "site",
            hint = "What the old primary alone has was never confirmed to anybody, and is on no other server. Compare"
                    + " @@gtid_executed on both: GTID_SUBTRACT shows what one has and the other has not.")
    void gtids(World world, Evidence evidence) {
        evidence.expect("gtid_executed is the same on web-01 and web-02 and not empty, and so is the table entries")
                .reproduce(TRY_ALL + "; ./lab exec web-01 mysql -- mysql -uroot -e 'SELECT @@gtid_executed'");
        Rejoined rejoined = world.failover().rejoined();
        evidence.put("gtids", Map.of("web-01", rejoined.oldTransactions(), "web-02", rejoined.newTransactions()));
        if (rejoined.newTransactions().isEmpty()) {
            evidence.verify(false, "gtid_executed is empty on web-02");
        }
        boolean same = rejoined.oldTransactions().equals(rejoined.newTransactions());
        if (!rejoined.extra().isEmpty()) {
            evidence.verify(
                    false,
                    rejoined.extra().size()
                            + " entries are on web-01 alone, such as one that nobody was told is written"
                            + (same ? "" : "; " + compared(rejoined)));
        }
        evidence.verify(same, same ? "they are the same" : compared(rejoined));
    }

    private static String compared(Rejoined rejoined) {
        return "web-01 has carried out " + rejoined.oldTransactions() + ", and web-02 " + rejoined.newTransactions();
    }
}
