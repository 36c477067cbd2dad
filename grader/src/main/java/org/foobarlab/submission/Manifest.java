package org.foobarlab.submission;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.foobarlab.grade.LabFault;
import org.foobarlab.lab.Labs;

/**
 * Know what every file of an exported repository was when it was exported, except the student's own.
 *
 * <p>It is kept as {@code sha256sum} writes it, so that it can be compared without the grader too.
 *
 * @param digests the SHA-256 in hexadecimal of each file, by its path in the repository
 */
public record Manifest(SortedMap<String, String> digests) {

    /** Where it lies in an exported repository. */
    public static final String FILE = Labs.EXPORTED + "/manifest.sha256";

    /** Where the student works. */
    private static final String OWN = "submission/";

    /** What tools leave behind, which nobody hands in. */
    private static final Set<String> SKIPPED_FOLDERS = Set.of(".git", ".idea", ".vscode", "node_modules", "target");

    /**
     * What GitHub Classroom itself writes into a student's repository: a badge into the handout, and a file to begin
     * the feedback with. The grader reads its own copy of the handout.
     */
    private static final Set<String> OPEN = Set.of(FILE, "README.md", ".github/.keep", ".DS_Store");

    /** More remarks than this only repeat that the repository is not the one that was handed out. */
    private static final int MOST = 20;

    /** Read the files of a repository as they are. */
    public static Manifest of(Path repository) {
        SortedMap<String, String> digests = new TreeMap<>();
        try {
            Files.walkFileTree(repository, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return !folder.equals(repository)
                                    && SKIPPED_FOLDERS.contains(
                                            folder.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    String path = repository.relativize(file).toString().replace('\\', '/');
                    if (!path.startsWith(OWN) && !OPEN.contains(path) && !path.endsWith(".iml")) {
                        // A link could stand for a file that nobody compared.
                        digests.put(
                                path, attributes.isRegularFile() ? sha256(Files.readAllBytes(file)) : "no plain file");
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
            return new Manifest(digests);
        } catch (IOException e) {
            throw new LabFault(
                    "the files of " + repository + " cannot be compared with those handed out: " + e.getMessage(), e);
        }
    }

    /** Write it into the repository it is of. */
    public void write(Path repository) throws IOException {
        Files.writeString(repository.resolve(FILE), text());
    }

    /** Return the digest over the whole manifest, a name for the template that the repository was made from. */
    public String sha256() {
        return sha256(text().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Return a remark for each file of a repository that differs from the manifest that lies in it.
     *
     * @param repository an exported repository
     */
    public static List<String> remarks(Path repository) {
        Path file = repository.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return List.of(
                    FILE + ", which tells what was handed out, is missing: what else was changed cannot be told.");
        }
        return parse(file).differences(of(repository)).stream()
                .map(difference -> difference + ", though only files in submission/ are the student's to edit.")
                .toList();
    }

    /**
     * Return what differs, such as {@code pom.xml was changed}, in the order of the paths.
     *
     * @param now what another repository holds
     */
    public List<String> differences(Manifest now) {
        Set<String> paths = new TreeSet<>(digests.keySet());
        paths.addAll(now.digests.keySet());
        List<String> differences = new ArrayList<>();
        for (String path : paths) {
            String before = digests.get(path);
            String after = now.digests.get(path);
            if (before == null) {
                differences.add(path + " was added");
            } else if (after == null) {
                differences.add(path + " was removed");
            } else if (!before.equals(after)) {
                differences.add(path + " was changed");
            }
        }
        if (differences.size() > MOST) {
            int more = differences.size() - MOST + 1;
            differences.subList(MOST - 1, differences.size()).clear();
            differences.add("of the other files, " + more + " were changed, added or removed");
        }
        return differences;
    }

    /** Return the paths, in a repository, of what was handed out in it; none if it is no exported one. */
    public static Set<String> handedOut(Path repository) {
        Path file = repository.resolve(FILE);
        return Files.isRegularFile(file) ? Set.copyOf(parse(file).digests.keySet()) : Set.of();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        digests.forEach(
                (path, digest) -> text.append(digest).append("  ").append(path).append('\n'));
        return text.toString();
    }

    private static Manifest parse(Path file) {
        SortedMap<String, String> digests = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                String[] parts = line.split("  ", 2);
                if (parts.length == 2) {
                    digests.put(parts[1], parts[0]);
                }
            }
            return new Manifest(digests);
        } catch (IOException e) {
            // Neither is a text that is not UTF-8 what was handed out, and nothing in it can be believed.
            return new Manifest(new TreeMap<>(Map.of(FILE, "unreadable")));
        }
    }

    /** Return the SHA-256 of some bytes in hexadecimal. */
    public static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
