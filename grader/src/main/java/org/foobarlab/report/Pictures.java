package org.foobarlab.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.foobarlab.grade.Reach;

/** Draw the reports' pictures as SVG that stands in the page itself. Nothing is told by colour alone. */
final class Pictures {

    private static final int LABEL = 196;
    private static final int CELL = 62;
    private static final int ROW = 24;
    private static final int HEAD = 30;

    private Pictures() {}

    /** Draw who reached whom: a row for each port, a column for each host that tried. */
    static String matrix(List<Reach> reachability) {
        Map<String, Map<String, Reach>> rows = new LinkedHashMap<>();
        Set<String> from = new TreeSet<>();
        for (Reach cell : reachability) {
            from.add(cell.from());
            rows.computeIfAbsent(cell.to() + " :" + cell.port() + " " + cell.service(), any -> new LinkedHashMap<>())
                    .put(cell.from(), cell);
        }
        List<String> columns = new ArrayList<>(from);
        int width = LABEL + CELL * columns.size();
        int height = HEAD + ROW * rows.size() + 4;
        long wrong = reachability.stream().filter(cell -> !cell.asExpected()).count();
        StringBuilder svg = new StringBuilder();
        svg.append("<svg role=\"img\" aria-label=\"Reachability: ")
                .append(reachability.size())
                .append(" connections tried, ")
                .append(wrong)
                .append(" not as they should be\" viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(height)
                .append("\" width=\"")
                .append(width)
                .append("\" font-size=\"12\">\n");
        for (int i = 0; i < columns.size(); i++) {
            svg.append("<text x=\"")
                    .append(LABEL + CELL * i + CELL / 2)
                    .append("\" y=\"18\" text-anchor=\"middle\" font-weight=\"600\">")
                    .append(escaped(columns.get(i)))
                    .append("</text>\n");
        }
        int y = HEAD;
        String host = "";
        for (Map.Entry<String, Map<String, Reach>> row : rows.entrySet()) {
            String name = row.getKey().substring(0, row.getKey().indexOf(' '));
            if (!name.equals(host)) {
                svg.append("<path d=\"M0 ").append(y).append("H").append(width).append("\" stroke=\"#7a858f\"/>\n");
                host = name;
            }
            svg.append("<text x=\"2\" y=\"")
                    .append(y + 16)
                    .append("\">")
                    .append(escaped(row.getKey()))
                    .append("</text>\n");
            for (int i = 0; i < columns.size(); i++) {
                Reach cell = row.getValue().get(columns.get(i));
                if (cell != null) {
                    cell(svg, LABEL + CELL * i, y, cell);
                }
            }
            y += ROW;
        }
        return svg.append(
                        "</svg>\n<p class=\"soft\">Columns try, rows are tried. “no!” and “open!” are not as they should be; a dash is shut, as it should be.</p>\n")
                .toString();
    }

    private static void cell(StringBuilder svg, int x, int y, Reach cell) {
        boolean open = cell.observed().equals("open");
        String text = cell.asExpected() ? open ? "open" : "–" : open ? "open!" : "no!";
        String fill = cell.asExpected() ? open ? "#d9efdd" : "#eef1f3" : open ? "#a01c1c" : "#7a4a00";
        // The cells are as bright in the dark.
        String ink = cell.asExpected() ? " style=\"fill:#1d2329\"" : " style=\"fill:#fff;font-weight:700\"";
        svg.append("<rect x=\"")
                .append(x + 1)
                .append("\" y=\"")
                .append(y + 1)
                .append("\" width=\"")
                .append(CELL - 2)
                .append("\" height=\"")
                .append(ROW - 2)
                .append("\" fill=\"")
                .append(fill)
                .append("\"/><text x=\"")
                .append(x + CELL / 2)
                .append("\" y=\"")
                .append(y + 16)
                .append("\" text-anchor=\"middle\"")
                .append(ink)
                .append('>')
                .append(text)
                .append("</text>\n");
    }

    /** Draw how many students fall into each bin. */
    static String histogram(List<String> labels, List<Integer> counts) {
        int most = Math.max(1, counts.stream().mapToInt(Integer::intValue).max().orElse(1));
        int bar = 46;
        int tall = 120;
        int width = bar * counts.size();
        StringBuilder svg = new StringBuilder(
                        "<svg role=\"img\" aria-label=\"Score distribution; the table below has the numbers\" viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(tall + 44)
                .append("\" width=\"")
                .append(width)
                .append("\" font-size=\"11\">\n");
        for (int i = 0; i < counts.size(); i++) {
            int height = Math.round((float) tall * counts.get(i) / most);
            svg.append("<rect x=\"")
                    .append(bar * i + 3)
                    .append("\" y=\"")
                    .append(20 + tall - height)
                    .append("\" width=\"")
                    .append(bar - 6)
                    .append("\" height=\"")
                    .append(height)
                    .append("\" style=\"fill:var(--link)\"/>")
                    .append("<text x=\"")
                    .append(bar * i + bar / 2)
                    .append("\" y=\"")
                    .append(15 + tall - height)
                    .append("\" text-anchor=\"middle\">")
                    .append(counts.get(i))
                    .append("</text>")
                    .append("<text x=\"")
                    .append(bar * i + bar / 2)
                    .append("\" y=\"")
                    .append(tall + 36)
                    .append("\" text-anchor=\"middle\">")
                    .append(escaped(labels.get(i)))
                    .append("</text>\n");
        }
        return svg.append("<path d=\"M0 ")
                .append(20 + tall)
                .append("H")
                .append(width)
                .append("\" stroke=\"#4d5862\"/></svg>\n")
                .toString();
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
