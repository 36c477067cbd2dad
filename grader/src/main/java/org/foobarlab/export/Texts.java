package org.foobarlab.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fill the texts of all platforms: each {@code @NAME@} in one stands for a value. A value may hold such names itself,
 * which are not looked at again.
 */
final class Texts {

    private static final Pattern PLACE = Pattern.compile("@([A-Z_]+)@");

    private final Map<String, String> values;

    Texts(Map<String, String> values) {
        this.values = new TreeMap<>(values);
    }

    /**
     * Return a text with its places filled.
     *
     * @throws IllegalStateException if nothing is known for one of them
     */
    String fill(String resource) throws IOException {
        Matcher places = PLACE.matcher(read(resource));
        return places.replaceAll(place -> {
            String value = values.get(place.group(1));
            if (value == null) {
                throw new IllegalStateException(
                        resource + " has a place for " + place.group() + ", which is not known");
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /** Write a text with its places filled. */
    void put(String resource, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.writeString(to, fill(resource));
    }

    /** Write a text that can be run. */
    void putProgram(String resource, Path to) throws IOException {
        put(resource, to);
        if (!to.toFile().setExecutable(true, false)) {
            throw new IOException(to.getFileName() + " cannot be made executable");
        }
    }

    static String read(String resource) throws IOException {
        try (InputStream stream = Texts.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
