package org.foobarlab.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ChoicesTests {
    @Test
    void aLineWithoutChoicesIsItsOnlyVariant() {
        assertThat(Choices.of("Firewalls filter traffic.")).containsExactly("Firewalls filter traffic.");
    }

    @Test
    void choicesMeetInSeveralVariants() {
        assertThat(Choices.of("{If|When} the {primary|master|writer|first database} fails{, writes stop|}."))
                .hasSizeBetween(4, 7)
                .allMatch(text ->
                        text.matches("(If|When) the (primary|master|writer|first database) fails(, writes stop)?\\."))
                .anyMatch(text -> text.startsWith("If "))
                .anyMatch(text -> text.startsWith("When "))
                .doesNotHaveDuplicates();
    }

    @Test
    void theSameLineHasTheSameVariants() {
        String line = "{One|Two|Three} {four|five} {six|seven|eight|nine}";
        assertThat(Choices.of(line)).isEqualTo(Choices.of(line));
    }

    @Test
    void bracesWithoutABarAreTheSentencesOwn() {
        assertThat(Choices.of("Write location /status { stub_status; } for it."))
                .hasSize(1)
                .first()
                .asString()
                .contains("{ stub_status; }");
    }
}
