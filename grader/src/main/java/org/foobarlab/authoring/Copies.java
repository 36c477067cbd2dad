package org.foobarlab.authoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.UnusableInput;

/** Copy a lab's starter to where a student wants to work. */
public final class Copies {

    private Copies() {}

    /**
     * Copy it.
     *
     * @param to a folder that is empty or does not exist yet
     * @return the copied files, relative to the folder
     * @throws UnusableInput if the folder holds something, or cannot be written; nothing of it is changed then
     */
    public static List<Path> ofStarter(Lab lab, Path to) {
        requireEmpty(to);
        try (Stream<Path> walk = Files.walk(lab.starter())) {
            List<Path> files = walk.filter(Files::isRegularFile)
                    .map(lab.starter()::relativize)
                    .filter(file -> !file.startsWith("target"))
                    .sorted()
                    .toList();
            for (Path file : files) {
                Path copy = to.resolve(file);
                Files.createDirectories(copy.getParent());
                Files.copy(lab.starter().resolve(file), copy);
            }
            return files;
        } catch (IOException | UncheckedIOException e) {
            throw new UnusableInput("The starter could not be copied to " + to + ": " + e.getMessage() + ".", e);
        }
    }

    static void requireEmpty(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.of(folder)) {
            if (files.findAny().isPresent()) {
                throw new UnusableInput(folder
                        + " is there already, and nothing in it was changed: name a folder that does not exist yet.");
            }
        } catch (IOException e) {
            throw new UnusableInput(folder + " cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
