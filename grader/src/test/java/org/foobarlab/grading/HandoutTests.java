package org.foobarlab.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;
import org.foobarlab.Markdown;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.lab.Points;
import org.foobarlab.lab.Question;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A handout promises what a lab's file and the checks say. */
final class HandoutTests {

    private static final Labs LABS = new Labs(Markdown.HOME);

    static Stream<Lab> labs() {
        return LABS.names().stream().map(LABS::find);
    }

    @ParameterizedTest
    @MethodSource("labs")
    void listsEachCheckWithItsTitleAndPoints(Lab lab) {
        List<List<String>> promised = table(lab, "Check");

        List<List<String>> real = new CheckCatalog().of(lab).stream()
                .filter(spec -> !spec.check().experiment())
                .map(spec -> List.of(spec.id(), spec.check().title(), number(spec.points())))
                .toList();
        assertThat(promised).isEqualTo(real);
    }

    @ParameterizedTest
    @MethodSource("labs")
    void listsEachQuestionWithItsPromptAndPoints(Lab lab) {
        List<List<String>> promised = table(lab, "Question");

        assertThat(promised).isEqualTo(lab.questions().stream()
                .map(question -> List.of(question.id(), question.prompt(), number(question.points())))
                .toList());
    }

    @ParameterizedTest
    @MethodSource("labs")
    void namesTheSumOfThePoints(Lab lab) {
        double checks = lab.checks().stream().mapToDouble(Points::points).sum();
        double questions = lab.questions().stream().mapToDouble(Question::points).sum();

        assertThat(handout(lab))
                .content()
                .contains(number(checks) + " points for the servers and " + number(questions) + " for the explanation");
    }

    private static String number(double points) {
        return points == Math.rint(points) ? String.valueOf((long) points) : String.valueOf(points);
    }

    private static Path handout(Lab lab) {
        return lab.directory().resolve("README.md");
    }

    /** Return the rows of the table whose first column is called so, without its head. */
    private static List<List<String>> table(Lab lab, String firstColumn) {
        List<List<String>> rows = new ArrayList<>();
        Markdown.parse(handout(lab)).accept(new AbstractVisitor() {
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

    private static List<String> cells(Node row) {
        List<String> cells = new ArrayList<>();
        for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
            cells.add(Markdown.text(cell));
        }
        return cells;
    }
}
