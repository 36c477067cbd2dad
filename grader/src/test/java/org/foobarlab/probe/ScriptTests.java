package org.foobarlab.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ScriptTests {

    private static final String PATH = Failover.PROMOTE;

    @Test
    void quotesWhatItPrinted() {
        Script script = new Script(PATH, 1, "ERROR 1064 (42000) at line 1: You have an error in your SQL syntax");

        assertThat(script.ok()).isFalse();
        assertThat(script.complaint())
                .isEqualTo(PATH
                        + " ended with status 1: ERROR 1064 (42000) at line 1: You have an error in your SQL syntax");
    }

    @Test
    void saysThatThereIsNone() {
        assertThat(new Script(PATH, 127, "sh: 1: " + PATH + ": not found").complaint())
                .isEqualTo(PATH + " cannot be run: it is not there, or the program that its first line names is not");
    }

    @Test
    void tellsAMissingProgramFromAMissingScript() {
        assertThat(new Script(PATH, 127, PATH + ": 3: systemctl: not found").complaint())
                .isEqualTo(PATH + " ended with status 127: " + PATH + ": 3: systemctl: not found");
    }
}
