package org.foobarlab.document;

import java.nio.charset.StandardCharsets;

/**
 * The text of a file, whatever program wrote it. What a file is shows in its content, never in its name: a name is
 * easily wrong, and its ending often hidden.
 *
 * @param text the text; that of a word processor's file as Markdown, with its headings and lists
 * @param form what the file is, such as {@code Word document}; empty if it is plain text in UTF-8
 */
public record WrittenText(String text, String form) {

    /** Most programs write far less; what unpacks to more is no answer to a few questions. Bytes. */
    static final int MAX_BYTES = 20 * 1024 * 1024;

    /** A file of pictures of text has page numbers at most. Letters. */
    private static final int LEAST = 20;

    /**
     * Read a file.
     *
     * @param content the file's bytes
     * @throws UnreadableDocumentException if no text can be had from it, with one sentence that says why
     */
    public static WrittenText read(byte[] content) throws UnreadableDocumentException {
        if (begins(content, 'P', 'K', 3, 4)) {
            return withLetters(OfficeFiles.read(content));
        }
        if (begins(content, '%', 'P', 'D', 'F')) {
            return withLetters(new WrittenText(PdfFiles.text(content), "PDF"));
        }
        if (begins(content, '{', '\\', 'r', 't', 'f')) {
            return withLetters(new WrittenText(RtfFiles.text(content), "RTF document"));
        }
        if (begins(content, 0xd0, 0xcf, 0x11, 0xe0)) {
            throw new UnreadableDocumentException(
                    "it is a document of Word 97 to 2003: save it as .docx, PDF or plain text.");
        }
        return PlainText.read(content);
    }

    /** Return the text in UTF-8. */
    public byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static WrittenText withLetters(WrittenText read) throws UnreadableDocumentException {
        if (read.text.chars().filter(Character::isLetter).count() < LEAST) {
            throw new UnreadableDocumentException("it is a " + read.form
                    + " with next to no text in it, perhaps pictures of text: hand in the text itself.");
        }
        return read;
    }

    static boolean begins(byte[] content, int... signature) {
        if (content.length < signature.length) {
            return false;
        }
        for (int i = 0; i < signature.length; i++) {
            if ((content[i] & 0xff) != signature[i]) {
                return false;
            }
        }
        return true;
    }
}
