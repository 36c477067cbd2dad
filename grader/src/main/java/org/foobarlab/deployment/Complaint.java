package org.foobarlab.deployment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.foobarlab.submission.ServerFile;
import org.foobarlab.submission.ServerFile.Origin;
import org.foobarlab.submission.Servers;
import org.foobarlab.topology.AddressPlan;
import org.foobarlab.topology.Host;

/**
 * Make of a server program's log what a student needs when it did not start: the lines that complain, with the
 * student's own path in them.
 */
final class Complaint {

    /** More lines only repeat the first ones. */
    private static final int MOST_LINES = 6;

    private static final Pattern COMPLAINS = Pattern.compile(
            "(?i)\\b(error|alert|emerg|fatal|crit|panic|failed|unknown|denied|cannot|invalid|bad|not found|no"
                    + " such|nothing was done)\\b|level=error|outside range|not valid|must be set|for vrrp_instance|Non-existent");

    /** What only says that something else was said, or speaks of what nobody has to mend. */
    private static final Pattern NOISE = Pattern.compile("(?i)Fatal errors found in configuration|Error\\(s\\) found"
            + " in configuration|\\[NOTICE]|exiting\\b.*Aborting|Aborting$|\\[Warning]|level=(info|warn)|^\\s+\\||^firewall:"
            + " failed|Stopped processing the 'includedir'|previous rule set restored|one or more errors occurred while"
            + " applying|^\\w+: cannot connect to|errors occurred in file '"
            + "|exited with permanent error CONFIG");

    private static final Pattern PREFIX = Pattern.compile("^(?:\\w{3} \\w{3} [ \\d]\\d [\\d:]{8} \\d{4}: )?"
            + "(?:\\d{4}[-/]\\d\\d[-/]\\d\\d[T ]\\S+\\s+)?(?:\\d+ )?"
            + "(?:\\[(?:ALERT|emerg)]\\s+(?:\\(\\d+\\) : (?:config : )?|\\d+#\\d+: )|\\[ERROR] )?");

    /** A log line of Prometheus holds what matters as one quoted value. */
    private static final Pattern PROMETHEUS =
            Pattern.compile("^ts=.* level=error .*?\\berr=\"((?:[^\"\\\\]|\\\\.)*)\"$");

    /** After a line such as {@code /etc/nftables.conf:6:43-43: Error: syntax error}, nft shows the place. */
    private static final Pattern NFT = Pattern.compile("^/\\S+:\\d+:\\d+-\\d+: Error: .*");

    private static final Pattern VARIABLE = Pattern.compile(
            "(?:unknown (?:variable|option)|used for variable|Error while setting value '[^']*' to) '-*([\\w-]+)");

    /** All of a line that MySQL takes for a setting. */
    private static final Pattern UNKNOWN = Pattern.compile("(?m)unknown (?:variable|option) '-*(.+)'\\.?$");

    private static final Pattern BIND = Pattern.compile("Bind on TCP/IP port|Bind on unix socket|bind[-_]address");
    private static final Pattern BIND_ADDRESS = Pattern.compile("(?i)^\\s*bind[-_]address\\s*=.*");

    /** Where HAProxy, nginx or nft has found something: a file's name, and then the line. */
    private static final Pattern PLACE = Pattern.compile("(?:/[^\\s:\\]]+):(\\d+)(?::\\d+-\\d+)?");

    private static final Pattern QUOTED =
            Pattern.compile("'[^']*'(?= (?:expected|out of section|unknown))|keyword '[^']*'");

    /** What a program says that starts without the student's file, or with a part of it. */
    private static final Pattern IGNORED = Pattern.compile(
            "(?m)^.*(?:Found option without preceding group in config file|error during parsing file) (/[^,\\s]+).*$");

    /**
     * keepalived does what it can with a file that is wrong. What it then only adjusts, or would do otherwise itself,
     * is no mistake.
     */
    private static final Pattern KEEPALIVED = Pattern.compile("(?m)^.*(?:\\(/etc/keepalived/[^\\s:]+: Line \\d+\\)"
            + " (?!Truncating auth_pass|WARNING - script).*|There are \\d+ (?:missing '}'s or )?extra '.*|Disabling track script .*"
            + "|Script \\S+ cannot be accessed.*|No VIP specified.*|Failed to set process event listen.*)$");

    private static final String KEEPALIVED_FILE = "/etc/keepalived/keepalived.conf";

    /** What cannot work here although it is right elsewhere. */
    private static final String NO_PROCESS_EVENTS = "Failed to set process event listen";

    private Complaint() {}

    /** Return what a program complained of that did not start. */
    static String of(Host host, Servers servers, String printed) {
        Set<String> lines = complaining(printed);
        if (lines.isEmpty()) {
            // A program that ends without a word one knows said the reason last.
            List<String> all = printed.lines().filter(line -> !line.isBlank()).toList();
            all.stream()
                    .skip(Math.max(0, all.size() - MOST_LINES))
                    .map(Complaint::tidy)
                    .forEach(lines::add);
        }
        return told(host, servers, lines, printed);
    }

    /** Return what a program complained of, or nothing if none of what it said is a complaint. */
    static Optional<String> ofAny(Host host, Servers servers, String printed) {
        Set<String> lines = complaining(printed);
        return lines.isEmpty() ? Optional.empty() : Optional.of(told(host, servers, lines, printed));
    }

    private static Set<String> complaining(String printed) {
        List<String> all = printed.lines().filter(line -> !line.isBlank()).toList();
        Set<String> lines = new LinkedHashSet<>();
        for (int i = 0; i < all.size(); i++) {
            String line = all.get(i);
            if (COMPLAINS.matcher(line).find() && !NOISE.matcher(line).find()) {
                tidy(line).lines().forEach(lines::add);
                if (NFT.matcher(line).matches() && i + 1 < all.size()) {
                    lines.add("    " + all.get(i + 1).strip());
                }
            }
        }
        return lines;
    }

    private static String told(Host host, Servers servers, Set<String> lines, String printed) {
        List<String> told = withoutEchoes(lines);
        List<String> shown = new ArrayList<>(told.stream().limit(MOST_LINES).toList());
        if (told.size() > MOST_LINES) {
            shown.add("... and " + (told.size() - MOST_LINES) + " more like these");
        }
        // What stands in a file of the student's is shown as it stands there.
        String said = paths(host, servers, String.join("\n", shown));
        return MysqlWords.withToday(
                where(host, servers, printed).map(place -> said + "\n" + place).orElse(said));
    }

    /** Return what a program complained of that did start, but left a file of the student's aside. */
    static Optional<String> ofRunning(Host host, Servers servers, String printed) {
        List<String> lines = IGNORED.matcher(printed)
                .results()
                .filter(found -> servers.file(host, found.group(1))
                        .filter(file -> file.origin() == Origin.STUDENT)
                        .isPresent())
                .map(found -> found.group())
                .collect(Collectors.toCollection(ArrayList::new));
        if (servers.file(host, KEEPALIVED_FILE)
                .filter(file -> file.origin() == Origin.STUDENT)
                .isPresent()) {
            lines.addAll(ofKeepalived(printed));
        }
        return lines.isEmpty() ? Optional.empty() : Optional.of(of(host, servers, String.join("\n", lines)));
    }

    /**
     * Keep of lines that differ in nothing but their place the first, with the others' lines after it: one mistake
     * makes a program stumble over each line that follows, and the next mistake would not be seen for it.
     */
    private static List<String> withoutEchoes(Set<String> lines) {
        Map<String, List<String>> places = new LinkedHashMap<>();
        Map<String, String> first = new LinkedHashMap<>();
        for (String line : lines) {
            Matcher place = PLACE.matcher(line);
            boolean found = place.find();
            String message = found ? QUOTED.matcher(place.replaceFirst("")).replaceAll("''") : line;
            first.putIfAbsent(message, line);
            places.computeIfAbsent(message, any -> new ArrayList<>()).add(found ? place.group(1) : "");
        }
        return first.entrySet().stream()
                .map(entry -> {
                    List<String> all = places.get(entry.getKey());
                    return all.size() == 1
                            ? entry.getValue()
                            : entry.getValue() + " (and the same of "
                                    + (all.size() == 2 ? "line " : "lines ")
                                    + String.join(", ", all.subList(1, all.size())) + ")";
                })
                .toList();
    }

    private static List<String> ofKeepalived(String printed) {
        return KEEPALIVED
                .matcher(printed)
                .results()
                .map(found -> found.group())
                .map(line -> line.contains(NO_PROCESS_EVENTS)
                        ? "Error: track_process cannot work in the lab, where the kernel reports no processes to keepalived; let a"
                                + " vrrp_script look for HAProxy, such as \"/usr/bin/pgrep -x haproxy\""
                        // So that it counts as a complaint whatever its words.
                        : PREFIX.matcher(line).replaceFirst("Error: "))
                .toList();
    }

    private static String tidy(String line) {
        Matcher prometheus = PROMETHEUS.matcher(line);
        if (prometheus.matches()) {
            return prometheus
                    .group(1)
                    .replace("\\n", "\n")
                    .replace("\\\"", "\"")
                    .replace("\\\\", "\\");
        }
        return PREFIX.matcher(line.strip()).replaceFirst("");
    }

    /** MySQL names the setting it does not know but not the line, and of an address that it does not have neither. */
    private static Optional<String> where(Host host, Servers servers, String printed) {
        Matcher unknown = UNKNOWN.matcher(printed);
        if (unknown.find()) {
            String whole = spaceless(unknown.group(1));
            Optional<String> line = find(host, servers, text -> spaceless(text).equals(whole));
            if (line.isPresent()) {
                return line;
            }
        }
        Matcher variable = VARIABLE.matcher(printed);
        if (variable.find()) {
            Pattern setting = Pattern.compile("^\\s*" + variable.group(1).replaceAll("[-_]", "[-_]") + "\\s*(=|$).*");
            return find(host, servers, text -> setting.matcher(text).matches());
        }
        if (BIND.matcher(printed).find()) {
            return find(host, servers, text -> BIND_ADDRESS.matcher(text).matches())
                    .map(line -> line + "\nThat is no address of this server: " + host.name() + " has "
                            + AddressPlan.written(host) + " and 127.0.0.1, and 0.0.0.0 stands for all there are.");
        }
        return Optional.empty();
    }

    private static String spaceless(String text) {
        return text.replaceAll("\\s+", "").replace('_', '-');
    }

    private static Optional<String> find(Host host, Servers servers, Predicate<String> which) {
        for (ServerFile file : servers.of(host)) {
            List<String> lines =
                    file.origin() == Origin.STUDENT ? file.text().lines().toList() : List.of();
            for (int i = 0; i < lines.size(); i++) {
                if (which.test(lines.get(i))) {
                    return Optional.of("It stands in " + host.name() + file.path() + ", line " + (i + 1) + ": "
                            + lines.get(i).strip());
                }
            }
        }
        return Optional.empty();
    }

    /** Turn the server's paths into those of the submission. */
    private static String paths(Host host, Servers servers, String text) {
        Matcher quoted = UNKNOWN.matcher(text);
        if (quoted.find()) {
            // What a line of the student's holds is repeated as it stands there.
            return paths(host, servers, text.substring(0, quoted.start(1)))
                    + quoted.group(1)
                    + paths(host, servers, text.substring(quoted.end(1)));
        }
        String result = text.replace("/etc/nginx/sites-enabled/", "/etc/nginx/sites-available/");
        for (ServerFile file : servers.of(host)) {
            if (file.origin() == Origin.STUDENT) {
                result = result.replaceAll(
                        "(?<![\\w-])" + Pattern.quote(file.path()) + "(?![\\w-]|\\.\\w)",
                        Matcher.quoteReplacement(host.name() + file.path()));
            }
        }
        return result;
    }
}
