package org.foobarlab.submission;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Guess which file a student meant with one that a lab does not read. */
final class Nearest {

    private Nearest() {}

    /**
     * Return the path that was most likely meant: one of the same name, or else one in the same folder.
     *
     * @param patterns what the lab reads
     */
    static Optional<String> of(String path, List<String> patterns) {
        List<String> paths = patterns.stream()
                .flatMap(pattern -> spelledOut(pattern).stream())
                .filter(meant -> !meant.contains("*"))
                // The right host comes first among equals.
                .sorted(Comparator.comparing(meant -> !host(meant).equals(host(path))))
                .toList();
        return Stream.<Function<String, String>>of(Nearest::name, Nearest::stem, Nearest::folder)
                .flatMap(
                        part -> paths.stream().filter(meant -> part.apply(meant).equalsIgnoreCase(part.apply(path))))
                .findFirst();
    }

    /**
     * Return a pattern once for each of the words in its braces, so that {@code {web-01,web-02}/x} becomes two paths.
     */
    static List<String> spelledOut(String pattern) {
        int open = pattern.indexOf('{');
        int close = pattern.indexOf('}', open);
        if (open < 0 || close < 0) {
            return List.of(pattern);
        }
        return Stream.of(pattern.substring(open + 1, close).split(","))
                .flatMap(word -> spelledOut(pattern.substring(0, open) + word + pattern.substring(close + 1)).stream())
                .toList();
    }

    private static String host(String path) {
        return path.substring(0, Math.max(0, path.indexOf('/')));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Return the name up to its first dot; a dot that it begins with does not count. */
    private static String stem(String path) {
        return name(path).replaceFirst("(?<=.)\\..*$", "");
    }

    private static String folder(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "/" : path.substring(0, slash);
    }
}
