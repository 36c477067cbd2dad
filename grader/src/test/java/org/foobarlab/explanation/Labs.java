package org.foobarlab.explanation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Question;

/** The capstone's questions and the texts the tests read. */
final class Labs {
    static final Path LAB = home().resolve("labs/05-secured-and-monitored");
    static final Lab CAPSTONE = new org.foobarlab.lab.Labs(home()).find("05");
    static final List<Question> QUESTIONS = CAPSTONE.questions();
    static final ExplanationGrader GRADER = new ExplanationGrader(
            QUESTIONS, List.of(text(LAB.resolve("submission/EXPLANATION.md"))), CAPSTONE.learned());

    private Labs() {}

    static Path home() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(here.resolve("labs"))) {
            here = here.getParent();
        }
        return here;
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> files(String folder) {
        try (Stream<Path> all = Files.list(resource(folder))) {
            return all.filter(p -> p.toString().endsWith(".md")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path resource(String name) {
        return home().resolve("grader/src/test/resources").resolve(name);
    }

    static Map<String, QuestionVerdict> grade(String text) {
        return GRADER.grade(Document.of(text)).stream().collect(Collectors.toMap(QuestionVerdict::id, v -> v));
    }
}
