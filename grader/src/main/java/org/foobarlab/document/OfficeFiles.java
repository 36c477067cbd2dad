package org.foobarlab.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/**
 * Read the documents of Word (ECMA-376) and of LibreOffice (OpenDocument 1.3) as Markdown: headings, lists, tables and
 * paragraphs. What was deleted, commented or hidden in them is left out.
 */
final class OfficeFiles {

    private static final String WORD = "word/document.xml";
    private static final String WORD_STYLES = "word/styles.xml";
    private static final String OPEN_DOCUMENT = "content.xml";
    private static final String MANIFEST = "META-INF/manifest.xml";
    private static final Set<String> WANTED = Set.of(WORD, WORD_STYLES, OPEN_DOCUMENT, MANIFEST);
    private static final int MOST_ENTRIES = 5_000;
    private static final int DEEPEST_HEADING = 6;

    /** What is in the file and not in the text: deleted, commented, or a second form of what stands beside it. */
    private static final Set<String> UNSEEN = Set.of(
            "w:del",
            "w:movefrom",
            "mc:fallback",
            "w:instrtext",
            "text:tracked-changes",
            "office:annotation",
            "text:note-citation",
            "text:sequence-decls");

    private final StringBuilder text = new StringBuilder();
    private final Map<String, Integer> headings = new HashMap<>();

    private OfficeFiles() {}

    static WrittenText read(byte[] content) throws UnreadableDocumentException {
        Map<String, String> parts = parts(content);
        OfficeFiles reader = new OfficeFiles();
        if (parts.containsKey(WORD)) {
            reader.readStyles(parts.getOrDefault(WORD_STYLES, ""));
            reader.blocks(xml(parts.get(WORD)));
            return new WrittenText(reader.text.toString(), "Word document");
        }
        if (parts.containsKey(OPEN_DOCUMENT)) {
            if (parts.getOrDefault(MANIFEST, "").contains("encryption-data")) {
                throw new UnreadableDocumentException("it is an OpenDocument file that is locked with a password.");
            }
            reader.blocks(xml(parts.get(OPEN_DOCUMENT)));
            return new WrittenText(reader.text.toString(), "OpenDocument text");
        }
        throw new UnreadableDocumentException(
                "it is a zip archive or a kind of document that is not known: hand in plain text, .docx, .odt or PDF.");
    }

    private static Map<String, String> parts(byte[] content) throws UnreadableDocumentException {
        Map<String, String> parts = new HashMap<>();
        int left = WrittenText.MAX_BYTES;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content))) {
            int entries = 0;
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                // Pictures are skipped, but must be inflated for that.
                byte[] bytes = WANTED.contains(entry.getName()) ? zip.readNBytes(left + 1) : new byte[0];
                left -= bytes.length;
                if (left < 0 || ++entries > MOST_ENTRIES) {
                    throw new UnreadableDocumentException("it unpacks to more than a document of text ever does.");
                }
                if (WANTED.contains(entry.getName())) {
                    parts.put(entry.getName(), new String(bytes, StandardCharsets.UTF_8));
                }
            }
            return parts;
        } catch (IOException | IllegalArgumentException e) {
            throw new UnreadableDocumentException("it is a damaged document: save it anew.", e);
        }
    }

    /** The parser reads no document types, so a file cannot make it fetch or repeat anything. */
    private static Document xml(String part) {
        return Jsoup.parse(part, "", Parser.xmlParser());
    }

    /** The identifiers of styles are in the writer's language; their names are not. */
    private void readStyles(String styles) {
        for (Element style : xml(styles).getElementsByTag("w:style")) {
            Element name = style.getElementsByTag("w:name").first();
            String said = name == null ? "" : name.attr("w:val").toLowerCase(Locale.ROOT);
            if (said.matches("heading [1-9]")) {
                headings.put(style.attr("w:styleId"), said.charAt(said.length() - 1) - '0');
            } else if (said.equals("title")) {
                headings.put(style.attr("w:styleId"), 1);
            }
        }
    }

    private void blocks(Node node) {
        for (Node child : node.childNodes()) {
            if (!(child instanceof Element element) || UNSEEN.contains(lower(element))) {
                continue;
            }
            switch (lower(element)) {
                case "w:p" -> wordParagraph(element);
                case "text:h" -> paragraph(hashes(level(element.attr("text:outline-level"))), words(element));
                case "text:p" -> paragraph(isListed(element) ? "- " : "", words(element));
                case "w:tr", "table:table-row" -> row(element);
                default -> blocks(element);
            }
        }
    }

    private void wordParagraph(Element paragraph) {
        Element style = paragraph.select("> w|pPr > w|pStyle").first();
        Integer level = style == null ? null : headings.get(style.attr("w:val"));
        boolean listed = paragraph.select("> w|pPr > w|numPr").first() != null;
        paragraph(level != null ? hashes(level) : listed ? "- " : "", words(paragraph));
    }

    private void row(Element row) {
        StringBuilder cells = new StringBuilder();
        for (Element cell : row.children()) {
            if (lower(cell).equals("w:tc") || lower(cell).equals("table:table-cell")) {
                OfficeFiles inside = new OfficeFiles();
                inside.headings.putAll(headings);
                inside.blocks(cell);
                cells.append(cells.isEmpty() ? "" : " | ")
                        .append(inside.text.toString().strip().replaceAll("\\s*\\n\\s*", " "));
            }
        }
        paragraph("", cells.toString());
    }

    private void paragraph(String mark, String words) {
        String shown = words.strip();
        if (!shown.isEmpty()) {
            text.append(mark).append(shown).append("\n\n");
        }
    }

    private String words(Element paragraph) {
        StringBuilder words = new StringBuilder();
        collect(paragraph, words);
        return words.toString();
    }

    private void collect(Node node, StringBuilder words) {
        for (Node child : node.childNodes()) {
            if (child instanceof TextNode run) {
                // In Word's files only what stands in w:t is text; the rest is how the file is indented.
                boolean word = node instanceof Element parent && lower(parent).startsWith("w:");
                if (!word || lower((Element) node).equals("w:t")) {
                    words.append(run.getWholeText());
                }
            } else if (child instanceof Element element && !UNSEEN.contains(lower(element))) {
                switch (lower(element)) {
                    case "w:tab", "text:tab" -> words.append(' ');
                    case "w:br", "w:cr", "text:line-break" -> words.append('\n');
                    case "text:s" -> words.append(' ');
                    case "w:r" -> {
                        if (element.select("> w|rPr > w|vanish").isEmpty()) {
                            collect(element, words);
                        }
                    }
                    default -> collect(element, words);
                }
            }
        }
    }

    private static boolean isListed(Element element) {
        return element.parents().stream().anyMatch(parent -> lower(parent).equals("text:list-item"));
    }

    private static int level(String written) {
        return written.matches("[1-9]") ? written.charAt(0) - '0' : 1;
    }

    private static String hashes(int level) {
        return "#".repeat(Math.min(level, DEEPEST_HEADING)) + " ";
    }

    private static String lower(Element element) {
        return element.tagName().toLowerCase(Locale.ROOT);
    }
}
