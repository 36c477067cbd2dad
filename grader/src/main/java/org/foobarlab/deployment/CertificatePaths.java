package org.foobarlab.deployment;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Find where a student's configuration expects the site's certificate, so that the lab can put it there, as a client of
 * an ACME authority does on a real server.
 */
final class CertificatePaths {

    private static final Pattern COMMENT = Pattern.compile("(?m)(^|\\s)#.*$");
    private static final String WORD = "(\"[^\"]+\"|'[^']+'|\\S+)";

    /** On a bind or server line, in a crt-store's {@code load}, or in {@code ssl-f-use}. */
    private static final Pattern HAPROXY_CRT = Pattern.compile("(?m)[ \\t](?:default-)?crt[ \\t]+" + WORD);

    private static final Pattern HAPROXY_LIST = Pattern.compile("(?m)[ \\t]crt-list[ \\t]+" + WORD);
    private static final Pattern HAPROXY_BASE = Pattern.compile("(?m)^\\s*crt-base\\s+" + WORD);
    private static final Pattern HAPROXY_KEY = Pattern.compile("(?m)^\\s*(?:load|ssl-f-use)\\s.*?\\skey[ \\t]+" + WORD);
    private static final Pattern HAPROXY_KEY_BASE = Pattern.compile("(?m)^\\s*key-base\\s+" + WORD);

    /** A line of a crt-list: a path, and then options and names. */
    private static final Pattern LISTED = Pattern.compile("(?m)^[ \\t]*([^#\\s]\\S*)");

    private static final Pattern NGINX = Pattern.compile(
            "(?:^|[\\s;{])ssl_(?:trusted_)?certificate(?:_key)?\\s+(\"[^\"]+\"|'[^']+'|[^;\\s]+)\\s*;",
            Pattern.MULTILINE);

    private static final Pattern MYSQL =
            Pattern.compile("(?mi)^\\s*(?:loose[_-])?ssl[_-](?:cert|key)\\s*=\\s*(\"[^\"]+\"|'[^']+'|\\S+)");

    /** Where nginx looks for a file without a leading slash. */
    private static final String NGINX_BASE = "/etc/nginx/";

    /** What a folder of certificates gets. */
    private static final String FILE_IN_FOLDER = "www.foobar.com.pem";

    private CertificatePaths() {}

    /**
     * Return the absolute paths at which a HAProxy configuration expects a certificate or its key, however it names
     * them: {@code crt}, the lines of a {@code crt-list}, or a {@code crt-store}.
     *
     * @param read the text of another file of the server, empty if there is none at a path
     */
    static Set<String> inHaproxy(String configuration, UnaryOperator<String> read) {
        String text = COMMENT.matcher(configuration).replaceAll("");
        String base = last(HAPROXY_BASE, text);
        Set<String> paths = new LinkedHashSet<>();
        words(HAPROXY_CRT, text).forEach(path -> add(base, path, true, paths));
        for (String list : words(HAPROXY_LIST, text)) {
            words(LISTED, read.apply(straight(list))).forEach(path -> add(base, path, false, paths));
        }
        String keyBase = last(HAPROXY_KEY_BASE, text);
        words(HAPROXY_KEY, text).forEach(path -> add(keyBase, path, false, paths));
        return paths;
    }

    private static List<String> words(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> unquoted(found.group(1)))
                .toList();
    }

    private static String last(Pattern pattern, String text) {
        List<String> all = words(pattern, text);
        return all.isEmpty() ? "" : all.get(all.size() - 1).replaceFirst("/+$", "") + "/";
    }

    private static void add(String base, String path, boolean mayBeFolder, Set<String> paths) {
        String whole = straight(path.startsWith("/") ? path : base + path);
        // What begins with @ is the name of a store's certificate.
        if (whole.startsWith("/") && !path.startsWith("@")) {
            paths.add(mayBeFolder && isFolder(whole) ? whole.replaceFirst("/*$", "/") + FILE_IN_FOLDER : whole);
        }
    }

    /**
     * Return the absolute paths that an nginx configuration names with {@code ssl_certificate} and its relatives for
     * key and chain.
     */
    static Set<String> inNginx(String configuration) {
        Set<String> paths = new LinkedHashSet<>();
        NGINX.matcher(COMMENT.matcher(configuration).replaceAll(""))
                .results()
                .map(found -> unquoted(found.group(1)))
                .filter(path -> !path.contains("$"))
                .map(path -> straight(path.startsWith("/") ? path : NGINX_BASE + path))
                .forEach(paths::add);
        return paths;
    }

    /** Return the absolute paths that an option file of MySQL names with {@code ssl_cert} and {@code ssl_key}. */
    static Set<String> inMysql(String configuration) {
        Set<String> paths = new LinkedHashSet<>();
        MYSQL.matcher(configuration)
                .results()
                .map(found -> straight(unquoted(found.group(1))))
                .filter(path -> path.startsWith("/"))
                .forEach(paths::add);
        return paths;
    }

    private static String unquoted(String word) {
        return word.replaceAll("^[\"']|[\"']$", "");
    }

    /** An archive must not name a folder's parent, though a configuration may. */
    private static String straight(String path) {
        Pattern parent = Pattern.compile("/[^/]+/\\.\\.(?=/)|^/\\.\\.(?=/)|/\\.(?=/)");
        String straight = path;
        for (String before = ""; !straight.equals(before); ) {
            before = straight;
            straight = parent.matcher(straight).replaceFirst("");
        }
        return straight;
    }

    /** HAProxy loads every file of a folder; a path without an extension is nearly always one. */
    private static boolean isFolder(String path) {
        return path.endsWith("/") || !path.substring(path.lastIndexOf('/')).contains(".");
    }
}
