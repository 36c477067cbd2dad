package org.foobarlab.explanation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.foobarlab.explanation.Block.Kind;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeVisitor;

/** Reads HTML into blocks. Scripts, styles and what a browser would not show are dropped. */
final class HtmlReader {
    private static final Pattern START = Pattern.compile(
            "\\A\\s*(?:<!--.*?-->\\s*)?<(?:!doctype|html|head|body|main|article|section|p|ul|ol|table)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Set<String> UNSEEN = Set.of(
            "script",
            "style",
            "noscript",
            "template",
            "head",
            "svg",
            "math",
            "object",
            "iframe",
            "textarea",
            "select",
            "audio",
            "video",
            "canvas");
    private static final Set<String> CELLS = Set.of("td", "th");

    private HtmlReader() {}

    static boolean looksLikeHtml(String text) {
        return START.matcher(text.substring(0, Math.min(text.length(), 2000))).find();
    }

    static List<Block> read(String html) {
        return read(html, 0);
    }

    /** Read HTML that begins {@code offset} lines below the start of the file. */
    static List<Block> read(String html, int offset) {
        Parser parser = Parser.htmlParser().setTrackPosition(true);
        Element body = Jsoup.parse(html, "", parser).body();
        Collector collector = new Collector(offset);
        body.traverse(collector);
        collector.flush();
        return collector.blocks;
    }

    private static final class Collector implements NodeVisitor {
        private final List<Block> blocks = new ArrayList<>();
        private final int offset;
        private final StringBuilder text = new StringBuilder();
        private Kind kind = Kind.PARAGRAPH;
        private int depth;
        private int line = 1;
        private int unseen;
        private int lists;

        Collector(int offset) {
            this.offset = offset;
        }

        @Override
        public void head(Node node, int level) {
            if (node instanceof TextNode words) {
                if (unseen == 0 && !words.isBlank()) {
                    if (text.isEmpty()) {
                        line = Math.max(1, words.sourceRange().start().lineNumber());
                    }
                    text.append(words.getWholeText().replace('\n', ' '));
                }
                return;
            }
            if (!(node instanceof Element element)) {
                return;
            }
            String name = element.normalName();
            if (hidden(element)) {
                unseen++;
            } else if (name.equals("ul") || name.equals("ol")) {
                flush();
                lists++;
            } else if (name.equals("br")) {
                text.append('\n');
            } else if (CELLS.contains(name)) {
                text.append(text.isEmpty() ? "" : " | ");
            } else if (element.isBlock() || name.equals("tr")) {
                flush();
                if (name.matches("h[1-6]")) {
                    kind = Kind.HEADING;
                    depth = name.charAt(1) - '0';
                } else if (name.equals("li") || name.equals("dd")) {
                    kind = Kind.ITEM;
                    depth = Math.max(1, lists);
                }
            }
        }

        @Override
        public void tail(Node node, int level) {
            if (!(node instanceof Element element)) {
                return;
            }
            String name = element.normalName();
            if (hidden(element)) {
                unseen--;
            } else if (name.equals("ul") || name.equals("ol")) {
                flush();
                lists--;
            } else if ((element.isBlock() || name.equals("tr")) && !CELLS.contains(name)) {
                flush();
            }
        }

        private static boolean hidden(Element element) {
            return UNSEEN.contains(element.normalName())
                    || element.hasAttr("hidden")
                    || element.attr("style").replace(" ", "").contains("display:none");
        }

        void flush() {
            String words = text.toString().strip();
            text.setLength(0);
            if (!words.isEmpty()) {
                blocks.add(new Block(kind, depth, words, line + offset));
            }
            kind = Kind.PARAGRAPH;
            depth = 0;
        }
    }
}
