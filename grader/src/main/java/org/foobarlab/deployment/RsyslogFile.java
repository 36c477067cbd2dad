package org.foobarlab.deployment;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.foobarlab.submission.ServerFile;
import org.foobarlab.submission.ServerFile.Origin;

/**
 * Make room in the {@code rsyslog.conf} that a lab gives for what a student's own files load.
 *
 * <p>Debian's own file does not listen for datagrams, so tutorials load that module in a file of rsyslog.d. The lab's
 * file listens, since the site logs that way; and a module can be loaded only once.
 */
final class RsyslogFile {

    /** What a lab gives. */
    static final String PATH = "/etc/rsyslog.conf";

    private static final String FOLDER = "/etc/rsyslog.d/";
    private static final Pattern LOADS = Pattern.compile(
            "(?mi)^\\s*(?:module\\s*\\([^)]*load\\s*=\\s*\"imudp\"[^)]*\\)|\\$ModLoad\\s+imudp(?:\\.so)?\\b).*$");
    private static final Pattern LISTENS = Pattern.compile(
            "(?mi)^\\s*(?:input\\s*\\([^)]*\"imudp\"[^)]*port\\s*=\\s*\"514\"[^)]*\\)|input\\s*\\([^)]*port\\s*=\\s*\"514\"[^)]*\"imudp\"[^)]*\\)"
                    + "|\\$UDPServerRun\\s+514\\b).*$");

    private RsyslogFile() {}

    /** Return the given file's content as it has to be beside others of the same server. */
    static byte[] beside(ServerFile given, Collection<ServerFile> others) {
        List<String> own = others.stream()
                .filter(file -> file.origin() == Origin.STUDENT && file.path().startsWith(FOLDER))
                .map(ServerFile::text)
                .toList();
        if (own.stream().noneMatch(text -> LOADS.matcher(text).find())) {
            return given.content();
        }
        String inputs = LISTENS.matcher(given.text())
                .results()
                .map(found -> found.group().strip())
                .collect(Collectors.joining("\n"));
        String without =
                LISTENS.matcher(LOADS.matcher(given.text()).replaceAll("")).replaceAll("");
        // A port can be listened at only once, too. The module is loaded where the student's files are included.
        boolean listens = own.stream().anyMatch(text -> LISTENS.matcher(text).find());
        return (without + (listens ? "" : inputs + "\n")).getBytes(StandardCharsets.UTF_8);
    }
}
