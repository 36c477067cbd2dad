package org.foobarlab.submission;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.foobarlab.submission.ServerFile.Origin;
import org.foobarlab.topology.AddressPlan;
import org.foobarlab.topology.Host;
import org.foobarlab.topology.Topology;

/** Find in a student's files what explains a failure that says something else, or none at all. It costs no points. */
final class Remarks {

    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final String RULES = "/etc/nftables.conf";
    private static final String SCRIPT = "/firewall.sh";

    /** Where a configuration says which server it talks to, or at which address it listens. */
    private static final Pattern ADDRESSED =
            Pattern.compile("(?i)^\\s*(?:server\\s+\\S+\\s+|bind\\s+|proxy_pass\\s+\\w+://|"
                    + "bind[-_]address\\s*=\\s*|.*\\bSOURCE_HOST\\s*=\\s*['\"]|.*@|.*\\btarget=\"|\\s*-\\s*(?:targets:.*?)?['\"]?|.*\\btargets:.*?['\"])"
                    + "(?:ipv4@)?((?:\\d{1,3}\\.){3}\\d{1,3})\\b");

    private static final Pattern SPEAKS_IPV6 = Pattern.compile(
            "(?i)\\bip6tables\\b|\\bip6 (?:saddr|daddr|nexthdr)\\b|\\bicmpv6\\b|\\[::1?]|:::\\d|\\bipv6(?:only)?\\b|\\bv[46]v?6(?:only)?\\b");

    private static final Pattern COMMENT = Pattern.compile("^\\s*(?:#|--|;).*");
    private static final Pattern WHOLE_NGINX = Pattern.compile("(?m)^\\s*(?:http|events)\\s*\\{");
    private static final Pattern SCRIPT_LINE =
            Pattern.compile("(?m)^\\s*(?:#!\\s*/(?:usr/)?bin/|(?:sudo\\s+)?apt(?:-get)?\\s+[-\\w]).*$");

    private Remarks() {}

    /**
     * Return what is worth telling, one sentence each.
     *
     * @param files the files of each host, by their paths on it
     */
    static List<String> of(Topology topology, Map<String, Map<String, ServerFile>> files) {
        Map<String, ServerFile> own = new LinkedHashMap<>();
        files.forEach((host, all) -> all.forEach((path, file) -> {
            if (file.origin() == Origin.STUDENT) {
                own.put(host + path, file);
            }
        }));
        List<String> remarks = new ArrayList<>();
        files.forEach((host, all) -> {
            if (all.containsKey(RULES) && own.containsKey(host + SCRIPT)) {
                remarks.add(host + SCRIPT + " is not run, since " + host + RULES + " is there and counts: "
                        + (own.containsKey(host + RULES)
                                ? "delete that file to use the script."
                                : "the lab gives that file."));
            }
        });
        windows(own, remarks);
        all(own, Remarks::hasMark)
                .forEach(path ->
                        remarks.add(path + " begins with a byte order mark, three bytes that no editor shows and"
                                + " that servers take for part of the first word: save it as UTF-8 without it."));
        own.forEach((path, file) -> {
            if (path.contains("/etc/nginx/sites-")
                    && WHOLE_NGINX.matcher(file.text()).find()) {
                remarks.add(path + " is a whole nginx.conf: here, as on Debian, it is read within 'http { }', which is"
                        + " given. Keep the 'server { }' blocks, and what is outside of 'http { }' leave out.");
            }
            if (!path.endsWith(".sh")
                    && isConfiguration(path)
                    && SCRIPT_LINE.matcher(file.text()).find()) {
                remarks.add(
                        path + " looks like a script that installs and configures a server. The lab's servers are"
                                + " installed; what it needs here is the file itself that the script would write on the server.");
            }
            elsewhere(topology, path, file).ifPresent(remarks::add);
        });
        ipv6(own, remarks);
        return remarks;
    }

    private static void windows(Map<String, ServerFile> own, List<String> remarks) {
        List<String> paths = all(own, file -> file.text().contains("\r\n"));
        if (!paths.isEmpty()) {
            remarks.add(
                    listed(paths) + (paths.size() == 1 ? " has" : " have")
                            + " the line ends of Windows (CR LF). nft and the shell take the CR for part of the line and fail, some"
                            + " programs do not mind: save with the line ends of Unix (LF), or run 'sed -i \"s/\\r$//\" FILE'.");
        }
    }

    private static void ipv6(Map<String, ServerFile> own, List<String> remarks) {
        List<String> places = new ArrayList<>();
        own.forEach(
                (path, file) -> firstLine(file, SPEAKS_IPV6).ifPresent(line -> places.add(path + ", line " + line)));
        if (!places.isEmpty()) {
            remarks.add("IPv6 is switched off on the lab's servers. What is said of it in " + listed(places)
                    + " does no harm, and is neither tried nor counted.");
        }
    }

    private static Optional<Integer> firstLine(ServerFile file, Pattern pattern) {
        List<String> lines = file.text().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (!COMMENT.matcher(lines.get(i)).matches()
                    && pattern.matcher(lines.get(i)).find()) {
                return Optional.of(i + 1);
            }
        }
        return Optional.empty();
    }

    /** Tell of addresses of machines that the student once had elsewhere, where a lab's server must be named. */
    private static Optional<String> elsewhere(Topology topology, String path, ServerFile file) {
        List<String> places = new ArrayList<>();
        List<String> lines = file.text().lines().toList();
        for (int i = 0; i < lines.size() && !path.endsWith(".sh"); i++) {
            Matcher addressed = ADDRESSED.matcher(lines.get(i));
            if (!COMMENT.matcher(lines.get(i)).matches() && addressed.find() && isElsewhere(addressed.group(1))) {
                places.add("line " + (i + 1) + " names " + addressed.group(1));
            }
        }
        if (places.isEmpty()) {
            return Optional.empty();
        }
        String hosts = topology.hosts().stream()
                .filter(host -> host.group() != Host.Group.INTERNET)
                .map(host -> host.name() + " " + AddressPlan.written(host))
                .collect(Collectors.joining(", "));
        return Optional.of(path + ": " + String.join(", ", places.subList(0, Math.min(3, places.size())))
                + (places.size() > 3 ? " and so on" : "")
                + ", where there is no server in the lab. Its servers are " + hosts + ".");
    }

    private static boolean isElsewhere(String address) {
        return !address.startsWith(AddressPlan.WRITTEN) && !address.startsWith("127.") && !address.startsWith("0.");
    }

    private static boolean isConfiguration(String path) {
        return path.endsWith(".cfg") || path.endsWith(".cnf") || path.contains("/sites-available/");
    }

    private static boolean hasMark(ServerFile file) {
        byte[] content = file.content();
        return content.length >= MARK.length && content[0] == MARK[0] && content[1] == MARK[1] && content[2] == MARK[2];
    }

    private static List<String> all(Map<String, ServerFile> files, Predicate<ServerFile> which) {
        return files.entrySet().stream()
                .filter(file -> which.test(file.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String listed(Collection<String> paths) {
        List<String> all = List.copyOf(paths);
        return all.size() == 1
                ? all.get(0)
                : String.join(", ", all.subList(0, all.size() - 1)) + " and " + all.get(all.size() - 1);
    }
}
