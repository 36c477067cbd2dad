package org.foobarlab.cli;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.foobarlab.grade.Grade;
import org.foobarlab.grade.LabFault;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.grade.Verdict;
import org.foobarlab.grading.Grader;
import org.foobarlab.grading.Progress;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.report.JsonReport;
import org.foobarlab.report.TerminalReport;
import org.foobarlab.submission.Submission;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine.Help.Ansi;

/**
 * Grade a submission as JUnit tests: {@code mvn test -Dlab=05 [-Dsubmission=DIR]}.
 *
 * <p>Each check and each question is a test. One that fails is the student's to mend, one that is skipped waits for
 * another, and an error is the lab's own fault.
 */
public class GradeTests {

    /** Grade, and return a test for each check and question. */
    @TestFactory
    public Stream<DynamicTest> grade() {
        Labs labs = Labs.ofProject();
        Lab lab = labs.find(System.getProperty("lab"));
        String folder = System.getProperty("submission", "");
        Submission submission = Submission.read(
                folder.isBlank() ? labs.submission(lab) : labs.workplace().resolve(folder));
        Grade grade = new Grader(labs, new Notes()).grade(lab, submission);
        Path file = JsonReport.write(grade, labs.results(lab));
        System.out.println(new TerminalReport(Ansi.AUTO).text(grade));
        System.out.println("Written to " + file + ".");
        return Stream.concat(
                grade.checks().stream().map(GradeTests::test),
                grade.questions().stream().map(GradeTests::test));
    }

    private static DynamicTest test(Verdict verdict) {
        return dynamicTest(verdict.id() + ": " + verdict.title(), () -> {
            switch (verdict.status()) {
                case PASSED -> {}
                case FAILED ->
                    throw new AssertionError("\nexpected: " + verdict.expected() + "\nobserved: " + verdict.observed()
                            + "\nhint: " + verdict.hint());
                case BLOCKED -> Assumptions.abort(verdict.observed());
                case FAULT -> throw new LabFault(verdict.observed());
            }
        });
    }

    private static DynamicTest test(QuestionVerdict question) {
        return dynamicTest("question " + question.id(), () -> {
            if (question.level() < 2) {
                throw new AssertionError("\nlevel " + question.level() + " of 2: " + question.feedback());
            }
        });
    }

    /** Building images takes minutes at the first time, so that is said. */
    private static final class Notes implements Progress {
        @Override
        public void note(String line) {
            System.out.println(line);
        }
    }
}
