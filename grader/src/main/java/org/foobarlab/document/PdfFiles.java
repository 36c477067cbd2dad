package org.foobarlab.document;

import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.text.PDFTextStripper;

/** Take the text out of a PDF, paragraph by paragraph. */
final class PdfFiles {

    /** An explanation has a few pages; a book would keep the grader busy. */
    private static final int MOST_PAGES = 200;

    private PdfFiles() {}

    static String text(byte[] content) throws UnreadableDocumentException {
        try (PDDocument document = Loader.loadPDF(content)) {
            if (document.getNumberOfPages() > MOST_PAGES) {
                throw new UnreadableDocumentException("it is a PDF of " + document.getNumberOfPages()
                        + " pages; at most " + MOST_PAGES + " are read.");
            }
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setLineSeparator("\n");
            stripper.setParagraphEnd("\n");
            stripper.setSuppressDuplicateOverlappingText(true);
            return stripper.getText(document);
        } catch (InvalidPasswordException e) {
            throw new UnreadableDocumentException("it is a PDF that is locked with a password.", e);
        } catch (IOException | RuntimeException e) {
            // The library meets damaged files with exceptions of every kind.
            throw new UnreadableDocumentException("it is a damaged PDF: make it anew.", e);
        }
    }
}
