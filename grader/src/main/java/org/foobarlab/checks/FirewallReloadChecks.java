package org.foobarlab.checks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.foobarlab.deployment.Output;
import org.foobarlab.deployment.Parallel;
import org.foobarlab.deployment.RunningHost;
import org.foobarlab.grade.LabFault;
import org.foobarlab.probe.Answer;
import org.foobarlab.probe.SlowEntry;
import org.foobarlab.probe.World;

/** Check what becomes of the rules, and of those who are connected, when a firewall is loaded again. */
@Area("firewalls")
final class FirewallReloadChecks {

    private static final int ENTRIES = 4;

    /**
     * On a busy machine nft once showed a rule of iptables in other words than before and after. Rules that differ go
     * on to differ.
     */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private static final Duration REPLICATED = Duration.ofSeconds(3);
    private static final Duration FOLLOWS = Duration.ofSeconds(8);
    private static final String FOLLOWERS =
            "SELECT id FROM information_schema.processlist WHERE command LIKE 'Binlog Dump%' ORDER BY id";

    @Check(
            id = "firewall-reload",
            title = "Each firewall can be loaded again, and then has the same rules",
            requires = {"lb-01-firewall-loads", "web-01-firewall-loads", "web-02-firewall-loads"},
            disturbs = "site",
            hint = "Begin with taking the old rules away: 'flush ruleset' in nftables.conf, 'iptables -F' and"
                    + " 'iptables -X' or 'ufw --force reset' in a script. Else each load adds all rules once more, and"
                    + " what you strike from the file stays in force.")
    void reload(World world, Evidence evidence) throws Exception {
        evidence.expect("lb-01, web-01 and web-02: loading the firewall again works, and 'nft list ruleset' shows the"
                + " same rules before and after");
        Map<String, List<String>> before = rules(world);
        Map<String, Output> loaded = loadAgain(world);
        Map<String, List<String>> after = rulesLike(before, world);
        if (!before.equals(after) && loaded.values().stream().allMatch(Output::ok)) {
            // ufw completes a chain of its own only once its file was written, so that its second time differs from the
            // first. What adds rules each time does so again.
            before = after;
            loaded = loadAgain(world);
            after = rulesLike(before, world);
        }
        List<String> wrong = new ArrayList<>();
        for (RunningHost host : servers(world)) {
            String name = host.name();
            List<String> more = difference(after.get(name), before.get(name));
            List<String> fewer = difference(before.get(name), after.get(name));
            if (!loaded.get(name).ok()) {
                wrong.add("on " + name + " it failed: " + said(loaded.get(name)));
            } else if (!more.isEmpty() || !fewer.isEmpty()) {
                wrong.add(name + " has " + described(more, "more") + (more.isEmpty() || fewer.isEmpty() ? "" : " and ")
                        + described(fewer, "fewer"));
            } else {
                continue;
            }
            evidence.reproduce("./lab exec " + name + " -- sh -c 'load-firewall; nft list ruleset'");
        }
        evidence.verify(
                wrong.isEmpty(), wrong.isEmpty() ? "it works, and they are the same" : String.join("\n", wrong));
    }

    private static String said(Output output) {
        List<String> lines = output.all().strip().lines().toList();
        return lines.isEmpty()
                ? "it ended with an error and no message"
                : String.join("\n", lines.subList(Math.max(0, lines.size() - 4), lines.size()));
    }

    private static String described(List<String> rules, String how) {
        return rules.isEmpty()
                ? ""
                : rules.size() + (rules.size() == 1 ? " line " : " lines ") + how + ", such as '"
                        + rules.get(rules.size() - 1) + "'";
    }

    private static List<String> difference(List<String> from, List<String> without) {
        List<String> left = new ArrayList<>(from);
        without.forEach(left::remove);
        return left;
    }

    /** Return the rules there are, and look for a while longer where they differ from those of before. */
    private static Map<String, List<String>> rulesLike(Map<String, List<String>> before, World world) throws Exception {
        return Eventually.see(SETTLED, () -> rules(world), before::equals);
    }

    /** Without what rules count and remember, since that is not theirs but the traffic's. */
    private static Map<String, List<String>> rules(World world) {
        Map<String, List<String>> rules = new ConcurrentHashMap<>();
        Parallel.forEach(servers(world), host -> {
            Output output = host.exec("nft", "--stateless", "--terse", "list", "ruleset");
            if (!output.ok()) {
                throw new LabFault("the rules of " + host + " could not be read: " + output.all());
            }
            rules.put(
                    host.name(),
                    output.out()
                            .lines()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty() && !line.equals("}"))
                            .toList());
        });
        return rules;
    }

    private static Map<String, Output> loadAgain(World world) {
        Map<String, Output> loaded = new ConcurrentHashMap<>();
        Parallel.forEach(servers(world), host -> loaded.put(host.name(), host.reloadFirewall()));
        return new TreeMap<>(loaded);
    }

    private static List<RunningHost> servers(World world) {
        return world.deployment().topology().servers().stream()
                .map(host -> world.host(host.name()))
                .toList();
    }

    @Check(
            id = "firewall-reload-connections",
            title = "Connections that stand go on when the firewalls are loaded again",
            requires = {"lb-01-firewall-loads", "web-01-firewall-loads", "web-02-firewall-loads"},
            follows = {
                "lb-01-needed-ports",
                "web-01-needed-ports",
                "web-02-needed-ports",
                "firewall-loopback",
                "firewall-ordinary-visitor",
                "firewall-reload"
            },
            disturbs = "site",
            hint =
                    "The kernel's table of connections (conntrack -L) outlives the rules. Let what is 'established' pass,"
                            + " in both directions, and leave that table alone: 'conntrack -F' forgets who was let in.")
    void connections(World world, Evidence evidence) throws Exception {
        evidence.expect("while all three firewalls are loaded again, entries that visitors are just sending arrive, and"
                        + " the replica goes on reading from the primary over the same connection")
                .reproduce("./lab exec web-01 -- sh -c 'ss -tn; load-firewall; ss -tn'");
        List<String> followers =
                Eventually.see(FOLLOWS, () -> world.database("web-01").ask(FOLLOWERS), list -> !list.isEmpty());
        if (followers.isEmpty()) {
            evidence.verify(false, "no replica reads from web-01 before the firewalls are loaded again");
        }
        String marker = world.marker("reload");
        List<SlowEntry> entries = new ArrayList<>();
        try {
            for (int i = 0; i < ENTRIES; i++) {
                entries.add(SlowEntry.begin(world.visitor(), marker + " " + i));
            }
            loadAgain(world).forEach((host, output) -> {
                if (!output.ok()) {
                    evidence.verify(false, "on " + host + " it failed: " + said(output));
                }
            });
            List<Answer> answers = entries.stream().map(SlowEntry::finish).toList();
            List<String> lost = answers.stream()
                    .filter(answer -> answer.status() != 303)
                    .map(Answer::summary)
                    .toList();
            if (!lost.isEmpty()) {
                evidence.verify(
                        false,
                        lost.size() + " of " + ENTRIES + " entries that visitors were sending were lost: "
                                + lost.stream().distinct().collect(Collectors.joining("; ")));
            }
        } catch (IOException e) {
            evidence.verify(false, "an entry could not be begun: " + e.getMessage());
        } finally {
            for (SlowEntry entry : entries) {
                entry.close();
            }
        }
        String arrived = "SELECT COUNT(DISTINCT text) FROM foobar.entries WHERE text LIKE '" + marker + " %'";
        int found = Eventually.see(
                REPLICATED,
                () -> Integer.parseInt(world.database("web-02").ask(arrived).get(0)),
                count -> count == ENTRIES);
        if (found < ENTRIES) {
            evidence.verify(
                    false,
                    "the entries arrived on web-01, but " + (ENTRIES - found) + " of " + ENTRIES
                            + " were not on the replica " + REPLICATED.toSeconds() + " s later");
        }
        boolean same = !Collections.disjoint(world.database("web-01").ask(FOLLOWERS), followers);
        evidence.verify(
                same,
                same ? "the entries arrived, also on the replica" : "the replica had to connect to the primary anew");
    }
}
