package org.foobarlab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.UUID;
import org.foobarlab.grade.Grade;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.ClassroomReport;
import org.foobarlab.report.GitHubAnnotations;
import org.foobarlab.report.GitHubSummary;

/** Tell a GitHub workflow what came of a grading: the step's output, the job's summary, and the lines to mark. */
final class Workflow {

    /** Where the student works, in a repository that was exported. */
    private static final String SUBMISSION = "submission/";

    private final PrintWriter out;
    private final Map<String, String> environment;
    private final String token = UUID.randomUUID().toString();

    /**
     * Write to where the runner looks.
     *
     * @param out what the runner reads commands from
     * @param environment names the files {@code GITHUB_OUTPUT} and {@code GITHUB_STEP_SUMMARY}; without them, only
     *     lines are marked
     */
    Workflow(PrintWriter out, Map<String, String> environment) {
        this.out = out;
        this.environment = environment;
    }

    /**
     * Have nothing of what follows taken for a command of the workflow. A report quotes what students' servers said,
     * and one of them could say {@code ::notice}, with points.
     */
    void hush() {
        out.println("::stop-commands::" + token);
        out.flush();
    }

    /** Tell a grade. */
    void tell(Grade grade) {
        speak();
        new GitHubAnnotations(SUBMISSION).of(grade).forEach(out::println);
        out.flush();
        append("GITHUB_OUTPUT", "result=" + new ClassroomReport(SUBMISSION).encoded(grade) + "\n");
        append("GITHUB_STEP_SUMMARY", GitHubSummary.text(grade));
    }

    /** Tell that there is none. */
    void tellNotGraded(String why) {
        speak();
        out.println(GitHubAnnotations.notGraded(why));
        out.flush();
        append("GITHUB_OUTPUT", "result=" + new ClassroomReport(SUBMISSION).encodedNotGraded(why) + "\n");
        append("GITHUB_STEP_SUMMARY", GitHubSummary.notGraded(why));
    }

    private void speak() {
        out.println("::" + token + "::");
    }

    private void append(String variable, String text) {
        String file = environment.get(variable);
        if (file == null || file.isBlank()) {
            return;
        }
        try {
            Files.writeString(Path.of(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UnusableInput(
                    "The file that " + variable + " names cannot be written: " + e.getMessage() + ".", e);
        }
    }
}
