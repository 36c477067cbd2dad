package org.foobarlab.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.Student;
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
        archives("lovelaceada_1_100_lab.zip", "lovelaceada_LATE_1_200_lab-1.zip", "hoppergrace_2_50_lab.zip");
        files("lovelaceada_1_300_notes.pdf", "lovelaceada_1_400_lab.rar");
        List<Handin> found = Intake.list(folder, Roster.none(), Set.of());
        assertThat(keys(found))
                .containsExactly(
                        "hoppergrace-2=hoppergrace_2_50_lab.zip", "lovelaceada-1=lovelaceada_LATE_1_200_lab-1.zip");
        assertThat(found.get(1).late()).isTrue();
        assertThat(found.get(1).notes())
                .containsExactly("newer, but of a kind that cannot be opened: lovelaceada_1_400_lab.rar");
        assertThat(found.get(1).others())
                .extracting(path -> path.getFileName().toString())
                .containsExactlyInAnyOrder(
                        "lovelaceada_1_100_lab.zip", "lovelaceada_1_300_notes.pdf", "lovelaceada_1_400_lab.rar");
    }

    @Test
    void readsTheNumbersThatCanvasWroteAndNotThoseInAName() throws IOException {
        archives("team_1_70011_90001_lab5.zip", "team_2_LATE_70013_90003_lab5.zip", "team_2_70012_90002_lab5.zip");
        Roster roster = Roster.parse("name,canvas\nTeam 1,70011\nTeam 2,70012\nElse,1\n", "class.csv");
        assertThat(Intake.list(folder, roster, Set.of()))
                .extracting(handin ->
                        handin.student().name() + " " + handin.student().canvasId() + " " + handin.late())
                .containsExactly("Team 1 70011 false", "Team 2 70012 false", "team_2 70013 true");
    }

    @Test
    void givesAGroupsNumberToNoParticipant() throws IOException {
        folders(
                "Default group_assignsubmission_file",
                "Team Analytical_4102_assignsubmission_file",
                "Grace Hopper_4102_assignsubmission_file");
        Roster roster = Roster.parse("name,moodle\nAda Lovelace,4101\nGrace Hopper,4102\n", "class.csv");
        assertThat(Intake.list(folder, roster, Set.of()))
                .extracting(handin ->
                        handin.student().name() + " " + handin.student().moodleId())
                .containsExactly("Default group ", "Grace Hopper 4102", "Team Analytical ");
        assertThat(Intake.list(folder, Roster.none(), Set.of()))
                .extracting(handin -> handin.student().moodleId())
                .containsOnly("");
    }

    @Test
    void knowsAParticipantByNumberWhereMoodleHidesNames() throws IOException {
        folders("Participant_11_assignsubmission_file", "Participant_12_assignsubmission_file");
        Roster roster = Roster.parse("name,moodle\nAda Lovelace,11\nGrace Hopper,12\n", "class.csv");
        assertThat(Intake.list(folder, roster, Set.of()))
                .extracting(handin -> handin.student().name())
                .containsExactly("Ada Lovelace", "Grace Hopper");
    }

    @Test
    void givesATeamsGradeToItsMembers() throws IOException {
        folders("Team Analytical_77_assignsubmission_file", "Ada Lovelace_11_assignsubmission_file");
        Roster roster = Roster.parse(
                "name,moodle,group\nAda Lovelace,11,Team Analytical\nGrace Hopper,12,Team Analytical\n", "class.csv");
        List<Handin> found = Intake.list(folder, roster, Set.of());
        assertThat(found).extracting(Handin::key).containsExactly("Ada-Lovelace-11", "Team-Analytical-77");
        assertThat(found.get(1).members()).extracting(Student::name).containsExactly("Grace Hopper");
        assertThat(found.get(1).notes())
                .containsExactly("Ada Lovelace also handed in alone, and has the grade of that");
    }

    @Test
    void makesOneOfTwoHandInsOfOneStudent() throws IOException {
        folders("ada");
        archives("s1.zip");
        Files.setLastModifiedTime(folder.resolve("ada"), FileTime.fromMillis(1_000));
        Roster roster = Roster.parse("id,name,email\ns1,Ada Lovelace,ada@example.org\n", "class.csv");
        List<Handin> found = Intake.list(folder, roster, Set.of());
        assertThat(keys(found)).containsExactly("s1=s1.zip");
        assertThat(found.get(0).others()).containsExactly(folder.resolve("ada"));
    }

    @Test
    void readsWhatBlackboardNames() throws IOException {
        archives(
                "Lab_5_s_1_attempt_2026-11-01-10-22-31_lab.zip",
                "Lab_5_s_1_attempt_2026-11-03-23-58-02_lab.zip",
                "Lab_5_s2_attempt_2026-11-02-09-00-00_lab.zip");
        files("Lab_5_s_1_attempt_2026-11-03-23-58-02.txt");
        Roster roster = Roster.parse("login,name\ns_1,Ada\ns2,Grace\n", "class.csv");
        assertThat(keys(Intake.list(folder, roster, Set.of())))
                .containsExactly(
                        "s2=Lab_5_s2_attempt_2026-11-02-09-00-00_lab.zip",
                        "s_1=Lab_5_s_1_attempt_2026-11-03-23-58-02_lab.zip");
    }

    @Test
    void readsWhoseFoldersGradescopeGives() throws IOException {
        folders("submission_1", "submission_2");
        Files.writeString(folder.resolve("submission_metadata.yml"), """
                submission_1:
                  :submitters:
                  - :name: Ada Lovelace
                    :sid: s1
                    :email: ada@example.org
                submission_2:
                  :submitters:
                  - {":name": Grace, ":sid": s2}
                  - {":name": Edsger, ":sid": s3}
                """);
        List<Handin> found = Intake.list(folder, Roster.none(), Set.of());
        assertThat(found).extracting(Handin::key).containsExactly("Ada-Lovelace", "submission_2");
        assertThat(found.get(0).student().id()).isEqualTo("s1");
        assertThat(found.get(1).members()).extracting(Student::id).containsExactly("s2", "s3");
    }

    @Test
    void cutsLoginsWhereTheClassListKnowsThem() throws IOException {
        folders("lab-5-mary-ann/.git", "lab-5-mary-jo/.git");
        Roster roster = Roster.parse("login,name\nmary-ann,Mary Ann\nmary-jo,Mary Jo\nann,Ann\n", "class.csv");
        assertThat(Intake.list(folder, roster, Set.of()))
                .extracting(handin -> handin.student().name())
                .containsExactly("Mary Ann", "Mary Jo");
    }

    @Test
    void namesAnonymousHandInsAsSuch() throws IOException {
        archives("anon_a1B2c_90001_lab.zip");
        files("LATE_anon_x9y8z_text.html");
        List<Handin> found = Intake.list(folder, Roster.none(), Set.of());
        assertThat(found).extracting(Handin::key).containsExactly("anon_a1B2c", "anon_x9y8z");
        assertThat(found.get(1).late()).isTrue();
        assertThat(found.get(0).notes())
                .containsExactly("handed in anonymously: nobody can be given this grade until names are shown");
    }

    @Test
    void takesNoOneElseWhereTwoAnswerToALogin() throws IOException {
        folders("ada");
        Roster roster = Roster.parse(
                "id,name,email\ns1,Ada One,ada@a.example\ns2,Ada Two,ada@b.example\ns3,Ad A,x@example.org\n",
                "class.csv");
        Handin found = Intake.list(folder, roster, Set.of()).get(0);
        assertThat(found.student().id()).isEqualTo("s3");
        roster = Roster.parse("id,name,email\ns1,Ada One,ada@a.example\ns2,Ada Two,ada@b.example\n", "class.csv");
        found = Intake.list(folder, roster, Set.of()).get(0);
        assertThat(found.student().id()).isEmpty();
        assertThat(found.notes()).containsExactly("not told apart in the class list: Ada One (s1), Ada Two (s2)");
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

    private void archives(String... names) throws IOException {
        for (String name : names) {
            Files.write(folder.resolve(name), new byte[] {'P', 'K', 3, 4});
        }
    }

    private void files(String... names) throws IOException {
        for (String name : names) {
            Files.writeString(folder.resolve(name), name);
        }
    }
}
