package org.foobarlab.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DraftTests {

    @Test
    void readsWhatABrowserSends() throws InvalidDraftException {
        Draft draft = Draft.fromForm("author=Zo%C3%AB+B.&text=a%26b%3Dc%0D%0A%F0%9F%98%80&other=x");

        assertThat(draft).isEqualTo(new Draft("Zoë B.", "a&b=c\n😀"));
    }

    @Test
    void readsUnencodedTextAndTrimsIt() throws InvalidDraftException {
        assertThat(Draft.fromForm("text= grüße &author=\tAda ")).isEqualTo(new Draft("Ada", "grüße"));
    }

    @Test
    void countsCharactersAsTheDatabaseDoes() throws InvalidDraftException {
        String author = "😀".repeat(Draft.AUTHOR_LIMIT);
        String text = "é".repeat(Draft.TEXT_LIMIT);

        assertThat(Draft.fromForm("author=" + author + "&text=" + text)).isEqualTo(new Draft(author, text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                  | The author is missing: write 1 to 60 characters.
            text=x              | The author is missing: write 1 to 60 characters.
            author=+&text=x     | The author is missing: write 1 to 60 characters.
            author&text=x       | The author is missing: write 1 to 60 characters.
            author=x            | The text is missing: write 1 to 500 characters.
            author=x&text=%0D%0A| The text is missing: write 1 to 500 characters.
            author=x&text=%zz   | The form is not properly encoded: a % must be followed by two digits of 0-9 A-F.
            author=x&text=%4    | The form is not properly encoded: a % must be followed by two digits of 0-9 A-F.
            author=a%0Ab&text=x | The author must be on one line, without control characters.
            author=a&text=x%00y | The text must not have control characters.
            """)
    void saysWhatIsWrong(String form, String sentence) {
        assertThatExceptionOfType(InvalidDraftException.class)
                .isThrownBy(() -> Draft.fromForm(form))
                .withMessage(sentence);
    }

    @Test
    void saysHowLongIsTooLong() {
        assertThatExceptionOfType(InvalidDraftException.class)
                .isThrownBy(() -> Draft.fromForm("author=" + "a".repeat(61) + "&text=x"))
                .withMessage("The author is too long: it has 61 characters, and 60 is the most it may have.");
        assertThatExceptionOfType(InvalidDraftException.class)
                .isThrownBy(() -> Draft.fromForm("author=a&text=" + "x".repeat(501)))
                .withMessage("The text is too long: it has 501 characters, and 500 is the most it may have.");
    }
}
