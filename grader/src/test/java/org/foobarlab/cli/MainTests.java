package org.foobarlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.foobarlab.TestFiles.write;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.foobarlab.TestFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTests {

    @TempDir
    private Path folder;

    private record Ended(int code, String out, String err) {}

    @Test
    void namesTheLabsWhenThereIsNoSuchOne() {
        Ended ended = run("grade", "77");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .startsWith("There is no lab '77'; choose one of: ")
                .contains("05-secured-and-monitored")
                .endsWith(".\n");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void saysThatTheSubmissionIsMissing() {
        assertThat(run("grade", "05", folder + "/nowhere"))
                .isEqualTo(new Ended(
                        2, "", "There is no folder " + folder + "/nowhere: check the path of the submission.\n"));
    }

    @Test
    void asksForTheFolderWhenGivenAFile() {
        write(folder, "haproxy.cfg", "global\n");
        assertThat(run("grade", "05", folder + "/haproxy.cfg"))
                .isEqualTo(new Ended(
                        2,
                        "",
                        folder
                                + "/haproxy.cfg is a file: name the submission's folder, the one that holds"
                                + " lb-01, web-01 and web-02.\n"));
    }

    @Test
    void saysThatTheFolderIsEmpty() {
        assertThat(run("grade", "05", folder.toString()))
                .isEqualTo(new Ended(
                        2,
                        "",
                        "The folder " + folder
                                + " holds no files: put the servers' files in it, such as"
                                + " lb-01/etc/haproxy/haproxy.cfg.\n"));
    }

    @Test
    void saysBeforeTheGradingThatTheResultCannotBeWritten() {
        write(folder, "answer/lb-01/firewall.sh", "ufw enable\n");
        write(folder, "taken", "");
        assertThat(run("grade", "05", folder + "/answer", "--out", folder + "/taken"))
                .isEqualTo(new Ended(
                        2,
                        "",
                        folder + "/taken is a file, so the result cannot go there: choose a folder with --out.\n"));
    }

    @Test
    void measuresReadingOfAnyLabByTheQuestionsIds() {
        write(folder, "answers/ada.md", "The firewall drops every packet that no rule allows.\n");
        write(folder, "answers/bob.md", "I like trains.\n");
        write(folder, "labels.jsonl", """
                {"file": "ada.md", "firewalls": 2, "inbound-outbound": 0, "each-server": 0}
                {"file": "bob.md", "firewalls": 0, "inbound-outbound": 0, "each-server": 0}
                """);
        Ended ended = run(
                "explain-eval", "--lab", "02", "--labels", folder + "/labels.jsonl", "--answers", folder + "/answers");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).containsPattern("firewalls +1\\.000 +1\\.000");
    }

    @Test
    void saysWhichLevelIsMissing() {
        write(folder, "answers/ada.md", "The firewall drops every packet that no rule allows.\n");
        write(folder, "labels.jsonl", "{\"file\": \"ada.md\", \"firewalls\": 2, \"each-server\": 3}\n");
        assertThat(run(
                                "explain-eval",
                                "--lab",
                                "02",
                                "--labels",
                                folder + "/labels.jsonl",
                                "--answers",
                                folder + "/answers")
                        .err())
                .startsWith("ada.md: there is no level from 0 to 2 for inbound-outbound.");
    }

    @Test
    void guessesTheCommandThatWasMeant() {
        assertThat(run("graed", "05"))
                .isEqualTo(
                        new Ended(
                                2,
                                "",
                                "There is no command 'graed'.\nDid you mean: lab grade or lab regrade or lab explain-train?\nTry 'lab --help'.\n"));
    }

    @Test
    void guessesTheOptionThatWasMeant() {
        assertThat(run("grade", "05", "--ouut=x"))
                .isEqualTo(new Ended(
                        2, "", "Unknown option: '--ouut=x'\nPossible solutions: --out\nTry 'lab grade --help'.\n"));
    }

    @Test
    void namesAParameterThatIsMissing() {
        assertThat(run("grade"))
                .isEqualTo(new Ended(2, "", "Missing required parameter: 'LAB'\nTry 'lab grade --help'.\n"));
    }

    @Test
    void showsItsUsageWithoutACommand() {
        Ended ended = run();
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).isEqualTo(run("--help").out()).startsWith("Usage: lab [-hV] COMMAND\n");
    }

    @Test
    void fitsItsHelpIntoEightyColumns() {
        assertThat(run("--help").out().lines()).allMatch(line -> line.length() <= 80);
        for (String command : Main.commandLine().getSubcommands().keySet()) {
            Ended help = run(command, "--help");
            assertThat(help.code()).isZero();
            assertThat(help.out()).startsWith("Usage: lab " + command);
            assertThat(help.out().lines()).as(command).allMatch(line -> line.length() <= 80);
        }
    }

    @Test
    void tellsItsVersion() {
        assertThat(run("--version").out()).matches("Foobar Lab \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\n");
    }

    @Test
    void listsTheLabs() {
        assertThat(run("list").out()).contains("05   Secured and monitored");
    }

    @Test
    void listsTheChecksWithTheLabsThatHaveThem() {
        Ended ended = run("list", "--checks");
        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .containsPattern("https-redirect +01 .*05 .* Plain HTTP answers 301")
                .containsPattern("primary-stopped +01 .*\\(experiment\\)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"grade", "up"})
    void saysWhatToDoWithoutADockerEngine(String command) throws Exception {
        write(folder, "answer/lb-01/firewall.sh", "ufw enable\n");
        Ended ended = runWithout("tcp://127.0.0.1:1", command, "05", folder + "/answer");
        assertThat(ended.err())
                .startsWith("No Docker engine ")
                .doesNotContain("Exception")
                .doesNotContain("\tat ")
                .hasLineCount(1);
        assertThat(ended.code()).isEqualTo(3);
    }

    @Test
    void showsWhatAStudentChangedBesidesTheSubmission() {
        write(folder, "template/.foobar-lab/manifest.sha256", "");
        for (String repository : List.of("template", "honest", "sly")) {
            write(folder, repository + "/pom.xml", "<project/>");
        }
        write(folder, "honest/submission/EXPLANATION.md", "Because.");
        write(folder, "sly/pom.xml", "<project></project>");
        write(folder, "sly/.foobar-lab/manifest.sha256", "");
        assertThat(run("verify", folder + "/template", folder + "/honest", folder + "/sly"))
                .isEqualTo(
                        new Ended(1, folder + "/honest: as handed out\n" + folder + "/sly: pom.xml was changed\n", ""));
        assertThat(run("verify", folder + "/template", folder + "/honest").code())
                .isZero();
    }

    @Test
    void verifiesAgainstATemplateOnly() {
        assertThat(run("verify", folder.toString(), folder.toString()))
                .isEqualTo(new Ended(
                        2,
                        "",
                        "There is no .foobar-lab/manifest.sha256 in " + folder
                                + ": name a folder that 'lab export' made.\n"));
    }

    @Test
    void tellsWhatBrokeOffAThreadUnlessWhatItWorkedOnWasBeingTakenDown() {
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true));
        try {
            Exception closed = new RuntimeException(new ClosedByInterruptException());
            Main.uncaught(new Thread("docker-java-httpclient5-hijacking-stream-1"), closed);
            Exception removed = new IllegalStateException("removal of container 1 is already in progress");
            StackTraceElement[] elsewhere = removed.getStackTrace();
            removed.setStackTrace(new StackTraceElement[] {
                new StackTraceElement(
                        "org.testcontainers.utility.JVMHookResourceReaper", "prune", "JVMHookResourceReaper.java", 54)
            });
            Main.uncaught(new Thread("Thread-0"), removed);
            assertThat(printed.toString()).isEmpty();
            Main.uncaught(new Thread("docker-java-httpclient5-hijacking-stream-1"), new IllegalStateException("odd"));
            Main.uncaught(new Thread("other"), closed);
            removed.setStackTrace(elsewhere);
            Main.uncaught(new Thread("remover"), removed);
            assertThat(printed.toString()).contains("odd", "its own fault: other", "its own fault: remover");
        } finally {
            System.setErr(before);
        }
    }

    private static Ended run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        int code = line.execute(arguments);
        return new Ended(code, out.toString(), err.toString());
    }

    /** Testcontainers remembers an engine that did not answer, so this needs a process of its own. */
    private Ended runWithout(String engine, String... arguments) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dfoobarlab.home=" + TestFiles.home(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("DOCKER_HOST", engine);
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        process.getOutputStream().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS))
                .as("ended in a minute")
                .isTrue();
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
