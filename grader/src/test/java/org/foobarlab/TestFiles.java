package org.foobarlab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Write the files that a test is about. */
public final class TestFiles {

    private TestFiles() {}

    /** Write a file and the folders it lies in, and return the folder it is relative to. */
    public static Path write(Path folder, String path, String content) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Return the project's own folder. */
    public static Path home() {
        return Path.of(System.getProperty("foobarlab.home"));
    }
}
