package org.foobarlab.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.foobarlab.lab.UnusableInput;

/** Name a platform that a lab can be handed out on. */
public enum Door {
    /** GitHub Actions, in each student's own repository. */
    GITHUB,
    /** Classroom 50, whose runner fetches the grader from the teacher's pages. */
    CLASSROOM50,
    /** Gradescope, which runs an archive with a script in it. */
    GRADESCOPE,
    /** GitLab CI, in each student's own repository. */
    GITLAB;

    /** Return the word used on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Read one.
     *
     * @throws UnusableInput if there is no such platform
     */
    public static Door of(String word) {
        return Arrays.stream(values())
                .filter(door -> door.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new UnusableInput("A lab cannot be handed out on '" + word + "': choose one of "
                        + Arrays.stream(values()).map(Door::word).collect(Collectors.joining(", ")) + "."));
    }
}
