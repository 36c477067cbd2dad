package org.foobarlab.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.foobarlab.explanation.Linear.Example;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JudgeTests {
    @TempDir
    private Path folder;

    /** Of three classes each has one trait and one word that tell it, among others that tell nothing. */
    private static List<Example> examples() {
        Random random = new Random(1);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            float[] meaning = new float[Embedder.SIZE];
            for (int k = 0; k < meaning.length; k++) {
                meaning[k] = (float) random.nextGaussian() * 0.1f;
            }
            meaning[i % 3] += 2;
            examples.add(new Example(
                    new Traits(meaning, new float[Traits.DENSE - Embedder.SIZE], new int[] {i % 3, 100 + i}),
                    i % 3,
                    1));
        }
        return examples;
    }

    private static Judge judge() {
        return new Judge(
                Map.of("one", Linear.learn(examples(), Judge.LEVELS, Traits.WORDS)),
                List.of("first", "second"),
                Linear.learn(examples(), 3, 0));
    }

    @Test
    void learnsToTellClassesApart() {
        Judge judge = judge();
        for (Example example : examples()) {
            assertThat(judge.judge("one", example.traits())[example.of()]).isGreaterThan(0.8);
        }
    }

    @Test
    void tellsWhichQuestionATitleIsAboutOrNone() {
        Judge judge = judge();
        assertThat(examples().stream().limit(3).map(example -> judge.topic(example.traits())))
                .containsExactly("first", "second", null);
    }

    @Test
    void knowsNothingOfAQuestionItDidNotLearn() {
        assertThat(judge().judge("another", examples().get(0).traits())).isNull();
    }

    @Test
    void isTheSameAfterItWasWrittenAndRead() throws IOException {
        Judge judge = judge();
        Path file = folder.resolve("explanation.model");
        judge.write(file);
        Judge read = Judge.read(file);
        Traits traits = examples().get(7).traits();
        assertThat(read.judge("one", traits)).isEqualTo(judge.judge("one", traits));
        assertThat(read.topic(traits)).isEqualTo(judge.topic(traits));
    }

    @Test
    void saysHowToReplaceAFileOfAnotherVersion() throws IOException {
        Path file = Files.write(folder.resolve("explanation.model"), new byte[64]);
        assertThatThrownBy(() -> Judge.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("explain-train");
    }
}
