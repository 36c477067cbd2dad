package org.foobarlab.authoring;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.foobarlab.lab.Labs;
import org.foobarlab.lab.UnusableInput;

/**
 * Make a new lab that is small and complete: it can be listed, linted, graded, and its solutions prove its checks. An
 * author goes on from there, changing one thing after the other.
 */
public final class Skeleton {

    private static final Pattern NAME = Pattern.compile("\\d\\d-[a-z0-9]+(-[a-z0-9]+)*");
    private static final String BALANCER = "lb-01/etc/haproxy/haproxy.cfg";

    /** What goes into the lab's folder, by its place there, and the file here that it is made from. */
    private static final List<List<String>> LAB = List.of(
            List.of("README.md", "README.md"),
            List.of("lab.yml", "lab.yml"),
            List.of("given/EXPLANATION.md", "EXPLANATION.given.md"),
            List.of("submission/EXPLANATION.md", "EXPLANATION.given.md"),
            List.of("submission/" + BALANCER, "starter.cfg"));

    private static final List<List<String>> SOLUTIONS = List.of(
            List.of("reference/EXPLANATION.md", "EXPLANATION.md"),
            List.of("reference/" + BALANCER, "reference.cfg"),
            List.of("alternatives/listen/" + BALANCER, "listen.cfg"),
            List.of("alternatives/in-backend/" + BALANCER, "in-backend.cfg"),
            List.of("mutants/haproxy-typo/mutant.yml", "haproxy-typo.yml"),
            List.of("mutants/haproxy-typo/" + BALANCER, "haproxy-typo.cfg"),
            List.of("mutants/redirect-302/mutant.yml", "redirect-302.yml"),
            List.of("mutants/redirect-302/" + BALANCER, "redirect-302.cfg"));

    private Skeleton() {}

    /**
     * Write a lab and its solutions.
     *
     * @param name such as {@code 09-caching}
     * @return the files that were made
     * @throws UnusableInput if the name is none, is taken, or something cannot be written
     */
    public static List<Path> write(Labs labs, String name) {
        if (labs.isExported()) {
            throw new UnusableInput(
                    "This is a repository made by an export: make labs in the project that it was made by.");
        }
        if (!NAME.matcher(name).matches()) {
            throw new UnusableInput("'" + name
                    + "' is no name for a lab: use two digits and lower-case words with hyphens, such as 09-caching.");
        }
        String number = name.substring(0, 2);
        labs.names().stream()
                .filter(other -> other.startsWith(number + "-"))
                .findFirst()
                .ifPresent(other -> {
                    throw new UnusableInput("The number " + number + " is that of " + other + ": use another.");
                });
        Path lab = labs.home().resolve("labs").resolve(name);
        Path solutions = labs.home().resolve("solutions").resolve(name);
        Copies.requireEmpty(lab);
        Copies.requireEmpty(solutions);
        List<Path> made = new ArrayList<>();
        try {
            for (List<String> file : LAB) {
                made.add(write(lab.resolve(file.get(0)), file.get(1), name));
            }
            for (List<String> file : SOLUTIONS) {
                made.add(write(solutions.resolve(file.get(0)), file.get(1), name));
            }
        } catch (IOException e) {
            throw new UnusableInput("The lab " + name + " could not be written: " + e.getMessage() + ".", e);
        }
        return made;
    }

    private static Path write(Path to, String resource, String name) throws IOException {
        String words = name.substring(3).replace('-', ' ');
        try (InputStream stream = Skeleton.class.getResourceAsStream("skeleton/" + resource)) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@NUMBER@", name.substring(0, 2))
                    .replace("@NAME@", name)
                    .replace("@TITLE@", words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1));
            Files.createDirectories(to.getParent());
            return Files.writeString(to, text);
        }
    }
}
