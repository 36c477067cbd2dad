package org.foobarlab.checks;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.foobarlab.submission.ServerFile;

/** Say which file of rsyslog.d keeps messages from one that comes after it by name. */
final class LogOrder {

    private static final String FOLDER = "/etc/rsyslog.d/";
    private static final Pattern STOPS = Pattern.compile("(?m)^[^#\\n]*(?:\\bstop\\b|[&}\\s]\\s*~\\s*$)");
    private static final Pattern FORWARDS = Pattern.compile("(?m)^[^#\\n]*(?:@@?[\\w\\[(.]|\\bomfwd\\b)");

    private LogOrder() {}

    /** Return a sentence about a server's files if one ends messages before another forwards them. */
    static Optional<String> stopped(String host, Collection<ServerFile> files) {
        List<ServerFile> inOrder = files.stream()
                .filter(file -> file.path().startsWith(FOLDER))
                .sorted(Comparator.comparing(ServerFile::path))
                .toList();
        Optional<ServerFile> forwards = inOrder.stream()
                .filter(file -> FORWARDS.matcher(file.text()).find())
                .findFirst();
        return forwards.flatMap(after -> inOrder.stream()
                .takeWhile(file -> !file.equals(after))
                .filter(file -> STOPS.matcher(file.text()).find())
                .findFirst()
                .map(before -> host + before.path() + " ends messages with 'stop' before " + host + after.path()
                        + " forwards them: rsyslog reads these files by name, so give the one that forwards a smaller"
                        + " number"));
    }
}
