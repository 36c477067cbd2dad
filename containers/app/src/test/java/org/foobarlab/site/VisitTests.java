package org.foobarlab.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisitTests {

    private static final Set<String> BALANCERS = Set.of("203.0.113.10", "127.0.0.1");

    @TempDir
    private Path folder;

    @Test
    void believesTheBalancersAndNotTheVisitor() {
        assertThat(visitor("198.51.100.7")).isEqualTo("198.51.100.7");
        assertThat(visitor("198.51.100.7, 203.0.113.10")).isEqualTo("198.51.100.7");
        assertThat(visitor("192.0.2.1", "198.51.100.7")).isEqualTo("198.51.100.7");
        assertThat(visitor("192.0.2.1, 198.51.100.7, 203.0.113.10, 127.0.0.1")).isEqualTo("198.51.100.7");
    }

    @Test
    void takesABalancerForTheVisitorWhereNobodyElseIsNamed() {
        assertThat(visitor("203.0.113.10")).isEqualTo("203.0.113.10");
        assertThat(visitor(" , ")).isEqualTo("peer");
        assertThat(Visit.visitor(null, BALANCERS, "peer")).isEqualTo("peer");
    }

    @Test
    void knowsTheBalancersByTheListOfHosts() throws IOException {
        Path hosts = Files.writeString(folder.resolve("hosts"), """
                127.0.0.1 localhost
                198.18.4.10\tlb-01 www.foobar.com # the first
                198.18.4.11 web-01
                # 198.18.4.13 lb-02
                """);
        assertThat(Balancers.of(hosts)).containsExactlyInAnyOrder("127.0.0.1", "::1", "198.18.4.10");
        assertThat(Balancers.of(folder.resolve("missing"))).containsExactlyInAnyOrder("127.0.0.1", "::1");
    }

    private static String visitor(String... lines) {
        return Visit.visitor(List.of(lines), BALANCERS, "peer");
    }
}
