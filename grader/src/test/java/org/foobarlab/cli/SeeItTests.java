package org.foobarlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foobarlab.TestFiles;
import org.foobarlab.lab.Labs;
import org.foobarlab.topology.Component;
import org.foobarlab.topology.Host;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every command that a failure or a handout shows is one that can be typed: the command line takes it, the hosts and
 * components are those of a lab, and a shell understands what it is given.
 */
class SeeItTests {

    private static final Path CHECKS = TestFiles.home().resolve("grader/src/main/java/org/foobarlab/checks");
    private static final Pattern CALL = Pattern.compile("\\breproduce\\((?=[^)])|REPRODUCE\\w* =");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|([^\"]+)");
    private static final Pattern PIECE =
            Pattern.compile("\\./lab .*?(?=(?:[;,:]|\\bthen|\\band)?[^'\"]{0,40}\\./lab |$)", Pattern.DOTALL);
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```");
    private static final Pattern INLINE = Pattern.compile("`(\\./lab [^`]*)`");

    /** Stands for what a check only knows when it runs. */
    private static final String SOMETHING = "web-01";

    @TestFactory
    Stream<DynamicTest> commandsOfFailuresCanBeTyped() throws IOException {
        return commandsOfChecks().stream().map(SeeItTests::test);
    }

    @TestFactory
    Stream<DynamicTest> commandsOfHandoutsCanBeTyped() throws IOException {
        return commandsOfHandouts().stream().map(SeeItTests::test);
    }

    @Test
    void findsThem() throws IOException {
        assertThat(commandsOfChecks())
                .hasSizeGreaterThan(40)
                .contains("./lab stop web-02 nginx", "./lab exec internet -- curl -ski https://www.foobar.com/");
        assertThat(commandsOfHandouts()).hasSizeGreaterThan(20).contains("./lab exec web-01 -- ss -ltn");
    }

    @Test
    void tellsACommandThatCannotBeTyped() {
        assertThat(problem("./lab exec web-09 -- ss -ltn")).contains("web-09");
        assertThat(problem("./lab stop web-01 apache")).contains("apache");
        assertThat(problem("./lab exekute web-01 -- ss")).isNotEmpty();
        assertThat(problem("./lab exec web-01 -- sh -c 'for i in 1 2; do'")).contains("syntax error");
        assertThat(problem("./lab exec web-01 mysql -- mysql -e 'SELECT 1")).contains("quote");
    }

    private static DynamicTest test(String command) {
        return DynamicTest.dynamicTest(
                command, () -> assertThat(problem(command)).as(command).isEmpty());
    }

    /** Return why a command cannot be typed; empty if it can. */
    private static String problem(String command) {
        List<String> words;
        try {
            words = words(command);
            Main.commandLine().parseArgs(words.subList(1, words.size()).toArray(String[]::new));
        } catch (RuntimeException e) {
            return String.valueOf(e.getMessage());
        }
        Set<String> hosts = hosts();
        Set<String> components =
                Stream.of(Component.values()).map(Component::id).collect(Collectors.toSet());
        String verb = words.get(1);
        int end = words.contains("--") ? words.indexOf("--") : words.size();
        if (Set.of("exec", "stop", "restart").contains(verb)) {
            if (!hosts.contains(words.get(2))) {
                return "there is no host " + words.get(2);
            }
            if (end > 3 && !components.contains(words.get(3))) {
                return "there is no component " + words.get(3);
            }
        }
        int shell = words.indexOf("-c");
        return shell > 0 && words.get(shell - 1).matches("(ba)?sh") ? syntax(words.get(shell + 1)) : "";
    }

    private static Set<String> hosts() {
        Labs labs = Labs.ofProject();
        return labs.names().stream()
                .map(labs::find)
                .flatMap(lab -> lab.topology().hosts().stream())
                .map(Host::name)
                .collect(Collectors.toSet());
    }

    private static String syntax(String script) {
        try {
            Process bash = new ProcessBuilder("bash", "-n", "-c", script)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(bash.getInputStream().readAllBytes());
            assertThat(bash.waitFor(10, TimeUnit.SECONDS)).isTrue();
            return said;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> commandsOfChecks() throws IOException {
        Set<String> commands = new LinkedHashSet<>();
        try (Stream<Path> files = Files.list(CHECKS)) {
            for (Path file : files.sorted().toList()) {
                String code = Files.readString(file);
                for (MatchResult call : CALL.matcher(code).results().toList()) {
                    pieces(argument(code.substring(call.end()))).forEach(commands::add);
                }
            }
        }
        return commands;
    }

    /** Return what an expression of literals and other things comes to, with a word in place of the others. */
    private static String argument(String code) {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        for (MatchResult part : LITERAL.matcher(code).results().toList()) {
            if (part.group(1) != null) {
                // A literal among a method's arguments is not what the method returns.
                text.append(depth == 0 ? part.group(1).translateEscapes() : "");
                continue;
            }
            String between = part.group(2);
            for (int i = 0; i < between.length(); i++) {
                depth += between.charAt(i) == '(' ? 1 : between.charAt(i) == ')' ? -1 : 0;
                if (depth < 0 || between.charAt(i) == ';') {
                    between = between.substring(0, i);
                    depth = -1;
                    break;
                }
            }
            text.append(between.replaceAll("[\\s+]+", "").isEmpty() ? "" : SOMETHING);
            if (depth < 0) {
                break;
            }
        }
        return text.toString();
    }

    private static Set<String> commandsOfHandouts() throws IOException {
        Set<String> commands = new LinkedHashSet<>();
        try (Stream<Path> files = Files.walk(TestFiles.home().resolve("labs"))) {
            for (Path file :
                    files.filter(path -> path.endsWith("README.md")).sorted().toList()) {
                String text = Files.readString(file);
                BLOCK.matcher(text)
                        .results()
                        .flatMap(block -> block.group(1).replace("\\\n", " ").lines())
                        .filter(line -> line.startsWith("./lab "))
                        .forEach(commands::add);
                INLINE.matcher(text)
                        .results()
                        .map(found -> found.group(1).replaceAll("\\s+", " "))
                        // A command is also spoken of by its name alone.
                        .filter(command -> !command.contains("HOST") && command.split(" ").length > 2)
                        .forEach(commands::add);
            }
        }
        return commands.stream().map(SeeItTests::withoutComment).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<String> pieces(String shown) {
        return PIECE.matcher(shown)
                .results()
                .map(found -> withoutComment(found.group()))
                .filter(piece -> piece.split(" ").length > 2)
                .toList();
    }

    private static String withoutComment(String command) {
        return command.replaceFirst("\\s+# .*$", "")
                .replaceFirst(", (?:then|and after some seconds):.*$", "")
                .replaceFirst("[\\s;,:]+$", "");
    }

    /** Take a command apart as a shell does, as far as quotes go. */
    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        for (char sign : command.toCharArray()) {
            if (quote != 0) {
                if (sign == quote) {
                    quote = 0;
                } else {
                    word.append(sign);
                }
            } else if (sign == '\'' || sign == '"') {
                quote = sign;
                word = word == null ? new StringBuilder() : word;
            } else if (Character.isWhitespace(sign)) {
                if (word != null) {
                    words.add(word.toString());
                    word = null;
                }
            } else {
                word = word == null ? new StringBuilder() : word;
                word.append(sign);
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("a quote is not closed");
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }
}
