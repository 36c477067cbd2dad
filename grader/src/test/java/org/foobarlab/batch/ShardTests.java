package org.foobarlab.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.foobarlab.lab.UnusableInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTests {

    @Test
    void dealsAListOutEvenly() {
        List<String> all = List.of("a", "b", "c", "d", "e");
        assertThat(Shard.parse("1/2").of(all)).containsExactly("a", "c", "e");
        assertThat(Shard.parse("2/2").of(all)).containsExactly("b", "d");
        assertThat(Shard.WHOLE.of(all)).isEqualTo(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/2", "3/2", "1", "1/", "-1/2", "1/0", "a/b", "1/99999999"})
    void refusesPartsThatThereAreNot(String text) {
        assertThatThrownBy(() -> Shard.parse(text))
                .isInstanceOf(UnusableInput.class)
                .hasMessage("There is no part " + text + ": write --shard 1/3, 2/3 or 3/3 for three machines.");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1024, 3000})
    void gradesOneAtATimeWhereThereIsLittleMemory(int mebibytes) {
        assertThat(Jobs.of(8, mebibytes)).isOne();
    }

    @Test
    void gradesAsManyAtOnceAsThereAreProcessorsIfTheyFit() {
        assertThat(Jobs.of(2, 64_000)).isEqualTo(2);
        assertThat(Jobs.of(16, 8192)).isEqualTo(5);
        assertThat(Jobs.available("MemTotal: 1 kB\nMemAvailable:   2097152 kB\n"))
                .isEqualTo(2048);
    }
}
