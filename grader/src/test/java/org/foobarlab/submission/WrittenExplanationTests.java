package org.foobarlab.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.foobarlab.document.Documents;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenExplanationTests {

    private static final String ANSWER = "Only the balancer gets in – nobody else does.";

    private static final Lab LAB = Labs.ofProject().find("05");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EXPLANATION.md",
                "explanation.md",
                "EXPLANATION.md.txt",
                "Explanation.txt",
                "EXPLANATION",
                "lovelaceada_1_2_EXPLANATION.md",
                "EXPLANATION (1).md"
            })
    void isFoundUnderTheNamesThatPeopleGiveIt(String name) {
        assertThat(text(Map.of(name, bytes(ANSWER), "notes.md", bytes("x")))).isEqualTo(ANSWER);
    }

    @Test
    void isReadFromAnyEncoding() {
        WrittenExplanation read = of(Map.of("EXPLANATION.md", ANSWER.getBytes(Charset.forName("windows-1252"))))
                .orElseThrow();
        assertThat(new String(read.text(), StandardCharsets.UTF_8)).isEqualTo(ANSWER);
        assertThat(read.remarks())
                .containsExactly("EXPLANATION.md was read as the explanation, from text in windows-1252.");
    }

    @Test
    void isTheDocumentBesideTheUntouchedStarter() throws IOException {
        byte[] starter = Files.readAllBytes(LAB.givenExplanation());
        assertThat(text(Map.of("EXPLANATION.md", starter, "EXPLANATION.docx", Documents.docx("Why", ANSWER))))
                .contains(ANSWER);
        assertThat(text(Map.of("EXPLANATION.md", starter))).isEqualTo(new String(starter, StandardCharsets.UTF_8));
    }

    @Test
    void isTheOnlyDocumentIfNoneIsNamed() {
        assertThat(text(Map.of("answers.docx", Documents.docx("Why", ANSWER), "README.md", bytes("x"))))
                .contains(ANSWER);
        assertThat(of(Map.of("a.pdf", Documents.pdf("x"), "b.pdf", Documents.pdf("y"))))
                .isEmpty();
        assertThat(of(Map.of("README.md", bytes("x"), "docs/EXPLANATION.md", bytes("x"))))
                .isEmpty();
    }

    @Test
    void isNotReadableOnlyIfNoneIs() {
        assertThat(text(Map.of("EXPLANATION.doc", old(), "EXPLANATION.pdf", Documents.pdf(ANSWER.replace("–", "-")))))
                .contains("Only the balancer");
        WrittenExplanation none = of(Map.of("EXPLANATION.doc", old())).orElseThrow();
        assertThat(none.isReadable()).isFalse();
        assertThat(none.problem()).startsWith("it is a document of Word 97");
    }

    @Test
    void namesAnotherThatDoesNotCount() {
        WrittenExplanation read = of(Map.of("EXPLANATION.md", bytes(ANSWER), "EXPLANATION-old.md", bytes("Old.")))
                .orElseThrow();
        assertThat(read.remarks())
                .isEqualTo(List.of("EXPLANATION-old.md is not read as an explanation, since EXPLANATION.md is."));
    }

    private static String text(Map<String, byte[]> files) {
        return new String(of(files).orElseThrow().text(), StandardCharsets.UTF_8);
    }

    private static Optional<WrittenExplanation> of(Map<String, byte[]> files) {
        return WrittenExplanation.of(files, LAB);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] old() {
        return new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, 0};
    }
}
