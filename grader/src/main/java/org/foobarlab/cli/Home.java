package org.foobarlab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.foobarlab.explanation.ExplanationGrader;
import org.foobarlab.lab.QuestionFile;

/** Finds the labs. */
final class Home {
    private Home() {}

    static Path folder() {
        return Path.of(System.getProperty("foobarlab.home", "."));
    }

    /** Return the grader of a lab's explanations; the handout and the given explanation are texts that earn nothing. */
    static ExplanationGrader grader(Path lab) throws IOException {
        List<String> given = new ArrayList<>();
        for (String name : List.of("README.md", "given/EXPLANATION.md")) {
            if (Files.isRegularFile(lab.resolve(name))) {
                given.add(Files.readString(lab.resolve(name)));
            }
        }
        return new ExplanationGrader(QuestionFile.read(lab.resolve("lab.yml")), given);
    }

    /** Return the folder of a lab named by its number or name, or null. */
    static Path lab(String name) throws IOException {
        try (Stream<Path> labs = Files.list(folder().resolve("labs"))) {
            return labs.filter(Files::isDirectory)
                    .filter(p -> p.getFileName().toString().equals(name)
                            || p.getFileName().toString().startsWith((name.length() == 1 ? "0" + name : name) + "-")
                            || p.getFileName().toString().endsWith("-" + name))
                    .sorted()
                    .findFirst()
                    .orElse(null);
        }
    }
}
