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
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.UnusableInput;

/**
 * Hold a student's folder as it was when it was read.
 *
 * <p>Everything later works on this copy, so a file that changes during a grading cannot mix two states.
 */
public final class Submission {

    /** More than this is not a submission but somebody's home folder. Bytes. */
    public static final long MAX_BYTES = 20L * 1024 * 1024;

    /** More files than this is not a submission either. */
    public static final int MAX_FILES = 2_000;

    private static final Set<String> SKIPPED_FOLDERS = Set.of(".git", ".idea", ".vscode", "node_modules", "target");
    private static final Set<String> SKIPPED_FILES = Set.of(".DS_Store", ".gitkeep", "Thumbs.db", "mutant.yml");

    private final Path directory;
    private final SortedMap<String, byte[]> files;
    private final String sha256;
    private final Map<Path, Optional<WrittenExplanation>> explanations = new ConcurrentHashMap<>();

    private Submission(Path directory, SortedMap<String, byte[]> files) {
        this.directory = directory;
        this.files = files;
        this.sha256 = digest(files);
    }

    /**
     * Read a folder.
     *
     * @throws UnusableInput if it is not a folder, is empty, too large or cannot be read
     */
    public static Submission read(Path directory) {
        Submission submission = readChanges(directory);
        if (submission.files.isEmpty()) {
            throw new UnusableInput("The folder " + directory
                    + " holds no files: put the servers' files in it, such as lb-01/etc/haproxy/haproxy.cfg.");
        }
        return submission;
    }

    /** Read a folder that only holds what differs from another, which may be nothing at all. */
    static Submission readChanges(Path directory) {
        if (Files.isRegularFile(directory)) {
            throw new UnusableInput(directory
                    + " is a file: name the submission's folder, the one that holds lb-01, web-01 and web-02.");
        }
        if (!Files.isDirectory(directory)) {
            throw new UnusableInput("There is no folder " + directory + ": check the path of the submission.");
        }
        SortedMap<String, byte[]> files = new TreeMap<>();
        try {
            Files.walkFileTree(directory, new Reader(directory, files));
        } catch (IOException e) {
            throw new UnusableInput("The submission in " + directory + " cannot be read: " + e.getMessage() + ".", e);
        }
        return new Submission(directory, files);
    }

    /**
     * Lay this submission's files over another's. Nothing in a folder can ask for that, so no student can borrow
     * another's work.
     *
     * @param base whose files show where this one has none of the same path
     * @param without paths of the base that are left out, such as {@code lb-01/etc/nftables.conf}
     * @throws UnusableInput if the base has no file of such a path
     */
    public Submission over(Submission base, Set<String> without) {
        SortedMap<String, byte[]> all = new TreeMap<>(base.files);
        for (String path : without) {
            if (all.remove(path) == null) {
                throw new UnusableInput("There is no file " + path + " in " + base.directory + " to leave out of it.");
            }
        }
        all.putAll(files);
        return new Submission(directory, all);
    }

    /** Return where it was read from. */
    public Path directory() {
        return directory;
    }

    /** Return its files by path relative to the folder, with {@code /} between names, in order. */
    public SortedMap<String, byte[]> files() {
        return files;
    }

    /** Return the text of a file, or nothing if it was not handed in. */
    public Optional<String> text(String path) {
        return Optional.ofNullable(files.get(path)).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /**
     * Return the explanation, in whatever form it was handed in; nothing if there is none.
     *
     * @param lab whose questions it answers
     */
    public Optional<WrittenExplanation> explanation(Lab lab) {
        return explanations.computeIfAbsent(lab.directory(), any -> WrittenExplanation.of(files, lab));
    }

    /**
     * Return the same with one file more at its top, such as an explanation that lay beside the servers' folder.
     *
     * @param name the file's name
     */
    public Submission with(String name, byte[] content) {
        SortedMap<String, byte[]> more = new TreeMap<>(files);
        more.put(name, content);
        return new Submission(directory, more);
    }

    /** Return the SHA-256 over names and contents of all files, in hexadecimal. */
    public String sha256() {
        return sha256;
    }

    /** Say whether a file of such a name was left by a tool, such as {@code ._x}, which macOS adds to archives. */
    public static boolean isLeftBehind(String name) {
        return SKIPPED_FILES.contains(name) || name.startsWith("._") || name.startsWith("~$");
    }

    private static String digest(Map<String, byte[]> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach((path, content) -> {
                digest.update((path + "\0" + content.length + "\0").getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Read all files but those that tools leave behind. Links are not followed: they could leave the folder. */
    private static final class Reader extends SimpleFileVisitor<Path> {
        private final Path root;
        private final SortedMap<String, byte[]> files;
        private long bytes;

        Reader(Path root, SortedMap<String, byte[]> files) {
            this.root = root;
            this.files = files;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean skip = !folder.equals(root)
                    && SKIPPED_FOLDERS.contains(folder.getFileName().toString());
            return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (!attributes.isRegularFile() || isLeftBehind(file.getFileName().toString())) {
                return FileVisitResult.CONTINUE;
            }
            bytes += attributes.size();
            if (bytes > MAX_BYTES || files.size() >= MAX_FILES) {
                throw new UnusableInput("The folder " + root + " holds more than " + MAX_FILES + " files or "
                        + MAX_BYTES / 1024 / 1024 + " MB, at " + root.relativize(file)
                        + ": name the submission's own folder, or take out what does not belong to it.");
            }
            // Name by name, since a name may hold a backslash where that is no separator.
            List<String> names = new ArrayList<>();
            root.relativize(file).forEach(name -> names.add(name.toString()));
            files.put(String.join("/", names), Files.readAllBytes(file));
            return FileVisitResult.CONTINUE;
        }
    }
}
