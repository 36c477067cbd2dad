package org.foobarlab.solutions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foobarlab.deployment.Engine;
import org.foobarlab.deployment.ImageSet;
import org.foobarlab.deployment.Software;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.lab.Points;
import org.foobarlab.submission.Manifest;
import org.foobarlab.submission.Mutant;

/**
 * Remember which trials came out as they had to, by the content of everything that could make a difference: the trial's
 * own files, its lab, the given files, the recipes of the images, the versions of the software in them, and the parts
 * of the grader that come to a verdict: of the classes of checks those alone that the lab uses. Only a trial of which
 * nothing of that has changed may be left out.
 *
 * <p>The file is part of the project and is written by {@code -Dfoobarlab.record=true}.
 */
final class Proofs {

    private static final String FILE = "solutions/proved.tsv";

    /** The parts of the grader that neither show what was found, nor read explanations, nor drive it. */
    private static final List<String> JUDGING =
            List.of("lab", "topology", "submission", "deployment", "probe", "checks", "grading", "grade");

    /** Where the checks are, of which each lab uses some. */
    static final String CHECKS = "grader/src/main/java/org/foobarlab/checks";

    private static final YAMLMapper YAML = new YAMLMapper();

    private final Path home;
    private final Map<String, String> proved = new ConcurrentHashMap<>();
    private final Set<String> failed = ConcurrentHashMap.newKeySet();
    private final Map<String, String> labs = new ConcurrentHashMap<>();
    private final CheckSources checks;
    private final String base;

    Proofs(Labs project, ImageSet images) {
        home = project.home();
        checks = new CheckSources(home.resolve(CHECKS));
        base = digest(Stream.concat(
                Software.of(Engine.connect(), images).entrySet().stream()
                        .map(image -> image.getKey() + "=" + image.getValue()),
                Stream.of(
                        tree(home.resolve("labs/given")),
                        grader(),
                        tree(home.resolve("pom.xml")),
                        tree(home.resolve("grader/pom.xml")))));
        read();
    }

    private String grader() {
        Path sources = home.resolve("grader/src/main");
        return JUDGING.stream()
                .flatMap(name ->
                        Stream.of("java", "resources").map(kind -> sources.resolve(kind + "/org/foobarlab/" + name)))
                .map(Proofs::tree)
                .collect(Collectors.joining("\n"));
    }

    /** Say whether a trial was as expected when everything was as it is now. */
    boolean holdFor(Trial trial) {
        return !failed.contains(trial.name()) && digest(trial).equals(proved.get(trial.name()));
    }

    /** Remember that a trial came out as it had to. */
    void add(Trial trial) {
        proved.put(trial.name(), digest(trial));
    }

    /** Remember that a trial came out otherwise, if only once. */
    void remove(Trial trial) {
        failed.add(trial.name());
    }

    private String digest(Trial trial) {
        String lab = labs.computeIfAbsent(trial.lab().name(), name -> lab(trial.lab()));
        return digest(Stream.of(
                base,
                lab,
                trial.submission().sha256(),
                told(trial.mutant()),
                trial.red().toString()));
    }

    /** A set is told in another order by each virtual machine, unless it is sorted. */
    private static String told(Mutant mutant) {
        return mutant == null
                ? "null"
                : "Mutant[breaks=" + mutant.breaks() + ", how=" + mutant.how() + ", without="
                        + new TreeSet<>(mutant.without()) + "]";
    }

    /**
     * Handout, questions, their sentences and what was learned from them have no part in a check's verdict; the rest of
     * lab.yml has.
     */
    private String lab(Lab lab) {
        try {
            JsonNode file = YAML.readTree(lab.directory().resolve("lab.yml").toFile());
            return ((ObjectNode) file).without("questions").toString()
                    + tree(lab.directory().resolve("given"))
                    + checks.of(checks(lab));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Return what is run on the lab's servers, with points or without. */
    static List<String> checks(Lab lab) {
        return Stream.concat(lab.checks().stream().map(Points::id), lab.experiments().stream())
                .toList();
    }

    private void read() {
        Path file = home.resolve(FILE);
        if (!Files.exists(file)) {
            return;
        }
        try {
            for (String line : Files.readAllLines(file)) {
                String[] fields = line.split("\t");
                if (fields.length == 2) {
                    proved.put(fields[0], fields[1]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forget all but what holds for some of these trials now. */
    void keep(List<Trial> trials) {
        proved.keySet()
                .retainAll(
                        trials.stream().filter(this::holdFor).map(Trial::name).collect(Collectors.toSet()));
    }

    /** Write what is remembered. */
    void write() {
        List<String> lines = proved.entrySet().stream()
                .filter(proof -> !failed.contains(proof.getKey()))
                .map(proof -> proof.getKey() + "\t" + proof.getValue())
                .sorted()
                .toList();
        try {
            Files.write(home.resolve(FILE), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tree(Path root) {
        Predicate<Path> counts = file -> Files.isRegularFile(file)
                && !file.getFileName().toString().equals(".DS_Store")
                && !CheckSources.isOne(file);
        Map<String, String> digests = new TreeMap<>();
        if (Files.exists(root)) {
            try (Stream<Path> walk = Files.walk(root)) {
                for (Path file : walk.filter(counts).toList()) {
                    digests.put(
                            root.relativize(file).toString().replace('\\', '/'),
                            Manifest.sha256(Files.readAllBytes(file)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return digest(digests.entrySet().stream().map(Object::toString));
    }

    private static String digest(Stream<String> parts) {
        return Manifest.sha256(
                parts.map(part -> part + "\0").collect(Collectors.joining()).getBytes(StandardCharsets.UTF_8));
    }
}
