package org.foobarlab.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.foobarlab.Markdown;
import org.foobarlab.grading.CheckCatalog;
import org.foobarlab.lab.Labs;
import org.foobarlab.lab.UnusableInput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A skeleton is a lab without complaints; whatever is broken in it is complained of, and nothing else. */
class LabLintTests {

    private static final String NAME = "09-caching";

    @TempDir
    private Path home;

    private Labs labs;

    @BeforeEach
    void project() throws IOException {
        try (Stream<Path> given = Files.walk(Markdown.HOME.resolve("labs/given"))) {
            for (Path file : given.filter(Files::isRegularFile).toList()) {
                Path copy = home.resolve(Markdown.HOME.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        labs = new Labs(home);
    }

    private List<String> complaints() {
        return new LabLint(labs, new CheckCatalog()).check(labs.find("09"));
    }

    @Test
    void aNewLabIsComplete() {
        List<Path> made = Skeleton.write(labs, NAME);
        assertThat(made).allSatisfy(file -> assertThat(file).content().doesNotContain("@"));
        assertThat(labs.names()).containsExactly(NAME);
        assertThat(labs.find("9").title()).isEqualTo("Caching");
        assertThat(complaints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"caching", "9-caching", "09-Caching", "09-", "09-a--b", "'09-a/b'", "''"})
    void aNameThatIsNoneMakesNothing(String name) {
        assertThatThrownBy(() -> Skeleton.write(labs, name))
                .isInstanceOf(UnusableInput.class)
                .hasMessageContaining("is no name for a lab");
        assertThat(labs.names()).isEmpty();
    }

    @Test
    void aNumberIsGivenOnce() {
        Skeleton.write(labs, NAME);
        assertThatThrownBy(() -> Skeleton.write(labs, "09-other"))
                .isInstanceOf(UnusableInput.class)
                .hasMessageContaining("The number 09 is that of 09-caching");
    }

    /** In a file of a lab without complaints, one thing is replaced by another. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            labs/09-caching/lab.yml    | redirect, points: 3 | redirect, points: 2 | the points do not add up
            labs/09-caching/lab.yml    | redirect, points: 3 | redirect, points: 2 | lacks the row | `https-redirect` | Plain HTTP
            labs/09-caching/README.md  | to the same path and query over HTTPS | elsewhere | lacks the row
            labs/09-caching/README.md  | (submission)        | (submissions)       | the link submissions leads nowhere
            labs/09-caching/lab.yml    | - {id: haproxy-starts | - {id: haproxy-begins | there is no check haproxy-begins: './lab list --checks' shows
            labs/09-caching/lab.yml    | "red:\n  - https-redirect\n" | "" | nothing is red at first
            labs/09-caching/lab.yml    | lb-01/etc/haproxy/haproxy.cfg | lb-01/etc/haproxy/other.cfg | is not read by this lab; did you mean lb-01/etc/haproxy/other.cfg
            labs/09-caching/lab.yml    | [firewalls, web     | [firewalls, wbe     | nothing to give called 'wbe'
            labs/09-caching/lab.yml    | over HTTPS., level: 2 | over HTTPS., level: 0 | should be level 0
            solutions/09-caching/mutants/redirect-302/mutant.yml | https-redirect | https-hsts | the lab does not check https-hsts
            solutions/09-caching/mutants/redirect-302/mutant.yml | https-redirect | https-hsts | no mutant breaks https-redirect
            solutions/09-caching/mutants/redirect-302/mutant.yml | how: | why: | Missing required creator property 'how'
            """)
    void complainsOf(String file, String is, String becomes, String complaint) throws IOException {
        Skeleton.write(labs, NAME);
        Path path = home.resolve(file);
        String text = Files.readString(path);
        String old = is.replace("\\n", "\n");
        assertThat(text).contains(old);
        Files.writeString(path, text.replace(old, becomes == null ? "" : becomes));
        assertThat(complaints()).anyMatch(said -> said.contains(complaint));
    }

    /** One file that nobody reads is told once, wherever it lies. */
    @ParameterizedTest
    @ValueSource(strings = {"reference", "alternatives/listen", "mutants/redirect-302"})
    void complainsOfWhatASolutionHoldsForNothing(String solution) throws IOException {
        Skeleton.write(labs, NAME);
        Files.writeString(home.resolve("solutions/09-caching/" + solution + "/lb-01/nftables.conf"), "flush ruleset\n");
        assertThat(complaints())
                .singleElement()
                .asString()
                .contains(solution + ": lb-01/nftables.conf is not read by this lab");
    }

    @Test
    void whatIsWrongWithEachFolderIsToldOnce() throws IOException {
        Skeleton.write(labs, NAME);
        Path file = home.resolve("labs/09-caching/lab.yml");
        Files.writeString(file, Files.readString(file).replace("[firewalls, web", "[firewalls, wbe"));
        assertThat(complaints()).singleElement().asString().contains("nothing to give called 'wbe'");
    }

    /** The page on writing labs shows a question that is good enough for the lab it begins with. */
    @Test
    void theDocumentedQuestionIsGoodEnough() throws IOException {
        Skeleton.write(labs, NAME);
        String page = Files.readString(Markdown.HOME.resolve("docs/writing-labs.md"));
        int begin = page.indexOf("questions:\n");
        Path file = home.resolve("labs/09-caching/lab.yml");
        String lab = Files.readString(file);
        Files.writeString(
                file,
                lab.substring(0, lab.indexOf("questions:\n")) + page.substring(begin, page.indexOf("```", begin)));
        assertThat(complaints()).isEmpty();
    }

    @Test
    void saysWhatAnExampleIsNearTo() throws IOException {
        Skeleton.write(labs, NAME);
        Path file = home.resolve("labs/09-caching/lab.yml");
        String right = "Whoever comes over plain HTTP is taken to the same page over HTTPS.";
        String turned = "Whoever comes over HTTPS is taken to the same page over plain HTTP.";
        String lab = Files.readString(file);
        Files.writeString(file, lab.replace("wrong:\n", "wrong:\n          - " + turned + "\n"));
        assertThat(complaints())
                .singleElement()
                .asString()
                .contains(right, "is graded 0: the wrong statement \"" + turned);
        Files.writeString(file, lab.replace(right, "Frogs live in ponds."));
        assertThat(complaints())
                .singleElement()
                .asString()
                .contains("is graded 0: no right statement is near, the nearest is");
        Files.writeString(
                file,
                lab.replace(
                        "is not taken to the same page over HTTPS., level: 0",
                        "is not taken to the same page over HTTPS., level: 2"));
        assertThat(complaints())
                .singleElement()
                .asString()
                .contains("is graded 0: it denies something, and no right statement does");
    }

    /** Meaning hardly tells a statement from one that turns it round. */
    @Test
    void complainsOfARightStatementThatAWrongOneTakesWithIt() throws IOException {
        Skeleton.write(labs, NAME);
        Path file = home.resolve("labs/09-caching/lab.yml");
        String lab = Files.readString(file);
        Files.writeString(
                file, lab.replace("wrong:\n", "wrong:\n          - The redirect makes the site less secure.\n"));
        assertThat(complaints())
                .anyMatch(
                        complaint -> complaint.contains(
                                "safer: the right statement \"The redirect makes the site more secure.\" should earn"
                                        + " level 1 and is graded 0: the wrong statement \"The redirect makes the site less secure.\""));
    }

    @Test
    void complainsOfAReferenceWhoseExplanationEarnsTooLittle() throws IOException {
        Skeleton.write(labs, NAME);
        Path file = home.resolve("solutions/09-caching/reference/EXPLANATION.md");
        Files.writeString(file, "# Explanation\n\n## Redirect\n\nThe redirect makes the site more secure.\n");
        assertThat(complaints())
                .singleElement()
                .asString()
                .contains(file + ": the answer to redirect should be level 2 and is graded 1");
        Files.delete(file);
        assertThat(complaints()).singleElement().asString().contains(file + " cannot be read: put right answers");
    }

    @Test
    void complainsOfAMissingAlternative() throws IOException {
        Skeleton.write(labs, NAME);
        Path alternative = home.resolve("solutions/09-caching/alternatives/listen");
        Files.delete(alternative.resolve("lb-01/etc/haproxy/haproxy.cfg"));
        Files.delete(alternative.resolve("lb-01/etc/haproxy"));
        Files.delete(alternative.resolve("lb-01/etc"));
        Files.delete(alternative.resolve("lb-01"));
        Files.delete(alternative);
        assertThat(complaints())
                .singleElement()
                .asString()
                .contains("put at least 2 right solutions in other styles there");
    }

    @Test
    void aStarterIsCopiedOnceAndNeverOverAnything() throws IOException {
        Skeleton.write(labs, NAME);
        Path work = home.resolve("work");
        assertThat(Copies.ofStarter(labs.find("09"), work))
                .containsExactly(Path.of("EXPLANATION.md"), Path.of("lb-01/etc/haproxy/haproxy.cfg"));
        Path file = Files.writeString(work.resolve("EXPLANATION.md"), "mine");
        assertThatThrownBy(() -> Copies.ofStarter(labs.find("09"), work))
                .isInstanceOf(UnusableInput.class)
                .hasMessageContaining("is there already, and nothing in it was changed");
        assertThat(file).hasContent("mine");
    }
}
