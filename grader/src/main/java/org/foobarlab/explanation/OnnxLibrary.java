package org.foobarlab.explanation;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The native library that the language models run in. It is not made for a process that ends while it is used: it is
 * taken down by a hook that runs beside everything else, upon which whoever is in it crashes the process (<a
 * href="https://github.com/microsoft/onnxruntime/issues/31352">issue 31352</a>), and with it those who still have
 * servers to take down; and it leaves what it unpacked behind. So it is used through here.
 */
public final class OnnxLibrary {
    /** What the library calls the folders that it unpacks itself to. */
    private static final String FOLDERS = "onnxruntime-java*";
    /** Nobody takes so long to load a library, and once loaded it does not need its file. */
    private static final Duration LEFT_BEHIND = Duration.ofHours(1);

    /** Those who are in the library share it; the end of the process waits for them, and lets nobody in any more. */
    private static final ReadWriteLock USE = new ReentrantReadWriteLock();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(USE.writeLock()::lock, "onnx-library-end"));
        USE.readLock().lock();
        try {
            removeLeftBehind();
            OrtEnvironment.getEnvironment();
            keep();
        } finally {
            removeUnpacked();
            USE.readLock().unlock();
        }
    }

    private OnnxLibrary() {}

    /** Do something in the library, which goes on until it is done, also when the process is asked to end meanwhile. */
    public static <T> T use(Supplier<T> what) {
        Lock use = USE.readLock();
        use.lock();
        try {
            return what.get();
        } finally {
            use.unlock();
        }
    }

    /** Count one user more of the library's environment than there is, so that its own hook does not take it down. */
    private static void keep() {
        try {
            Field library = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
            library.setAccessible(true);
            Method another =
                    OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
            another.setAccessible(true);
            another.invoke(null, library.getLong(null), 2, "kept");
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Another release does it otherwise. Then a process that is ended at a bad moment may crash, as without
            // this.
        }
    }

    /**
     * Remove the files that were unpacked, which are loaded by now, and their folder. The library would try to at the
     * end of the process, but the folder before what is in it, so that each run left a folder behind.
     */
    private static void removeUnpacked() {
        try {
            Field folder = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("tempDirectory");
            folder.setAccessible(true);
            remove((Path) folder.get(null));
        } catch (ReflectiveOperationException | RuntimeException | IOException e) {
            // Another release keeps it elsewhere, or the system does not let go of a loaded file. Nothing depends on
            // it.
        }
    }

    /** Remove what a process has unpacked that was killed before it could remove it. */
    private static void removeLeftBehind() {
        Instant limit = Instant.now().minus(LEFT_BEHIND);
        try (DirectoryStream<Path> folders =
                Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), FOLDERS)) {
            for (Path folder : folders) {
                if (Files.getLastModifiedTime(folder).toInstant().isBefore(limit)) {
                    remove(folder);
                }
            }
        } catch (IOException | RuntimeException e) {
            // It may be somebody else's. Nothing depends on it.
        }
    }

    private static void remove(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
