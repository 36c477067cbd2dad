package org.foobarlab.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.foobarlab.lab.UnusableInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeTests {

    @TempDir
    private Path folder;

    @Test
    void listsFoldersArchivesAndWhatCannotBeRead() throws IOException {
        folders("ada", ".git");
        files("grace.zip", "edsger.pdf", ".DS_Store", "class.csv");
        assertThat(keys(Intake.list(folder, Roster.none(), Set.of(folder.resolve("class.csv")))))
                .containsExactly("ada=ada", "edsger.pdf=edsger.pdf", "grace=grace.zip");
    }

    @Test
    void keepsTwoOfOneNameApart() throws IOException {
        folders("ada");
        files("Ada.zip", "ada.tgz");
        assertThat(keys(Intake.list(folder, Roster.none(), Set.of())))
                .containsExactly("Ada=Ada.zip", "ada-2=ada", "ada-3=ada.tgz");
    }

    @Test
    void takesTheNewestArchiveOfACanvasStudentAndNamesTheOthers() throws IOException {
        files(
                "lovelaceada_1_100_lab.zip",
                "lovelaceada_LATE_1_200_lab-1.zip",
                "lovelaceada_1_300_notes.pdf",
                "hoppergrace_2_50_lab.zip");
        List<Handin> found = Intake.list(folder, Roster.none(), Set.of());
        assertThat(keys(found))
                .containsExactly(
                        "hoppergrace-2=hoppergrace_2_50_lab.zip", "lovelaceada-1=lovelaceada_LATE_1_200_lab-1.zip");
        assertThat(found.get(1).late()).isTrue();
        assertThat(found.get(1).notes())
                .containsExactly(
                        "also handed in, not graded: lovelaceada_1_100_lab.zip",
                        "also handed in, not graded: lovelaceada_1_300_notes.pdf");
    }

    @Test
    void takesMoodleFolders() throws IOException {
        folders("Ada Lovelace_11_assignsubmission_file_", "Grace Hopper_12_assignsubmission_file_");
        assertThat(Intake.list(folder, Roster.none(), Set.of()))
                .extracting(handin -> handin.key() + " " + handin.student().moodleId())
                .containsExactly("Ada-Lovelace-11 11", "Grace-Hopper-12 12");
    }

    @Test
    void takesClonesByTheNameOfTheirFolder() throws IOException {
        Path clones = Files.createDirectory(folder.resolve("lab-5-submissions"));
        Files.createDirectories(clones.resolve("lab-5-mary-ann/.git"));
        Files.createDirectories(clones.resolve("lab-5-mary-jo/.git"));
        assertThat(Intake.list(clones, Roster.none(), Set.of()))
                .extracting(handin -> handin.key() + " " + handin.student().login())
                .containsExactly("mary-ann mary-ann", "mary-jo mary-jo");
    }

    @Test
    void takesClonesByWhatTheirNamesShare() throws IOException {
        folders("lab-5-ada/.git", "lab-5-grace/.git");
        assertThat(Intake.list(folder, Roster.none(), Set.of()))
                .extracting(Handin::key)
                .containsExactly("ada", "grace");
    }

    @Test
    void matchesTheClassListAndSaysWhoIsNotInIt() throws IOException {
        folders("ada", "mallory");
        Roster roster = Roster.parse("id,name,email\ns1,Ada Lovelace,ada@example.org\n", "class.csv");
        List<Handin> found = Intake.list(folder, roster, Set.of());
        assertThat(found.get(0).student().id()).isEqualTo("s1");
        assertThat(found.get(0).notes()).isEmpty();
        assertThat(found.get(1).notes()).containsExactly("not in the class list");
    }

    @Test
    void refusesAnEmptyFolder() {
        assertThatThrownBy(() -> Intake.list(folder, Roster.none(), Set.of()))
                .isInstanceOf(UnusableInput.class)
                .hasMessageContaining("holds no submissions");
    }

    private static List<String> keys(List<Handin> handins) {
        return handins.stream()
                .map(handin -> handin.key() + "=" + handin.source())
                .toList();
    }

    private void folders(String... names) throws IOException {
        for (String name : names) {
            Files.createDirectories(folder.resolve(name));
        }
    }

    private void files(String... names) throws IOException {
        for (String name : names) {
            Files.writeString(folder.resolve(name), name);
        }
    }
}
