package org.foobarlab.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foobarlab.lab.KeptQuestions;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.lab.Question;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.submission.Manifest;

/**
 * Write what a platform needs to hand a lab out and to grade it: a template repository with everything a student needs
 * and nothing of the solutions, and where a platform fetches its grader elsewhere, that too.
 *
 * <p>The student's part of a template is {@code submission/}. All that the grader reads beside it lies in
 * {@link Labs#EXPORTED}, laid out as this project is, and is listed in a {@link Manifest}.
 */
public final class Template {

    /** What of a lab's folder is for its authors only. */
    private static final Set<String> NOT_HANDED_OUT =
            Set.of("sentences", "submission", "target", "lab.yml", "vocabulary.yml", "reader.model");

    /** Without questions, nothing is needed to read the answers. */
    private static final Set<String> NOT_WITHOUT_QUESTIONS = Stream.concat(
                    NOT_HANDED_OUT.stream(), Stream.of("explanation.model"))
            .collect(Collectors.toUnmodifiableSet());

    /** Right files for each part of a site, of which a lab that teaches one part gives the others. */
    private static final String PARTS = "parts";

    private static final String SUBMISSION = "submission";

    /** What Classroom 50 publishes at most of an assignment, packed. Bytes. */
    static final long MOST_BUNDLED = 10L * 1024 * 1024;

    private final Labs labs;
    private final Lab lab;
    private final Publication publication;

    /** Describe one. */
    public Template(Labs labs, Lab lab, Publication publication) {
        this.labs = labs;
        this.lab = lab;
        this.publication = publication;
    }

    /**
     * Write it to a folder that is empty or does not exist yet.
     *
     * @return the manifest of what is not the student's
     * @throws UnusableInput if the folder holds something, the lab has no handout or starter, or what is written is
     *     more than the platform takes
     */
    public Manifest write(Path folder) {
        if (labs.isExported()) {
            throw new UnusableInput(
                    "This is a repository made by an export: export from the project that it was made by.");
        }
        if (!Files.isRegularFile(lab.directory().resolve("README.md")) || !Files.isDirectory(lab.starter())) {
            throw new UnusableInput(
                    "The lab " + lab.name() + " has no README.md or no submission/ to hand out: write them first.");
        }
        try {
            requireEmpty(folder);
            Files.createDirectories(folder);
            FileRepository repository = new FileRepository(labs.home(), lab, publication.answers());
            Texts texts = texts(repository.version());
            return switch (publication.door()) {
                case GITHUB -> {
                    handout(folder, repository, texts);
                    devContainer(folder, texts);
                    boolean classroom = publication.classroomReporter();
                    texts.put(
                            classroom ? "classroom.yml" : "github.yml",
                            folder.resolve(".github/workflows").resolve(classroom ? "classroom.yml" : "grade.yml"));
                    yield sealed(folder);
                }
                case GITLAB -> {
                    handout(folder, repository, texts);
                    devContainer(folder, texts);
                    texts.put("gitlab.yml", folder.resolve(".gitlab-ci.yml"));
                    yield sealed(folder);
                }
                case CLASSROOM50 -> classroom50(folder, repository, texts);
                case GRADESCOPE -> gradescope(folder, repository, texts);
            };
        } catch (IOException e) {
            throw new UnusableInput("The export to " + folder + " failed: " + e.getMessage() + ".", e);
        }
    }

    /** The students' part, and the teacher's, which Classroom 50's runner fetches at each grading. */
    private Manifest classroom50(Path folder, FileRepository repository, Texts texts) throws IOException {
        Path template = folder.resolve("template");
        handout(template, repository, texts);
        devContainer(template, texts);
        Path bundle = folder.resolve("autograders").resolve(publication.slug());
        grader(bundle.resolve("grader"), repository, texts);
        sealed(bundle.resolve("grader"));
        texts.put("autograder.py", bundle.resolve("autograder.py"));
        texts.put("runtime.json", folder.resolve("runtime.json"));
        texts.put("classroom50.md", folder.resolve("TEACHER.md"));
        long size = Packed.size(bundle);
        if (size > MOST_BUNDLED) {
            throw new UnusableInput("The grader's bundle has " + size + " bytes packed, and Classroom 50 takes "
                    + MOST_BUNDLED + " at most: take large files out of " + lab.directory() + ".");
        }
        return sealed(template);
    }

    /** A folder, so that it can be looked at, and the archive that is uploaded. */
    private Manifest gradescope(Path folder, FileRepository repository, Texts texts) throws IOException {
        Path source = folder.resolve("autograder");
        grader(source.resolve("grader"), repository, texts);
        Manifest manifest = sealed(source.resolve("grader"));
        texts.putProgram("setup.sh", source.resolve("setup.sh"));
        texts.putProgram("run_autograder", source.resolve("run_autograder"));
        if (publication.results() != null) {
            GradedElsewhere.copy(publication.results(), source.resolve("results"));
        }
        Packed.zip(source, folder.resolve("autograder.zip"));
        return manifest;
    }

    /** What a student works in. */
    private void handout(Path folder, FileRepository repository, Texts texts) throws IOException {
        grader(folder, repository, texts);
        Files.copy(lab.directory().resolve("README.md"), folder.resolve("README.md"));
        copy(lab.starter(), folder.resolve(SUBMISSION), Set.of("target"));
        texts.put("gitignore", folder.resolve(".gitignore"));
        texts.put("gitattributes", folder.resolve(".gitattributes"));
    }

    /** What grades. */
    private void grader(Path folder, FileRepository repository, Texts texts) throws IOException {
        Path home = folder.resolve(Labs.EXPORTED);
        Path own = home.resolve("labs").resolve(lab.name());
        copy(lab.directory(), own, publication.answers() ? NOT_HANDED_OUT : NOT_WITHOUT_QUESTIONS);
        Files.createDirectories(own);
        Files.writeString(
                own.resolve("lab.yml"),
                publication.answers()
                        ? KeptQuestions.outline(lab.directory())
                        : KeptQuestions.withoutQuestions(lab.directory()));
        copyGiven(labs.given(), lab.given(), home.resolve("labs/given"));
        recipes(home.resolve("containers"));
        repository.write(home.resolve("repository"));
        texts.put("pom.xml", folder.resolve("pom.xml"));
        texts.putProgram("lab", folder.resolve("lab"));
    }

    private static void devContainer(Path folder, Texts texts) throws IOException {
        texts.put("devcontainer.json", folder.resolve(".devcontainer/devcontainer.json"));
        texts.put("Dockerfile", folder.resolve(".devcontainer/Dockerfile"));
    }

    private static Manifest sealed(Path folder) throws IOException {
        Manifest manifest = Manifest.of(folder);
        manifest.write(folder);
        return manifest;
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

    private Texts texts(String version) throws IOException {
        double apart = publication.answers()
                ? 0
                : lab.questions().stream().mapToDouble(Question::points).sum();
        return new Texts(Map.of(
                "LAB", lab.number(),
                "NAME", lab.name(),
                "TITLE", lab.title(),
                "VERSION", version,
                "SITE_LIBRARIES", String.join(",", libraries()),
                "REGISTRY", publication.registry(),
                "SLUG", publication.slug(),
                "APART", apart == Math.rint(apart) ? String.valueOf((long) apart) : String.valueOf(apart)));
    }

    /** Return the names of the libraries that the site runs with, without their versions, which its pom tells. */
    private List<String> libraries() throws IOException {
        try (Stream<Path> jars = Files.list(labs.home().resolve("containers/app/target/lib"))) {
            return jars.map(jar -> jar.getFileName().toString().replaceFirst("-\\d.*\\.jar$", ""))
                    .sorted()
                    .toList();
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
