package org.foobarlab.batch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.PasswordRequiredException;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
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
    /** What unpacking may take; the usual settings of archivers need a fifth of it. KiB. */
    private static final int MEMORY = 80 * 1024;

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

    /** A kind of archive, as its first bytes tell. */
    private enum Form {
        ZIP,
        GZIP,
        XZ,
        BZIP2,
        SEVEN_ZIP,
        TAR,
        RAR,
        EMPTY,
        NONE
    }

    private static Form form(Path file) throws IOException {
        byte[] start;
        try (InputStream stream = Files.newInputStream(file)) {
            start = stream.readNBytes(SIGNATURE);
        }
        if (start.length == 0) {
            return Form.EMPTY;
        }
        if (begins(start, 'P', 'K', 3, 4) || begins(start, 'P', 'K', 5, 6)) {
            return Form.ZIP;
        }
        if (begins(start, 0x1f, 0x8b)) {
            return Form.GZIP;
        }
        if (begins(start, 0xfd, '7', 'z', 'X', 'Z', 0)) {
            return Form.XZ;
        }
        if (begins(start, 'B', 'Z', 'h')) {
            return Form.BZIP2;
        }
        if (begins(start, '7', 'z', 0xbc, 0xaf, 0x27, 0x1c)) {
            return Form.SEVEN_ZIP;
        }
        if (begins(start, 'R', 'a', 'r', '!')) {
            return Form.RAR;
        }
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".tar") ? Form.TAR : Form.NONE;
    }

    /** Say whether a file is an archive of a kind that is read; whether it is whole shows when it is. */
    static boolean reads(Path file) {
        try {
            return switch (form(file)) {
                case RAR, EMPTY, NONE -> false;
                default -> true;
            };
        } catch (IOException e) {
            return false;
        }
    }

    private void unpack(Path archive) throws IOException {
        switch (form(archive)) {
            case ZIP -> zip(archive);
            case SEVEN_ZIP -> sevenZip(archive);
            case GZIP ->
                tar(GzipCompressorInputStream.builder()
                        .setInputStream(stream(archive))
                        .setDecompressConcatenated(true)
                        .get());
            case XZ ->
                tar(XZCompressorInputStream.builder()
                        .setInputStream(stream(archive))
                        .setDecompressConcatenated(true)
                        .setMemoryLimitKiB(MEMORY)
                        .get());
            case BZIP2 -> tar(new BZip2CompressorInputStream(stream(archive), true));
            case TAR -> tar(stream(archive));
            case RAR ->
                throw new UnusableInput(source + " is a RAR archive, which cannot be read: ask for a zip or tar.gz.");
            case EMPTY -> throw new UnusableInput(source + " is empty.");
            case NONE ->
                throw new UnusableInput(
                        source + " is neither a folder nor a zip or tar.gz archive: ask for one of these.");
        }
    }

    private static InputStream stream(Path archive) throws IOException {
        return new BufferedInputStream(Files.newInputStream(archive));
    }

    private void sevenZip(Path archive) throws IOException {
        try (SevenZFile file = SevenZFile.builder()
                .setPath(archive)
                .setMaxMemoryLimitKiB(MEMORY)
                .get()) {
            for (SevenZArchiveEntry entry = file.getNextEntry(); entry != null; entry = file.getNextEntry()) {
                if (entry.isDirectory() || entry.isAntiItem() || isLink(entry)) {
                    count();
                } else {
                    file(entry, file.getInputStream(entry));
                }
            }
        } catch (PasswordRequiredException e) {
            throw new UnusableInput(source + " is locked with a password: ask for it without one.", e);
        }
    }

    /** Where the archiver ran on Unix, the upper half of the attributes is the file's mode. */
    private static boolean isLink(SevenZArchiveEntry entry) {
        return entry.getHasWindowsAttributes() && (entry.getWindowsAttributes() >>> 16 & 0170000) == 0120000;
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

    private void tar(InputStream content) throws IOException {
        try (InputStream stream = content;
                TarArchiveInputStream tar = new TarArchiveInputStream(stream)) {
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
        if (Stream.of(name.split("/")).anyMatch(SKIPPED::contains)
                || Submission.isLeftBehind(name.substring(name.lastIndexOf('/') + 1))) {
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
