package org.foobarlab.explanation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.foobarlab.explanation.Block.Kind;

/**
 * Reads Markdown, and with it plain text, into blocks. Indented code is read as prose, since students indent their
 * text; fenced code is read as prose only where it names no language.
 */
final class MarkdownReader {
    /** Nesting beyond this is not a text any more; what lies deeper is dropped. */
    private static final int MAX_DEPTH = 40;

    private static final Set<String> PROSE = Set.of("", "text", "txt", "markdown", "md", "plain", "plaintext");
    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .maxOpenBlockParsers(MAX_DEPTH)
            .build();

    private final List<Block> blocks = new ArrayList<>();

    private MarkdownReader() {}

    static List<Block> read(String markdown) {
        MarkdownReader reader = new MarkdownReader();
        reader.walk(PARSER.parse(markdown), 0, 0);
        return reader.blocks;
    }

    private void walk(Node parent, int lists, int depth) {
        if (depth > MAX_DEPTH) {
            return;
        }
        boolean first = true;
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            int line = line(node);
            if (node instanceof Heading heading) {
                add(Kind.HEADING, heading.getLevel(), words(node), line);
            } else if (node instanceof Paragraph) {
                boolean item = parent instanceof ListItem && first;
                add(item ? Kind.ITEM : Kind.PARAGRAPH, item ? lists : 0, words(node), line);
            } else if (node instanceof IndentedCodeBlock code) {
                add(Kind.PARAGRAPH, 0, code.getLiteral(), line);
            } else if (node instanceof FencedCodeBlock code) {
                String language =
                        code.getInfo() == null ? "" : code.getInfo().strip().toLowerCase();
                if (PROSE.contains(language)) {
                    prose(code.getLiteral(), line + 1);
                }
            } else if (node instanceof HtmlBlock html) {
                blocks.addAll(HtmlReader.read(html.getLiteral(), line - 1));
            } else if (node instanceof TableBlock) {
                table(node);
            } else if (node instanceof ListBlock) {
                walk(node, lists + 1, depth + 1);
            } else if (node instanceof ListItem || node instanceof BlockQuote) {
                walk(node, lists, depth + 1);
            }
            first = false;
        }
    }

    /** Keep the lines of a fence that read as sentences: drawings and commands are full of other signs. */
    private void prose(String literal, int line) {
        int at = line;
        for (String row : literal.split("\n", -1)) {
            long letters =
                    row.chars().filter(c -> Character.isLetter(c) || c == ' ').count();
            if (row.strip().split("\\s+").length >= 5 && letters >= 0.85 * row.length()) {
                add(Kind.PARAGRAPH, 0, row, at);
            }
            at++;
        }
    }

    private void table(Node table) {
        for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
            if (part instanceof TableHead) {
                continue;
            }
            for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
                if (row instanceof TableRow) {
                    StringBuilder cells = new StringBuilder();
                    for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
                        if (cell instanceof TableCell) {
                            cells.append(cells.isEmpty() ? "" : " | ").append(words(cell));
                        }
                    }
                    add(Kind.ITEM, 1, cells.toString(), line(row) == 0 ? line(table) : line(row));
                }
            }
        }
    }

    private void add(Kind kind, int depth, String text, int line) {
        if (!text.isBlank()) {
            blocks.add(new Block(kind, depth, text, Math.max(1, line)));
        }
    }

    private static int line(Node node) {
        return node.getSourceSpans().isEmpty()
                ? 0
                : node.getSourceSpans().get(0).getLineIndex() + 1;
    }

    private static String words(Node parent) {
        StringBuilder text = new StringBuilder();
        Node node = parent.getFirstChild();
        while (node != null) {
            if (node instanceof Text words) {
                text.append(words.getLiteral());
            } else if (node instanceof Code code) {
                text.append(code.getLiteral());
            } else if (node instanceof SoftLineBreak || node instanceof HardLineBreak) {
                text.append('\n');
            } else if (node instanceof HtmlInline html && html.getLiteral().startsWith("<br")) {
                text.append(' ');
            }
            // Iterative, since emphasis can be nested as deep as the text is long.
            Node next = node instanceof Image ? null : node.getFirstChild();
            while (next == null && node != parent) {
                next = node.getNext();
                if (next == null) {
                    node = node.getParent();
                }
            }
            node = node == parent ? null : next;
        }
        return text.toString();
    }
}
