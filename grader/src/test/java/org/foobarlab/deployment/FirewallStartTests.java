package org.foobarlab.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.foobarlab.submission.Servers;
import org.foobarlab.topology.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is printed is what load-firewall really printed for such files. */
class FirewallStartTests {

    @TempDir
    private Path folder;

    @Test
    void takesRulesInForceForALoadedFirewallWhateverTheLastCommandEndedWith() {
        FirewallStart start = script("ufw enable\nufw allow 80\nufw restart\n", """
                Firewall is active and enabled on system startup
                Rule added
                ERROR: Invalid syntax
                firewall: line 3 ended with 1: ufw restart
                firewall: in force
                """);
        assertThat(start.inForce()).isTrue();
        assertThat(start.remarks())
                .containsExactly(
                        "lb-01/firewall.sh, line 3: 'ufw restart' ended with 1. The rest of the script was run all"
                                + " the same, as on a server. What was said: ERROR: Invalid syntax.");
    }

    @Test
    void namesWhatUfwWaitsFor() {
        FirewallStart start = script("ufw default deny incoming\n", """
                Default incoming policy changed to 'deny'
                firewall: no rule is in force
                firewall: ufw is not enabled
                firewall: failed (exit 1)
                """);
        assertThat(start.inForce()).isFalse();
        assertThat(start.message()).isEqualTo("""
                No rule is in force after lb-01/firewall.sh.
                ufw is not enabled: its rules wait for 'ufw enable', which lb-01/firewall.sh does not say, or not so that ufw takes it.""");
    }

    @Test
    void showsWhatAnInstallScriptWasToldInVain() {
        FirewallStart start = script("apt-get install -y haproxy\nservice haproxy restart\n", """
                E: haproxy is not here, and a lab's server cannot fetch packages
                systemctl: restart haproxy: no service manager runs here; nothing was done
                firewall: line 1 ended with 100: apt-get install -y haproxy
                firewall: no rule is in force
                firewall: failed (exit 1)
                """);
        assertThat(start.message())
                .contains(
                        "cannot fetch packages", "nothing was done", "No rule is in force", "line 1: 'apt-get install");
    }

    @Test
    void holdsAgainstTheMachineWhatItsKernelLacks() {
        Servers servers = StudentFiles.of(folder, "lb-01/etc/nftables.conf", "queue num 0 bypass\n");
        FirewallStart start = FirewallStart.of(Topology.threeServers().host("lb-01"), servers, """
                /etc/nftables.conf:1:1-5: Error: Could not process rule: No such file or directory
                queue num 0 bypass
                ^^^^^
                firewall: kernel lacks: /etc/nftables.conf, line 1: queue num 0 bypass
                firewall: no rule is in force
                firewall: failed (exit 1)
                """);
        assertThat(start.lackedByKernel()).isTrue();
        assertThat(start.message())
                .startsWith(
                        "this machine's kernel lacks what lb-01/etc/nftables.conf, line 1: queue num 0 bypass asks");
    }

    @Test
    void doesNotLetAScriptSpeakForTheLab() {
        // load-firewall puts a space before what a script prints in its own words.
        FirewallStart start = script("echo\n", " firewall: kernel lacks: all\nfirewall: failed (exit 1)\n");
        assertThat(start.lackedByKernel()).isFalse();
    }

    private FirewallStart script(String text, String printed) {
        Servers servers = StudentFiles.of(folder, "lb-01/firewall.sh", text);
        return FirewallStart.of(Topology.threeServers().host("lb-01"), servers, printed);
    }
}
