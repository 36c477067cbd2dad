package org.foobarlab.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.foobarlab.TestFiles.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTests {

    @TempDir
    private Path repository;

    @BeforeEach
    void handOut() throws IOException {
        write(repository, "README.md", "Do this.\n");
        write(repository, "pom.xml", "<project/>\n");
        write(repository, ".github/workflows/classroom.yml", "on: push\n");
        write(repository, ".foobar-lab/labs/05-x/lab.yml", "title: X\n");
        write(repository, "submission/lb-01/etc/nftables.conf", "flush ruleset\n");
        Manifest.of(repository).write(repository);
    }

    @Test
    void isWrittenAsSha256sumDoes() throws IOException {
        assertThat(Files.readString(repository.resolve(".foobar-lab/manifest.sha256")))
                .isEqualTo("""
                        509a2c7ee407a1748381652ba8dc4dbb677d70643b66973cc5c659329ada1be5  .foobar-lab/labs/05-x/lab.yml
                        b602f7ad4316adfd9f3e5ca998773702a5db1a1f1599a14516f40101665fb6d2  .github/workflows/classroom.yml
                        23c641491ed3afc91ac54bc0a15a9d28fb4de851870b5a4bc0ebb52a41567e53  pom.xml
                        """);
    }

    @Test
    void remarksNothingOfWhatIsTheStudents() throws IOException {
        write(repository, "submission/lb-01/etc/nftables.conf", "drop\n");
        write(repository, "submission/EXPLANATION.md", "Because.\n");
        Files.delete(repository.resolve("README.md"));
        write(repository, ".github/.keep", "");
        write(repository, "target/lib/x.jar", "x");
        write(repository, ".git/HEAD", "x");
        assertThat(Manifest.remarks(repository)).isEmpty();
    }

    @Test
    void remarksWhatWasChangedAddedAndRemoved() throws IOException {
        write(repository, "pom.xml", "<project></project>\n");
        write(repository, ".mvn/jvm.config", "-Xmx1g\n");
        Files.delete(repository.resolve(".github/workflows/classroom.yml"));
        assertThat(Manifest.remarks(repository))
                .containsExactly(
                        ".github/workflows/classroom.yml was removed, though only files in submission/ are the student's to edit.",
                        ".mvn/jvm.config was added, though only files in submission/ are the student's to edit.",
                        "pom.xml was changed, though only files in submission/ are the student's to edit.");
    }

    @Test
    void remarksThatItIsMissingItself() throws IOException {
        Files.delete(repository.resolve(".foobar-lab/manifest.sha256"));
        assertThat(Manifest.remarks(repository))
                .containsExactly(".foobar-lab/manifest.sha256, which tells what was handed out, is missing:"
                        + " what else was changed cannot be told.");
    }

    @Test
    void seesALinkInPlaceOfAFile() throws IOException {
        Path pom = repository.resolve("pom.xml");
        Files.move(pom, repository.resolve("submission/pom.xml"));
        Files.createSymbolicLink(pom, Path.of("submission/pom.xml"));
        assertThat(Manifest.remarks(repository)).singleElement().asString().startsWith("pom.xml was changed");
    }

    @Test
    void endsAListThatIsTooLong() {
        for (int i = 0; i < 50; i++) {
            write(repository, "notes/" + i + ".txt", "");
        }
        assertThat(Manifest.remarks(repository))
                .hasSize(20)
                .last()
                .asString()
                .startsWith("of the other files, 31 were changed, added or removed, though");
    }
}
