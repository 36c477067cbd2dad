package org.foobarlab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.foobarlab.grade.Status;
import org.junit.jupiter.api.Test;

class ItemAnalysisTests {

    /** Half pass HAProxy's check; all of these pass the other one and answer in full, or else none of them does. */
    private static ClassResults results(int students, boolean strong) {
        ClassResults example = ClassExample.results();
        List<ClassRow> rows = IntStream.range(0, students)
                .mapToObj(i -> {
                    boolean passed = i % 2 == 0;
                    boolean rest = passed == strong;
                    return new ClassRow(
                            "s" + i,
                            Student.named("s" + i),
                            "s" + i,
                            false,
                            Outcome.GRADED,
                            "",
                            List.of(),
                            ClassExample.grade(
                                    passed ? Status.PASSED : Status.FAILED,
                                    rest ? Status.PASSED : Status.FAILED,
                                    rest ? 2 : 0),
                            List.of(),
                            0);
                })
                .toList();
        return new ClassResults(
                example.lab(),
                example.title(),
                example.assignment(),
                example.checks(),
                example.questions(),
                rows,
                Alike.NONE);
    }

    @Test
    void tellsHowHardAnItemIsAndWhetherTheStrongDoBetter() {
        ItemAnalysis item = ItemAnalysis.of(results(20, true)).get(0);
        assertThat(item.item().id()).isEqualTo("haproxy-starts");
        assertThat(item.difficulty()).isEqualTo(0.5);
        assertThat(item.discrimination().orElseThrow()).isCloseTo(1, within(1e-9));
        assertThat(item.isWeak()).isFalse();
        ItemAnalysis turned = ItemAnalysis.of(results(20, false)).get(0);
        assertThat(turned.discrimination().orElseThrow()).isCloseTo(-1, within(1e-9));
        assertThat(turned.isWeak()).isTrue();
    }

    @Test
    void saysNothingOfFewOrOfWhatAllGot() {
        assertThat(ItemAnalysis.of(results(9, true)).get(0).discrimination()).isEmpty();
        assertThat(ItemAnalysis.of(ClassExample.results())).hasSize(3);
    }
}
