package org.foobarlab.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.swing.text.BadLocationException;
import javax.swing.text.Document;
import javax.swing.text.rtf.RTFEditorKit;

/** Take the text out of an RTF document with what every Java platform has. */
final class RtfFiles {

    private RtfFiles() {}

    static String text(byte[] content) throws UnreadableDocumentException {
        try {
            RTFEditorKit kit = new RTFEditorKit();
            Document document = kit.createDefaultDocument();
            kit.read(new ByteArrayInputStream(content), document, 0);
            // Each of its lines is a paragraph.
            return document.getText(0, document.getLength()).replace("\n", "\n\n");
        } catch (IOException | BadLocationException | RuntimeException e) {
            throw new UnreadableDocumentException("it is a damaged RTF document: save it anew.", e);
        }
    }
}
