package org.foobarlab.submission;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Hold one file of a server.
 *
 * @param path absolute path on the server, such as {@code /etc/haproxy/haproxy.cfg}
 * @param content its bytes
 * @param origin who wrote it
 */
public record ServerFile(String path, byte[] content, Origin origin) {

    /** Say who wrote a file. */
    public enum Origin {
        GIVEN,
        STUDENT
    }

    /** Return the content as text. */
    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    /** Return the number of lines that hold something other than white space. */
    public long filledLines() {
        return text().lines().filter(line -> !line.isBlank()).count();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ServerFile file
                && file.path.equals(path)
                && file.origin == origin
                && Arrays.equals(file.content, content);
    }

    @Override
    public int hashCode() {
        return 31 * path.hashCode() + Arrays.hashCode(content);
    }
}
