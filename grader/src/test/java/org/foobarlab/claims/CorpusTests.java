package org.foobarlab.claims;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CorpusTests {

    /** Nothing that was read right is read wrong after a change. */
    @ParameterizedTest
    @ValueSource(strings = {"tuned.yml", "tuned-later.yml"})
    void whatWasTunedOnIsRead(String file) {
        Corpus corpus = Corpus.read(file);
        assertThat(corpus.wrong()).isEmpty();
        assertThat(corpus.recall()).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void whatWasNotTunedOnIsReadToo() {
        Corpus corpus = Corpus.read("unseen.yml");
        assertThat(corpus.precision()).isGreaterThanOrEqualTo(0.95);
        assertThat(corpus.recall()).isGreaterThanOrEqualTo(0.60);
    }
}
