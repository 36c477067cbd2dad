package org.foobarlab.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.foobarlab.TestFiles.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.foobarlab.TestFiles;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.report.Alike;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Test what counts as the lab's own text when a class is compared. */
class SimilarTests {

    private static final String HANDED_OUT = "# What are the firewalls for?\n";

    @TempDir
    private Path project;

    private Labs labs;
    private Lab lab;

    @BeforeEach
    void make() throws IOException {
        write(
                project,
                "labs/01-one/lab.yml",
                Files.readString(TestFiles.home().resolve("labs/05-secured-and-monitored/lab.yml")));
        write(project, "labs/01-one/given/EXPLANATION.md", HANDED_OUT);
        write(project, "labs/01-one/submission/EXPLANATION.md", HANDED_OUT);
        write(project, "labs/01-one/submission/lb-01/etc/haproxy/haproxy.cfg", "global\n");
        labs = new Labs(project);
        lab = labs.find("01");
    }

    @Test
    void theStarterIsTheLabsAsLongAsNobodyWroteInIt() {
        assertThat(given(project.resolve("class")))
                .contains(lab.starter(), lab.directory().resolve("given"));
    }

    @Test
    void whatAStudentWroteInPlaceIsNotTheLabs() {
        write(project, "labs/01-one/submission/EXPLANATION.md", HANDED_OUT + "They drop what no rule names.\n");
        assertThat(given(project.resolve("class")))
                .doesNotContain(lab.starter())
                .contains(lab.directory().resolve("given"));
    }

    @Test
    void whatIsComparedIsNotTheLabs() {
        assertThat(given(lab.directory())).doesNotContain(lab.starter());
        assertThat(given(lab.starter())).doesNotContain(lab.starter());
    }

    @Test
    void nothingThatWasUnpackedIsLeft() {
        write(project, "class/ada/EXPLANATION.md", "Mine.\n");
        Path work = project.resolve("work");
        assertThat(Similar.find(
                        Intake.list(project.resolve("class"), Roster.none(), Set.of()),
                        Wanted.anyServers(),
                        List.of(),
                        project,
                        work))
                .isEqualTo(Alike.NONE);
        assertThat(work).doesNotExist();
    }

    private List<Path> given(Path submissions) {
        return Similar.given(lab, labs.given(), submissions);
    }
}
