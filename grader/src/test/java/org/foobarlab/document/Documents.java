package org.foobarlab.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/** Make documents as word processors do, for tests. */
public final class Documents {

    private Documents() {}

    /** A Word document of German Word, whose style identifiers are German: the first line is a heading. */
    public static byte[] docx(String heading, String... paragraphs) {
        StringBuilder body = new StringBuilder(
                "<w:p><w:pPr><w:pStyle w:val=\"berschrift2\"/></w:pPr><w:r><w:t>" + heading + "</w:t></w:r></w:p>\n");
        for (String paragraph : paragraphs) {
            body.append("<w:p><w:r><w:t xml:space=\"preserve\">")
                    .append(paragraph.replace("&", "&amp;").replace("<", "&lt;"))
                    .append("</w:t></w:r></w:p>\n");
        }
        return docxOf(body.toString());
    }

    /** A Word document of the given body. */
    public static byte[] docxOf(String body) {
        String space = " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
        return zip(
                "word/document.xml",
                "<?xml version=\"1.0\"?>\n<w:document" + space + "><w:body>\n" + body + "</w:body></w:document>",
                "word/styles.xml",
                "<w:styles" + space
                        + "><w:style w:styleId=\"berschrift2\"><w:name w:val=\"heading 2\"/></w:style></w:styles>");
    }

    /** An OpenDocument text. */
    public static byte[] odt(String heading, String item, String paragraph) {
        return zip(
                "mimetype",
                "application/vnd.oasis.opendocument.text",
                "content.xml",
                "<office:document-content><office:body><office:text>"
                        + "<text:tracked-changes><text:p>What was deleted.</text:p></text:tracked-changes>"
                        + "<text:h text:outline-level=\"2\">" + heading + "</text:h>"
                        + "<text:list><text:list-item><text:p>" + item + "</text:p></text:list-item></text:list>"
                        + "<text:p>" + paragraph + "</text:p></office:text></office:body></office:document-content>");
    }

    /** A PDF with a line of text on a page for each of the given. */
    public static byte[] pdf(String... lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            for (String line : lines) {
                PDPage page = new PDPage();
                document.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    content.beginText();
                    content.setFont(new PDType1Font(FontName.HELVETICA), 11);
                    content.newLineAtOffset(50, 700);
                    content.showText(line);
                    content.endText();
                }
            }
            document.save(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A zip of names and texts, in turn. */
    public static byte[] zip(String... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < parts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(parts[i]));
                zip.write(parts[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
