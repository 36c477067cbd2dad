package org.foobarlab.batch;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.foobarlab.grading.CheckCatalog;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.Outcome;
import org.foobarlab.report.Student;
import org.foobarlab.submission.Manifest;

/**
 * Freeze what is to be graded of a class, so that several machines can grade it: who handed in what, packed by its
 * digest, and what grades it. Each task is graded into a folder of its own, and what came of all is collected at the
 * end. The machines share the plan's folder; nothing else has to be the same on them but what the plan names.
 *
 * <p>A task that is graded twice counts once: what is kept and whole is not graded again.
 */
public final class WorkPlan {

    /** The file that says what is to be done. */
    public static final String FILE = "plan.json";

    private static final int SCHEMA_VERSION = 1;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** More names than this say no more. */
    private static final int MOST_NAMES = 10;

    private final Path folder;
    private final Frozen frozen;

    private WorkPlan(Path folder, Frozen frozen) {
        this.folder = folder;
        this.frozen = frozen;
    }

    /**
     * What stands in the file.
     *
     * @param lab the lab's name
     * @param grading the fingerprint of the lab's files, the grader and the images together
     * @param tasks what is to be graded, in order of key
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Frozen(@JsonProperty("schema_version") int schemaVersion, String lab, String grading, List<Task> tasks) {}

    /**
     * One hand-in.
     *
     * @param packed its file in the folder of hand-ins, named after the SHA-256 of what is in it; empty if unreadable
     * @param fingerprint what its result has to be of; empty if unreadable
     * @param unreadable why it cannot be read; empty if it can
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Task(
            String key,
            Student student,
            String source,
            boolean late,
            List<String> notes,
            List<Student> members,
            String packed,
            String fingerprint,
            String unreadable) {}

    /**
     * Make one.
     *
     * @param folder where it goes; must not hold another plan
     * @param grading what grades
     * @throws UnusableInput if there is a plan already, or something cannot be read or written
     */
    public static WorkPlan make(Path folder, Course course, CheckCatalog catalog, Fingerprint grading, Wanted wanted) {
        if (Files.exists(folder.resolve(FILE))) {
            throw new UnusableInput("There is a plan in " + folder + " already: choose another folder with --out.");
        }
        List<Task> tasks = new ArrayList<>();
        Path work = folder.resolve("work");
        for (Handin handin : course.handins()) {
            tasks.add(freeze(handin, folder.resolve("handins"), work, grading, wanted));
        }
        Opened.remove(work);
        course.describe(new ResultStore(folder), catalog, grading);
        Frozen frozen = new Frozen(SCHEMA_VERSION, course.lab().name(), grading.base(), tasks);
        try {
            // Last, so that a plan which is there is whole.
            ResultStore.atomically(
                    folder.resolve(FILE),
                    MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(frozen));
        } catch (IOException e) {
            throw new IllegalStateException("a record of plain values can always be written", e);
        }
        return new WorkPlan(folder, frozen);
    }

    private static Task freeze(Handin handin, Path handins, Path work, Fingerprint grading, Wanted wanted) {
        String fingerprint = "";
        String packed = "";
        String unreadable = "";
        try {
            fingerprint =
                    grading.with(Opened.read(handin, wanted, work).submission().sha256());
            packed = pack(handin, handins);
        } catch (UnusableInput e) {
            unreadable = e.getMessage();
        }
        return new Task(
                handin.key(),
                handin.student(),
                handin.source(),
                handin.late(),
                handin.notes(),
                handin.members(),
                packed,
                fingerprint,
                unreadable);
    }

    /** An archive stays as it was handed in, so that it is read in just the same way; a folder becomes one. */
    private static String pack(Handin handin, Path handins) {
        try {
            Files.createDirectories(handins);
            boolean isFolder = Files.isDirectory(handin.path());
            Path part = Files.createTempFile(handins, "part-", "");
            if (isFolder) {
                zip(handin.path(), part);
            } else {
                Files.copy(handin.path(), part, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
            String name = Manifest.sha256(Files.readAllBytes(part)) + ending(handin, isFolder);
            Files.move(part, handins.resolve(name), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            return name;
        } catch (IOException e) {
            throw new UnusableInput(handin.source() + " cannot be packed: " + e.getMessage() + ".", e);
        }
    }

    private static String ending(Handin handin, boolean isFolder) {
        if (isFolder) {
            return ".zip";
        }
        String name = handin.path().getFileName().toString();
        int dot = name.indexOf('.', Math.max(0, name.length() - 8));
        return dot < 0 ? "" : name.substring(dot);
    }

    private static void zip(Path from, Path to) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(to));
                Stream<Path> walk = Files.walk(from)) {
            for (Path file : walk.filter(path -> Files.isRegularFile(path, java.nio.file.LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList()) {
                String name = from.relativize(file).toString().replace('\\', '/');
                if (!name.startsWith(".git/") && !name.contains("/.git/")) {
                    ZipEntry entry = new ZipEntry(name);
                    entry.setTimeLocal(java.time.LocalDateTime.of(2026, 1, 1, 0, 0));
                    zip.putNextEntry(entry);
                    Files.copy(file, zip);
                    zip.closeEntry();
                }
            }
        }
    }

    /**
     * Read one.
     *
     * @throws UnusableInput if there is none
     */
    public static WorkPlan read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new UnusableInput("There is no " + FILE + " in " + folder + ": make one with ./lab plan.");
        }
        try {
            return new WorkPlan(folder, MAPPER.readValue(file.toFile(), Frozen.class));
        } catch (IOException e) {
            throw new UnusableInput(file + " cannot be read: " + e.getMessage() + "; make the plan anew.", e);
        }
    }

    /** Return the lab's name. */
    public String lab() {
        return frozen.lab;
    }

    /** Return how many tasks there are. They are counted from 1. */
    public int size() {
        return frozen.tasks.size();
    }

    /** Return how many hand-ins cannot be read, so that there is nothing to grade. */
    public long unreadable() {
        return frozen.tasks.stream().filter(task -> !task.unreadable.isEmpty()).count();
    }

    /**
     * Grade one task, unless its result is there already.
     *
     * @param number which, from 1
     * @param grading what grades on this machine
     * @param wanted what a submission is told by
     * @return whether there is a final result
     * @throws UnusableInput if there is no such task, or this machine would grade with something else than was planned
     */
    public boolean work(
            int number,
            SubmissionGrader grader,
            Fingerprint grading,
            Duration deadline,
            BatchListener listener,
            Wanted wanted) {
        if (number < 1 || number > size()) {
            throw new UnusableInput("There is no task " + number + ": the plan has 1 to " + size() + ".");
        }
        if (!grading.base().equals(frozen.grading)) {
            throw new UnusableInput("This machine has another lab, grader or images than the plan was made with, so"
                    + " its results could not be put together with the others': bring the same version and the same"
                    + " images here.");
        }
        Task task = frozen.tasks.get(number - 1);
        if (!task.unreadable.isEmpty()) {
            return true;
        }
        Path packed = folder.resolve("handins").resolve(task.packed);
        requireUnchanged(packed);
        ResultStore store = store(task);
        new Batch(grader, grading, store, new Batch.Options(1, deadline, false), listener, wanted)
                .run(List.of(handin(task, packed)));
        return store.state(task.key).filter(state -> state.outcome().isFinal()).isPresent();
    }

    private static void requireUnchanged(Path packed) {
        try {
            if (packed.getFileName().toString().startsWith(Manifest.sha256(Files.readAllBytes(packed)))) {
                return;
            }
        } catch (IOException e) {
            throw new UnusableInput(packed + " cannot be read: " + e.getMessage() + ".", e);
        }
        throw new UnusableInput(packed + " is not what was planned: copy the plan's folder anew.");
    }

    private static Handin handin(Task task, Path packed) {
        return new Handin(task.key, task.student, packed, task.source, task.late, task.notes, List.of(), task.members);
    }

    private ResultStore store(Task task) {
        return new ResultStore(folder.resolve("tasks").resolve(task.key));
    }

    /**
     * Put all results into one folder.
     *
     * @param into the folder of a class, as a batch leaves it
     * @throws UnusableInput if a result is missing, there are two, or one is of something else than was planned; all
     *     such are named
     */
    public void collect(ResultStore into) {
        Map<String, List<String>> wrong = new LinkedHashMap<>();
        Map<Task, Stored> found = new LinkedHashMap<>();
        TreeSet<String> keys = new TreeSet<>();
        for (Task task : frozen.tasks) {
            if (!keys.add(task.key)) {
                note(wrong, "planned twice", task.key);
            }
            if (!task.unreadable.isEmpty()) {
                continue;
            }
            Optional<Stored> state = store(task).state(task.key);
            if (state.isEmpty()) {
                note(wrong, "without a result", task.key);
            } else if (!state.get().outcome().isFinal()) {
                note(wrong, "not graded by a fault of the lab's", task.key);
            } else if (!state.get().fingerprint().equals(task.fingerprint)) {
                note(wrong, "graded from another hand-in, or by another grader", task.key);
            } else {
                found.put(task, state.get());
            }
        }
        strangers(keys).forEach(key -> note(wrong, "graded, but not planned", key));
        if (!wrong.isEmpty()) {
            List<String> sentences = new ArrayList<>();
            wrong.forEach((what, names) -> sentences.add(names.size() + " " + what + ": "
                    + String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())))
                    + (names.size() > MOST_NAMES ? ", …" : "")));
            throw new UnusableInput("The plan in " + folder + " is not done. " + String.join("; ", sentences)
                    + ". Work on those tasks once more, then collect again.");
        }
        for (Task task : frozen.tasks) {
            if (task.unreadable.isEmpty()) {
                into.write(found.get(task), store(task).grade(found.get(task)).orElse(null));
            } else {
                Handin handin = handin(task, folder);
                into.write(Stored.of(handin, "", Outcome.UNREADABLE, task.unreadable, 1, 0, ""), null);
            }
        }
        ResultStore own = new ResultStore(folder);
        into.writeSimilar(own.similar());
        into.write(own.classFile());
    }

    private static void note(Map<String, List<String>> wrong, String what, String key) {
        wrong.computeIfAbsent(what, any -> new ArrayList<>()).add(key);
    }

    private List<String> strangers(TreeSet<String> keys) {
        Path tasks = folder.resolve("tasks");
        if (!Files.isDirectory(tasks)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(tasks)) {
            return folders.map(path -> path.getFileName().toString())
                    .filter(key -> !keys.contains(key))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UnusableInput("The folder " + tasks + " cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
