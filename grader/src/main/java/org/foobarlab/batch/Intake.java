package org.foobarlab.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.Student;

/**
 * Find what was handed in, in the layouts that instructors really have: plain folders and archives, clones made by
 * GitHub Classroom ({@code assignment-username}), and what Canvas and Moodle let one download.
 *
 * <p>Everything in the folder that is not hidden becomes somebody's hand-in, also what later turns out to be
 * unreadable.
 */
public final class Intake {

    private Intake() {}

    /**
     * List the hand-ins of a class, in order of key.
     *
     * @param ignored files and folders that are none, such as the class list
     * @throws UnusableInput if there is no such folder or it is empty
     */
    public static List<Handin> list(Path submissions, Roster roster, Set<Path> ignored) {
        List<Path> found = children(submissions, ignored);
        if (found.isEmpty()) {
            throw new UnusableInput("The folder " + submissions
                    + " holds no submissions: put a folder or an archive for each student in it.");
        }
        String prefix = classroomPrefix(submissions, found);
        Map<String, List<Path>> byOwner = new TreeMap<>();
        Map<Path, HandinName> names = new LinkedHashMap<>();
        for (Path path : found) {
            HandinName name = name(path, prefix, roster);
            names.put(path, name);
            // Two plain names are two students, however alike.
            String owner = name.platform() == HandinName.Platform.PLAIN ? "plain " + path.getFileName() : name.owner();
            byOwner.computeIfAbsent(owner, any -> new ArrayList<>()).add(path);
        }
        List<Handin> handins = new ArrayList<>();
        byOwner.values().forEach(paths -> handins.add(choose(paths, names, roster)));
        return unique(handins);
    }

    private static HandinName name(Path path, String prefix, Roster roster) {
        String name = path.getFileName().toString();
        if (!prefix.isEmpty() && name.startsWith(prefix)) {
            String login = name.substring(prefix.length());
            HandinName plain = HandinName.plain(login);
            return new HandinName(
                    plain.platform(), plain.owner(), new Student("", "", "", "", "", "", login), false, 0);
        }
        HandinName plain = HandinName.plain(name);
        // A name in the class list is that student's, however much it looks like a platform's.
        return roster.find(plain.student()).isPresent() ? plain : HandinName.of(name);
    }

    /** Of several files of one student the newest archive counts, or else the newest file. */
    private static Handin choose(List<Path> paths, Map<Path, HandinName> names, Roster roster) {
        List<Path> best = paths.stream()
                .sorted(Comparator.comparing((Path path) -> !looksReadable(path))
                        .thenComparing(path -> -names.get(path).attempt())
                        .thenComparing(path -> path.getFileName().toString(), Comparator.reverseOrder()))
                .toList();
        Path chosen = best.get(0);
        HandinName name = names.get(chosen);
        List<String> notes = new ArrayList<>();
        best.stream()
                .skip(1)
                .map(path -> path.getFileName().toString())
                .sorted()
                .forEach(other -> notes.add("also handed in, not graded: " + other));
        Student student = roster.find(name.student()).orElse(name.student());
        if (!roster.isEmpty() && roster.find(name.student()).isEmpty()) {
            notes.add("not in the class list");
        }
        return new Handin(name.owner(), student, chosen, chosen.getFileName().toString(), name.late(), notes);
    }

    private static boolean looksReadable(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                || HandinName.isArchive(path.getFileName().toString());
    }

    /** Give each a key of its own, also on file systems that do not tell capitals from small letters. */
    private static List<Handin> unique(List<Handin> handins) {
        List<Handin> sorted = handins.stream()
                .sorted(Comparator.comparing(Handin::key).thenComparing(Handin::source))
                .toList();
        Set<String> taken = new HashSet<>();
        List<Handin> named = new ArrayList<>();
        for (Handin one : sorted) {
            String key = one.key();
            for (int i = 2; !taken.add(key.toLowerCase(Locale.ROOT)); i++) {
                key = one.key() + "-" + i;
            }
            named.add(new Handin(key, one.student(), one.path(), one.source(), one.late(), one.notes()));
        }
        return named.stream().sorted(Comparator.comparing(Handin::key)).toList();
    }

    private static List<Path> children(Path submissions, Set<Path> ignored) {
        if (!Files.isDirectory(submissions)) {
            throw new UnusableInput("There is no folder " + submissions
                    + ": name the folder that holds the students' folders or archives.");
        }
        Set<Path> skipped = new HashSet<>();
        ignored.forEach(path -> skipped.add(path.toAbsolutePath().normalize()));
        try (Stream<Path> children = Files.list(submissions)) {
            return children.filter(path -> !path.getFileName().toString().startsWith("."))
                    .filter(path -> !path.getFileName().toString().equals("__MACOSX"))
                    .filter(path -> !skipped.contains(path.toAbsolutePath().normalize()))
                    .sorted(Comparator.comparing(path -> path.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new UnusableInput("The folder " + submissions + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** Classroom names the folder {@code assignment-submissions} and each clone in it {@code assignment-username}. */
    private static String classroomPrefix(Path submissions, List<Path> found) {
        String folder = submissions.toAbsolutePath().normalize().getFileName() == null
                ? ""
                : submissions.toAbsolutePath().normalize().getFileName().toString();
        String named =
                folder.endsWith("-submissions") ? folder.substring(0, folder.length() - "submissions".length()) : "";
        List<String> clones = found.stream()
                .filter(path -> Files.isDirectory(path.resolve(".git")))
                .map(path -> path.getFileName().toString())
                .toList();
        if (!named.isEmpty()
                && found.stream().anyMatch(path -> path.getFileName().toString().startsWith(named))) {
            return named;
        }
        return clones.size() < 2 ? "" : commonPrefix(clones);
    }

    private static String commonPrefix(List<String> names) {
        String prefix = names.get(0);
        for (String name : names) {
            while (!name.startsWith(prefix)) {
                prefix = prefix.substring(0, prefix.length() - 1);
            }
        }
        return prefix.substring(0, prefix.lastIndexOf('-') + 1);
    }
}
