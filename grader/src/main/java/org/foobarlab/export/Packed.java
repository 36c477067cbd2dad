package org.foobarlab.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** Pack a folder as platforms do, or as they want it. The same files make the same archive. */
final class Packed {

    /** The first of January 2026. Milliseconds. */
    private static final long MADE = 1_767_225_600_000L;

    private static final int FILE = 0100644;
    private static final int PROGRAM = 0100755;

    private Packed() {}

    /** Return how large a folder is as {@code tar.gz}. Bytes. */
    static long size(Path folder) throws IOException {
        Counter counter = new Counter();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(counter))) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Path file : files(folder)) {
                tar.putArchiveEntry(new TarArchiveEntry(file.toFile(), name(folder.getParent(), file)));
                Files.copy(file, tar);
                tar.closeArchiveEntry();
            }
        }
        return counter.bytes;
    }

    /** Pack what is in a folder, with which files can be run. */
    static void zip(Path folder, Path to) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to));
                ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
            for (Path file : files(folder)) {
                ZipArchiveEntry entry = new ZipArchiveEntry(name(folder, file));
                entry.setTime(MADE);
                entry.setUnixMode(Files.isExecutable(file) ? PROGRAM : FILE);
                zip.putArchiveEntry(entry);
                Files.copy(file, zip);
                zip.closeArchiveEntry();
            }
        }
    }

    private static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static final class Counter extends OutputStream {
        private long bytes;

        @Override
        public void write(int one) {
            bytes++;
        }

        @Override
        public void write(byte[] some, int offset, int length) {
            bytes += length;
        }
    }
}
