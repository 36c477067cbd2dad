package org.foobarlab.batch;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.submission.Submission;
import org.foobarlab.submission.WrittenExplanation;

/** Tell what labs look for in what was handed in, so that it is found wherever it lies. */
public final class Wanted {

    private final List<Lab> labs;
    private final List<PathMatcher> patterns;

    private Wanted(List<Lab> labs, Stream<String> patterns) {
        this.labs = List.copyOf(labs);
        this.patterns = patterns.distinct()
                .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern))
                .toList();
    }

    /** What some labs read; usually it is one. */
    public static Wanted by(List<Lab> labs) {
        return new Wanted(labs, labs.stream().flatMap(lab -> lab.reads().stream()));
    }

    /** Whatever lies in a folder with a server's name, for tests that know no lab. */
    static Wanted anyServers() {
        return new Wanted(List.of(), Stream.of("{lb-01,web-01,web-02,monitor}/**"));
    }

    /** Say whether a file of a submission is read, by its path in it with {@code /} between names. */
    boolean reads(String path) {
        try {
            Path asPath = Path.of(path);
            return patterns.stream().anyMatch(pattern -> pattern.matches(asPath));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Say whether a text is what a lab handed out, or blank. */
    boolean isUntouched(byte[] text) {
        for (Lab lab : labs) {
            try {
                if (Files.isRegularFile(lab.givenExplanation())
                        && Arrays.equals(Files.readAllBytes(lab.givenExplanation()), text)) {
                    return true;
                }
            } catch (IOException e) {
                throw new UnusableInput(lab.givenExplanation() + " cannot be read.", e);
            }
        }
        return new String(text, java.nio.charset.StandardCharsets.ISO_8859_1).isBlank();
    }

    /** Return the explanation in a submission. */
    Optional<WrittenExplanation> explanation(Submission submission) {
        return labs.stream()
                .flatMap(lab -> submission.explanation(lab).stream())
                .findFirst();
    }

    /** Return the folder, as a path ends, in which the project itself keeps submissions to a lab. */
    List<String> ownFolders() {
        return labs.stream().map(lab -> lab.name() + "/submission").toList();
    }

    /** Say what a submission has to hold, for a message. */
    String example() {
        return "lb-01/etc/haproxy/haproxy.cfg";
    }
}
