package org.foobarlab.deployment;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.foobarlab.submission.ServerFile;
import org.foobarlab.submission.ServerFile.Origin;
import org.foobarlab.submission.Servers;
import org.foobarlab.topology.Host;

/**
 * Make of a server program's log what a student needs when it did not start: the lines that complain, with the student's own path in them.
 */
final class Complaint {

    /** More lines only repeat the first ones. */
    private static final int MOST_LINES = 6;

    private static final Pattern COMPLAINS =
            Pattern.compile("(?i)\\b(error|alert|emerg|fatal|crit|panic|failed|unknown|denied|cannot|invalid)\\b|level=error");
    private static final Pattern NOISE = Pattern.compile(
            "(?i)Fatal errors found in configuration|\\[NOTICE]|exiting\\b.*Aborting|Aborting$|\\[Warning]|level=(info|warn)");
    private static final Pattern PREFIX = Pattern.compile(
            "^(\\d{4}[-/]\\d\\d[-/]\\d\\d[T ]\\S+\\s+)?(\\d+ )?(ts=\\S+ caller=\\S+ )?");
    private static final Pattern VARIABLE = Pattern.compile("unknown (?:variable|option) '-*([\\w-]+)");

    private Complaint() {}

    static String of(Host host, Servers servers, String printed) {
        Set<String> lines = new LinkedHashSet<>();
        for (String line : printed.lines().toList()) {
            if (COMPLAINS.matcher(line).find() && !NOISE.matcher(line).find()) {
                lines.add(tidy(line));
            }
        }
        if (lines.isEmpty()) {
            printed.lines().filter(line -> !line.isBlank()).map(Complaint::tidy).forEach(lines::add);
        }
        List<String> shown = new ArrayList<>(lines.stream().limit(MOST_LINES).toList());
        where(host, servers, printed).ifPresent(shown::add);
        return paths(host, servers, String.join("\n", shown));
    }

    private static String tidy(String line) {
        return PREFIX.matcher(line.strip()).replaceFirst("");
    }

    /** MySQL names the setting it does not know but not the line. */
    private static Optional<String> where(Host host, Servers servers, String printed) {
        Matcher variable = VARIABLE.matcher(printed);
        if (!variable.find()) {
            return Optional.empty();
        }
        Pattern setting = Pattern.compile("^\\s*" + variable.group(1).replaceAll("[-_]", "[-_]") + "\\s*(=|$).*");
        for (ServerFile file : servers.of(host)) {
            List<String> lines = file.origin() == Origin.STUDENT ? file.text().lines().toList() : List.of();
            for (int i = 0; i < lines.size(); i++) {
                if (setting.matcher(lines.get(i)).matches()) {
                    return Optional.of("It stands in " + file.path() + ", line " + (i + 1) + ": " + lines.get(i).strip());
                }
            }
        }
        return Optional.empty();
    }

    /** Turn the server's paths into those of the submission. */
    private static String paths(Host host, Servers servers, String text) {
        String result = text.replace("/etc/nginx/sites-enabled/", "/etc/nginx/sites-available/");
        for (ServerFile file : servers.of(host)) {
            if (file.origin() == Origin.STUDENT) {
                result = result.replaceAll("(?<![\\w-])" + Pattern.quote(file.path()) + "(?!\\w)",
                        Matcher.quoteReplacement(host.name() + file.path()));
            }
        }
        return result;
    }
}
