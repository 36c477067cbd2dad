package org.foobarlab.cli;

import java.io.PrintWriter;
import org.foobarlab.grade.LabFault;
import org.foobarlab.lab.UnusableInput;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Start the command line. */
@Command(
        name = "lab",
        description = "Foobar Lab: build www.foobar.com on three servers, and have it graded.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            GradeCommand.class,
            BatchCommand.class,
            MergeCommand.class,
            RegradeCommand.class,
            SimilarCommand.class,
            ListCommand.class,
            UpCommand.class,
            ExecCommand.class,
            CaptureCommand.class,
            StopCommand.class,
            RestartCommand.class,
            SweepCommand.class,
            BenchCommand.class,
            ExplainCommand.class,
            ExplainEvalCommand.class,
            ExplainTrainCommand.class,
            LintCommand.class,
            ExportCommand.class,
            VerifyCommand.class,
        })
public final class Main {

    private Main() {}

    /** Run a command and end with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler((problem, line, parsed) -> explain(problem, line))
                .setParameterExceptionHandler((problem, arguments) -> correct(problem));
    }

    private static int correct(ParameterException problem) {
        CommandLine line = problem.getCommandLine();
        PrintWriter err = line.getErr();
        boolean needsCommand = !line.getSubcommands().isEmpty();
        if (!(problem instanceof UnmatchedArgumentException unmatched)) {
            if (needsCommand) {
                line.usage(err);
                return ExitCode.UNUSABLE_INPUT;
            }
            err.println(problem.getMessage());
        } else {
            String first = unmatched.getUnmatched().get(0);
            err.println(
                    needsCommand && !unmatched.isUnknownOption()
                            ? "There is no command '" + first + "'."
                            : problem.getMessage());
            UnmatchedArgumentException.printSuggestions(unmatched, err);
        }
        err.println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.UNUSABLE_INPUT;
    }

    private static int explain(Exception problem, CommandLine line) {
        if (problem instanceof UnusableInput) {
            line.getErr().println(problem.getMessage());
            return ExitCode.UNUSABLE_INPUT;
        }
        if (problem instanceof LabFault) {
            line.getErr().println(problem.getMessage());
        } else {
            line.getErr().println("The lab failed, which is its own fault: " + problem);
            problem.printStackTrace(line.getErr());
        }
        return ExitCode.NOT_GRADED;
    }
}
