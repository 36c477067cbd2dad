package org.foobarlab.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.foobarlab.report.Student;

/**
 * Name what one student or one team handed in, before anybody has looked into it.
 *
 * @param key what the student's files are called; unique in the class and usable as a file name everywhere
 * @param student what the names of the files tell of the student; of a team only its name
 * @param path the folder or archive
 * @param source its name within the folder of submissions, with {@code /} between names
 * @param late whether the platform marked it as late
 * @param notes what else there is to say, such as another file that was not graded
 * @param others what the same student handed in besides, the likeliest to be needed first
 * @param members whom the grade is for if it is a team's; empty if it is one student's, or if nobody knows
 */
public record Handin(
        String key,
        Student student,
        Path path,
        String source,
        boolean late,
        List<String> notes,
        List<Path> others,
        List<Student> members) {

    public Handin {
        notes = List.copyOf(notes);
        others = List.copyOf(others);
        members = List.copyOf(members);
    }

    /** One that is all that its student handed in. */
    public Handin(String key, Student student, Path path, String source, boolean late, List<String> notes) {
        this(key, student, path, source, late, notes, List.of(), List.of());
    }

    /**
     * Return when it was handed in: as the name says, or else the time of the newest file. Empty if nobody knows.
     *
     * @return an instant in UTC that ends with Z, or a local time without a zone
     */
    String handedIn() {
        String named = HandinName.time(path.getFileName().toString());
        if (!named.isEmpty()) {
            return named;
        }
        try (Stream<Path> files = Files.walk(path, Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? 12 : 0)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .map(Handin::modified)
                    .max(Comparator.naturalOrder())
                    .map(time -> time.truncatedTo(ChronoUnit.SECONDS).toString())
                    .orElse("");
        } catch (IOException | UncheckedIOException e) {
            return "";
        }
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }

    /** The same under another key. */
    Handin called(String other) {
        return new Handin(other, student, path, source, late, notes, others, members);
    }

    /** The same of which more is to be said. */
    Handin noting(List<String> more) {
        List<String> all = new ArrayList<>(notes);
        more.stream().filter(note -> !all.contains(note)).forEach(all::add);
        return new Handin(key, student, path, source, late, all, others, members);
    }

    /** The same for other members of the team. */
    Handin forMembers(List<Student> other) {
        return new Handin(key, student, path, source, late, notes, others, other);
    }
}
