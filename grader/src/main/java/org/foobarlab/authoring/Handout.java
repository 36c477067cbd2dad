package org.foobarlab.authoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.foobarlab.lab.UnusableInput;

/** Read a document in Markdown as GitHub shows it. */
public final class Handout {

    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    private final Path file;
    private final String source;
    private final Node document;

    /**
     * Read one.
     *
     * @throws UnusableInput if it cannot be read
     */
    public Handout(Path file) {
        this.file = file;
        try {
            source = Files.readString(file);
        } catch (IOException e) {
            throw new UnusableInput(file + " cannot be read: write the handout there, in UTF-8.", e);
        }
        document = PARSER.parse(source);
    }

    /** Return the text as it is written. */
    public String source() {
        return source;
    }

    /** Return the rows, without its head, of the tables whose first column is called so. */
    public List<List<String>> table(String firstColumn) {
        List<List<String>> rows = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            private boolean wanted;

            @Override
            public void visit(CustomNode node) {
                if (!(node instanceof TableRow)) {
                    visitChildren(node);
                    return;
                }
                List<String> cells = cells(node);
                if (node.getParent() instanceof TableHead) {
                    wanted = cells.get(0).equals(firstColumn);
                } else if (wanted) {
                    rows.add(cells);
                }
            }
        });
        return rows;
    }

    /**
     * Return the links to files and places that are not there.
     *
     * @param home the folder that links must not lead out of
     */
    public List<String> brokenLinks(Path home) {
        return links().stream()
                .filter(link -> !link.matches("[a-z][a-z0-9+.-]*:.*"))
                .filter(link -> !resolves(link, home))
                .toList();
    }

    private boolean resolves(String link, Path home) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize();
        if (!target.startsWith(home) || !Files.exists(target)) {
            return false;
        }
        return parts.length == 1
                || Files.isRegularFile(target) && new Handout(target).anchors().contains(parts[1]);
    }

    private List<String> links() {
        List<String> links = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                links.add(link.getDestination());
                visitChildren(link);
            }

            @Override
            public void visit(Image image) {
                links.add(image.getDestination());
            }
        });
        return links;
    }

    /** Headings get the names that GitHub gives them. */
    private Set<String> anchors() {
        Set<String> anchors = new HashSet<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                anchors.add(text(heading)
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w\\- ]", "")
                        .replace(' ', '-'));
            }
        });
        return anchors;
    }

    private static List<String> cells(Node row) {
        List<String> cells = new ArrayList<>();
        for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
            cells.add(text(cell));
        }
        return cells;
    }

    /** The words of a node and of all in it, without what marks them up. */
    private static String text(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text words) {
                text.append(words.getLiteral());
            }

            @Override
            public void visit(Code code) {
                text.append(code.getLiteral());
            }
        });
        return text.toString();
    }
}
