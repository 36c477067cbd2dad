package org.foobarlab.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.foobarlab.TestFiles.write;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.foobarlab.lab.UnusableInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmissionTests {

    @TempDir
    private Path folder;

    @Test
    void holdsFilesByTheirPaths() {
        write(folder, "web-01/etc/mysql/setup.sql", "SELECT 1;\n");
        write(folder, "lb-01/etc/haproxy/haproxy.cfg", "global\n");
        Submission submission = Submission.read(folder);
        assertThat(submission.files().keySet())
                .containsExactly("lb-01/etc/haproxy/haproxy.cfg", "web-01/etc/mysql/setup.sql");
        assertThat(submission.text("lb-01/etc/haproxy/haproxy.cfg")).contains("global\n");
        assertThat(submission.text("lb-01/etc/nftables.conf")).isEmpty();
        assertThat(submission.directory()).isEqualTo(folder);
    }

    @Test
    void asksForTheFolderWhenGivenAFile() {
        Path file = write(folder, "haproxy.cfg", "").resolve("haproxy.cfg");
        assertThatThrownBy(() -> Submission.read(file))
                .isInstanceOf(UnusableInput.class)
                .hasMessage(file
                        + " is a file: name the submission's folder, the one that holds lb-01, web-01 and web-02.");
    }

    @Test
    void saysThatThereIsNoSuchFolder() {
        assertThatThrownBy(() -> Submission.read(folder.resolve("nowhere")))
                .isInstanceOf(UnusableInput.class)
                .hasMessage("There is no folder " + folder.resolve("nowhere") + ": check the path of the submission.");
    }

    @Test
    void saysThatAFolderIsEmpty() throws IOException {
        Files.createDirectories(folder.resolve("lb-01/etc"));
        assertThatThrownBy(() -> Submission.read(folder))
                .isInstanceOf(UnusableInput.class)
                .hasMessage("The folder " + folder
                        + " holds no files: put the servers' files in it, such as lb-01/etc/haproxy/haproxy.cfg.");
    }

    @Test
    void refusesMoreBytesThanASubmissionHas() throws IOException {
        try (RandomAccessFile sparse =
                new RandomAccessFile(folder.resolve("disk.img").toFile(), "rw")) {
            sparse.setLength(Submission.MAX_BYTES + 1);
        }
        assertThatThrownBy(() -> Submission.read(folder))
                .isInstanceOf(UnusableInput.class)
                .hasMessage("The folder " + folder + " holds more than 2000 files or 20 MB, at disk.img:"
                        + " name the submission's own folder, or take out what does not belong to it.");
    }

    @Test
    void refusesMoreFilesThanASubmissionHas() throws IOException {
        for (int i = 0; i < Submission.MAX_FILES; i++) {
            Files.createFile(folder.resolve("f" + i));
        }
        assertThat(Submission.read(folder).files()).hasSize(Submission.MAX_FILES);
        Files.createFile(folder.resolve("one-more"));
        assertThatThrownBy(() -> Submission.read(folder))
                .isInstanceOf(UnusableInput.class)
                .hasMessageContaining("2000 files");
    }

    @Test
    void leavesOutWhatToolsLeaveBehind() {
        write(folder, "lb-01/firewall.sh", "ufw enable\n");
        write(folder, ".git/config", "[core]\n");
        write(folder, "web-01/.idea/workspace.xml", "<x/>");
        write(folder, ".DS_Store", "x");
        assertThat(Submission.read(folder).files().keySet()).containsExactly("lb-01/firewall.sh");
    }

    @Test
    void readsAFolderThatItselfHasTheNameOfOneThatIsLeftOut() {
        Path target = folder.resolve("target");
        write(target, "lb-01/firewall.sh", "ufw enable\n");
        assertThat(Submission.read(target).files()).hasSize(1);
    }

    @Test
    void followsNoLinks() throws IOException {
        Path outside = write(folder, "outside/passwd", "root\n").resolve("outside");
        Path inside = write(folder, "inside/lb-01/firewall.sh", "ufw enable\n").resolve("inside");
        Files.createSymbolicLink(inside.resolve("lb-01/passwd"), outside.resolve("passwd"));
        Files.createSymbolicLink(inside.resolve("web-01"), outside);
        assertThat(Submission.read(inside).files().keySet()).containsExactly("lb-01/firewall.sh");
    }

    @Test
    void takesABackslashInANameForALetterAndNotForAFolder() throws IOException {
        String name = "..\\..\\passwd";
        Files.writeString(folder.resolve(name), "x");
        assertThat(Submission.read(folder).files().keySet()).containsExactly(name);
    }

    @Test
    void digestsNamesAndContents() {
        Path one = write(folder, "one/a", "xy").resolve("one");
        write(folder, "one/b", "");
        Path same = write(folder, "same/b", "").resolve("same");
        write(folder, "same/a", "xy");
        Path otherContent = write(folder, "content/a", "x").resolve("content");
        write(folder, "content/b", "y");
        Path otherName = write(folder, "name/a", "xy").resolve("name");
        write(folder, "name/c", "");
        String sha256 = Submission.read(one).sha256();
        // printf 'a\0002\000xyb\0000\000' | sha256sum
        assertThat(sha256).isEqualTo("b98d0be4bcf0c8475f29ca2e2f1f90f5ca17e197e5aae8eb49227522235ba310");
        assertThat(Submission.read(same).sha256()).isEqualTo(sha256);
        assertThat(Submission.read(otherContent).sha256()).isNotEqualTo(sha256);
        assertThat(Submission.read(otherName).sha256()).isNotEqualTo(sha256);
    }
}
