package org.foobarlab.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.reader.LabelledSentence.Kind;
import org.foobarlab.reader.LabelledSentence.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LabelledSentencesTests {
    private static final Lab LAB = Labs.ofProject().find("04");

    @TempDir
    private Path folder;

    private List<LabelledSentence> read(Origin origin) {
        return LabelledSentences.of(LAB.questions(), folder).all().stream()
                .filter(sentence -> sentence.origin() == origin)
                .toList();
    }

    @Test
    void tagsNameWhatASentenceSpeaksTo() throws IOException {
        Files.writeString(
                folder.resolve("mixed.tsv"),
                "qps:2 monitoring:!\tpair\tIt counts them.\tQPS\tThe log has all requests.\n-\tempty\tAll is well.\n");
        List<LabelledSentence> read = read(Origin.MIXED);
        assertThat(read.get(0).kinds())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("qps", Kind.RIGHT, "monitoring", Kind.WRONG, "collection", Kind.NONE));
        assertThat(read.get(0).heading()).isEqualTo("QPS");
        assertThat(read.get(0).before()).isEqualTo("The log has all requests.");
        assertThat(read.get(1).kinds().values()).containsOnly(Kind.NONE);
    }

    @Test
    void answersHaveTheirHeadings() throws IOException {
        Files.createDirectories(folder.resolve("answers"));
        Files.writeString(
                folder.resolve("answers/a.txt"),
                "# one\n-\th\tQPS\nqps:1\ts\tUse a tool.\nqps:2\ts\tCount log lines.\n\n-\ts\tBye.\n# two\n-\ts\tHello.\n");
        assertThat(read(Origin.ANSWER))
                .extracting(LabelledSentence::heading, LabelledSentence::before, LabelledSentence::text)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("", "", "QPS"),
                        org.assertj.core.groups.Tuple.tuple("QPS", "", "Use a tool."),
                        org.assertj.core.groups.Tuple.tuple("QPS", "Use a tool.", "Count log lines."),
                        org.assertj.core.groups.Tuple.tuple("QPS", "", "Bye."),
                        org.assertj.core.groups.Tuple.tuple("", "", "Hello."));
    }

    @Test
    void aTagThatIsNoneIsRefusedWithItsLine() throws IOException {
        Files.writeString(folder.resolve("mixed.tsv"), "-\tempty\tFine.\nqsp:2\tright\tCount log lines.\n");
        assertThatThrownBy(() -> read(Origin.MIXED))
                .isInstanceOf(UnusableInput.class)
                .hasMessageContaining("mixed.tsv, line 2: \"qsp:2\" is no tag");
    }
}
