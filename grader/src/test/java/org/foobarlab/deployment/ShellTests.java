package org.foobarlab.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Test how the answers of a host's shell are read, and how its commands are written. */
class ShellTests {

    private final Shell.Answers answers = new Shell.Answers();

    @Test
    void answersComeInPiecesAndInAnyOrder() {
        CompletableFuture<Output> first = answers.expect("1");
        CompletableFuture<Output> second = answers.expect("2");
        CompletableFuture<Output> third = answers.expect("3");
        String all = "2 0 3 0 \nab\n" + "1 127 0 5 \noops\n" + "3 0 2 2 \nü" + "é";
        byte[] bytes = all.getBytes(StandardCharsets.UTF_8);
        for (byte one : bytes) {
            answers.onNext(new Frame(StreamType.STDOUT, new byte[] {one}));
        }
        assertThat(second).isCompletedWithValue(new Output(0, "ab\n", ""));
        assertThat(first).isCompletedWithValue(new Output(127, "", "oops\n"));
        assertThat(third).isCompletedWithValue(new Output(0, "ü", "é"));
    }

    @Test
    void whoWaitsIsToldThatTheShellHasEnded() {
        CompletableFuture<Output> before = answers.expect("1");
        answers.onNext(new Frame(StreamType.STDERR, "no space left".getBytes(StandardCharsets.UTF_8)));
        answers.onComplete();
        assertThatThrownBy(before::join).hasMessageContaining("no space left");
        assertThatThrownBy(answers.expect("2")::join).hasMessageContaining("its shell has ended");
    }

    @Test
    void wordsStayAsTheyAre() {
        assertThat(Shell.quoted("sh", "-c", "echo '$HOME' \"a b\"\n*"))
                .isEqualTo("'sh' '-c' 'echo '\\''$HOME'\\'' \"a b\"\n*'");
    }
}
