package org.foobarlab.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.foobarlab.TestFiles.write;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.foobarlab.TestFiles;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.testing.Project;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplanationsTests {

    private static final String ANSWER =
            "Each firewall drops every packet that no rule allows, so only the ports that are needed can be reached.\n";

    @TempDir
    private Path home;

    /** Students work in the lab's own folder, where the starter was. */
    @Test
    void anAnswerIsNotCopiedFromItself() throws Exception {
        Lab lab = lab();
        write(lab.starter(), Lab.EXPLANATION, ANSWER);
        assertThat(score(lab)).isPositive();
    }

    @Test
    void whatWasHandedOutEarnsNothing() throws Exception {
        Lab lab = lab();
        write(lab.givenExplanation().getParent(), Lab.EXPLANATION, ANSWER);
        assertThat(score(lab)).isZero();
    }

    @Test
    void theFileToFillInEarnsNothing() throws Exception {
        Labs labs = new Labs(TestFiles.home());
        for (String name : labs.names()) {
            Lab lab = labs.find(name);
            // The starter may be filled in by now, where somebody works in this folder.
            if (Files.exists(lab.starter().resolve(Lab.EXPLANATION))) {
                assertThat(lab.givenExplanation()).exists();
                assertThat(score(lab, Files.readAllBytes(lab.givenExplanation())))
                        .as(name)
                        .isZero();
            }
        }
    }

    private Lab lab() {
        String name = new Labs(TestFiles.home()).find("05").name();
        Project.copy(
                TestFiles.home().resolve("labs").resolve(name),
                home.resolve("labs").resolve(name));
        return new Labs(home).find("05");
    }

    private static double score(Lab lab) throws Exception {
        return score(lab, ANSWER.getBytes(StandardCharsets.UTF_8));
    }

    private static double score(Lab lab, byte[] text) throws Exception {
        return Explanations.of(lab, new CheckCatalog()).grade(text).stream()
                .mapToDouble(QuestionVerdict::score)
                .sum();
    }
}
