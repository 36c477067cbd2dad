package org.foobarlab.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.Student;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RosterTests {

    @TempDir
    private Path folder;

    private static final Roster CLASS = Roster.parse("""
            ID,Name,E-mail,Section,GitHub username
            s1,Ada Lovelace,ada@example.org,A,countess
            s2,"Hopper, Grace",grace@example.org,B,gh-grace
            s3,María José Núñez,mj@example.org,B,
            """, "class.csv");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s1",
                "S1",
                "Ada Lovelace",
                "ada lovelace",
                "lovelaceada",
                "Lovelace, Ada",
                "countess",
                "ada",
                "ada@example.org"
            })
    void findsAStudentByAnyNameThatIsHers(String name) {
        assertThat(CLASS.find(Student.named(name))).map(Student::id).contains("s1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nunezmariajose", "Núñez María José", "maria jose nunez", "josenunezmaria"})
    void comparesNamesWithoutAccentsAndOrder(String name) {
        assertThat(CLASS.find(Student.named(name))).map(Student::id).contains("s3");
    }

    @Test
    void findsNobodyByAPartOfAName() {
        assertThat(CLASS.find(Student.named("love"))).isEmpty();
        assertThat(CLASS.find(Student.named(""))).isEmpty();
    }

    @Test
    void keepsWhatOnlyTheNameOfTheFileTells() {
        Student found = CLASS.find(new Student("", "hoppergrace", "", "", "4711", "", ""))
                .orElseThrow();
        assertThat(found)
                .isEqualTo(new Student("s2", "Hopper, Grace", "grace@example.org", "B", "4711", "", "gh-grace"));
    }

    @Test
    void findsNobodyWhereTwoAnswer() {
        Roster twins = Roster.parse("id,name\n1,Kim Lee\n2,Kim Lee\n", "class.csv");
        assertThat(twins.find(Student.named("Kim Lee"))).isEmpty();
        assertThat(twins.find(Student.named("2"))).map(Student::id).contains("2");
    }

    @Test
    void readsWhatSpreadsheetsWrite() {
        Roster read = Roster.parse("\uFEFFFirst name,Last name,Student ID\r\n Ada , Lovelace ,s1\r\n\r\n", "class.csv");
        assertThat(read.students()).containsExactly(new Student("s1", "Ada Lovelace", "", "", "", "", ""));
    }

    @Test
    void readsTheGradebookThatCanvasExports() {
        Roster read = Roster.parse("""
                Student,ID,SIS User ID,SIS Login ID,Section,Lab 5 (4711)
                ,,,,,Manual Posting
                    Points Possible,,,,,108.0
                "Lovelace, Ada",70015,s1,ada,A,
                "Student, Test",70099,,5f1c,A,
                """, "class.csv");
        assertThat(read.students()).containsExactly(new Student("s1", "Lovelace, Ada", "", "A", "70015", "", "ada"));
    }

    @Test
    void readsTheGradingWorksheetThatMoodleExports() {
        Roster read = Roster.parse(
                "Identifier,Full name,ID number,Email address,Status,Grade\nParticipant 4101,Ada Lovelace,s1,a@example.org,-,\n",
                "class.csv");
        assertThat(read.students())
                .containsExactly(new Student("s1", "Ada Lovelace", "a@example.org", "", "", "4101", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Matrikelnummer;Nachname;Vorname;E-Mail\r\n4711;Müller;Zoë;z@example.org\r\n",
                "ID\tSurname\tFirst name\tMail\n4711\tMüller\tZoë\tz@example.org\n",
                "sep=;\nid;name;email\n4711;Zoë Müller;z@example.org\n",
                "id,name,email\n\"=\"\"4711\"\"\",Zoë Müller,z@example.org\n"
            })
    void readsWhatSpreadsheetsOfOtherCountriesWrite(String text) throws IOException {
        Student zoe = new Student("4711", "Zoë Müller", "z@example.org", "", "", "", "");
        for (String charset : List.of("UTF-8", "windows-1252", "UTF-16LE")) {
            String marked = (charset.equals("UTF-16LE") ? "\uFEFF" : "") + text;
            Path file = Files.write(folder.resolve("class.csv"), marked.getBytes(Charset.forName(charset)));
            assertThat(Roster.read(file).students()).as(charset).containsExactly(zoe);
        }
    }

    @Test
    void saysThatAWorkbookIsNone() throws IOException {
        Path file = Files.write(folder.resolve("class.xlsx"), new byte[] {'P', 'K', 3, 4, 0});
        assertThatThrownBy(() -> Roster.read(file)).hasMessageContaining("save it as \"CSV UTF-8\"");
    }

    @Test
    void refusesAListThatNamesNobody() {
        assertThatThrownBy(() -> Roster.parse("colour,size\nred,1\n", "class.csv"))
                .isInstanceOf(UnusableInput.class)
                .hasMessage(
                        "class.csv has no column that names students: its first line has to hold id, name, email or login.");
    }

    @Test
    void refusesAnIdThatIsGivenTwice() {
        assertThatThrownBy(() -> Roster.parse("id,name\n1,A\n1,B\n", "class.csv"))
                .hasMessage("class.csv names the id 1 twice: give every student one line.");
    }
}
