package org.foobarlab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.foobarlab.grade.Grade;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.Classroom50Result;
import org.foobarlab.report.CodeQuality;
import org.foobarlab.report.GitHubCheck;
import org.foobarlab.report.GitHubSummary;
import org.foobarlab.report.GradescopeResults;
import org.foobarlab.report.JUnitXml;
import org.foobarlab.report.OneSubmission;

/**
 * Write a grade in the formats of the platforms that it is shown on. One that tells points is not written where there
 * are none to tell, so that nobody reads a zero out of it.
 */
final class Reports {

    /** Where the student works, in a repository that was exported. */
    private static final String SUBMISSION = "submission/";

    /** What can be written. */
    enum Format {
        HTML,
        MARKDOWN,
        JUNIT,
        CODE_QUALITY,
        GITHUB_CHECK,
        GRADESCOPE,
        CLASSROOM50,
        RELEASE_BODY;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Format of(String word) {
            return Arrays.stream(values())
                    .filter(format -> format.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new UnusableInput("There is no report '" + word + "': choose one of "
                            + Arrays.stream(values()).map(Format::word).collect(Collectors.joining(", ")) + "."));
        }
    }

    private final Map<Format, Path> wanted = new LinkedHashMap<>();
    private final Map<String, String> environment;

    /**
     * Read what is wanted.
     *
     * @param wanted a file for each format
     * @param environment what a platform tells of the submission
     * @throws UnusableInput if there is no such format, or the platform did not tell what it has to
     */
    Reports(Map<String, Path> wanted, Map<String, String> environment) {
        wanted.forEach((word, file) -> this.wanted.put(Format.of(word), file));
        this.environment = environment;
        if (this.wanted.containsKey(Format.CLASSROOM50)) {
            for (String name : Classroom50Result.REQUIRED) {
                if (environment.getOrDefault(name, "").isBlank()) {
                    throw new UnusableInput("There is no " + name + " in the environment: a result for Classroom 50"
                            + " is written where its runner calls the grader.");
                }
            }
        }
    }

    /** Write what there is to tell of a grade. */
    void write(Grade grade) {
        wanted.forEach((format, file) -> {
            String text = switch (format) {
                case HTML -> OneSubmission.page(OneSubmission.of(grade));
                case MARKDOWN -> GitHubSummary.text(grade);
                case JUNIT -> JUnitXml.text(OneSubmission.of(grade));
                case CODE_QUALITY -> new CodeQuality(SUBMISSION).text(grade);
                case GITHUB_CHECK -> new GitHubCheck(SUBMISSION, environment).text(grade);
                case GRADESCOPE ->
                    GradescopeResults.text(OneSubmission.of(grade).rows().get(0));
                case CLASSROOM50 -> grade.graded() ? new Classroom50Result(grade).text(environment) : null;
                case RELEASE_BODY -> grade.graded() ? new Classroom50Result(grade).releaseBody() : null;
            };
            put(file, text);
        });
    }

    /**
     * Write that there is no grade.
     *
     * @param lab the lab's name
     * @param why a sentence
     */
    void writeNotGraded(String lab, String why) {
        wanted.forEach((format, file) -> {
            String text = switch (format) {
                case HTML -> OneSubmission.page(OneSubmission.notGraded(lab, why));
                case MARKDOWN -> GitHubSummary.notGraded(why);
                case JUNIT -> JUnitXml.text(OneSubmission.notGraded(lab, why));
                case CODE_QUALITY -> "[]\n";
                case GITHUB_CHECK -> new GitHubCheck(SUBMISSION, environment).notGraded(why);
                case GRADESCOPE ->
                    GradescopeResults.text(
                            OneSubmission.notGraded(lab, why).rows().get(0));
                case CLASSROOM50, RELEASE_BODY -> null;
            };
            put(file, text);
        });
    }

    private static void put(Path file, String text) {
        try {
            if (text == null) {
                Files.deleteIfExists(file);
                return;
            }
            if (file.toAbsolutePath().getParent() != null) {
                Files.createDirectories(file.toAbsolutePath().getParent());
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UnusableInput(
                    "The report " + file + " cannot be written (" + e + "): choose another file with --report.", e);
        }
    }
}
