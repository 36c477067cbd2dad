package org.foobarlab.deployment;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Find where a student's configuration expects the site's certificate, so that the lab can put it there, as a client of
 * an ACME authority does on a real server.
 */
final class CertificatePaths {

    private static final Pattern COMMENT = Pattern.compile("(?m)(^|\\s)#.*$");
    private static final Pattern HAPROXY_CRT = Pattern.compile("(?m)\\scrt\\s+(\"[^\"]+\"|'[^']+'|\\S+)");
    private static final Pattern HAPROXY_BASE = Pattern.compile("(?m)^\\s*crt-base\\s+(\"[^\"]+\"|'[^']+'|\\S+)");
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

    /** Return the absolute paths that a HAProxy configuration names with {@code crt}. */
    static Set<String> inHaproxy(String configuration) {
        String text = COMMENT.matcher(configuration).replaceAll("");
        List<String> bases = HAPROXY_BASE
                .matcher(text)
                .results()
                .map(found -> unquoted(found.group(1)))
                .toList();
        Set<String> paths = new LinkedHashSet<>();
        for (MatchResult found : HAPROXY_CRT.matcher(text).results().toList()) {
            String path = unquoted(found.group(1));
            String base = bases.isEmpty() ? "" : bases.get(bases.size() - 1).replaceFirst("/+$", "") + "/";
            String whole = straight(path.startsWith("/") ? path : base + path);
            if (whole.startsWith("/")) {
                paths.add(isFolder(whole) ? whole.replaceFirst("/*$", "/") + FILE_IN_FOLDER : whole);
            }
        }
        return paths;
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
