package org.foobarlab.cli;

import org.foobarlab.grade.LabFault;
import org.foobarlab.lab.UnusableInput;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Start the command line. */
@Command(
        name = "lab",
        description = "Foobar Lab: build www.foobar.com on three servers, and have it graded.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            GradeCommand.class,
            ListCommand.class,
            UpCommand.class,
            ExecCommand.class,
            StopCommand.class,
            RestartCommand.class,
            SweepCommand.class,
            BenchCommand.class,
            ExplainCommand.class,
            ExplainEvalCommand.class,
            LintCommand.class,
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
                .setParameterExceptionHandler((problem, arguments) -> {
                    CommandLine line = problem.getCommandLine();
                    line.getErr().println(problem.getMessage());
                    line.getErr().println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
                    return ExitCode.UNUSABLE_INPUT;
                });
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
