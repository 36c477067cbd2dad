package org.foobarlab.authoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.foobarlab.lab.Labs;

/**
 * Know where the solutions of a lab lie.
 *
 * @param folder the lab's folder in {@code solutions}, which may not exist
 */
public record Solutions(Path folder) {

    /** Return the solutions of a lab by its whole name, such as {@code 05-secured-and-monitored}. */
    public static Solutions of(Labs labs, String name) {
        return new Solutions(labs.home().resolve("solutions").resolve(name));
    }

    /** Return the folder of the right solution that mutants differ from. */
    public Path reference() {
        return folder.resolve("reference");
    }

    /** Return the folder that the right solutions in other styles lie in. */
    public Path alternativesFolder() {
        return folder.resolve("alternatives");
    }

    /** Return the folder that the mutants lie in. */
    public Path mutantsFolder() {
        return folder.resolve("mutants");
    }

    /** Return the right solutions in other styles, a folder each, in order. */
    public List<Path> alternatives() {
        return folders(alternativesFolder());
    }

    /** Return the submissions that are wrong in one way, a folder each, in order. */
    public List<Path> mutants() {
        return folders(mutantsFolder());
    }

    private static List<Path> folders(Path parent) {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
