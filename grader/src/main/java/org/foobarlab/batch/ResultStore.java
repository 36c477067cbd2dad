package org.foobarlab.batch;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.foobarlab.grade.Grade;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.Alike;
import org.foobarlab.report.JsonReport;
import org.foobarlab.submission.Manifest;

/**
 * Keep the results of a class in a folder: {@code results/<key>/result.json} with {@code state.json} beside it.
 *
 * <p>Each file appears whole or not at all, also when the power fails. The state is written last and names the result's
 * digest, so a result without its state, or with that of another, counts as none. Safe for use by several threads.
 */
public final class ResultStore {

    private static final String STATE = "state.json";
    private static final String CLASS = "class.json";
    private static final String FAULT = "fault.txt";
    private static final String SIMILAR = "similar.json";

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final Path folder;

    /** Use a folder, which need not be there yet. */
    public ResultStore(Path folder) {
        this.folder = folder;
    }

    /** Return the folder. */
    public Path folder() {
        return folder;
    }

    /**
     * Keep a grade, then the state that makes it count.
     *
     * @param grade null if there is none
     */
    Stored write(Stored state, Grade grade) {
        Path own = folder.resolve("results").resolve(state.key());
        Stored whole = state;
        if (grade == null) {
            delete(own.resolve(JsonReport.FILE));
        } else {
            byte[] text = JsonReport.text(grade).getBytes(StandardCharsets.UTF_8);
            atomically(own.resolve(JsonReport.FILE), text);
            whole = new Stored(
                    state.schemaVersion(),
                    state.key(),
                    state.student(),
                    state.source(),
                    state.late(),
                    state.notes(),
                    state.fingerprint(),
                    state.outcome(),
                    state.reason(),
                    state.tries(),
                    state.seconds(),
                    Manifest.sha256(text),
                    state.members(),
                    state.handedIn());
        }
        atomically(own.resolve(STATE), json(whole));
        return whole;
    }

    /**
     * Keep what is known of a failure of the grader's own.
     *
     * @return where, within the folder
     */
    String writeFault(String key, Throwable problem) {
        StringWriter trace = new StringWriter();
        problem.printStackTrace(new PrintWriter(trace));
        String name = "results/" + key + "/" + FAULT;
        replace(folder.resolve(name), trace.toString().getBytes(StandardCharsets.UTF_8));
        return name;
    }

    /** Return what is kept of a student, if it is whole. */
    Optional<Stored> state(String key) {
        Path own = folder.resolve("results").resolve(key);
        try {
            Stored state = MAPPER.readValue(own.resolve(STATE).toFile(), Stored.class);
            if (state.schemaVersion() != Stored.SCHEMA_VERSION || !state.key().equals(key)) {
                return Optional.empty();
            }
            boolean whole = state.result().isEmpty()
                    || Files.exists(own.resolve(JsonReport.FILE))
                            && Manifest.sha256(Files.readAllBytes(own.resolve(JsonReport.FILE)))
                                    .equals(state.result());
            return whole ? Optional.of(state) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            // Not there, or not written by this program; either way it has to be made anew.
            return Optional.empty();
        }
    }

    /** Return a student's grade, if there is one. */
    Optional<Grade> grade(Stored state) {
        if (state.result().isEmpty()) {
            return Optional.empty();
        }
        Path file = folder.resolve("results").resolve(state.key()).resolve(JsonReport.FILE);
        try {
            return Optional.of(MAPPER.readValue(file.toFile(), Grade.class));
        } catch (IOException e) {
            throw new UnusableInput(file + " cannot be read: " + Problems.words(e) + ".", e);
        }
    }

    /** Return the keys of all whole results, in order. */
    List<String> keys() {
        Path results = folder.resolve("results");
        if (!Files.isDirectory(results)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(results)) {
            return folders.map(path -> path.getFileName().toString())
                    .filter(key -> state(key).isPresent())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UnusableInput("The folder " + results + " cannot be read: " + Problems.words(e) + ".", e);
        }
    }

    void write(ClassFile file) {
        atomically(folder.resolve(CLASS), json(file));
    }

    /**
     * Read what a batch was about.
     *
     * @throws UnusableInput if the folder is not that of a batch
     */
    ClassFile classFile() {
        Path file = folder.resolve(CLASS);
        if (!Files.isRegularFile(file)) {
            throw new UnusableInput(folder + " is not the folder of a batch: it has no " + CLASS + ".");
        }
        try {
            return MAPPER.readValue(file.toFile(), ClassFile.class);
        } catch (IOException e) {
            throw new UnusableInput(file + " cannot be read: " + Problems.words(e) + ".", e);
        }
    }

    /** Keep what is alike. */
    public void writeSimilar(Alike alike) {
        atomically(folder.resolve(SIMILAR), json(alike));
    }

    /** Return what is alike; nothing if nobody looked. */
    Alike similar() {
        Path file = folder.resolve(SIMILAR);
        if (!Files.isRegularFile(file)) {
            return Alike.NONE;
        }
        try {
            return MAPPER.readValue(file.toFile(), Alike.class);
        } catch (IOException e) {
            throw new UnusableInput(file + " cannot be read: remove it, and look for likeness again with batch.", e);
        }
    }

    private static byte[] json(Object value) {
        try {
            return (MAPPER.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("a record of plain values can always be written", e);
        }
    }

    /**
     * Write a file so that it is there whole or as it was before, whatever happens.
     *
     * @throws UnusableInput if it cannot be written
     */
    static void atomically(Path file, byte[] content) {
        write(file, content, true);
    }

    /** Write a file that can be made again at any time, so that it need not be waited for until it is on the disk. */
    static void replace(Path file, byte[] content) {
        write(file, content, false);
    }

    private static void write(Path file, byte[] content, boolean lasting) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                if (lasting) {
                    // Or else the name could be on the disk before the content when the power fails.
                    channel.force(true);
                }
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UnusableInput(
                    file + " cannot be written: " + Problems.words(e)
                            + "; make room, or choose another folder with --out.",
                    e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UnusableInput(file + " cannot be removed: " + Problems.words(e) + ".", e);
        }
    }
}
