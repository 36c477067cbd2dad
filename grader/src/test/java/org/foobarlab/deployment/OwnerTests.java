package org.foobarlab.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerTests {

    private final Owner self = Owner.thisProcess();

    @Test
    void knowsThatThisProcessLives() {
        assertThat(self.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(self.isGone()).isFalse();
    }

    @Test
    void comesBackFromItsLabel() {
        Map<String, String> labels = self.labels("foobar-lab-1234");
        assertThat(labels).containsEntry("foobar-lab.deployment", "foobar-lab-1234");
        assertThat(Owner.parse(labels.get("foobar-lab.owner"))).contains(self);
    }

    @Test
    void knowsThatAProcessHasEnded() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("true").start();
        long started = process.info()
                .startInstant()
                .map(instant -> instant.getEpochSecond())
                .orElse(self.started());
        process.waitFor();
        assertThat(new Owner(self.machine(), process.pid(), started).isGone()).isTrue();
    }

    @Test
    void tellsAnotherProcessOfTheSameNumberByItsStart() {
        assertThat(new Owner(self.machine(), self.pid(), self.started() - 3).isGone())
                .isTrue();
        assertThat(new Owner(self.machine(), self.pid(), self.started() + 3).isGone())
                .isTrue();
        assertThat(new Owner(self.machine(), self.pid(), self.started() + 1).isGone())
                .isFalse();
    }

    @Test
    void takesAnOwnerWhoseStartNobodyKnewForTheOneThatRuns() {
        assertThat(new Owner(self.machine(), self.pid(), 0).isGone()).isFalse();
    }

    @Test
    void doesNotJudgeAProcessOfAnotherMachine() {
        assertThat(new Owner("elsewhere", 999_999_999, 1).isGone()).isFalse();
        assertThat(new Owner(self.machine(), 999_999_999, 1).isGone()).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "/",
                "machine",
                "machine/12",
                "machine/12/x",
                "machine/x/12",
                "a/1/2/3",
                "machine/1/99999999999999999999"
            })
    void readsNothingFromALabelThatIsNotItsOwn(String label) {
        assertThat(Owner.parse(label)).isEmpty();
    }
}
