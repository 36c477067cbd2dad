package org.foobarlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.foobarlab.authoring.Handout;
import org.junit.jupiter.api.Test;

/** Links between the project's documents lead somewhere. */
final class DocumentLinksTests {

    /** Students' answers show pictures that they did not hand on. */
    private static final Set<String> NOT_OURS = Set.of(".git", "target", "node_modules", "skeleton", "answers");

    @Test
    void relativeLinksResolve() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            new Handout(document)
                    .brokenLinks(Markdown.HOME)
                    .forEach(link -> broken.add(Markdown.HOME.relativize(document) + ": " + link));
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void findsTheProjectsOwnDocuments() throws IOException {
        assertThat(documents())
                .contains(
                        Markdown.HOME.resolve("README.md"),
                        Markdown.HOME.resolve("labs/05-secured-and-monitored/README.md"));
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        Files.walkFileTree(Markdown.HOME, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_OURS.contains(folder.getFileName().toString()) && !folder.equals(Markdown.HOME)
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".md")) {
                    documents.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return documents;
    }
}
