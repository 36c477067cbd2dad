package org.foobarlab.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.foobarlab.lab.UnusableInput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutantTests {

    @TempDir
    private Path folder;

    private Path mutant;
    private Submission reference;

    @BeforeEach
    void writeReference() throws IOException {
        write("reference/lb-01/etc/haproxy/haproxy.cfg", "right");
        write("reference/lb-01/etc/nftables.conf", "flush ruleset");
        reference = Submission.read(folder.resolve("reference"));
        mutant = Files.createDirectory(folder.resolve("mutant"));
    }

    @Test
    void laysItsFilesOverTheRightOnes() throws IOException {
        write("mutant/lb-01/etc/haproxy/haproxy.cfg", "wrong");
        write("mutant/mutant.yml", "breaks: haproxy-starts\nhow: It is wrong.\n");
        Submission laid = Mutant.lay(mutant, reference);
        assertThat(laid.text("lb-01/etc/haproxy/haproxy.cfg")).contains("wrong");
        assertThat(laid.text("lb-01/etc/nftables.conf")).contains("flush ruleset");
        assertThat(laid.files()).doesNotContainKey("mutant.yml");
        assertThat(laid.sha256()).isNotEqualTo(reference.sha256());
        assertThat(reference.text("lb-01/etc/haproxy/haproxy.cfg")).contains("right");
    }

    @Test
    void leavesOutWhatItIsWithoutEvenIfItHasNoFilesItself() throws IOException {
        write("mutant/mutant.yml", "breaks: firewall\nhow: None.\nwithout: [lb-01/etc/nftables.conf]\n");
        assertThat(Mutant.lay(mutant, reference).files()).containsOnlyKeys("lb-01/etc/haproxy/haproxy.cfg");
    }

    @Test
    void saysWhichFileThereIsNot() throws IOException {
        write("mutant/mutant.yml", "breaks: firewall\nhow: None.\nwithout: [lb-01/nftables.conf]\n");
        assertThatThrownBy(() -> Mutant.lay(mutant, reference))
                .isInstanceOf(UnusableInput.class)
                .hasMessageContaining("There is no file lb-01/nftables.conf in ");
    }

    @Test
    void saysWhichKeyItDoesNotKnow() throws IOException {
        write("mutant/mutant.yml", "breaks: firewall\nhow: None.\nwithuot: []\n");
        assertThatThrownBy(() -> Mutant.read(mutant))
                .isInstanceOf(UnusableInput.class)
                .hasMessageEndingWith("mutant.yml: there is no key 'withuot'; the keys are breaks, how and without.");
    }

    @Test
    void saysInWhichLineItIsNotYaml() throws IOException {
        write("mutant/mutant.yml", "breaks: firewall\nhow: None: none\n");
        assertThatThrownBy(() -> Mutant.read(mutant))
                .isInstanceOf(UnusableInput.class)
                .hasMessageContaining("mutant.yml, line 2: ");
    }

    @Test
    void wantsACheckAndASentence() throws IOException {
        write("mutant/mutant.yml", "breaks: firewall\n");
        assertThatThrownBy(() -> Mutant.read(mutant))
                .isInstanceOf(UnusableInput.class)
                .hasMessageContaining("how");
    }

    @Test
    void isNothingThatAStudentsOwnFolderCanAskFor() throws IOException {
        write("reference/mutant.yml", "breaks: x\nhow: y\nwithout: [lb-01/etc/nftables.conf]\n");
        assertThat(Submission.read(folder.resolve("reference")).files()).containsKey("lb-01/etc/nftables.conf");
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
