package org.foobarlab.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.Student;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RosterTests {

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
