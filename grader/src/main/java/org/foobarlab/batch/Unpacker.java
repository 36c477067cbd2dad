package org.foobarlab.batch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.submission.Submission;

/**
 * Unpack a student's archive without trusting it: nothing is written outside the folder, nothing beyond the size of a
 * submission, and links are left out.
 */
final class Unpacker {

    /** Entries that are skipped count too, or else an archive of empty names could keep the grader busy. */
    private static final int MAX_ENTRIES = 20_000;

    private static final Set<String> SKIPPED = Set.of(".git", "__MACOSX", ".idea", ".vscode", "node_modules", "target");
    private static final int SIGNATURE = 6;

    private final String source;
    private final Path folder;
    private long bytes;
    private int files;
    private int entries;

    private Unpacker(String source, Path folder) {
        this.source = source;
        this.folder = folder;
    }

    /**
     * Unpack an archive into an empty folder.
     *
     * @param source what the archive is called in messages
     * @throws UnusableInput if it is no archive that can be read, or one that must not be
     */
    static void unpack(Path archive, String source, Path folder) {
        try {
            new Unpacker(source, folder).unpack(archive);
        } catch (InvalidPathException e) {
            throw new UnusableInput(source + " holds a name that this machine cannot write: " + e.getInput() + ".", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new UnusableInput(source + " is damaged or no archive: " + e.getMessage() + ".", e);
        }
    }

    private void unpack(Path archive) throws IOException {
        byte[] start;
        try (InputStream stream = Files.newInputStream(archive)) {
            start = stream.readNBytes(SIGNATURE);
        }
        if (begins(start, 'P', 'K', 3, 4) || begins(start, 'P', 'K', 5, 6)) {
            zip(archive);
        } else if (begins(start, 0x1f, 0x8b)) {
            try (InputStream stream = GzipCompressorInputStream.builder()
                    .setInputStream(new BufferedInputStream(Files.newInputStream(archive)))
                    .setDecompressConcatenated(true)
                    .get()) {
                tar(stream);
            }
        } else if (archive.getFileName()
                .toString()
                .toLowerCase(java.util.Locale.ROOT)
                .endsWith(".tar")) {
            try (InputStream stream = new BufferedInputStream(Files.newInputStream(archive))) {
                tar(stream);
            }
        } else if (start.length == 0) {
            throw new UnusableInput(source + " is empty.");
        } else {
            throw new UnusableInput(source + " is neither a folder nor a zip or tar.gz archive: ask for one of these.");
        }
    }

    private void zip(Path archive) throws IOException {
        try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
            for (Enumeration<ZipArchiveEntry> all = zip.getEntries(); all.hasMoreElements(); ) {
                ZipArchiveEntry entry = all.nextElement();
                if (entry.getGeneralPurposeBit().usesEncryption()) {
                    throw new UnusableInput(source + " is locked with a password: ask for it without one.");
                }
                if (!entry.isDirectory() && !entry.isUnixSymlink()) {
                    try (InputStream content = zip.getInputStream(entry)) {
                        file(entry, content);
                    }
                } else {
                    count();
                }
            }
        }
    }

    private void tar(InputStream stream) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(stream)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile() && !entry.isSymbolicLink() && !entry.isLink()) {
                    file(entry, tar);
                } else {
                    count();
                }
            }
        }
        if (entries == 0) {
            throw new UnusableInput(source + " is no archive, or an empty one.");
        }
    }

    private void count() {
        if (++entries > MAX_ENTRIES) {
            throw new UnusableInput(source + " holds more than " + MAX_ENTRIES + " entries, so it was not unpacked.");
        }
    }

    private void file(ArchiveEntry entry, InputStream content) throws IOException {
        count();
        // Archives made on Windows may have its separator.
        String name = entry.getName().replace('\\', '/');
        if (name.startsWith("/")
                || name.matches("[A-Za-z]:.*")
                || Stream.of(name.split("/")).anyMatch(".."::equals)) {
            throw new UnusableInput(
                    source + " holds a path that leaves its folder, " + name + ", so it was not unpacked.");
        }
        if (Stream.of(name.split("/")).anyMatch(SKIPPED::contains) || name.endsWith(".DS_Store")) {
            return;
        }
        Path target = folder.resolve(name).normalize();
        if (!target.startsWith(folder)) {
            throw new UnusableInput(
                    source + " holds a path that leaves its folder, " + name + ", so it was not unpacked.");
        }
        if (++files > Submission.MAX_FILES) {
            throw tooLarge();
        }
        Files.createDirectories(target.getParent());
        byte[] buffer = new byte[16_384];
        try (OutputStream out = Files.newOutputStream(target)) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                bytes += read;
                // What the archive says of its sizes is not to be trusted.
                if (bytes > Submission.MAX_BYTES) {
                    throw tooLarge();
                }
                out.write(buffer, 0, read);
            }
        }
    }

    private UnusableInput tooLarge() {
        return new UnusableInput(source + " unpacks to more than " + Submission.MAX_FILES + " files or "
                + Submission.MAX_BYTES / 1024 / 1024 + " MB, so it was not unpacked.");
    }

    private static boolean begins(byte[] start, int... signature) {
        if (start.length < signature.length) {
            return false;
        }
        for (int i = 0; i < signature.length; i++) {
            if ((start[i] & 0xff) != signature[i]) {
                return false;
            }
        }
        return true;
    }
}
