package org.foobarlab.document;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.mozilla.universalchardet.UniversalDetector;

/** Decode plain text: UTF-8, UTF-16 and UTF-32 by what marks them, and the older encodings of Windows and others. */
public final class PlainText {

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    /** What the detector can tell in a short text; of the rest of its answers most are Western European. */
    private static final Set<String> TOLD = Set.of(
            "WINDOWS-1251",
            "KOI8-R",
            "MACCYRILLIC",
            "WINDOWS-1253",
            "ISO-8859-7",
            "WINDOWS-1255",
            "SHIFT_JIS",
            "EUC-JP",
            "EUC-KR",
            "GB18030",
            "BIG5",
            "EUC-TW");

    /** One in so many bytes that are zero shows UTF-16: a text of Latin letters has one in two. */
    private static final int ZEROS = 4;

    private PlainText() {}

    /**
     * Decode a text.
     *
     * @throws UnreadableDocumentException if it is no text
     */
    public static WrittenText read(byte[] content) throws UnreadableDocumentException {
        Charset marked = marked(content);
        if (marked != null) {
            String text = decoded(content, marked).orElseGet(() -> new String(content, marked));
            return new WrittenText(
                    text.startsWith("\uFEFF") ? text.substring(1) : text,
                    marked.equals(StandardCharsets.UTF_8) ? "" : "text in " + marked.name());
        }
        Charset wide = unmarkedWide(content);
        if (wide != null) {
            return new WrittenText(new String(content, wide), "text in " + wide.name());
        }
        for (byte one : content) {
            if (one == 0) {
                throw new UnreadableDocumentException(
                        "it is binary, not text: hand in plain text, .docx, .odt or PDF.");
            }
        }
        Optional<String> utf8 = decoded(content, StandardCharsets.UTF_8);
        if (utf8.isPresent()) {
            return new WrittenText(utf8.get(), "");
        }
        Charset guessed = guessed(content);
        String text = new String(content, guessed);
        long odd = text.chars()
                .filter(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t' && c != '\f')
                .count();
        if (odd > 2 + text.length() / 100) {
            throw new UnreadableDocumentException("it is binary, not text: hand in plain text, .docx, .odt or PDF.");
        }
        return new WrittenText(text, "text in " + guessed.name());
    }

    private static Charset marked(byte[] content) {
        if (WrittenText.begins(content, 0xef, 0xbb, 0xbf)) {
            return StandardCharsets.UTF_8;
        }
        if (WrittenText.begins(content, 0xff, 0xfe, 0, 0)) {
            return Charset.forName("UTF-32LE");
        }
        if (WrittenText.begins(content, 0, 0, 0xfe, 0xff)) {
            return Charset.forName("UTF-32BE");
        }
        if (WrittenText.begins(content, 0xff, 0xfe)) {
            return StandardCharsets.UTF_16LE;
        }
        return WrittenText.begins(content, 0xfe, 0xff) ? StandardCharsets.UTF_16BE : null;
    }

    /** Latin letters in UTF-16 have a zero in every second byte, always on the same side. */
    private static Charset unmarkedWide(byte[] content) {
        int even = 0;
        int odd = 0;
        for (int i = 0; i < content.length; i++) {
            if (content[i] == 0) {
                if (i % 2 == 0) {
                    even++;
                } else {
                    odd++;
                }
            }
        }
        if (content.length % 2 == 1 || Math.max(even, odd) < Math.max(2, content.length / ZEROS)) {
            return null;
        }
        return even == 0 ? StandardCharsets.UTF_16LE : odd == 0 ? StandardCharsets.UTF_16BE : null;
    }

    private static Optional<String> decoded(byte[] content, Charset charset) {
        try {
            return Optional.of(charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(content))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Charset guessed(byte[] content) {
        UniversalDetector detector = new UniversalDetector();
        detector.handleData(content, 0, content.length);
        detector.dataEnd();
        String name = detector.getDetectedCharset();
        return name != null && TOLD.contains(name) && Charset.isSupported(name) ? Charset.forName(name) : WINDOWS;
    }
}
