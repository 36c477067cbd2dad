package org.foobarlab.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenTextTests {

    private static final String ANSWER =
            "## Firewalls\n\nThe firewall’s rules let only the balancer in – nobody else gets “through”.\n";

    @Test
    void takesUtf8AsItIs() throws Exception {
        assertThat(WrittenText.read(ANSWER.getBytes(StandardCharsets.UTF_8))).isEqualTo(new WrittenText(ANSWER, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE"})
    void readsWhatBeginsWithAByteOrderMark(String charset) throws Exception {
        byte[] content = ("\uFEFF" + ANSWER).getBytes(Charset.forName(charset));
        assertThat(WrittenText.read(content).text()).isEqualTo(ANSWER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void readsWideTextWithoutAMark(String charset) throws Exception {
        assertThat(WrittenText.read(ANSWER.getBytes(Charset.forName(charset))))
                .isEqualTo(new WrittenText(ANSWER, "text in " + charset));
    }

    @Test
    void readsWhatNotepadSaved() throws Exception {
        assertThat(WrittenText.read(ANSWER.getBytes(Charset.forName("windows-1252"))))
                .isEqualTo(new WrittenText(ANSWER, "text in windows-1252"));
    }

    @Test
    void readsAWordDocumentWithItsHeadingsInAnyLanguage() throws Exception {
        byte[] document = Documents.docx("Firewalls", "Only the balancer gets in: 80 & 443.", "Nobody else does.");
        assertThat(WrittenText.read(document))
                .isEqualTo(new WrittenText(
                        "## Firewalls\n\nOnly the balancer gets in: 80 & 443.\n\nNobody else does.\n\n",
                        "Word document"));
    }

    @Test
    void leavesOutWhatAWordDocumentDoesNotShow() throws Exception {
        byte[] document = Documents.docxOf("<w:p><w:r><w:t>Only the balancer gets in.</w:t></w:r>"
                + "<w:del><w:r><w:delText>Everybody does.</w:delText></w:r></w:del>"
                + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden words.</w:t></w:r></w:p>"
                + "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>port</w:t></w:r></w:p></w:tc>"
                + "<w:tc><w:p><w:r><w:t>443</w:t></w:r></w:p></w:tc></w:tr></w:tbl>");
        assertThat(WrittenText.read(document).text()).isEqualTo("Only the balancer gets in.\n\nport | 443\n\n");
    }

    @Test
    void readsAnOpenDocument() throws Exception {
        byte[] document = Documents.odt("Firewalls", "Only 443 is open.", "Nobody<text:s/>else gets in.");
        assertThat(WrittenText.read(document))
                .isEqualTo(new WrittenText(
                        "## Firewalls\n\n- Only 443 is open.\n\nNobody else gets in.\n\n", "OpenDocument text"));
    }

    @Test
    void readsAPdf() throws Exception {
        WrittenText read = WrittenText.read(Documents.pdf("Only the balancer gets in.", "Nobody else does."));
        assertThat(read.form()).isEqualTo("PDF");
        assertThat(read.text().lines().filter(line -> !line.isBlank()))
                .containsExactly("Only the balancer gets in.", "Nobody else does.");
    }

    @Test
    void readsRtf() throws Exception {
        byte[] document = "{\\rtf1\\ansi Only the balancer gets in.\\par Nobody else does.\\par}"
                .getBytes(StandardCharsets.US_ASCII);
        assertThat(WrittenText.read(document).text()).startsWith("Only the balancer gets in.\n\nNobody else does.");
    }

    @Test
    void saysWhyNothingCanBeRead() {
        assertProblem(Documents.pdf(" "), "it is a PDF with next to no text in it");
        assertProblem("%PDF-1.7 cut off".getBytes(StandardCharsets.US_ASCII), "it is a damaged PDF");
        assertProblem(Documents.zip("word/other.xml", "x"), "it is a zip archive or a kind of document");
        assertProblem(new byte[] {'P', 'K', 3, 4, 9, 9, 9}, "it is");
        assertProblem(new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, 0}, "it is a document of Word 97");
        assertProblem(new byte[] {1, 0, 2, 3, 0, 0, 7, 8, 9}, "it is binary, not text");
    }

    @Test
    void isNotBroughtDownByDepth() {
        String deep = "<w:p>".repeat(50_000) + "<w:r><w:t>Only the balancer gets in, nobody else does.</w:t></w:r>";
        assertThat(Documents.docxOf(deep)).satisfies(document -> {
            try {
                assertThat(WrittenText.read(document).text()).contains("Only the balancer");
            } catch (UnreadableDocumentException e) {
                assertThat(e).hasMessageContaining("damaged");
            }
        });
    }

    private static void assertProblem(byte[] content, String begin) {
        assertThatThrownBy(() -> WrittenText.read(content))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageStartingWith(begin);
    }
}
