package org.foobarlab.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Capability;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.foobarlab.TestFiles;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.probe.Visitor;
import org.foobarlab.submission.Servers;
import org.foobarlab.submission.Submission;
import org.foobarlab.testing.Project;
import org.foobarlab.topology.AddressPlan;
import org.foobarlab.topology.Component;
import org.foobarlab.topology.Host;
import org.foobarlab.topology.Topology;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Prove that nothing gets out of a deployment, not even with the help of a student's firewall script, which is an
 * administrator's of its host: here one that removes all rules and routes everything to the internet host. Each thing
 * that must not be reached stands beside one that is, by the same means.
 */
class IsolationIT {

    private static final List<String> HOSTS = List.of("lb-01", "web-01", "web-02", "monitor");

    /** Components with a shell that opens connections, each on another host. */
    private static final Map<String, Component> INSIDERS =
            Map.of("lb-01", Component.HAPROXY, "web-01", Component.NGINX, "web-02", Component.MYSQL);

    private static final String OPEN_WIDE = """
            nft flush ruleset
            nft add table inet wide
            nft 'add chain inet wide in { type filter hook input priority 0; policy accept; }'
            nft add rule inet wide in accept
            ip route replace default via 203.0.113.100
            """;

    /** Says "reached ADDRESS PORT" for each pair of arguments to which a connection can be made. */
    private static final String CONNECT = """
            while [ $# -gt 0 ]; do
                (timeout 1 bash -c 'exec 3<>/dev/tcp/$0/$1' "$1" "$2" 2>/dev/null && echo "reached $1 $2") &
                shift 2
            done
            wait
            """;

    private static final String MARK = UUID.randomUUID().toString();

    @TempDir
    private static Path folder;

    private static Engine engine;
    private static Deployment deployment;
    private static Deployment second;
    private static ServerSocket canary;
    private static DatagramSocket datagrams;
    private static final Set<String> heard = ConcurrentHashMap.newKeySet();

    @BeforeAll
    static void startTwoDeployments() throws IOException {
        Path hostile = Project.copy(Project.reference(), folder.resolve("hostile"));
        for (String server : List.of("lb-01", "web-01", "web-02")) {
            Project.delete(hostile, server + "/etc/nftables.conf");
            TestFiles.write(hostile, server + "/firewall.sh", OPEN_WIDE);
        }
        engine = Engine.connect();
        Labs labs = Labs.ofProject();
        ImageSet images = ImageSet.prepare(labs.home(), line -> {});
        deployment = start(labs, images, hostile);
        second = start(labs, images, hostile);

        canary = new ServerSocket(0);
        datagrams = new DatagramSocket(canary.getLocalPort());
        Parallel.run(IsolationIT::accept);
        Parallel.run(IsolationIT::receive);
    }

    private static Deployment start(Labs labs, ImageSet images, Path submission) {
        Lab lab = labs.find("05");
        Topology topology = Topology.threeServers();
        Servers servers = Servers.of(labs.given(), lab, Submission.read(submission));
        return Deployment.start(engine, images, topology, servers, Authority.ofUser(), part -> {});
    }

    @AfterAll
    static void stop() throws IOException {
        for (Deployment each : Arrays.asList(deployment, second)) {
            if (each != null) {
                each.close();
            }
        }
        if (canary != null) {
            canary.close();
            datagrams.close();
        }
    }

    @Test
    void everyPartIsUp() {
        assertThat(deployment.launches()).allMatch(Launch::ok);
        assertThat(second.launches()).allMatch(Launch::ok);
    }

    @Test
    void canaryIsReachableOnTheMachineItself() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", canary.getLocalPort()), 2_000);
        }
        sendDatagram("from the machine");
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> heard.contains(MARK + " from the machine"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lb-01", "web-01", "web-02", "monitor"})
    void hostReachesItsPeersButNotTheMachine(String name) {
        RunningHost host = deployment.host(name);
        String peer =
                deployment.host(name.equals("web-01") ? "web-02" : "web-01").address();

        String reached =
                host.exec(connect(List.of(peer), 80, machineAddresses())).all();

        assertThat(reached.lines()).containsExactly("reached " + peer + " 80");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lb-01", "web-01", "web-02"})
    void componentReachesItsPeersButNotTheMachine(String name) {
        RunningHost host = deployment.host(name);
        String peer =
                deployment.host(name.equals("web-01") ? "web-02" : "web-01").address();

        String reached = host.execIn(INSIDERS.get(name), connect(List.of(peer), 80, machineAddresses()))
                .all();

        assertThat(reached.lines()).containsExactly("reached " + peer + " 80");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lb-01", "web-01", "web-02"})
    void administratorOfAHostCannotSendTheMachineSoMuchAsADatagram(String name) throws IOException {
        RunningHost host = deployment.host(name);
        RunningHost peer = deployment.host("monitor");
        String from = MARK + " from " + name;
        peer.execDetached("timeout", "20", "socat", "-u", "UDP-RECVFROM:20011,fork", "SYSTEM:cat >>/tmp/heard");
        Awaitility.await().until(() -> peer.exec("ss", "-Hlun").out().contains(":20011"));

        // Being asked for its address on the shared wire, Linux answers for all of its addresses, also for those of
        // other networks; and
        // what is sent to everybody on the wire needs no such answer.
        StringBuilder script = new StringBuilder("say() { echo '" + from + "' | socat -u - UDP-SENDTO:$1:$2; }\n");
        for (String address : machineAddresses()) {
            if (!address.contains(":") && !address.startsWith("127.")) {
                script.append("ip route replace ").append(address).append("/32 dev eth0\n");
                script.append("say ")
                        .append(address)
                        .append(' ')
                        .append(canary.getLocalPort())
                        .append('\n');
                script.append("ip neigh replace ").append(address).append(" lladdr ff:ff:ff:ff:ff:ff dev eth0\n");
                script.append("say ")
                        .append(address)
                        .append(' ')
                        .append(canary.getLocalPort())
                        .append('\n');
                script.append("ip neigh del ").append(address).append(" dev eth0\n");
                script.append("ip route del ").append(address).append("/32 dev eth0\n");
            }
        }
        script.append("say ").append(peer.address()).append(" 20011\n");
        Output sent = host.exec("bash", "-c", script.toString());

        assertThat(sent.exit()).as(sent.all()).isZero();
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> peer.exec("cat", "/tmp/heard").out().contains(from));
        // What the machine sends itself now comes after whatever the host sent before.
        sendDatagram("after " + name);
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> heard.contains(MARK + " after " + name));
        assertThat(heard).doesNotContain(from);
    }

    @Test
    void internetHostIsADoorInwardsOnly() throws IOException {
        RunningHost internet = deployment.host("internet");
        String site = deployment.host("lb-01").address();

        assertThat(internet.exec(connect(List.of(site), 80, machineAddresses()))
                        .all()
                        .lines())
                .containsExactly("reached " + site + " 80");
        for (int port : List.of(deployment.doorPort(), deployment.sitePort(80), deployment.sitePort(443))) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 2_000);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lb-01", "web-01", "web-02", "monitor"})
    void gradersDoorsAreShutToTheServers(String name) {
        RunningHost internet = deployment.host("internet");
        internet.execDetached("timeout", "20", "socat", "TCP-LISTEN:20012,fork,reuseaddr", "EXEC:true");
        Awaitility.await().until(() -> internet.exec("ss", "-Hltn").out().contains(":20012"));
        String address = internet.address();

        String reached = deployment
                .host(name)
                .exec(connect(
                        List.of(address + " 20012", address + " 1080", address + " 8080", address + " 8443"),
                        0,
                        List.of()))
                .all();

        assertThat(reached.lines()).containsExactly("reached " + address + " 20012");
    }

    /** An address that the door does not know would get past a rule about the servers' own addresses. */
    @Test
    void gradersDoorsAreShutToForgedAddresses() {
        String door = deployment.host("internet").address();
        Output output = deployment
                .host("lb-01")
                .exec(
                        "bash",
                        "-c",
                        "ip address add 198.51.100.7/32 dev eth0;"
                                + " timeout 3 socat -u OPEN:/dev/null TCP:" + door
                                + ":1080,bind=198.51.100.7,connect-timeout=1"
                                + " && echo reached; ip address del 198.51.100.7/32 dev eth0");

        assertThat(output.out()).doesNotContain("reached");
        String rules = deployment
                .host("internet")
                .exec("nft", "list", "table", "inet", "door")
                .out();
        assertThat(rules).contains("hook forward priority filter; policy drop;");
    }

    @ParameterizedTest
    @MethodSource("everyHost")
    void namesComeFromTheHostsFileAlone(String name) {
        String shell =
                "getent hosts monitor | head -n 1; getent hosts www.foobar.com; getent hosts example.com || echo nobody knows";
        RunningHost host = deployment.host(name);

        List<String> answers = host.exec("timeout", "10", "bash", "-c", shell)
                .out()
                .lines()
                .map(line -> line.replaceAll("\\s+", " "))
                .toList();

        assertThat(answers).hasSize(3);
        assertThat(answers.get(0)).isEqualTo(deployment.host("monitor").address() + " monitor");
        assertThat(answers.get(1))
                .startsWith(deployment.host("lb-01").address() + " ")
                .contains("www.foobar.com");
        assertThat(answers.get(2)).isEqualTo("nobody knows");
        assertThat(inspect(name).getHostConfig().getDns()).containsExactly("127.0.0.1");
    }

    static Stream<String> everyHost() {
        return Topology.threeServers().hosts().stream().map(Host::name);
    }

    @Test
    void twoDeploymentsStandSideBySide() {
        // Which of them has the addresses that students write, if any, depends on what else runs on the machine.
        assertThat(List.of(deployment.plan().subnet(), second.plan().subnet()))
                .doesNotHaveDuplicates()
                .anyMatch(subnet -> subnet.startsWith("198.18."));
        for (Deployment each : List.of(deployment, second)) {
            Visitor visitor = new Visitor(each.doorPort());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> visitor.https("/").isPage());
        }
    }

    @Test
    void deploymentsDoNotReachEachOther() {
        for (List<Deployment> pair : List.of(List.of(deployment, second), List.of(second, deployment))) {
            List<String> others = pair.get(1).topology().hosts().stream()
                    .map(host -> pair.get(1).plan().address(host))
                    .toList();
            for (String name : List.of("web-01")) {
                String own = pair.get(0).host("lb-01").address();
                RunningHost host = pair.get(0).host(name);
                Output route = host.exec(
                        "bash",
                        "-c",
                        others.stream()
                                .map(address -> "ip route replace " + address + "/32 dev eth0")
                                .collect(Collectors.joining("; ")));
                assertThat(route.ok()).as(route.all()).isTrue();

                assertThat(host.exec(connect(List.of(own), 80, others, 80))
                                .all()
                                .lines())
                        .containsExactly("reached " + own + " 80");
            }
        }
    }

    @Test
    void componentsHaveNoMoreRightsThanTheirRecipeSays() {
        for (Host host : deployment.topology().hosts()) {
            for (Component component : host.components()) {
                Recipe recipe = Recipe.of(component);
                String status = deployment
                        .host(host.name())
                        .execIn(component, "cat", "/proc/1/status")
                        .out();
                String who = host + " " + component.id();
                InspectContainerResponse inspected = inspect(host.name() + "-" + component.id());

                assertThat(capabilities(status, "CapBnd")).as(who).isEqualTo(bits(recipe.capabilities()));
                assertThat(capabilities(status, "CapEff") & ~bits(recipe.capabilities()))
                        .as(who)
                        .isZero();
                assertThat(status).as(who).containsPattern("NoNewPrivs:\\s+1").containsPattern("Seccomp:\\s+2");
                assertThat(inspected.getHostConfig().getMemory()).as(who).isEqualTo(recipe.memory() * 1024L * 1024L);
                assertConfined(who, inspected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lb-01", "web-01", "web-02", "monitor", "internet"})
    void hostsMayChangeTheirNetworkAndNothingElse(String name) {
        RunningHost host = deployment.host(name);
        String status = host.exec("cat", "/proc/self/status").out();

        assertThat(capabilities(status, "CapEff")).isEqualTo(bits(List.of(Capability.NET_ADMIN)));
        assertThat(capabilities(status, "CapBnd")).isEqualTo(bits(List.of(Capability.NET_ADMIN)));
        assertThat(status).containsPattern("NoNewPrivs:\\s+1").containsPattern("Seccomp:\\s+2");
        assertThat(host.exec("cat", "/proc/sys/net/ipv4/ip_forward").out().strip())
                .isEqualTo("0");
        assertThat(host.exec("bash", "-c", "echo 1 >/proc/sys/net/ipv4/ip_forward")
                        .ok())
                .isFalse();
        assertThat(host.exec("bash", "-c", "echo 0 >/proc/sys/net/ipv6/conf/eth0/disable_ipv6")
                        .ok())
                .isFalse();
        assertThat(host.exec("ls", "/run/docker.sock", "/var/run/docker.sock").out())
                .isEmpty();
        assertThat(host.exec("ls", "/proc")
                        .out()
                        .lines()
                        .filter(entry -> entry.matches("\\d+"))
                        .count())
                .isLessThan(30);
        assertThat(inspect(name).getHostConfig().getMemory()).isPositive();
        assertConfined(name, inspect(name));
    }

    private static void assertConfined(String who, InspectContainerResponse inspected) {
        assertThat(inspected.getHostConfig().getPrivileged()).as(who).isFalse();
        assertThat(inspected.getHostConfig().getPidsLimit()).as(who).isEqualTo(512);
        assertThat(inspected.getHostConfig().getPidMode()).as(who).isNotEqualTo("host");
        assertThat(inspected.getHostConfig().getIpcMode()).as(who).isNotEqualTo("host");
        assertThat(
                        inspected.getHostConfig().getDevices() == null
                                ? 0
                                : inspected.getHostConfig().getDevices().length)
                .as(who)
                .isZero();
        assertThat(inspected.getMounts())
                .as(who)
                .allMatch(mount -> mount.getName() != null, "is a volume of the deployment's");
    }

    private static InspectContainerResponse inspect(String name) {
        return engine.client().inspectContainerCmd(deployment.id() + "-" + name).exec();
    }

    private static long capabilities(String status, String line) {
        return status.lines()
                .filter(each -> each.startsWith(line + ":"))
                .map(each -> Long.parseLong(each.substring(line.length() + 1).strip(), 16))
                .findFirst()
                .orElseThrow();
    }

    private static long bits(List<Capability> capabilities) {
        return capabilities.stream()
                .mapToLong(capability -> 1L << bit(capability))
                .sum();
    }

    /** The kernel's numbers. */
    private static int bit(Capability capability) {
        return switch (capability) {
            case CHOWN -> 0;
            case DAC_OVERRIDE -> 1;
            case FOWNER -> 3;
            case KILL -> 5;
            case SETGID -> 6;
            case SETUID -> 7;
            case NET_BIND_SERVICE -> 10;
            case NET_ADMIN -> 12;
            case SYS_CHROOT -> 18;
            default -> throw new IllegalArgumentException(capability + " is not among those expected in a recipe");
        };
    }

    private static String[] connect(List<String> near, int port, List<String> far) {
        return connect(near, port, far, canary.getLocalPort());
    }

    private static String[] connect(List<String> near, int port, List<String> far, int farPort) {
        List<String> command = new ArrayList<>(List.of("bash", "-c", CONNECT, "connect"));
        near.forEach(address -> command.addAll(
                address.contains(" ") ? List.of(address.split(" ")) : List.of(address, String.valueOf(port))));
        far.forEach(address -> command.addAll(List.of(address, String.valueOf(farPort))));
        return command.toArray(String[]::new);
    }

    /** Return every address of the machine, and those that bridges of this deployment have or would have. */
    private static List<String> machineAddresses() {
        try {
            Set<String> addresses = new TreeSet<>();
            for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                for (InetAddress address : Collections.list(each.getInetAddresses())) {
                    addresses.add(address.getHostAddress().replaceFirst("%.*", ""));
                }
            }
            addresses.add(deployment.plan().rebase(AddressPlan.WRITTEN + "1"));
            addresses.add(deployment.plan().doorSubnet().replaceFirst("\\.\\d+/.*", "") + "."
                    + (Integer.parseInt(deployment.plan().doorSubnet().replaceFirst(".*\\.(\\d+)/.*", "$1")) + 1));
            addresses.add("172.17.0.1");
            return List.copyOf(addresses);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sendDatagram(String what) throws IOException {
        byte[] bytes = (MARK + " " + what).getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(
                    new DatagramPacket(bytes, bytes.length, InetAddress.getByName("127.0.0.1"), canary.getLocalPort()));
        }
    }

    private static void accept() {
        while (!canary.isClosed()) {
            try (Socket socket = canary.accept()) {
                socket.getOutputStream().write('!');
            } catch (IOException e) {
                // Closed by the other side or, at the end of the tests, by this one.
            }
        }
    }

    private static void receive() {
        while (!datagrams.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
                datagrams.receive(packet);
                heard.add(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8).strip());
            } catch (IOException e) {
                // At the end of the tests it is closed.
            }
        }
    }

    @Test
    void noHostSpeaksIpv6() {
        for (Host host : deployment.topology().hosts()) {
            RunningHost running = deployment.host(host.name());
            assertThat(running.exec("ip", "-6", "-o", "address").out())
                    .as(host.name())
                    .isEmpty();
            // Not even for whoever is its administrator.
            assertThat(running.exec("ip", "-6", "address", "add", "fd00::9/64", "dev", "eth0")
                            .ok())
                    .as(host.name())
                    .isFalse();
        }
    }
}
