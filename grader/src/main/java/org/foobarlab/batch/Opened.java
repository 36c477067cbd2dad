package org.foobarlab.batch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.submission.Manifest;
import org.foobarlab.submission.Submission;
import org.foobarlab.submission.WrittenExplanation;

/**
 * Read a hand-in as a submission, whatever it is wrapped in: archives, archives in folders, folders around the one that
 * holds the servers, the explanation above or beside that. Which folder it is, what the lab reads decides, and never a
 * name alone. What was unpacked for it is gone when this returns.
 */
final class Opened {

    /** Deeper than this nobody puts a submission. Folders. */
    private static final int MAX_DEPTH = 12;

    /** Archives in archives in archives are a trick. */
    private static final int MAX_NESTING = 3;

    private static final int MAX_ARCHIVES = 10;
    private static final int MOST_NAMED = 5;

    private static final Set<String> SKIPPED_FOLDERS =
            Set.of("__MACOSX", ".git", ".idea", ".vscode", "node_modules", "target");

    /** What may lie about in a submission without anybody having to look at it. */
    private static final Pattern OF_NO_ACCOUNT = Pattern.compile(
            "(?i)(?:.*/)?(?:\\..*|readme[^/]*|licen[cs]e[^/]*|desktop\\.ini|[^/]*\\.(?:png|jpe?g|gif|heic|svg|webp|bmp|mp4|mov))");

    /** Microsoft Teams puts each attempt into a folder of its own. */
    private static final Pattern VERSION = Pattern.compile("(?i)(^|.*/)version (\\d{1,6})(/.*|$)");

    private final Handin handin;
    private final Wanted wanted;
    private final Path unpacked;
    private final List<String> remarks = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int archives;

    private Opened(Handin handin, Wanted wanted, Path unpacked) {
        this.handin = handin;
        this.wanted = wanted;
        this.unpacked = unpacked;
    }

    /**
     * What a hand-in holds.
     *
     * @param submission what is graded
     * @param remarks what the instructor should know of how it was found and of what was left out
     */
    record Contents(Submission submission, List<String> remarks) {}

    /**
     * A folder to look into: the hand-in's own, or what an archive in it was unpacked to.
     *
     * @param root where it lies
     * @param shown its path in the hand-in, which is empty or ends with {@code /}
     * @param nested how many archives it lies in
     * @param files its files by path, with {@code /} between names
     */
    private record Tree(Path root, String shown, int nested, SortedMap<String, Path> files) {}

    /** A folder that holds what the lab reads. */
    private record Candidate(Tree tree, String folder, int count) {
        String shown() {
            return tree.shown + folder;
        }

        int depth() {
            return (int) shown().chars().filter(c -> c == '/').count();
        }

        Path path() {
            return folder.isEmpty() ? tree.root : tree.root.resolve(folder);
        }
    }

    /**
     * Read a hand-in.
     *
     * @param wanted what the lab looks for
     * @param work a folder for what is unpacked
     * @throws UnusableInput if it cannot be read, with a sentence that names it as the instructor knows it
     */
    static Contents read(Handin handin, Wanted wanted, Path work) {
        Path unpacked = null;
        try {
            Files.createDirectories(work);
            unpacked = Files.createTempDirectory(work, "handin-");
            return new Opened(handin, wanted, unpacked).read();
        } catch (UnusableInput e) {
            throw new UnusableInput(asHandedIn(e.getMessage(), handin, unpacked), e);
        } catch (IOException e) {
            throw new UnusableInput(handin.source() + " cannot be read: " + Problems.words(e) + ".", e);
        } finally {
            remove(unpacked);
        }
    }

    /** Name the hand-in in a message instead of a folder that only the grader knows. */
    static String asHandedIn(String message, Handin handin, Path unpacked) {
        String named = message.replaceAll(
                Pattern.quote(handin.path().toString()) + "(?![^/\\s:,])", Matcher.quoteReplacement(handin.source()));
        return unpacked == null
                ? named
                : named.replaceAll(
                        Pattern.quote(unpacked.toString()) + "[^\\s:,]*", Matcher.quoteReplacement(handin.source()));
    }

    private Contents read() throws IOException {
        List<Path> parts = new ArrayList<>(List.of(handin.path()));
        parts.addAll(handin.others());
        List<List<Tree>> trees = new ArrayList<>();
        for (Path part : parts) {
            trees.add(trees(part));
        }
        for (int i = 0; i < parts.size(); i++) {
            Optional<Candidate> found = choose(trees.get(i));
            if (found.isPresent()) {
                return submission(found.get(), parts, trees, i);
            }
        }
        return withoutServers(parts, trees);
    }

    private List<Tree> trees(Path part) throws IOException {
        String name = part.getFileName().toString();
        List<Tree> trees = new ArrayList<>();
        if (Files.isSymbolicLink(part)) {
            problems.add(name + " is a link, which is not followed.");
        } else if (Files.isDirectory(part, LinkOption.NOFOLLOW_LINKS)) {
            add(part, "", 0, trees);
        } else if (!isLooseText(part)) {
            unpack(part, name, "", 0, trees);
        }
        return trees;
    }

    /** What is no archive, but may be the explanation beside one. */
    private static boolean isLooseText(Path part) {
        return !Unpacker.reads(part)
                && !HandinName.isArchive(part.getFileName().toString())
                && explanationName(part.getFileName().toString()).isPresent();
    }

    private void add(Path root, String shown, int nested, List<Tree> trees) throws IOException {
        SortedMap<String, Path> files = files(root);
        trees.add(new Tree(root, shown, nested, files));
        if (nested >= MAX_NESTING) {
            return;
        }
        for (Map.Entry<String, Path> file : files.entrySet()) {
            String name = file.getValue().getFileName().toString();
            if (HandinName.isArchive(name) && isNear(file.getKey()) && !wanted.reads(file.getKey())) {
                unpack(file.getValue(), shown + file.getKey(), shown + file.getKey() + "/", nested + 1, trees);
            }
        }
    }

    /** An archive far down belongs to something else. */
    private static boolean isNear(String path) {
        return path.chars().filter(c -> c == '/').count() <= 3;
    }

    private void unpack(Path archive, String source, String shown, int nested, List<Tree> trees) throws IOException {
        if (++archives > MAX_ARCHIVES) {
            problems.add(handin.source() + " holds more than " + MAX_ARCHIVES + " archives.");
            return;
        }
        Path target = Files.createDirectory(unpacked.resolve("archive-" + archives));
        try {
            Unpacker.unpack(
                    archive,
                    shown.isEmpty() ? source : handin.source().equals(source) ? source : handin.source() + "/" + source,
                    target);
            add(target, shown, nested, trees);
        } catch (UnusableInput e) {
            problems.add(e.getMessage());
        }
    }

    private static SortedMap<String, Path> files(Path root) throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        Files.walkFileTree(root, Set.of(), MAX_DEPTH, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return !folder.equals(root)
                                && SKIPPED_FOLDERS.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()
                        && !Submission.isLeftBehind(file.getFileName().toString())) {
                    List<String> names = new ArrayList<>();
                    root.relativize(file).forEach(name -> names.add(name.toString()));
                    files.put(String.join("/", names), file);
                }
                // More is refused when it is read; until then, it need not be looked at.
                return files.size() > Submission.MAX_FILES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    /** Find the folder that is the submission, among all in which there is something that the lab reads. */
    private Optional<Candidate> choose(List<Tree> trees) throws IOException {
        List<Candidate> all = new ArrayList<>();
        for (Tree tree : trees) {
            Map<String, Integer> counts = new TreeMap<>();
            for (String path : tree.files.keySet()) {
                for (int cut = 0; cut >= 0; cut = path.indexOf('/', cut) + 1) {
                    if (wanted.reads(path.substring(cut))) {
                        counts.merge(path.substring(0, Math.max(0, cut - 1)), 1, Integer::sum);
                    }
                    if (path.indexOf('/', cut) < 0) {
                        break;
                    }
                }
            }
            counts.forEach((folder, count) -> all.add(new Candidate(tree, folder, count)));
        }
        List<Candidate> left = newestVersions(all);
        List<Candidate> own = left.stream()
                .filter(one -> wanted.ownFolders().stream().anyMatch(("/" + one.shown())::endsWith))
                .toList();
        if (own.size() == 1 && left.size() > 1) {
            note(left, own.get(0));
            return Optional.of(own.get(0));
        }
        left = distinct(left);
        int least = left.stream().mapToInt(one -> one.tree.nested).min().orElse(0);
        List<Candidate> outside =
                left.stream().filter(one -> one.tree.nested == least).toList();
        List<Candidate> shallowest = outside.stream()
                .filter(one -> one.depth()
                        == outside.stream().mapToInt(Candidate::depth).min().orElse(0))
                .toList();
        if (shallowest.isEmpty()) {
            return Optional.empty();
        }
        Candidate first = shallowest.get(0);
        // A few files at the top and a whole submission below them: which is meant only a person can tell.
        if (shallowest.size() > 1 || left.stream().anyMatch(one -> one.count > first.count)) {
            throw new UnusableInput(handin.source() + " holds more than one submission: "
                    + left.stream()
                            .map(one -> one.shown().isEmpty() ? "the files at its top" : one.shown())
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        note(left, first);
        return Optional.of(first);
    }

    private void note(List<Candidate> all, Candidate chosen) {
        String others = all.stream()
                .filter(one -> one != chosen)
                .map(Candidate::shown)
                .sorted()
                .limit(MOST_NAMED)
                .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            remarks.add("another submission inside is not graded: " + others);
        }
    }

    private List<Candidate> newestVersions(List<Candidate> all) {
        Map<String, Candidate> newest = new LinkedHashMap<>();
        List<String> older = new ArrayList<>();
        for (Candidate one : all) {
            Matcher version = VERSION.matcher(one.shown());
            String place = version.matches() ? version.group(1) + "version" + version.group(3) : one.shown() + "/";
            Candidate before = newest.get(place);
            if (before == null) {
                newest.put(place, one);
            } else {
                boolean later = version(one) > version(before);
                older.add((later ? before : one).shown());
                newest.put(place, later ? one : before);
            }
        }
        if (!older.isEmpty()) {
            remarks.add("an older version is not graded: " + String.join(", ", older));
        }
        return List.copyOf(newest.values());
    }

    private static int version(Candidate one) {
        Matcher version = VERSION.matcher(one.shown());
        return version.matches() ? Integer.parseInt(version.group(2)) : 0;
    }

    /** Who hands in the same thing twice has handed in one submission. */
    private List<Candidate> distinct(List<Candidate> all) throws IOException {
        if (all.size() < 2) {
            return all;
        }
        List<Candidate> distinct = new ArrayList<>();
        List<SortedMap<String, byte[]>> contents = new ArrayList<>();
        for (Candidate one : all.stream()
                .sorted(Comparator.comparingInt((Candidate any) -> any.tree.nested)
                        .thenComparingInt(Candidate::depth)
                        .thenComparing(Candidate::shown))
                .toList()) {
            SortedMap<String, byte[]> content = wantedFiles(one);
            if (contents.stream().noneMatch(other -> same(other, content))) {
                contents.add(content);
                distinct.add(one);
            }
        }
        return distinct;
    }

    private SortedMap<String, byte[]> wantedFiles(Candidate one) throws IOException {
        SortedMap<String, byte[]> content = new TreeMap<>();
        String prefix = one.folder.isEmpty() ? "" : one.folder + "/";
        for (Map.Entry<String, Path> file : one.tree.files.entrySet()) {
            if (file.getKey().startsWith(prefix) && wanted.reads(file.getKey().substring(prefix.length()))) {
                content.put(file.getKey().substring(prefix.length()), Files.readAllBytes(file.getValue()));
            }
        }
        return content;
    }

    private static boolean same(SortedMap<String, byte[]> one, SortedMap<String, byte[]> other) {
        return one.keySet().equals(other.keySet())
                && one.entrySet().stream().allMatch(file -> Arrays.equals(file.getValue(), other.get(file.getKey())));
    }

    private Contents submission(Candidate chosen, List<Path> parts, List<List<Tree>> trees, int part)
            throws IOException {
        Submission submission = Submission.read(chosen.path());
        Optional<Found> elsewhere =
                hasExplanation(submission) ? Optional.empty() : explanation(chosen, parts, trees, part);
        if (elsewhere.isPresent()) {
            Found found = elsewhere.get();
            submission = submission.with(found.name, Files.readAllBytes(found.path));
            remarks.add(found.remark);
        }
        noteParts(parts, part, elsewhere);
        noteLeftOut(chosen, trees.get(part), elsewhere);
        // What is named above as not graded need not be named again for being unreadable.
        problems.stream()
                .map(problem -> asHandedIn(problem, handin, unpacked))
                .filter(problem -> parts.stream().noneMatch(one -> problem.startsWith(one.getFileName() + " ")))
                .forEach(remarks::add);
        return new Contents(submission, remarks);
    }

    private boolean hasExplanation(Submission submission) {
        return submission.files().entrySet().stream()
                .anyMatch(file -> WrittenExplanation.isNamed(file.getKey()) && !wanted.isUntouched(file.getValue()));
    }

    /** An explanation that does not lie where it should. */
    private record Found(Path path, String name, String remark) {}

    /** Look for the explanation above the servers' folder, then anywhere, then in what else was handed in. */
    private Optional<Found> explanation(Candidate chosen, List<Path> parts, List<List<Tree>> trees, int part) {
        Map<String, Path> own = new TreeMap<>();
        trees.get(part).forEach(tree -> tree.files.forEach((path, file) -> own.put(tree.shown + path, file)));
        own.keySet()
                .removeIf(path -> !WrittenExplanation.isNamed(path.substring(path.lastIndexOf('/') + 1))
                        || isUntouched(own.get(path)));
        for (String folder = chosen.shown(); !folder.isEmpty(); ) {
            folder = folder.substring(0, Math.max(0, folder.lastIndexOf('/')));
            String above = folder.isEmpty() ? "" : folder + "/";
            Optional<String> there = own.keySet().stream()
                    .filter(path -> path.startsWith(above) && path.indexOf('/', above.length()) < 0)
                    .min(Comparator.comparing((String path) -> !path.endsWith(Lab.EXPLANATION))
                            .thenComparing(path -> path));
            if (there.isPresent()) {
                return Optional.of(found(there.get(), own.get(there.get())));
            }
        }
        if (own.size() == 1) {
            return own.entrySet().stream()
                    .map(one -> found(one.getKey(), one.getValue()))
                    .findFirst();
        }
        if (own.size() > 1) {
            remarks.add("several explanations, of which none was read: " + String.join(", ", own.keySet()));
            return Optional.empty();
        }
        return Stream.concat(
                        parts.stream().filter(other -> Files.isRegularFile(other, LinkOption.NOFOLLOW_LINKS)),
                        trees.stream()
                                .filter(other -> other != trees.get(part))
                                .flatMap(List::stream)
                                .flatMap(tree -> tree.files.values().stream()))
                .filter(file -> explanationName(file.getFileName().toString()).isPresent() && !isUntouched(file))
                .findFirst()
                .map(file -> new Found(
                        file,
                        explanationName(file.getFileName().toString()).orElseThrow(),
                        "the explanation was handed in on its own: " + file.getFileName()));
    }

    private Found found(String shown, Path file) {
        return new Found(
                file,
                file.getFileName().toString(),
                "the explanation does not lie beside the servers' folders: " + shown);
    }

    private boolean isUntouched(Path file) {
        try {
            return Files.size(file) > Submission.MAX_BYTES || wanted.isUntouched(Files.readAllBytes(file));
        } catch (IOException e) {
            return true;
        }
    }

    /** Return what an explanation that was handed in alone is called: what was typed into a platform is one too. */
    private static Optional<String> explanationName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("onlinetext") && lower.endsWith(".html") || lower.endsWith("_text.html")) {
            return Optional.of("EXPLANATION.html");
        }
        // Canvas and Moodle put a prefix before the name.
        int begin = lower.indexOf("explanation");
        return begin >= 0 && WrittenExplanation.isNamed(name.substring(begin))
                ? Optional.of(name.substring(begin))
                : Optional.empty();
    }

    private void noteParts(List<Path> parts, int chosen, Optional<Found> explanation) {
        for (int i = 0; i < parts.size(); i++) {
            Path part = parts.get(i);
            boolean used = explanation.isPresent() && explanation.get().path.startsWith(part);
            if (i == chosen || used) {
                continue;
            }
            remarks.add("also handed in, not graded: " + part.getFileName());
        }
        if (chosen > 0) {
            remarks.add("graded is " + parts.get(chosen).getFileName());
        }
    }

    /** Say what lies outside the folder that is graded. */
    private void noteLeftOut(Candidate chosen, List<Tree> trees, Optional<Found> explanation) {
        Map<String, Integer> outside = new TreeMap<>();
        for (Tree tree : trees) {
            Set<String> handedOut = handedOut(tree);
            for (Map.Entry<String, Path> file : tree.files.entrySet()) {
                String shown = tree.shown + file.getKey();
                String inside = chosen.shown().isEmpty() || chosen.shown().endsWith("/")
                        ? chosen.shown()
                        : chosen.shown() + "/";
                boolean archive = trees.stream().anyMatch(other -> other.shown.equals(shown + "/"));
                boolean used = explanation
                                .filter(one -> one.path.equals(file.getValue()))
                                .isPresent()
                        || shown.startsWith(inside) && tree == chosen.tree;
                if (used
                        || handedOut.contains(file.getKey())
                        || OF_NO_ACCOUNT.matcher(shown).matches()
                        || archive && inside.startsWith(shown + "/")) {
                    continue;
                }
                if (tree != chosen.tree && !inside.startsWith(tree.shown)) {
                    continue;
                }
                outside.merge(top(shown, inside), 1, Integer::sum);
            }
        }
        if (!outside.isEmpty()) {
            List<String> named = outside.entrySet().stream()
                    .map(one -> one.getKey() + (one.getKey().endsWith("/") ? " (" + files(one.getValue()) + ")" : ""))
                    .toList();
            remarks.add("left out: " + String.join(", ", named.subList(0, Math.min(MOST_NAMED, named.size())))
                    + (named.size() > MOST_NAMED ? " and " + (named.size() - MOST_NAMED) + " more" : ""));
        }
    }

    /** In a repository that was exported for a class, most files are not the student's. */
    private static Set<String> handedOut(Tree tree) {
        Set<String> paths = new HashSet<>();
        for (String path : tree.files.keySet()) {
            if (path.endsWith(Manifest.FILE)) {
                String above = path.substring(0, path.length() - Manifest.FILE.length());
                Manifest.handedOut(tree.root.resolve(above)).forEach(one -> paths.add(above + one));
            }
        }
        return paths;
    }

    private static String files(int count) {
        return count == 1 ? "1 file" : count + " files";
    }

    /** Return a path up to where it leaves that of the submission. */
    private static String top(String path, String inside) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (!inside.startsWith(path.substring(0, slash + 1))) {
                return path.substring(0, slash + 1);
            }
        }
        return path;
    }

    /** Nothing of the servers is there: an explanation alone is graded, but never beside what could not be opened. */
    private Contents withoutServers(List<Path> parts, List<List<Tree>> trees) throws IOException {
        if (!problems.isEmpty()) {
            throw new UnusableInput(problems.get(0));
        }
        Candidate nothing = new Candidate(
                trees.stream().flatMap(List::stream).findFirst().orElse(new Tree(unpacked, "", 0, new TreeMap<>())),
                "",
                0);
        int part = 0;
        while (part < trees.size() - 1 && !trees.get(part).contains(nothing.tree)) {
            part++;
        }
        Path only = onlyFolder(nothing.tree.root);
        Candidate place = new Candidate(
                nothing.tree, only.equals(nothing.tree.root) ? "" : slashed(nothing.tree.root.relativize(only)), 0);
        if (nothing.tree.files.isEmpty()
                && parts.stream()
                        .anyMatch(one -> Files.isRegularFile(one, LinkOption.NOFOLLOW_LINKS) && isLooseText(one))) {
            Path loose = parts.stream().filter(Opened::isLooseText).findFirst().orElseThrow();
            Path alone = Files.createDirectory(unpacked.resolve("alone"));
            Files.copy(
                    loose,
                    alone.resolve(
                            explanationName(loose.getFileName().toString()).orElseThrow()));
            remarks.add("none of the servers' files was handed in");
            return new Contents(Submission.read(alone), remarks);
        }
        Submission submission = Submission.read(only);
        if (!hasExplanation(submission)) {
            Optional<Found> found = explanation(place, parts, trees, part);
            if (found.isPresent()) {
                submission = submission.with(found.get().name, Files.readAllBytes(found.get().path));
                remarks.add(found.get().remark);
            } else if (wanted.explanation(submission).isEmpty()) {
                throw new UnusableInput(handin.source() + " holds nothing that the lab reads, such as "
                        + wanted.example() + ", but " + some(submission) + ".");
            }
        }
        remarks.add("none of the servers' files was found, such as " + wanted.example() + ", but " + some(submission));
        return new Contents(submission, remarks);
    }

    private static String some(Submission submission) {
        List<String> names = submission.files().keySet().stream().limit(3).toList();
        int more = submission.files().size() - names.size();
        return String.join(", ", names) + (more > 0 ? " and " + more + " more" : "");
    }

    private static String slashed(Path path) {
        List<String> names = new ArrayList<>();
        path.forEach(name -> names.add(name.toString()));
        return String.join("/", names);
    }

    /** Go down through folders that hold nothing but a folder. */
    private static Path onlyFolder(Path folder) throws IOException {
        Path only = folder;
        for (List<Path> in = children(only);
                in.size() == 1 && Files.isDirectory(in.get(0), LinkOption.NOFOLLOW_LINKS);
                in = children(only)) {
            only = in.get(0);
        }
        return only;
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
