package org.foobarlab.export;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.foobarlab.lab.UnusableInput;

/**
 * Say how a lab is handed out.
 *
 * @param door where
 * @param answers whether what right answers say goes along, packed, so that the explanation is graded there too
 * @param classroomReporter whether the workflow ends in the reporter of the retired GitHub Classroom
 * @param registry put before the references of official images, such as {@code mirror.example.org/}; may be empty
 * @param slug what Classroom 50 calls the assignment
 * @param results the folder of a batch whose results Gradescope is to show where it has no engine; null for none
 */
public record Publication(
        Door door, boolean answers, boolean classroomReporter, String registry, String slug, Path results) {

    /** Classroom 50's rule, shortened to what leaves room for the names of the classroom and the student. */
    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{1,38}");

    /** It is written into workflows and scripts. */
    private static final Pattern REGISTRY = Pattern.compile("[\\w.:/-]*");

    public Publication {
        if (!SLUG.matcher(slug).matches()) {
            throw new UnusableInput("'" + slug + "' is no name for an assignment: use 2 to 39 small letters, digits"
                    + " and hyphens, beginning with a letter or a digit.");
        }
        if (!REGISTRY.matcher(registry).matches()) {
            throw new UnusableInput("'" + registry
                    + "' is no registry: write its host and, where there is one, a path, such as mirror.example.org/.");
        }
        if (!registry.isEmpty() && !registry.endsWith("/")) {
            registry = registry + "/";
        }
    }

    /** The usual one for a platform: with answers wherever the repository is the student's own and private. */
    public static Publication on(Door door) {
        return new Publication(door, door != Door.CLASSROOM50, false, "", "lab", null);
    }

    /** The same, with the reporter of the retired GitHub Classroom. */
    public Publication withClassroomReporter() {
        return new Publication(door, answers, true, registry, slug, results);
    }

    /** The same, with another name for the assignment. */
    public Publication called(String other) {
        return new Publication(door, answers, classroomReporter, registry, other, results);
    }

    /** The same, with what right answers say. */
    public Publication withAnswers() {
        return new Publication(door, true, classroomReporter, registry, slug, results);
    }

    /** The same, with images from a registry. */
    public Publication withRegistry(String other) {
        return new Publication(door, answers, classroomReporter, other, slug, results);
    }

    /** The same, with the results of a batch. */
    public Publication withResults(Path batch) {
        return new Publication(door, answers, classroomReporter, registry, slug, batch);
    }
}
