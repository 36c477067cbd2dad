package org.foobarlab.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.foobarlab.TestFiles;
import org.foobarlab.testing.Command;
import org.foobarlab.testing.Command.Ran;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A server's firewall is in force after what puts it in force on a stock server, and after nothing else. */
class LoadFirewallIT {

    private static final String UFW = "ufw default deny incoming\nufw allow 80/tcp\n";

    private static ImageSet images;

    @BeforeAll
    static void makeReady() {
        Engine.connect();
        images = ImageSet.prepare(TestFiles.home(), line -> {});
    }

    @TestFactory
    Stream<DynamicTest> putsInForceWhatAServerWould() {
        return Stream.of(
                        "sudo -s << END\n" + UFW + "ufw enable\nEND\n",
                        "sudo -i <<< 'nft add table inet f; nft add chain inet f c \"{ type filter hook input priority 0; policy drop; }\"'\n",
                        "su - << END\n" + UFW + "ufw enable\nEND\n",
                        "sudo -u root -H bash -c 'iptables -P INPUT DROP'\n",
                        UFW + "ufw enable\nufw restart\n",
                        "set -e\n/sbin/modprobe ip_conntrack\necho 1 > /proc/sys/net/ipv4/ip_forward\niptables -P INPUT DROP\n",
                        "set -e\nfor f in /proc/sys/net/ipv4/conf/*/rp_filter; do echo 1 > \"$f\"; done\niptables -A INPUT -j DROP\n",
                        "set -e\n/bin/systemctl enable --now ufw\n/etc/init.d/netfilter-persistent save\niptables -P INPUT DROP\n",
                        "iptables -N IN 2>/dev/null || true\niptables -P INPUT DROP\n")
                .map(script -> DynamicTest.dynamicTest(script, () -> {
                    Ran loaded = load(script, "load-firewall && load-firewall");
                    assertThat(loaded.exit()).as(loaded.all()).isZero();
                    assertThat(loaded.all()).doesNotContain("no rule is in force");
                }));
    }

    @TestFactory
    Stream<DynamicTest> doesNotTakeAScriptsEndForAFirewall() {
        return Stream.of(
                        UFW,
                        "ufw enable -y\n",
                        "apt-get install -y haproxy\nservice haproxy restart\n",
                        "iptables -F\niptables -P INPUT ACCEPT\n",
                        "true\n",
                        "sudo -s\n")
                .map(script -> DynamicTest.dynamicTest(script, () -> {
                    Ran loaded = load(script, "load-firewall");
                    assertThat(loaded.exit()).as(loaded.all()).isNotZero();
                    assertThat(loaded.all()).contains("firewall: no rule is in force");
                }));
    }

    @Test
    void namesTheCommandThatFailedAndWhatUfwWaitsFor() {
        assertThat(load(UFW + "ufw enable\nufw restart\n", "load-firewall").all())
                .contains("firewall: line 4 ended with 1: ufw restart");
        assertThat(load(UFW, "load-firewall").all()).contains("firewall: ufw is not enabled");
    }

    @Test
    void noticesThatASecondRunEndsOtherwiseThanTheFirst() {
        Ran twice = load("iptables -P INPUT DROP\niptables -N VISITORS\n", "load-firewall && load-firewall");
        assertThat(twice.exit()).as(twice.all()).isNotZero();
    }

    @Test
    void doesNotTakeTheEnginesOwnRulesForTheStudents() {
        String engines =
                "iptables -t nat -N DOCKER_OUTPUT && iptables -t nat -A OUTPUT -d 127.0.0.11 -j DOCKER_OUTPUT; ";
        assertThat(load(UFW, engines + "load-firewall").all()).contains("firewall: no rule is in force");
        assertThat(load(UFW + "ufw enable\n", engines + "load-firewall").exit()).isZero();
    }

    @Test
    void doesNotLetAScriptSpeakInItsPlace() {
        assertThat(load("echo 'firewall: kernel lacks: everything'\n", "load-firewall")
                        .out()
                        .lines())
                .noneMatch(line -> line.startsWith("firewall: kernel"));
    }

    private static Ran load(String script, String command) {
        return Command.of(
                        "docker",
                        "run",
                        "--rm",
                        "--network",
                        "none",
                        "--cap-drop",
                        "ALL",
                        "--cap-add",
                        "NET_ADMIN",
                        "-e",
                        "FIREWALL=script",
                        "-e",
                        "SCRIPT=" + script,
                        images.reference("host"),
                        "bash",
                        "-c",
                        "printf %s \"$SCRIPT\" > /firewall.sh; unset SCRIPT; " + command)
                .run(Duration.ofMinutes(2));
    }
}
