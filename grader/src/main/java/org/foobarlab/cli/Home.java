package org.foobarlab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Finds the labs. */
final class Home {
    private Home() {}

    static Path folder() {
        return Path.of(System.getProperty("foobarlab.home", "."));
    }

    /** Return the folder of a lab named by its number or name, or null. */
    static Path lab(String name) throws IOException {
        try (Stream<Path> labs = Files.list(folder().resolve("labs"))) {
            return labs.filter(Files::isDirectory)
                    .filter(p -> p.getFileName().toString().equals(name)
                            || p.getFileName().toString().startsWith((name.length() == 1 ? "0" + name : name) + "-")
                            || p.getFileName().toString().endsWith("-" + name))
                    .sorted()
                    .findFirst()
                    .orElse(null);
        }
    }
}
