package org.foobarlab.grading;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.foobarlab.checks.Check;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Points;
import org.foobarlab.lab.UnusableInput;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Know all checks on the class path by their ids. */
public final class CheckCatalog {

    private static final String PACKAGE = "org.foobarlab.checks";

    private final Map<String, CheckSpec> checks = new TreeMap<>();

    /**
     * Find the checks of the labs.
     *
     * @throws IllegalStateException if two have the same id, or one requires another that does not exist or that runs
     *     after it
     */
    public CheckCatalog() {
        this(PACKAGE);
    }

    /**
     * Find the checks in a package: the methods marked with {@link Check} of classes whose names end in {@code Checks}.
     */
    CheckCatalog(String packageName) {
        ReflectionSupport.findAllClassesInPackage(packageName, type -> true, name -> name.endsWith("Checks")).stream()
                .flatMap(type ->
                        AnnotationSupport.findAnnotatedMethods(type, Check.class, HierarchyTraversalMode.TOP_DOWN)
                                .stream())
                .map(CheckSpec::of)
                .forEach(spec -> {
                    if (checks.put(spec.id(), spec) != null) {
                        throw new IllegalStateException("two checks are called " + spec.id());
                    }
                });
        for (CheckSpec spec : checks.values()) {
            for (String required : spec.before()) {
                String needs = spec.requires().contains(required) ? " requires " : " follows ";
                if (!checks.containsKey(required)) {
                    throw new IllegalStateException(spec.id() + needs + required + ", which does not exist");
                }
                if (spec.check().disturbs().isEmpty()
                        && !checks.get(required).check().disturbs().isEmpty()) {
                    throw new IllegalStateException(spec.id() + " only looks, but" + needs + required
                            + ", which disturbs and so runs after all that only look");
                }
            }
        }
    }

    /** Return the ids of all checks and experiments, in order. */
    public List<String> ids() {
        return List.copyOf(checks.keySet());
    }

    /** Return the checks that a check requires directly. */
    public List<String> requires(String id) {
        return checks.get(id).requires();
    }

    /** Return what a check asks, in a line. */
    public String title(String id) {
        return checks.get(id).check().title();
    }

    /** Return the part of the infrastructure that a check looks at. */
    public String area(String id) {
        return checks.get(id).area();
    }

    /** Say whether an id is that of an experiment. */
    public boolean isExperiment(String id) {
        return checks.containsKey(id) && checks.get(id).check().experiment();
    }

    /**
     * Return the published hints and titles of all checks, which a student may not hand in as an answer of one's own.
     */
    public List<String> publishedTexts() {
        return checks.values().stream()
                .flatMap(spec -> Stream.of(spec.check().title(), spec.check().hint()))
                .filter(text -> !text.isBlank())
                .toList();
    }

    CheckSpec spec(String id) {
        return checks.get(id);
    }

    /** Return what a lab lists, with its points, checks first. */
    List<CheckSpec> of(Lab lab) {
        Stream<CheckSpec> graded = lab.checks().stream().map(points -> find(lab, points));
        Stream<CheckSpec> tried = lab.experiments().stream().map(id -> find(lab, new Points(id, 0)));
        return Stream.concat(graded, tried).toList();
    }

    private CheckSpec find(Lab lab, Points points) {
        CheckSpec spec = checks.get(points.id());
        if (spec == null) {
            throw new UnusableInput(lab.directory().resolve("lab.yml") + ": there is no check " + points.id()
                    + "; the checks are " + String.join(", ", ids()) + ".");
        }
        return spec.worth(points.points());
    }
}
