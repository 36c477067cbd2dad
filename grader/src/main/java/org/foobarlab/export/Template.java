package org.foobarlab.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.foobarlab.lab.KeptQuestions;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.submission.Manifest;

/**
 * Make a template repository of a lab: everything a student needs to work on it and to have it graded, and nothing of
 * its solutions.
 *
 * <p>The student's part is {@code submission/}. All that the grader reads beside it lies in {@link Labs#EXPORTED}, laid
 * out as this project is, and is listed in a {@link Manifest}.
 */
public final class Template {

    /** What of a lab's folder is for its authors only. */
    private static final Set<String> NOT_HANDED_OUT =
            Set.of("sentences", "submission", "target", "lab.yml", "vocabulary.yml");

    /** Right files for each part of a site, of which a lab that teaches one part gives the others. */
    private static final String PARTS = "parts";

    private static final String SUBMISSION = "submission";

    private final Labs labs;
    private final Lab lab;
    private final boolean reporter;

    /**
     * Describe one.
     *
     * @param reporter whether its workflow hands the points to GitHub Classroom's own reporter
     */
    public Template(Labs labs, Lab lab, boolean reporter) {
        this.labs = labs;
        this.lab = lab;
        this.reporter = reporter;
    }

    /**
     * Write it to a folder that is empty or does not exist yet.
     *
     * @return the manifest of what is not the student's
     * @throws UnusableInput if the folder holds something, or the lab has no handout or starter
     */
    public Manifest write(Path folder) {
        if (labs.isExported()) {
            throw new UnusableInput(
                    "This is a repository made by an export: export from the project that it was made by.");
        }
        Path handout = lab.directory().resolve("README.md");
        if (!Files.isRegularFile(handout) || !Files.isDirectory(lab.starter())) {
            throw new UnusableInput(
                    "The lab " + lab.name() + " has no README.md or no submission/ to hand out: write them first.");
        }
        try {
            requireEmpty(folder);
            Files.createDirectories(folder);
            Path home = folder.resolve(Labs.EXPORTED);
            Path own = home.resolve("labs").resolve(lab.name());
            Files.copy(handout, folder.resolve("README.md"));
            copy(lab.starter(), folder.resolve(SUBMISSION), Set.of("target"));
            copy(lab.directory(), own, NOT_HANDED_OUT);
            Files.createDirectories(own);
            Files.writeString(own.resolve("lab.yml"), KeptQuestions.outline(lab.directory()));
            copyGiven(labs.given(), lab.given(), home.resolve("labs/given"));
            recipes(home.resolve("containers"));
            FileRepository repository = new FileRepository(labs.home(), lab);
            repository.write(home.resolve("repository"));
            resources(folder, repository.version());
            Manifest manifest = Manifest.of(folder);
            manifest.write(folder);
            return manifest;
        } catch (IOException e) {
            throw new UnusableInput("The export to " + folder + " failed: " + e.getMessage() + ".", e);
        }
    }

    /** Copy what every lab gives, and of the parts, which are the answers of other labs, those that this one gives. */
    static void copyGiven(Path from, List<String> parts, Path to) throws IOException {
        copy(from, to, Set.of(PARTS));
        for (String part : parts) {
            copy(from.resolve(PARTS).resolve(part), to.resolve(PARTS).resolve(part), Set.of());
        }
    }

    private static void requireEmpty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.of(folder)) {
            // A repository that was just made holds its .git, which stays.
            if (files.anyMatch(file -> !file.getFileName().toString().equals(".git"))) {
                throw new UnusableInput(folder + " is not empty: name a folder that does not exist yet.");
            }
        }
    }

    /**
     * The sources of the site stay here; what it was compiled to goes along, and its libraries come from where Maven
     * has them.
     */
    private void recipes(Path to) throws IOException {
        Path from = labs.home().resolve("containers");
        Path classes = from.resolve("app/target/classes");
        if (!Files.isDirectory(classes)) {
            throw new UnusableInput(
                    "There is no folder " + classes + ": compile the project first, with mvn process-classes.");
        }
        copy(from, to, Set.of("app"));
        copy(classes, to.resolve("app/classes"), Set.of());
        Path list = to.resolve("images.yml");
        Files.writeString(
                list,
                Files.readString(list)
                        .replace("app/target/classes app/target/lib", "app/classes ../../target/site/lib"));
    }

    private void resources(Path folder, String version) throws IOException {
        Map<String, String> values = Map.of(
                "LAB", lab.number(),
                "NAME", lab.name(),
                "TITLE", lab.title(),
                "VERSION", version,
                "SITE_LIBRARIES", String.join(",", libraries()),
                "REPORTER", text(reporter ? "reporter.yml" : "outcome.yml"));
        put("pom.xml", folder.resolve("pom.xml"), values);
        put("lab", folder.resolve("lab"), values);
        put("gitignore", folder.resolve(".gitignore"), values);
        put("gitattributes", folder.resolve(".gitattributes"), values);
        put("classroom.yml", folder.resolve(".github/workflows/classroom.yml"), values);
        put("devcontainer.json", folder.resolve(".devcontainer/devcontainer.json"), values);
        put("Dockerfile", folder.resolve(".devcontainer/Dockerfile"), values);
        if (!folder.resolve("lab").toFile().setExecutable(true, false)) {
            throw new IOException("the launcher cannot be made executable");
        }
    }

    /** Return the names of the libraries that the site runs with, without their versions, which its pom tells. */
    private List<String> libraries() throws IOException {
        try (Stream<Path> jars = Files.list(labs.home().resolve("containers/app/target/lib"))) {
            return jars.map(jar -> jar.getFileName().toString().replaceFirst("-\\d.*\\.jar$", ""))
                    .sorted()
                    .toList();
        }
    }

    private static void put(String resource, Path to, Map<String, String> values) throws IOException {
        String text = text(resource);
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("@" + value.getKey() + "@", value.getValue());
        }
        Files.createDirectories(to.getParent());
        Files.writeString(to, text);
    }

    private static String text(String resource) throws IOException {
        try (InputStream stream = Template.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Copy a folder with the modes of its files, but for some names at its top and what tools leave behind. */
    private static void copy(Path from, Path to, Set<String> without) throws IOException {
        try (Stream<Path> walk = Files.walk(from)) {
            for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                Path relative = from.relativize(file);
                String name = file.getFileName().toString();
                if (without.contains(relative.getName(0).toString()) || name.equals(".DS_Store")) {
                    continue;
                }
                Path copy = to.resolve(relative);
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
