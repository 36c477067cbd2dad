package org.foobarlab.batch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.foobarlab.grading.Grader;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;

/**
 * Tell whether grading again could come to something else: a digest over the lab's files, the grader's program and the
 * images, to which each submission adds its own.
 */
public final class Fingerprint {

    /** Parts of the program that only show what was found, or drive it. */
    private static final List<String> NOT_GRADING = List.of("/cli/", "/report/", "/batch/", "/similarity/");

    private final String base;

    private Fingerprint(String base) {
        this.base = base;
    }

    /** Take what does not change during a batch. */
    public static Fingerprint of(Labs labs, Lab lab, Map<String, String> images) {
        MessageDigest digest = sha256();
        addTree(digest, lab.directory(), path -> true);
        addTree(digest, labs.given(), path -> true);
        addProgram(digest);
        new TreeMap<>(images).forEach((name, reference) -> add(digest, name + "=" + reference));
        return new Fingerprint(HexFormat.of().formatHex(digest.digest()));
    }

    /** One for tests, and for graders that are not made of files. */
    static Fingerprint of(String base) {
        return new Fingerprint(base);
    }

    /** Return what is the same for all submissions: the lab, the grader and the images. */
    String base() {
        return base;
    }

    /** Return the fingerprint of a submission by its digest. */
    String with(String submission) {
        MessageDigest digest = sha256();
        add(digest, base);
        add(digest, submission);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void addProgram(MessageDigest digest) {
        try {
            Path place = Path.of(Grader.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Predicate<String> grades = path -> NOT_GRADING.stream().noneMatch(path::contains);
            if (Files.isDirectory(place)) {
                addTree(digest, place, grades);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + place.toUri()), Map.of())) {
                    addTree(digest, jar.getPath("/org"), grades);
                }
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the grader's own program cannot be read", e);
        }
    }

    private static void addTree(MessageDigest digest, Path root, Predicate<String> counts) {
        if (!Files.isDirectory(root)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(root)) {
            Map<String, Path> files = new TreeMap<>();
            walk.filter(Files::isRegularFile)
                    .forEach(path ->
                            files.put("/" + root.relativize(path).toString().replace('\\', '/'), path));
            for (Map.Entry<String, Path> file : files.entrySet()) {
                if (counts.test(file.getKey())) {
                    add(digest, file.getKey());
                    try (InputStream stream = Files.newInputStream(file.getValue())) {
                        add(digest, HexFormat.of().formatHex(sha256().digest(stream.readAllBytes())));
                    }
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("the files in " + root + " cannot be read", e);
        }
    }

    private static void add(MessageDigest digest, String text) {
        digest.update((text + "\0").getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
