package org.foobarlab.solutions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.foobarlab.authoring.LabLint;
import org.foobarlab.grading.CheckCatalog;
import org.foobarlab.lab.Labs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every lab is complete: what its handout promises is what its file says, and each of its checks has a mutant. */
class LabsTests {

    private static final Labs LABS = Labs.ofProject();
    private static final LabLint LINT = new LabLint(LABS, new CheckCatalog());

    static List<String> names() {
        return LABS.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void givesNoReasonForComplaint(String name) {
        assertThat(LINT.check(LABS.find(name))).isEmpty();
    }
}
