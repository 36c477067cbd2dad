package org.foobarlab.submission;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Find what a server's files name that lies on the same server: what they include, restore, run or serve.
 *
 * <p>A lab lists the files it teaches. What these name belongs to them, as on a server, wherever an administrator keeps
 * it; that a word of the configuration happens to be another file's path does no harm.
 */
final class NamedFiles {

    /** A path, or a name relative to the program's own folder, with the wildcards that such programs know. */
    private static final Pattern WORD = Pattern.compile("[\\w./*?{}\\[\\]@%+~-]*[\\w*}\\]/]");

    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*(#(?!!)|;|--\\s).*$");

    /** Where programs look for a name that does not begin with a slash. */
    private static final List<String> FOLDERS =
            List.of("/", "/etc/haproxy/", "/etc/nginx/", "/etc/prometheus/", "/etc/keepalived/", "/etc/");

    /**
     * Where administrators keep what configurations name. Elsewhere lie the system's own files, and what the lab itself
     * puts in place.
     */
    private static final Pattern OWN = Pattern.compile(
            "/[^/]+|/(root|home|opt|srv|var/www|usr/local/(etc|share))/.+|/usr/local/s?bin/[^/]+\\.sh"
                    + "|/etc/(haproxy|nginx|mysql|nftables[^/]*|iptables[^/]*|ufw|firewall[^/]*|rsyslog[^/]*|keepalived|prometheus"
                    + "|ssl|letsencrypt|default|network|mtail)(/.+)?|/etc/[^/]+\\.(rules|nft|v4|sh|conf|cfg|lst|list|map)");

    private NamedFiles() {}

    /**
     * Say whether a file of a server is named by another one there.
     *
     * @param path absolute path on the server
     * @param naming the content of the other file
     * @param namingPath where that one lies
     */
    static boolean names(byte[] naming, String namingPath, String path) {
        if (!OWN.matcher(path).matches()) {
            return false;
        }
        String text =
                COMMENT.matcher(new String(naming, StandardCharsets.ISO_8859_1)).replaceAll("");
        Set<String> folders = new LinkedHashSet<>(FOLDERS);
        folders.add(namingPath.substring(0, namingPath.lastIndexOf('/') + 1));
        return WORD.matcher(text)
                .results()
                .map(found -> found.group())
                .filter(word -> isPath(word, path))
                .anyMatch(word -> word.startsWith("/")
                        ? matches(word, path)
                        : folders.stream().anyMatch(folder -> matches(folder + word.replaceFirst("^\\./", ""), path)));
    }

    /** Whether a word may name a path: it has its name, or a wildcard, or is one of its folders. */
    private static boolean isPath(String word, String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return word.endsWith(name)
                || word.contains("*") && word.contains("/")
                || word.startsWith("/")
                        && Arrays.stream(word.split("/"))
                                        .filter(part -> !part.isEmpty())
                                        .count()
                                >= 3
                || word.startsWith("/etc/") && word.endsWith("/");
    }

    private static boolean matches(String word, String path) {
        if (word.equals(path) || path.startsWith(word.replaceFirst("/*$", "/")) && !word.equals("/etc/")) {
            return true;
        }
        try {
            return word.matches(".*[*?{\\[].*")
                    && FileSystems.getDefault().getPathMatcher("glob:" + word).matches(Path.of(path));
        } catch (PatternSyntaxException | InvalidPathException e) {
            // No wildcard, only a sign that looks like one.
            return false;
        }
    }
}
