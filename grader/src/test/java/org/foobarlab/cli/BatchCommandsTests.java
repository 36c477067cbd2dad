package org.foobarlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.foobarlab.TestFiles.write;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BatchCommandsTests {

    @TempDir
    private Path folder;

    private record Ended(int code, String out, String err) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--shard 3/2|There is no part 3/2: write --shard 1/3, 2/3 or 3/3 for three machines.",
                "--jobs 0|--jobs and --minutes have to be more than nothing.",
                "--minutes 0|--jobs and --minutes have to be more than nothing.",
            })
    void refusesOptionsThatMakeNoSenseBeforeItLooksForAnEngine(String option, String message) {
        write(folder, "class/ada/lb-01/firewall.sh", "ufw enable\n");
        assertThat(run(("batch 05 " + folder + "/class --out " + folder + "/out " + option).split(" ")))
                .isEqualTo(new Ended(2, "", message + "\n"));
    }

    @Test
    void refusesAFolderWithoutSubmissions() {
        write(folder, "class/.hidden", "");
        assertThat(run("batch", "05", folder + "/class", "--out", folder + "/out"))
                .isEqualTo(new Ended(
                        2,
                        "",
                        "The folder " + folder
                                + "/class holds no submissions: put a folder or an archive for each student in it.\n"));
        assertThat(run("batch", "05", folder + "/nowhere", "--out", folder + "/out"))
                .isEqualTo(new Ended(
                        2,
                        "",
                        "There is no folder " + folder
                                + "/nowhere: name the folder that holds the students' folders or archives.\n"));
    }

    @Test
    void saysWhatIsNoBatch() {
        assertThat(run("merge", folder.toString(), "--out", folder + "/out"))
                .isEqualTo(new Ended(2, "", folder + " is not the folder of a batch: it has no class.json.\n"));
        assertThat(run("regrade", "--diff", folder.toString(), folder.toString()))
                .isEqualTo(new Ended(2, "", folder + " is not the folder of a batch: it has no folder results.\n"));
    }

    @Test
    void showsSharedPassagesSideBySideAndSaysThatAPersonHasToLook() {
        String text =
                "Collectors perched on each machine whisper their figures to the big box every five seconds, and it hums.\n";
        write(folder, "class/ada/EXPLANATION.md", text);
        write(folder, "class/bob/EXPLANATION.md", "Hello.\n\n" + text);
        write(folder, "class/carl.txt", "no submission");
        Ended ended = run("similar", folder + "/class");
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).isEqualTo("""
                1 pair is more alike than the class and the starter explain. This is a reason to read
                both, and says nothing about how it came about.

                ada and bob: explanation, 100 % alike (usual in this class: 100 %)
                  line 1                                 | line 3
                  Collectors perched on each machine     | Collectors perched on each machine
                  whisper their figures to the big box   | whisper their figures to the big box
                  every five seconds, and it hums.       | every five seconds, and it hums.

                """);
    }

    @ParameterizedTest
    @CsvSource({"0, about 1 s", "89, about 89 s", "90, about 2 min", "3600, about 60 min"})
    void writesHowLongTheRestTakes(long seconds, String words) {
        assertThat(BatchProgress.written(Duration.ofSeconds(seconds))).isEqualTo(words);
    }

    private static Ended run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        int code = line.execute(arguments);
        return new Ended(code, out.toString(), err.toString());
    }
}
