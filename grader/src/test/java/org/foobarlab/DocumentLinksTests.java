package org.foobarlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.junit.jupiter.api.Test;

/** Links between the project's documents lead somewhere. */
final class DocumentLinksTests {

    private static final Set<String> NOT_OURS = Set.of(".git", "target", "node_modules");

    @Test
    void relativeLinksResolve() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            for (String link : links(document)) {
                if (!link.matches("[a-z][a-z0-9+.-]*:.*") && !resolves(document, link)) {
                    broken.add(Markdown.HOME.relativize(document) + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void findsTheProjectsOwnDocuments() throws IOException {
        assertThat(documents()).contains(Markdown.HOME.resolve("README.md"), Markdown.HOME.resolve("labs/05-secured-and-monitored/README.md"));
    }

    private static boolean resolves(Path document, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]).normalize();
        if (!target.startsWith(Markdown.HOME) || !Files.exists(target)) {
            return false;
        }
        return parts.length == 1 || Files.isRegularFile(target) && anchors(target).contains(parts[1]);
    }

    private static List<String> links(Path document) {
        List<String> links = new ArrayList<>();
        Markdown.parse(document).accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                links.add(link.getDestination());
                visitChildren(link);
            }

            @Override
            public void visit(Image image) {
                links.add(image.getDestination());
            }
        });
        return links;
    }

    /** Headings get the names that GitHub gives them. */
    private static Set<String> anchors(Path document) {
        Set<String> anchors = new HashSet<>();
        Markdown.parse(document).accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                anchors.add(Markdown.text(heading).strip().toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-'));
            }
        });
        return anchors;
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
