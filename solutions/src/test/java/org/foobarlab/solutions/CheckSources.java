package org.foobarlab.solutions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Find the sources that some checks stand in. A class of checks can use another one's methods only by its name, so
 * whatever is named counts too; what is named in a comment alone counts for nothing worse than a grading too many.
 */
final class CheckSources {

    /** What the file of every class of checks ends in, and no other in its folder. */
    private static final String ENDING = "Checks.java";

    private static final Pattern ID = Pattern.compile("\\bid = \"([^\"]+)\"");
    private static final Pattern NAME = Pattern.compile("\\b\\w+Checks\\b");

    private final Map<String, String> texts = new TreeMap<>();
    private final Map<String, String> classes = new TreeMap<>();

    /** Read all in a folder. */
    CheckSources(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(CheckSources::isOne).toList()) {
                String text = Files.readString(file);
                String name = file.getFileName().toString().replace(".java", "");
                texts.put(name, text);
                ID.matcher(text).results().forEach(id -> classes.put(id.group(1), name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Say whether a file is a class of checks, of which each lab uses some; others are used by all. */
    static boolean isOne(Path file) {
        return file.getFileName().toString().endsWith(ENDING);
    }

    /** Return the classes that these checks stand in and those that they name, with their texts. */
    Map<String, String> of(Collection<String> ids) {
        Map<String, String> reached = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>(ids.stream().map(this::of).toList());
        while (!open.isEmpty()) {
            String name = open.remove();
            String text = texts.get(name);
            if (text != null && reached.put(name, text) == null) {
                open.addAll(
                        NAME.matcher(text).results().map(found -> found.group()).toList());
            }
        }
        return reached;
    }

    private String of(String id) {
        String name = classes.get(id);
        if (name == null) {
            throw new IllegalArgumentException("there is no check " + id + " among " + List.copyOf(classes.keySet()));
        }
        return name;
    }
}
