package org.foobarlab.cli;

import java.io.PrintWriter;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
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
            PlanCommand.class,
            WorkCommand.class,
            CollectCommand.class,
            MergeCommand.class,
            RegradeCommand.class,
            ReviewCommand.class,
            SimilarCommand.class,
            ListCommand.class,
            StartCommand.class,
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
            NewCommand.class,
            LintCommand.class,
            ExportCommand.class,
            VerifyCommand.class,
        })
public final class Main {

    private static final String SHELL_OF_CLIENT = "docker-java-httpclient5-hijacking-stream-";

    private static final String REAPER = "org.testcontainers.utility.JVMHookResourceReaper";

    private Main() {}

    /** Run a command and end with its exit code. */
    public static void main(String[] arguments) {
        Thread.setDefaultUncaughtExceptionHandler(Main::uncaught);
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler((problem, line, parsed) -> explain(problem, line))
                .setParameterExceptionHandler((problem, arguments) -> correct(problem));
    }

    /** Say what broke off a thread of a library's, unless it is nobody's affair. */
    static void uncaught(Thread thread, Throwable problem) {
        if (isShellOfWhatIsGone(thread, problem) || isRemovedTwice(problem)) {
            return;
        }
        System.err.println("A part of the lab failed, which is its own fault: " + thread.getName());
        problem.printStackTrace();
    }

    /**
     * The Docker client has a thread for each shell that it holds, which may be about to write when the shell's
     * container is taken down.
     */
    private static boolean isShellOfWhatIsGone(Thread thread, Throwable problem) {
        return thread.getName().startsWith(SHELL_OF_CLIENT)
                && causes(problem).anyMatch(ClosedChannelException.class::isInstance);
    }

    /**
     * When the process is ended, Testcontainers removes what the lab is removing at the same moment, and breaks off
     * where something is gone. What remains, if anything, is the lab's to sweep.
     */
    private static boolean isRemovedTwice(Throwable problem) {
        return Arrays.stream(problem.getStackTrace())
                .map(StackTraceElement::getClassName)
                .anyMatch(REAPER::equals);
    }

    private static Stream<Throwable> causes(Throwable problem) {
        return Stream.iterate(problem, Objects::nonNull, Throwable::getCause);
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
