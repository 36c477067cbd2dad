package org.foobarlab.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPlanTests {

    private final AddressPlan copy = AddressPlan.ofCopy(4);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bind 203.0.113.10:80                     | bind 198.18.3.10:80
            ip saddr 203.0.113.0/24 accept           | ip saddr 198.18.3.0/24 accept
            ip saddr { 203.0.113.11, 203.0.113.12 }  | ip saddr { 198.18.3.11, 198.18.3.12 }
            'site'@'203.0.113.%'                     | 'site'@'198.18.3.%'
            http://203.0.113.11/                     | http://198.18.3.11/
            regex: '203\\.0\\.113\\.1[12]:9100'      | regex: '198\\.18\\.3\\.1[12]:9100'
            203.0.113.10-203.0.113.12                | 198.18.3.10-198.18.3.12
            """)
    void movesTheStudentsAddresses(String written, String deployed) {
        assertThat(copy.rebase(written)).isEqualTo(deployed);
        assertThat(copy.restore(deployed)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1203.0.113.4",
                "203.0.1130.1",
                "9.203.0.113.4",
                "203.0.113",
                "203-0-113-10",
                "203x0x113x10",
                "10.0.0.1",
                ""
            })
    void leavesWhatIsNotOneOfThem(String text) {
        assertThat(copy.rebase(text)).isEqualTo(text);
    }

    @Test
    void changesNothingWhereTheAddressesAreAsWritten() {
        AddressPlan plan = AddressPlan.ofCopy(0);
        assertThat(plan.subnet()).isEqualTo("203.0.113.0/24");
        assertThat(plan.rebase("203.0.113.10")).isEqualTo("203.0.113.10");
        assertThat(plan.restore("198.18.0.10")).isEqualTo("198.18.0.10");
    }

    @Test
    void keepsTheLastNumberOfAHost() {
        Host web = Topology.threeServers().host("web-01");
        assertThat(AddressPlan.written(web)).isEqualTo("203.0.113.11");
        assertThat(AddressPlan.ofCopy(0).address(web)).isEqualTo("203.0.113.11");
        assertThat(copy.address(web)).isEqualTo("198.18.3.11");
        assertThat(AddressPlan.ofCopy(256).address(web)).isEqualTo("198.18.255.11");
    }

    @Test
    void givesNoTwoCopiesTheSameAddress() {
        List<Subnet> subnets = new ArrayList<>();
        for (int number = 0; number <= AddressPlan.COPIES; number++) {
            subnets.add(Subnet.of(AddressPlan.ofCopy(number).subnet()));
            subnets.add(Subnet.of(AddressPlan.ofCopy(number).doorSubnet()));
        }
        for (int i = 0; i < subnets.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(subnets.get(i).overlaps(subnets.get(j)))
                        .as(subnets.get(i) + " and " + subnets.get(j))
                        .isFalse();
            }
        }
    }

    @Test
    void keepsToTheRangesSetAsideForDocumentsAndTests() {
        Subnet documents = Subnet.of("203.0.113.0/24");
        Subnet tests = Subnet.of("198.18.0.0/15");
        IntStream.rangeClosed(0, AddressPlan.COPIES)
                .mapToObj(AddressPlan::ofCopy)
                .forEach(plan -> {
                    assertThat(Subnet.of(plan.subnet())).matches(net -> documents.holds(net) || tests.holds(net));
                    assertThat(Subnet.of(plan.doorSubnet())).matches(tests::holds);
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 257})
    void refusesACopyItHasNoAddressesFor(int number) {
        assertThatThrownBy(() -> AddressPlan.ofCopy(number)).hasMessage("copies are numbered 0 to 256, not " + number);
    }

    /** A range of addresses as numbers, reckoned independently of the class under test. */
    private record Subnet(long first, long last) {

        static Subnet of(String cidr) {
            String[] parts = cidr.split("[./]");
            long base = 0;
            for (int i = 0; i < 4; i++) {
                int number = Integer.parseInt(parts[i]);
                assertThat(number).as(cidr).isBetween(0, 255);
                base = base * 256 + number;
            }
            long size = 1L << (32 - Integer.parseInt(parts[4]));
            assertThat(base % size)
                    .as(cidr + " begins where a subnet of its size can begin")
                    .isZero();
            return new Subnet(base, base + size - 1);
        }

        boolean overlaps(Subnet other) {
            return first <= other.last && other.first <= last;
        }

        boolean holds(Subnet other) {
            return first <= other.first && other.last <= last;
        }
    }
}
