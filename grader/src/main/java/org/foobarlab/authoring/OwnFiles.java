package org.foobarlab.authoring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.submission.Servers;
import org.foobarlab.submission.Submission;
import org.foobarlab.topology.AddressPlan;

/**
 * Put files that a student has from elsewhere to where a lab's servers have them.
 *
 * <p>What a file is for is told by what stands in it, and whose it is by its path. Nothing of it is changed but the
 * addresses of servers that have another one in the lab.
 */
public final class OwnFiles {

    private static final String HAPROXY = "lb-01/etc/haproxy/haproxy.cfg";
    private static final Pattern ADDRESS = Pattern.compile("(?<![\\d.])((?:\\d{1,3}\\.){3}\\d{1,3})(?![\\d.]*\\d)");
    private static final Pattern HOST = Pattern.compile("(?i)(?:^|[^a-z])(lb|web|monitor)-?_?(0?[12])?(?![a-z0-9])");
    private static final Pattern PRIMARY = Pattern.compile("(?i)primary|master|source(?!s)");
    private static final Pattern REPLICA = Pattern.compile("(?i)replica(?!tion)|slave|secondary");
    private static final Pattern SERVER_LINE =
            Pattern.compile("(?mi)^\\s*server\\s+(\\S+)\\s+((?:\\d{1,3}\\.){3}\\d{1,3})");
    private static final Pattern BIND_LINE = Pattern.compile("(?mi)^\\s*bind\\s+((?:\\d{1,3}\\.){3}\\d{1,3})");
    private static final Pattern SOURCE =
            Pattern.compile("(?i)(?:SOURCE|MASTER)_HOST\\s*=\\s*['\"]((?:\\d{1,3}\\.){3}\\d{1,3})");
    private static final Pattern INSTALLS =
            Pattern.compile("(?m)^\\s*(?:sudo\\s+)?(?:apt|apt-get|yum|dnf|pip3?|wget)\\s");
    private static final Pattern SETS_RULES = Pattern.compile("(?m)^\\s*(?:sudo\\s+)?(?:ufw|iptables|nft)\\s");

    /** What a kind of file is known by, and where it belongs. */
    private enum Kind {
        NFTABLES("(?m)^\\s*table\\s+(?:inet|ip|ip6)\\s+\\S+\\s*\\{", "", "/etc/nftables.conf"),
        NGINX("(?m)^\\s*server\\s*\\{", "web-01 web-02", "/etc/nginx/sites-available/default"),
        HAPROXY(
                "(?m)^\\s*(?:(?:frontend|backend|listen)\\s+[^;{]+|defaults|global)\\s*$",
                "lb-01",
                "/etc/haproxy/haproxy.cfg"),
        MYSQL("(?m)^\\s*\\[mysqld]", "", "/etc/mysql/mysql.conf.d/mysqld.cnf"),
        SETUP(
                "(?mi)^\\s*(?:CREATE\\s+USER|GRANT\\s+\\w|CHANGE\\s+(?:REPLICATION|MASTER))\\b",
                "",
                "/etc/mysql/setup.sql"),
        PROMETHEUS("(?m)^scrape_configs:", "monitor", "/etc/prometheus/prometheus.yml"),
        RULES("(?m)^groups:", "monitor", "/etc/prometheus/rules.yml"),
        RSYSLOG("(?m)^[^#\\n]*(?:\\S+\\s+@@?[\\w\\[(.]|\\bomfwd\\b)", "", "/etc/rsyslog.d/50-monitor.conf");

        private final Pattern mark;
        private final List<String> hosts;
        private final String path;

        Kind(String mark, String hosts, String path) {
            this.mark = Pattern.compile(mark);
            this.hosts = hosts.isEmpty() ? List.of() : List.of(hosts.split(" "));
            this.path = path;
        }
    }

    private final Lab lab;
    private final Submission own;
    private final Map<String, byte[]> placed = new LinkedHashMap<>();
    private final List<String> told = new ArrayList<>();

    private OwnFiles(Lab lab, Submission own) {
        this.lab = lab;
        this.own = own;
    }

    /**
     * Find out what is what. Nothing is written yet.
     *
     * @param from the folder that holds them, in any order
     * @throws UnusableInput if the folder cannot be read, or holds nothing that is known
     */
    public static OwnFiles read(Lab lab, Path from) {
        OwnFiles files = new OwnFiles(lab, Submission.read(from));
        files.place();
        if (files.placed.isEmpty()) {
            throw new UnusableInput("Nothing in the folder " + from + " is a file of a server that lab " + lab.number()
                    + " reads: " + String.join(" ", files.told));
        }
        files.moveAddresses();
        return files;
    }

    /**
     * Lay them over the copy of the lab's starter.
     *
     * @param to the copy
     * @return what was done with each, and with each address, a sentence each
     * @throws UnusableInput if they cannot be written
     */
    public List<String> layOver(Path to) {
        write(to);
        return List.copyOf(told);
    }

    private void place() {
        Set<String> taken = new LinkedHashSet<>();
        own.files().forEach((path, content) -> {
            String text = new String(content, StandardCharsets.ISO_8859_1);
            List<String> targets = targets(path, text);
            if (targets.isEmpty()) {
                told.add("not taken: " + path + " - " + whyNot(path, text) + ".");
                return;
            }
            for (String target : targets) {
                if (!taken.add(target)) {
                    told.add("not taken: " + path + " - there is another " + target + " already.");
                } else {
                    placed.put(target, content);
                    told.add("taken: " + path + " is " + target + " now.");
                }
            }
        });
    }

    private List<String> targets(String path, String text) {
        Optional<String> laidOut = laidOut(path);
        if (laidOut.isPresent()) {
            return List.of(laidOut.get());
        }
        if (path.equals(Lab.EXPLANATION)) {
            return List.of(path);
        }
        return candidates(path, text)
                .filter(target -> Servers.isRead(target, lab))
                .toList();
    }

    /** A path that ends as a server's does, such as {@code old/web-01/etc/nginx/sites-available/default}. */
    private Optional<String> laidOut(String path) {
        String[] names = path.split("/");
        return Stream.iterate(0, i -> i < names.length, i -> i + 1)
                .map(i -> String.join("/", List.of(names).subList(i, names.length)))
                .filter(tail -> Servers.isRead(tail, lab))
                .findFirst();
    }

    private Stream<String> candidates(String path, String text) {
        if (isScript(text) || path.endsWith(".sh")) {
            boolean rules = SETS_RULES.matcher(text).find();
            return rules
                    ? hosts(path, List.of("lb-01", "web-01", "web-02")).stream().map(host -> host + "/firewall.sh")
                    : Stream.empty();
        }
        for (Kind kind : Kind.values()) {
            if (kind.mark.matcher(text).find()) {
                return hosts(kind, path, text).stream().map(host -> host + kind.path);
            }
        }
        return SETS_RULES.matcher(text).find()
                ? hosts(path, List.of("lb-01", "web-01", "web-02")).stream().map(host -> host + "/firewall.sh")
                : Stream.empty();
    }

    private static List<String> hosts(Kind kind, String path, String text) {
        return switch (kind) {
            case MYSQL, SETUP -> {
                List<String> named = hosts(path, List.of());
                String both = path + "\n"
                        + text.lines()
                                .filter(line -> !line.isBlank())
                                .findFirst()
                                .orElse("");
                boolean follows = text.matches(
                        "(?is).*(CHANGE\\s+(REPLICATION|MASTER)|\\n\\s*(relay[-_]log|(super[-_])?read[-_]only)\\b).*");
                yield !named.isEmpty()
                        ? named
                        : List.of(
                                REPLICA.matcher(both).find()
                                                || follows
                                                        && !PRIMARY.matcher(path)
                                                                .find()
                                        ? "web-02"
                                        : "web-01");
            }
            case NFTABLES, RSYSLOG -> hosts(path, List.of("lb-01", "web-01", "web-02"));
            case NGINX -> hosts(path, kind.hosts);
            default -> kind.hosts;
        };
    }

    /** The hosts that a path names, or others if it names none. */
    private static List<String> hosts(String path, List<String> others) {
        List<String> named =
                HOST.matcher(path).results().map(OwnFiles::host).distinct().toList();
        return named.isEmpty() ? others : named;
    }

    private static String host(MatchResult found) {
        String name = found.group(1).toLowerCase(Locale.ROOT);
        String number = found.group(2) == null ? "1" : found.group(2).replaceFirst("^0", "");
        return name.equals("monitor") ? name : name + "-0" + number;
    }

    private static boolean isScript(String text) {
        return text.startsWith("#!");
    }

    private static String whyNot(String path, String text) {
        if (INSTALLS.matcher(text).find() || isScript(text)) {
            return "it is a script; the lab's servers are installed, and what it needs is the file that such a script writes";
        }
        if (Stream.of(Kind.values()).anyMatch(kind -> kind.mark.matcher(text).find())) {
            return "this lab gives that file, or reads it for a server that the path does not name";
        }
        return "it is no file of a server that is known here";
    }

    /** Give the servers that the configurations talk of the addresses that they have in the lab. */
    private void moveAddresses() {
        Map<String, String> moved = new LinkedHashMap<>();
        text(HAPROXY).ifPresent(text -> {
            List<MatchResult> lines = SERVER_LINE.matcher(text).results().toList();
            int number = 0;
            for (MatchResult line : lines) {
                if (!moved.containsKey(line.group(2))) {
                    number++;
                    Matcher name = Pattern.compile("web-?_?0?([12])\\b").matcher(line.group(1));
                    int web = name.find() ? Integer.parseInt(name.group(1)) : number;
                    move(line.group(2), "web-0" + web, 10 + web, web <= 2, moved);
                }
            }
            BIND_LINE.matcher(text).results().forEach(found -> move(found.group(1), "lb-01", 10, true, moved));
        });
        text("web-02/etc/mysql/setup.sql")
                .ifPresent(text -> SOURCE.matcher(text)
                        .results()
                        .forEach(found -> move(found.group(1), "web-01", 11, true, moved)));
        UnaryOperator<String> replace = text -> ADDRESS.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(moved.getOrDefault(found.group(1), found.group(1))));
        placed.replaceAll((path, content) ->
                replace.apply(new String(content, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1));
    }

    private void move(String address, String host, int number, boolean known, Map<String, String> moved) {
        boolean fits =
                address.startsWith("127.") || address.startsWith("0.") || address.startsWith(AddressPlan.WRITTEN);
        if (known && !fits && !moved.containsKey(address)) {
            moved.put(address, AddressPlan.WRITTEN + number);
            told.add("changed: " + address + " is " + AddressPlan.WRITTEN + number + ", the address of " + host
                    + " in the lab.");
        }
    }

    private Optional<String> text(String path) {
        return Optional.ofNullable(placed.get(path)).map(content -> new String(content, StandardCharsets.ISO_8859_1));
    }

    private void write(Path to) {
        try {
            for (Map.Entry<String, byte[]> file : placed.entrySet()) {
                Path target = to.resolve(file.getKey());
                Files.createDirectories(target.getParent());
                Files.write(target, file.getValue());
            }
            List<String> scripts = placed.keySet().stream()
                    .filter(path -> path.endsWith("/firewall.sh"))
                    .sorted(Comparator.naturalOrder())
                    .toList();
            for (String script : scripts) {
                String rules = script.replace("/firewall.sh", "/etc/nftables.conf");
                if (!placed.containsKey(rules) && Files.deleteIfExists(to.resolve(rules))) {
                    told.add("left out: the starter's " + rules + ", beside which " + script + " would not be run.");
                }
            }
        } catch (IOException e) {
            throw new UnusableInput("Your files could not be put into " + to + ": " + e.getMessage() + ".", e);
        }
    }
}
