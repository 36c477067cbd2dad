package org.foobarlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.foobarlab.TestFiles.write;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabsTests {

    private static final String YAML = "title: A lab\nminutes: 30\nreads: [x]\nchecks: [{id: x, points: 1}]\n";

    @TempDir
    private Path home;

    @BeforeEach
    void labs() {
        write(home, "labs/01-first-steps/lab.yml", YAML);
        write(home, "labs/10-the-end/lab.yml", YAML);
        write(home, "labs/02-unfinished/README.md", "");
        write(home, "labs/given/lab.yml", "");
        write(home, "labs/pom.xml", "");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 01-first-steps",
        "01, 01-first-steps",
        "01-first-steps, 01-first-steps",
        "first-steps, 01-first-steps",
        "10, 10-the-end",
        "the-end, 10-the-end"
    })
    void findsALabByWhatItMayBeCalled(String wanted, String name) {
        assertThat(new Labs(home).find(wanted).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "0", "001", "first", "", "given", "../labs/01-first-steps", "*"})
    void listsTheLabsWhenThereIsNoSuchOne(String wanted) {
        assertThatThrownBy(() -> new Labs(home).find(wanted))
                .isInstanceOf(UnusableInput.class)
                .hasMessage("There is no lab '" + wanted + "'; choose one of: 01-first-steps, 10-the-end.");
    }

    @Test
    void asksForTheProjectsFolder() {
        Path elsewhere = home.resolve("labs/given");
        assertThatThrownBy(() -> new Labs(elsewhere).find("1"))
                .isInstanceOf(UnusableInput.class)
                .hasMessage("There is no folder labs in " + elsewhere + ": run this from the project's own folder.");
    }
}
