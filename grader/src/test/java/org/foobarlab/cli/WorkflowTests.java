package org.foobarlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkflowTests {

    @TempDir
    private Path folder;

    @Test
    void takesNothingForACommandThatIsPrintedMeanwhile() throws IOException {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        Path output = folder.resolve("output");
        Files.writeString(output, "before=1\n");
        Workflow workflow = new Workflow(
                writer,
                Map.of(
                        "GITHUB_OUTPUT",
                        output.toString(),
                        "GITHUB_STEP_SUMMARY",
                        folder.resolve("summary").toString()));
        workflow.hush();
        writer.println("::notice title=Autograding report::{}");
        workflow.tellNotGraded("No engine.");

        assertThat(out.toString())
                .matches("::stop-commands::([0-9a-f-]{36})\n::notice title=Autograding report::\\{}\n::\\1::\n"
                        + "::error title=Not graded::No engine.\n");
        assertThat(Files.readString(output)).matches("before=1\nresult=[A-Za-z0-9+/]+=*\n");
        assertThat(folder.resolve("summary")).content().startsWith("## Not graded\n");
    }

    @Test
    void onlyMarksLinesOutsideOfAWorkflow() {
        StringWriter out = new StringWriter();
        new Workflow(new PrintWriter(out), Map.of()).tellNotGraded("No engine.");
        assertThat(out.toString()).endsWith("::error title=Not graded::No engine.\n");
    }
}
