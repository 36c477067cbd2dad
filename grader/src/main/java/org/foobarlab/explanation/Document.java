package org.foobarlab.explanation;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;

/**
 * A student's text, read into sentences. Thread-safe.
 *
 * @param passages its sentences in order
 * @param headings its headings and other titles; they earn nothing, and tell an empty outline from an empty file
 * @param english whether it reads as English; true where there is too little to tell
 */
public record Document(List<Passage> passages, List<String> headings, boolean english) {

    /** The most that is graded, in bytes. */
    public static final int MAX_BYTES = 1 << 20;

    public Document {
        passages = List.copyOf(passages);
        headings = List.copyOf(headings);
    }

    /**
     * Read a text: Markdown, HTML or plain.
     *
     * @param bytes the file's bytes
     * @return the text's sentences
     * @throws UnreadableTextException if it is too large, binary or not UTF-8, with one sentence that says so
     */
    public static Document read(byte[] bytes) throws UnreadableTextException {
        if (bytes.length > MAX_BYTES) {
            throw new UnreadableTextException(
                    "The text is " + bytes.length + " bytes long; at most " + MAX_BYTES + " bytes are graded.");
        }
        for (byte b : bytes) {
            if (b == 0) {
                throw new UnreadableTextException("The file is binary, not text.");
            }
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableTextException("The text is not valid UTF-8; save it as UTF-8.");
        }
        return of(text);
    }

    /**
     * Read a text that is already decoded.
     *
     * @param text the text
     * @return its sentences
     */
    public static Document of(String text) {
        String clean = clean(text);
        List<Block> blocks = HtmlReader.looksLikeHtml(clean) ? HtmlReader.read(clean) : MarkdownReader.read(clean);
        return Outline.of(blocks);
    }

    /** Fold what looks alike into one form, so that hidden characters neither hide a word nor make one. */
    static String clean(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        String folded = Normalizer.normalize(text.replace("\r\n", "\n").replace('\r', '\n'), Normalizer.Form.NFKC);
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            switch (c) {
                case '\u2018', '\u2019', '\u201b', '\u02bc', '\u00b4' -> kept.append('\'');
                case '\u201c', '\u201d', '\u201e', '\u00ab', '\u00bb' -> kept.append('"');
                case '\u2010', '\u2011' -> kept.append('-');
                case '\u2012', '\u2013', '\u2014', '\u2015' -> kept.append(" - ");
                case '\u2022', '\u25cf', '\u25aa' -> kept.append('-');
                case '\ufffd' -> kept.append(' ');
                default -> {
                    int type = Character.getType(c);
                    if (type != Character.FORMAT && (type != Character.CONTROL || c == '\n' || c == '\t')) {
                        kept.append(c);
                    }
                }
            }
        }
        return kept.toString();
    }
}
