package org.foobarlab.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.foobarlab.TestFiles.write;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.foobarlab.TestFiles;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.testing.Project;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplanationsTests {

    private static final String ANSWER = "Each firewall drops every packet that no rule allows, so only the ports that are needed can be reached.\n";

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

    private Lab lab() {
        String name = new Labs(TestFiles.home()).find("05").name();
        Project.copy(TestFiles.home().resolve("labs").resolve(name), home.resolve("labs").resolve(name));
        return new Labs(home).find("05");
    }

    private static double score(Lab lab) throws Exception {
        return Explanations.of(lab, new CheckCatalog()).grade(ANSWER.getBytes(StandardCharsets.UTF_8)).stream()
                .mapToDouble(QuestionVerdict::score)
                .sum();
    }
}
