package org.foobarlab.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.foobarlab.TestFiles.write;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.foobarlab.lab.Labs;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.Student;
import org.foobarlab.submission.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenedTests {

    private static final String FILE = "lb-01/etc/haproxy/haproxy.cfg";

    @TempDir
    private Path folder;

    @TempDir
    private Path work;

    private Opened.Contents contents;

    @AfterEach
    void leavesNothingBehind() throws IOException {
        try (Stream<Path> left = Files.list(work)) {
            assertThat(left).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lab/", "a/b/c/", "submission/"})
    void findsTheServersInAZipHoweverTheyAreWrapped(String wrapping) throws IOException {
        Path zip = zip(
                "ada.zip", wrapping + FILE, wrapping + "EXPLANATION.md", "__MACOSX/" + wrapping + "._EXPLANATION.md");
        assertThat(read(zip)).containsExactlyInAnyOrder("EXPLANATION.md", FILE);
    }

    @Test
    void findsTheServersInATarball() throws IOException {
        assertThat(read(tar("ada.tar.gz", entry("lab5/" + FILE)))).containsExactly(FILE);
    }

    @Test
    void findsAnArchiveInAFolderAndInAnArchive() throws IOException {
        Path inner = zip("inner.zip", FILE);
        Path moodle = Files.createDirectories(folder.resolve("Ada_1_assignsubmission_file_"));
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(moodle.resolve("outer.zip")))) {
            zip.putNextEntry(new ZipEntry("inner.zip"));
            zip.write(Files.readAllBytes(inner));
        }
        assertThat(read(moodle)).containsExactly(FILE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "lb-01/../../evil", "/etc/evil", "C:/evil", "..\\evil", "\\evil"})
    void refusesPathsThatLeaveTheFolder(String path) throws IOException {
        assertThatThrownBy(() -> read(zip("ada.zip", FILE, path)))
                .isInstanceOf(UnusableInput.class)
                .hasMessage("ada.zip holds a path that leaves its folder, " + path.replace('\\', '/')
                        + ", so it was not unpacked.");
        assertThat(work.getParent().resolve("evil")).doesNotExist();
    }

    @Test
    void refusesABombWhateverItSaysOfItsSize() throws IOException {
        Path zip = folder.resolve("bomb.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry(FILE));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 25; i++) {
                out.write(zeros);
            }
        }
        assertThat(Files.size(zip)).isLessThan(100_000);
        assertThatThrownBy(() -> read(zip))
                .hasMessage("bomb.zip unpacks to more than 2000 files or 20 MB, so it was not unpacked.");
    }

    @Test
    void refusesAFloodOfFiles() throws IOException {
        String[] names =
                Stream.iterate(0, i -> i + 1).limit(2001).map(i -> "lb-01/" + i).toArray(String[]::new);
        assertThatThrownBy(() -> read(zip("flood.zip", names)))
                .hasMessageStartingWith("flood.zip unpacks to more than 2000 files");
    }

    @Test
    void leavesOutLinks() throws IOException {
        TarArchiveEntry link = new TarArchiveEntry("lb-01/etc/passwd", TarConstants.LF_SYMLINK);
        link.setLinkName("/etc/passwd");
        TarArchiveEntry hard = new TarArchiveEntry("lb-01/etc/shadow", TarConstants.LF_LINK);
        hard.setLinkName("/etc/shadow");
        assertThat(read(tar("ada.tgz", link, hard, entry(FILE)))).containsExactly(FILE);
        Path zip = folder.resolve("links.zip");
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
            ZipArchiveEntry symlink = new ZipArchiveEntry("lb-01/etc/passwd");
            symlink.setUnixMode(0120777);
            put(out, symlink, "/etc/passwd");
            put(out, new ZipArchiveEntry(FILE), "x");
        }
        assertThat(read(zip)).containsExactly(FILE);
    }

    @Test
    void saysWhatIsWrongWithAFileThatIsNoArchive() throws IOException {
        assertThatThrownBy(() -> read(Files.writeString(folder.resolve("ada.pdf"), "%PDF-1.7")))
                .hasMessage("ada.pdf is neither a folder nor a zip or tar.gz archive: ask for one of these.");
        assertThatThrownBy(() -> read(Files.writeString(folder.resolve("empty.zip"), "")))
                .hasMessage("empty.zip is empty.");
        byte[] whole = Files.readAllBytes(zip("whole.zip", FILE));
        Path cut = Files.write(folder.resolve("cut.zip"), java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> read(cut))
                .isInstanceOf(UnusableInput.class)
                .hasMessageStartingWith("cut.zip is damaged or no archive: ");
        Path gzip = folder.resolve("text.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
            out.write("no archive at all".getBytes(StandardCharsets.UTF_8));
        }
        assertThatThrownBy(() -> read(gzip)).isInstanceOf(UnusableInput.class).hasMessageStartingWith("text.gz ");
    }

    @Test
    void namesTheHandinAndNotWhereItWasUnpacked() throws IOException {
        Path zip = zip("ada.zip", "node_modules/x");
        assertThatThrownBy(() -> read(zip))
                .hasMessage(
                        "The folder ada.zip holds no files: put the servers' files in it, such as lb-01/etc/haproxy/haproxy.cfg.");
    }

    @Test
    void refusesTwoSubmissionsInOne() throws IOException {
        Path ada = folder.resolve("ada");
        write(ada, "old/" + FILE, "one");
        write(ada, "new/" + FILE, "another");
        assertThatThrownBy(() -> read(ada)).hasMessage("ada holds more than one submission: new, old.");
    }

    @Test
    void takesTheSameTwiceForOnce() throws IOException {
        assertThat(read(zip("ada.zip", "lab/" + FILE, "copy/" + FILE))).containsExactly(FILE);
    }

    @Test
    void refusesAFewFilesAboveAWholeSubmission() {
        Path ada = folder.resolve("ada");
        write(ada, FILE, "one");
        write(ada, "final/" + FILE, "another");
        write(ada, "final/web-01/firewall.sh", "ufw");
        assertThatThrownBy(() -> read(ada))
                .hasMessage("ada holds more than one submission: final, the files at its top.");
    }

    @Test
    void opensTheArchiveBesideAnExplanation() throws IOException {
        Path ada = Files.createDirectory(folder.resolve("ada"));
        Files.move(zip("lab.zip", FILE), ada.resolve("lab.zip"));
        write(ada, "EXPLANATION.md", "Why");
        assertThat(read(ada)).containsExactlyInAnyOrder("EXPLANATION.md", FILE);
        assertThat(contents.remarks())
                .containsExactly("the explanation does not lie beside the servers' folders: EXPLANATION.md");
    }

    @Test
    void gradesNoExplanationAloneBesideAnArchiveThatCannotBeOpened() {
        Path ada = folder.resolve("ada");
        write(ada, "lab.rar", "Rar!\u001a");
        write(ada, "EXPLANATION.md", "Why");
        assertThatThrownBy(() -> read(ada))
                .hasMessage("ada/lab.rar is a RAR archive, which cannot be read: ask for a zip or tar.gz.");
    }

    @Test
    void findsTheExplanationAboveTheServersFolders() throws IOException {
        Path ada = folder.resolve("ada");
        write(ada, "configs/" + FILE, "x");
        write(ada, "EXPLANATION.md", "Why");
        write(ada, "configs/web-01/firewall.sh", "x");
        assertThat(read(ada)).contains("EXPLANATION.md", FILE, "web-01/firewall.sh");
    }

    @Test
    void doesNotMistakePicturesForServers() throws IOException {
        Path ada = folder.resolve("ada");
        write(ada, "submission/" + FILE, "x");
        write(ada, "screenshots/lb-01/ufw.png", "x");
        write(ada, "notes/todo.txt", "x");
        contents = Opened.read(
                new Handin("ada", Student.named("ada"), ada, "ada", false, List.of()),
                Wanted.by(List.of(Labs.ofProject().find("05"))),
                work);
        assertThat(contents.submission().files()).containsOnlyKeys(FILE);
        assertThat(contents.remarks()).containsExactly("left out: notes/ (1 file)");
    }

    @Test
    void saysNothingOfWhatAnExportedRepositoryHolds() throws IOException {
        Path clone = folder.resolve("lab-5-ada");
        write(clone, "submission/" + FILE, "x");
        write(clone, "pom.xml", "<project/>");
        Manifest.of(clone)
                .write(Files.createDirectories(clone.resolve(".foobar-lab")).getParent());
        assertThat(read(clone)).containsExactly(FILE);
        assertThat(contents.remarks()).isEmpty();
        write(clone, "mine.sh", "x");
        read(clone);
        assertThat(contents.remarks()).containsExactly("left out: mine.sh");
    }

    @Test
    void takesTheNewestVersionThatTeamsKept() throws IOException {
        Path ada = folder.resolve("Ada Lovelace");
        write(ada, "Lab 5/Version 2/" + FILE, "two");
        write(ada, "Lab 5/Version 10/" + FILE, "ten");
        read(ada);
        assertThat(contents.submission().text(FILE)).contains("ten");
        assertThat(contents.remarks()).contains("an older version is not graded: Lab 5/Version 2");
    }

    @Test
    void findsWhatWasTypedIntoThePlatform() throws IOException {
        Path files = folder.resolve("Ada_1_assignsubmission_file");
        Path text = folder.resolve("Ada_1_assignsubmission_onlinetext");
        write(files, FILE, "x");
        write(text, "onlinetext.html", "<p>Why</p>");
        Handin both = new Handin(
                "ada",
                Student.named("Ada"),
                files,
                files.getFileName().toString(),
                false,
                List.of(),
                List.of(text),
                List.of());
        contents = Opened.read(both, Wanted.anyServers(), work);
        assertThat(contents.submission().text("EXPLANATION.html")).contains("<p>Why</p>");
        write(files, "EXPLANATION.md", "Why");
        contents = Opened.read(both, Wanted.anyServers(), work);
        assertThat(contents.submission().files()).doesNotContainKey("EXPLANATION.html");
        assertThat(contents.remarks()).containsExactly("also handed in, not graded: Ada_1_assignsubmission_onlinetext");
    }

    @Test
    void leavesOutWhatMacsAddToArchives() throws IOException {
        assertThat(read(zip("ada.zip", FILE, "lb-01/etc/haproxy/._haproxy.cfg", "._lb-01")))
                .containsExactly(FILE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tar.xz", "tar.bz2", "7z"})
    void readsOtherArchives(String ending) throws IOException {
        Path file = folder.resolve("ada." + ending);
        byte[] content = "x".getBytes(StandardCharsets.UTF_8);
        if (ending.equals("7z")) {
            try (SevenZOutputFile out = new SevenZOutputFile(file.toFile())) {
                SevenZArchiveEntry entry = new SevenZArchiveEntry();
                entry.setName("lab/" + FILE);
                out.putArchiveEntry(entry);
                out.write(content);
                out.closeArchiveEntry();
            }
        } else {
            OutputStream raw = Files.newOutputStream(file);
            try (TarArchiveOutputStream out = new TarArchiveOutputStream(
                    ending.equals("tar.xz")
                            ? new XZCompressorOutputStream(raw)
                            : new BZip2CompressorOutputStream(raw))) {
                TarArchiveEntry entry = entry("lab/" + FILE);
                out.putArchiveEntry(entry);
                out.write(content);
                out.closeArchiveEntry();
            }
        }
        assertThat(read(file)).containsExactly(FILE);
    }

    @Test
    void readsNamesOfAnOldCodePage() throws IOException {
        Path zip = folder.resolve("mueller.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip), Charset.forName("IBM850"))) {
            for (String name : List.of("Übung 5/" + FILE, "Übung 5/EXPLANATION.md", "Übung 5/Erklärung.txt")) {
                out.putNextEntry(new ZipEntry(name));
                out.write('x');
            }
        }
        assertThat(read(zip)).contains(FILE, "EXPLANATION.md").hasSize(3);
    }

    private Set<String> read(Path path) {
        HandinName name = HandinName.of(path.getFileName().toString());
        contents = Opened.read(
                new Handin("key", name.student(), path, path.getFileName().toString(), false, List.of()),
                Wanted.anyServers(),
                work);
        return contents.submission().files().keySet();
    }

    private Path zip(String name, String... paths) throws IOException {
        Path zip = folder.resolve(name);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String path : paths) {
                out.putNextEntry(new ZipEntry(path));
                out.write('x');
            }
        }
        return zip;
    }

    private static TarArchiveEntry entry(String name) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(1);
        return entry;
    }

    private Path tar(String name, TarArchiveEntry... entries) throws IOException {
        Path file = folder.resolve(name);
        try (TarArchiveOutputStream out =
                new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
            for (TarArchiveEntry entry : entries) {
                out.putArchiveEntry(entry);
                if (entry.getSize() == 1) {
                    out.write('x');
                }
                out.closeArchiveEntry();
            }
        }
        return file;
    }

    private static void put(ZipArchiveOutputStream out, ZipArchiveEntry entry, String content) throws IOException {
        out.putArchiveEntry(entry);
        out.write(content.getBytes(StandardCharsets.UTF_8));
        out.closeArchiveEntry();
    }
}
