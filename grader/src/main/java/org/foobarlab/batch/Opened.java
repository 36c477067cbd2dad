package org.foobarlab.batch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.submission.Submission;

/**
 * Read a hand-in as a submission, whatever it is wrapped in: an archive, an archive in a folder, folders around the one
 * that holds the servers. What was unpacked for it is gone when this returns.
 */
final class Opened {

    /** What shows that a folder is that of a submission. */
    private static final Set<String> MARKS = Set.of("lb-01", "web-01", "web-02", "monitor", "EXPLANATION.md");

    private static final int MAX_DEPTH = 5;

    private Opened() {}

    /**
     * Read a hand-in.
     *
     * @param work a folder for what is unpacked
     * @throws UnusableInput if it cannot be read, with a sentence that names it as the instructor knows it
     */
    static Submission read(Handin handin, Path work) {
        Path unpacked = null;
        try {
            Files.createDirectories(work);
            unpacked = Files.createTempDirectory(work, "handin-");
            Path folder = open(handin.path(), handin.source(), unpacked);
            return Submission.read(folder);
        } catch (UnusableInput e) {
            throw new UnusableInput(asHandedIn(e.getMessage(), handin, unpacked), e);
        } catch (IOException e) {
            throw new UnusableInput(handin.source() + " cannot be read: " + e.getMessage() + ".", e);
        } finally {
            remove(unpacked);
        }
    }

    /** Name the hand-in in a message instead of a folder that only the grader knows. */
    static String asHandedIn(String message, Handin handin, Path unpacked) {
        String named = message.replaceAll(
                java.util.regex.Pattern.quote(handin.path().toString()) + "(?![^/\\s:,])", handin.source());
        return unpacked == null
                ? named
                : named.replaceAll(java.util.regex.Pattern.quote(unpacked.toString()) + "[^\\s:,]*", handin.source());
    }

    private static Path open(Path path, String source, Path unpacked) throws IOException {
        if (Files.isSymbolicLink(path)) {
            throw new UnusableInput(source + " is a link, which is not followed.");
        }
        if (Files.isRegularFile(path)) {
            Path inside = Files.createDirectory(unpacked.resolve("1"));
            Unpacker.unpack(path, source, inside);
            return root(inside, source, unpacked, 2);
        }
        return root(path, source, unpacked, 1);
    }

    /** Find the folder that holds the servers; where an archive is all there is, look into that. */
    private static Path root(Path folder, String source, Path unpacked, int archives) throws IOException {
        List<Path> level = List.of(folder);
        for (int depth = 0; depth < MAX_DEPTH && !level.isEmpty(); depth++) {
            List<Path> marked = new ArrayList<>();
            for (Path one : level) {
                if (children(one).stream()
                        .anyMatch(child -> MARKS.contains(child.getFileName().toString()))) {
                    marked.add(one);
                }
            }
            if (marked.size() == 1) {
                return marked.get(0);
            }
            if (marked.size() > 1) {
                throw new UnusableInput(source + " holds more than one submission: "
                        + String.join(
                                ", ",
                                marked.stream()
                                        .map(one -> folder.relativize(one).toString())
                                        .toList()) + ".");
            }
            List<Path> next = new ArrayList<>();
            for (Path one : level) {
                children(one).stream()
                        .filter(child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS))
                        .forEach(next::add);
            }
            level = next;
        }
        if (archives <= 2) {
            List<Path> inside = archives(folder);
            if (inside.size() == 1) {
                Path target = Files.createDirectory(unpacked.resolve("inner" + archives));
                Unpacker.unpack(inside.get(0), source + "/" + inside.get(0).getFileName(), target);
                return root(target, source, unpacked, archives + 1);
            }
            if (inside.size() > 1) {
                throw new UnusableInput(source + " holds several archives and no servers: "
                        + String.join(
                                ", ",
                                inside.stream()
                                        .map(one -> one.getFileName().toString())
                                        .toList()) + ".");
            }
        }
        // Nothing that is known: the one below the wrapping, so that the reader's message is about the student's own
        // files.
        Path only = folder;
        for (List<Path> in = children(only);
                in.size() == 1 && Files.isDirectory(in.get(0), LinkOption.NOFOLLOW_LINKS);
                in = children(only)) {
            only = in.get(0);
        }
        return only;
    }

    private static List<Path> archives(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder, 2)) {
            return all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .filter(path -> HandinName.isArchive(path.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(path -> !path.getFileName().toString().startsWith("."))
                    .filter(path -> !path.getFileName().toString().equals("__MACOSX"))
                    .sorted(Comparator.comparing(path -> path.getFileName().toString()))
                    .toList();
        }
    }

    /** Remove a folder with all that is in it, as far as that can be done. */
    static void remove(Path folder) {
        if (folder == null || !Files.exists(folder)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException problem) throws IOException {
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // The next batch tries again.
        }
    }
}
