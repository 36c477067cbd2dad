package org.foobarlab.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.foobarlab.grade.Grade;

/** Write a grade as {@code result.json}, in the form of {@code result.schema.json} beside this class. */
public final class JsonReport {

    /** What the file is called. */
    public static final String FILE = "result.json";

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private static final ObjectReader READER =
            MAPPER.readerFor(Grade.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private JsonReport() {}

    /** Return the text of the file. */
    public static String text(Grade grade) {
        try {
            return MAPPER.writeValueAsString(grade) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a grade is made of plain values", e);
        }
    }

    /**
     * Read the file, as far as this version knows what stands in it.
     *
     * @return the grade; empty if there is no file
     * @throws UncheckedIOException if it cannot be read; the message is a sentence for the user
     */
    public static Optional<Grade> read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(READER.readValue(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is no result of this grader: remove it, or grade the lab anew.", e);
        }
    }

    /**
     * Write the file, whole or not at all.
     *
     * @return where it is
     * @throws UncheckedIOException if the folder cannot be written; the message is a sentence for the user
     */
    public static Path write(Grade grade, Path folder) {
        Path file = folder.resolve(FILE);
        Path part = folder.resolve(FILE + ".part");
        try {
            Files.createDirectories(folder);
            Files.writeString(part, text(grade));
            return Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The result cannot be written to " + folder + " (" + e + "): choose another folder with --out.", e);
        } finally {
            part.toFile().delete();
        }
    }
}
