package org.foobarlab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;

/** Read the project's documents as GitHub shows them. */
public final class Markdown {

    /** The project's own folder, which the build names; a development environment starts tests in the module's. */
    public static final Path HOME =
            Path.of(System.getProperty("foobarlab.home", "..")).toAbsolutePath().normalize();

    private static final Parser PARSER = Parser.builder().build();

    private Markdown() {}

    /** Read a document. */
    public static Node parse(Path document) {
        try {
            return PARSER.parse(Files.readString(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
