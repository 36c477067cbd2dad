package org.foobarlab.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.foobarlab.submission.Servers;
import org.foobarlab.topology.Host;

/**
 * Tell how a server's firewall was loaded, from what {@code load-firewall} printed.
 *
 * @param inForce whether rules are in force, or there is no firewall to load
 * @param message why none is in force; empty if one is
 * @param lackedByKernel whether the only reason is that the kernel under the lab lacks what a server's has
 * @param remarks what is worth telling of a firewall that is in force
 */
record FirewallStart(boolean inForce, String message, boolean lackedByKernel, List<String> remarks) {

    /** The rules of a server, where nftables has them. */
    static final String RULES = "/etc/nftables.conf";

    /** What is run in place of {@link #RULES} where there are none. */
    static final String SCRIPT = "/firewall.sh";

    private static final Pattern ENDED = Pattern.compile("(?m)^firewall: line (\\d+) ended with (\\d+): (.*)$");
    private static final Pattern LACKS = Pattern.compile("(?m)^firewall: kernel lacks: (.*)$");
    private static final Pattern FAILED = Pattern.compile("(?m)^firewall: failed");
    private static final Pattern KERNEL_PARAMETERS = Pattern.compile("(?m)^firewall: (kernel parameters .*)$");
    private static final Pattern NO_RULE = Pattern.compile("(?m)^firewall: no rule is in force$");
    private static final Pattern UFW_OFF = Pattern.compile("(?m)^firewall: ufw is not enabled$");

    /** Repeats of one mistake need not be told one by one. */
    private static final int MOST_COMMANDS = 4;

    /** Read what was printed, with the addresses as the student wrote them. */
    static FirewallStart of(Host host, Servers servers, String printed) {
        String file = host.name() + (servers.file(host, RULES).isPresent() ? RULES : SCRIPT);
        List<MatchResult> failed = ENDED.matcher(printed).results().toList();
        if (!FAILED.matcher(printed).find()) {
            return new FirewallStart(true, "", false, remarks(host, servers, file, printed, failed));
        }
        Optional<String> lacking =
                LACKS.matcher(printed).results().map(found -> found.group(1)).findFirst();
        if (lacking.isPresent()) {
            return new FirewallStart(
                    false,
                    "this machine's kernel lacks what " + host.name()
                            + lacking.get().strip()
                            + " asks of it; a Debian server loads this file. Grade on another machine, or do without"
                            + " that rule",
                    true,
                    List.of());
        }
        List<String> lines = new ArrayList<>();
        String complaint = said(host, servers, printed);
        if (!complaint.isEmpty()) {
            lines.add(complaint);
        }
        if (NO_RULE.matcher(printed).find()) {
            lines.add("No rule is in force after " + file + ".");
        }
        if (UFW_OFF.matcher(printed).find()) {
            lines.add("ufw is not enabled: its rules wait for 'ufw enable', which " + file
                    + " does not say, or not so that ufw takes it.");
        }
        lines.addAll(commands(file, failed));
        return new FirewallStart(false, String.join("\n", lines), false, List.of());
    }

    private static List<String> remarks(
            Host host, Servers servers, String file, String printed, List<MatchResult> failed) {
        List<String> remarks = new ArrayList<>();
        if (!failed.isEmpty()) {
            String complaint = said(host, servers, printed).replace("\n", "; ");
            remarks.add(String.join(" ", commands(file, failed))
                    + " The rest of the script was run all the same, as on a server."
                    + (complaint.isEmpty() ? "" : " What was said: " + complaint + "."));
        }
        KERNEL_PARAMETERS.matcher(printed).results().forEach(found -> remarks.add(file + ": " + found.group(1) + "."));
        return remarks;
    }

    /** The firewall's own programs, without what {@code load-firewall} adds. */
    private static String said(Host host, Servers servers, String printed) {
        String own = printed.lines()
                .filter(line -> !line.startsWith("firewall: "))
                .reduce("", (before, line) -> before + line + "\n");
        return Complaint.ofAny(host, servers, own).orElse("");
    }

    private static List<String> commands(String file, List<MatchResult> failed) {
        List<String> lines = new ArrayList<>();
        for (MatchResult command : failed.subList(0, Math.min(MOST_COMMANDS, failed.size()))) {
            lines.add(file + ", line " + command.group(1) + ": '"
                    + command.group(3).strip() + "' ended with " + command.group(2) + ".");
        }
        if (failed.size() > MOST_COMMANDS) {
            lines.add("So did " + (failed.size() - MOST_COMMANDS) + " more.");
        }
        return lines;
    }
}
