package org.foobarlab.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foobarlab.batch.HandinName.Kind;
import org.foobarlab.batch.HandinName.Platform;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.Student;

/**
 * Find what was handed in, in the layouts that instructors really have: plain folders and archives, clones made by
 * GitHub Classroom ({@code assignment-username}), and what Canvas, Moodle, Blackboard, Gradescope and Microsoft Teams
 * let one download.
 *
 * <p>Everything in the folder that is not hidden becomes somebody's hand-in, also what later turns out to be
 * unreadable. Several of one student become one, of which the newest that can be opened counts.
 */
public final class Intake {

    private final Roster roster;
    private final Map<Path, HandinName> names = new LinkedHashMap<>();
    private final Map<Path, List<String>> notes = new HashMap<>();
    private final Map<Path, List<Student>> members = new HashMap<>();
    private final Set<String> placeholders = new HashSet<>();

    private Intake(Roster roster) {
        this.roster = roster;
    }

    /**
     * List the hand-ins of a class, in order of key.
     *
     * @param ignored files and folders that are none, such as the class list
     * @throws UnusableInput if there is no such folder or it is empty
     */
    public static List<Handin> list(Path submissions, Roster roster, Set<Path> ignored) {
        List<Path> found = children(submissions, ignored);
        return new Intake(roster).list(submissions, found);
    }

    private List<Handin> list(Path submissions, List<Path> all) {
        Gradescope gradescope = Gradescope.in(submissions);
        List<Path> found = all.stream()
                .filter(path -> !path.getFileName().toString().equals(Gradescope.FILE))
                .toList();
        if (found.isEmpty()) {
            throw new UnusableInput("The folder " + submissions
                    + " holds no submissions: put a folder or an archive for each student in it.");
        }
        String prefix = classroomPrefix(submissions, found);
        Set<String> twice = numbersOfSeveral(found);
        placeholders.addAll(namesOfSeveral(found));
        Map<String, List<Path>> byOwner = new TreeMap<>();
        for (Path path : found) {
            HandinName name = name(path, prefix);
            if (name.kind() == Kind.RECEIPT) {
                continue;
            }
            String owner = gradescope
                    .submitters(path.getFileName().toString())
                    .map(submitters -> submitted(path, name, submitters))
                    .orElseGet(() -> owner(path, name, twice));
            byOwner.computeIfAbsent(owner, any -> new ArrayList<>()).add(path);
        }
        List<Handin> handins = new ArrayList<>();
        byOwner.values().forEach(paths -> handins.add(choose(paths)));
        return unique(once(handins));
    }

    /** Hold a name against the class list, in each way in which it can be read. */
    private HandinName name(Path path, String prefix) {
        String name = path.getFileName().toString();
        if (!prefix.isEmpty() && name.startsWith(prefix)) {
            String login = name.substring(prefix.length());
            return HandinName.plain(login).of(new Student("", "", "", "", "", "", login));
        }
        HandinName plain = HandinName.plain(name);
        // A name in the class list is that student's, however much it looks like a platform's.
        if (roster.find(plain.student()).isPresent()) {
            return plain;
        }
        List<HandinName> readings = HandinName.readings(name);
        return readings.stream()
                .filter(reading -> roster.isNamed(reading.student()))
                .findFirst()
                .orElseGet(() -> readings.stream()
                        .filter(reading -> reading.platform() == Platform.BLACKBOARD
                                && roster.find(reading.student()).isPresent())
                        .findFirst()
                        .orElse(readings.get(0)));
    }

    /** Moodle gives each participant and each group a number of its own: one number under two names is both. */
    private static Set<String> numbersOfSeveral(List<Path> found) {
        Map<String, Set<String>> owners = new TreeMap<>();
        for (Path path : found) {
            HandinName name = HandinName.of(path.getFileName().toString());
            if (name.platform() == Platform.MOODLE && !name.student().moodleId().isEmpty()) {
                owners.computeIfAbsent(name.student().moodleId(), any -> new TreeSet<>())
                        .add(name.student().name());
            }
        }
        return owners.entrySet().stream()
                .filter(one -> one.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Where Moodle hides names, all participants have the same, in the language of the site. */
    private Set<String> namesOfSeveral(List<Path> found) {
        Map<String, Set<String>> numbers = new TreeMap<>();
        for (Path path : found) {
            HandinName name = HandinName.of(path.getFileName().toString());
            if (name.platform() == Platform.MOODLE && !name.student().moodleId().isEmpty()) {
                numbers.computeIfAbsent(name.student().name(), any -> new TreeSet<>())
                        .add(name.student().moodleId());
            }
        }
        return numbers.entrySet().stream()
                .filter(one -> one.getValue().size() > 1
                        && roster.several(Student.named(one.getKey())).isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private String submitted(Path path, HandinName name, List<Student> submitters) {
        List<Student> known = submitters.stream()
                .map(one -> roster.find(one).orElse(one))
                .distinct()
                .toList();
        if (known.size() == 1) {
            Student one = known.get(0);
            names.put(
                    path,
                    new HandinName(
                            Platform.PLAIN,
                            HandinName.slug(one.name().isEmpty() ? one.id() : one.name()),
                            one,
                            false,
                            name.attempt(),
                            Kind.FILES));
            noteStranger(path, one);
            return roster.find(one).map(Intake::owner).orElse("gradescope " + path.getFileName());
        }
        names.put(path, name);
        members.put(path, known);
        return "gradescope " + path.getFileName();
    }

    private String owner(Path path, HandinName name, Set<String> twice) {
        HandinName of = name;
        String written = name.student().name();
        Optional<List<Student>> team = roster.team(written);
        Optional<Student> member = member(name)
                // Canvas names a group's files by the group, with the number of whoever handed them in.
                .filter(one -> team.isEmpty() || Roster.isLike(one.name(), written));
        if (member.isPresent()) {
            boolean other = name.platform() == Platform.CANVAS
                    && !member.get().name().isEmpty()
                    && !Roster.isLike(member.get().name(), written);
            if (other) {
                note(path, "named " + written + " by Canvas: if that is a group, name its members in the column team");
            }
            names.put(path, of.of(member.get()));
            return owner(member.get());
        }
        if (name.platform() == Platform.MOODLE) {
            // The number may be that of a group, and then of some other participant, too.
            boolean group = name.student().moodleId().isEmpty();
            boolean doubtful =
                    !roster.isEmpty() || twice.contains(name.student().moodleId());
            if (group || team.isPresent() || doubtful) {
                of = name.of(Student.named(name.student().name()));
                if (team.isEmpty()) {
                    note(
                            path,
                            group
                                    ? "handed in by a team: name its members in the column team of the class list"
                                    : "not in the class list under this name and number: a team? Name its members in the column team");
                }
            }
        }
        names.put(path, of);
        if (team.isPresent()) {
            members.put(path, team.get());
            return "team " + HandinName.fold(name.student().name());
        }
        if (name.student().name().startsWith(HandinName.ANONYMOUS)) {
            note(path, "handed in anonymously: nobody can be given this grade until names are shown");
        }
        noteStranger(path, of.student());
        return of.platform() == Platform.PLAIN ? "plain " + path.getFileName() : of.platform() + " " + of.owner();
    }

    /** A number counts only for somebody of that name, where there is a name to compare. */
    private Optional<Student> member(HandinName name) {
        Optional<Student> found = roster.find(name.student());
        if (name.platform() != Platform.MOODLE || found.isEmpty()) {
            return found;
        }
        String written = name.student().name();
        return found.filter(
                one -> one.name().isEmpty() || placeholders.contains(written) || Roster.isLike(one.name(), written));
    }

    private static String owner(Student member) {
        return "member " + String.join("\0", member.id(), member.email(), member.name(), member.login());
    }

    private void noteStranger(Path path, Student student) {
        if (roster.isEmpty() || notes.containsKey(path) || roster.find(student).isPresent()) {
            return;
        }
        List<String> several = roster.several(student);
        note(
                path,
                several.isEmpty()
                        ? "not in the class list"
                        : "not told apart in the class list: " + String.join(", ", several));
    }

    private void note(Path path, String text) {
        notes.computeIfAbsent(path, any -> new ArrayList<>()).add(text);
    }

    /**
     * Of several files of one student the newest that can be opened counts, by the platform's number or its own time.
     */
    private Handin choose(List<Path> paths) {
        List<Path> best = paths.stream()
                .sorted(Comparator.comparing((Path path) -> !looksReadable(path))
                        .thenComparing(path -> names.get(path).kind())
                        .thenComparing(path -> -names.get(path).attempt())
                        .thenComparing(path -> -modified(path))
                        .thenComparing(path -> path.getFileName().toString(), Comparator.reverseOrder()))
                .toList();
        Path chosen = best.get(0);
        HandinName name = names.get(chosen);
        Set<String> said = new LinkedHashSet<>(notes.getOrDefault(chosen, List.of()));
        for (Path other : best.subList(1, best.size())) {
            boolean newer = names.get(other).attempt() > name.attempt() && HandinName.isArchive(other.toString());
            if (newer && !looksReadable(other)) {
                said.add("newer, but of a kind that cannot be opened: " + other.getFileName());
            }
        }
        List<Student> team = members.getOrDefault(chosen, List.of());
        boolean late = names.get(chosen).late()
                || best.stream()
                        .anyMatch(path ->
                                names.get(path).late() && names.get(path).kind() == Kind.TEXT);
        return new Handin(
                name.owner(),
                name.student(),
                chosen,
                chosen.getFileName().toString(),
                late,
                List.copyOf(said),
                best.subList(1, best.size()),
                team);
    }

    private static boolean looksReadable(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) || Unpacker.reads(path);
    }

    private static long modified(Path path) {
        try {
            return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toMillis();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Who handed in alone has that grade, and not the team's too. */
    private List<Handin> once(List<Handin> handins) {
        Set<String> alone = handins.stream()
                .filter(handin -> handin.members().isEmpty())
                .map(handin -> owner(handin.student()))
                .collect(Collectors.toSet());
        Set<String> taken = new HashSet<>();
        List<Handin> left = new ArrayList<>();
        for (Handin handin : handins) {
            List<Student> members = new ArrayList<>();
            List<String> said = new ArrayList<>();
            for (Student member : handin.members()) {
                if (alone.contains(owner(member))) {
                    said.add(member.name() + " also handed in alone, and has the grade of that");
                } else if (!taken.add(owner(member))) {
                    said.add(member.name() + " is in another team, too, and has the grade of that");
                } else {
                    members.add(member);
                }
            }
            left.add(handin.forMembers(members).noting(said));
        }
        return left;
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
            Handin called = one.called(key);
            named.add(
                    key.equals(one.key())
                            ? called
                            : called.noting(List.of("has nearly the same name as another hand-in: the same student?")));
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
            throw new UnusableInput("The folder " + submissions + " cannot be read: " + Problems.words(e) + ".", e);
        }
    }

    /** Classroom names the folder {@code assignment-submissions} and each clone in it {@code assignment-username}. */
    private String classroomPrefix(Path submissions, List<Path> found) {
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
        return clones.size() < 2 ? "" : likeliest(commonPrefix(clones), clones);
    }

    /** Logins may begin alike, so what all names share can be more than the assignment's. The class list knows. */
    private String likeliest(String common, List<String> clones) {
        String best = common;
        long most = 0;
        for (String cut = common; !cut.isEmpty(); cut = cut.substring(0, cut.lastIndexOf('-', cut.length() - 2) + 1)) {
            String prefix = cut;
            long known = clones.stream()
                    .filter(clone -> roster.find(new Student("", "", "", "", "", "", clone.substring(prefix.length())))
                            .isPresent())
                    .count();
            if (known > most) {
                most = known;
                best = prefix;
            }
        }
        return best;
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
