package org.foobarlab.lab;

import java.nio.file.Path;
import java.util.List;

/**
 * Describe a lab as its {@code lab.yml} does.
 *
 * @param directory where it lies, such as {@code labs/05-secured-and-monitored}
 * @param title what it is called
 * @param minutes how long a student is expected to work on it
 * @param reads the files of a submission it looks at, relative to the submission's folder
 * @param checks the checks it makes, with their points, in the order they are shown
 * @param experiments the experiments it makes, in the order they are shown
 * @param questions the questions of the explanation; may be empty
 */
public record Lab(
        Path directory,
        String title,
        int minutes,
        List<String> reads,
        List<Points> checks,
        List<String> experiments,
        List<Question> questions) {

    /** The file in which a student explains the design. */
    public static final String EXPLANATION = "EXPLANATION.md";

    public Lab {
        reads = List.copyOf(reads);
        checks = List.copyOf(checks);
        experiments = List.copyOf(experiments);
        questions = List.copyOf(questions);
    }

    /** Return the number and name, such as {@code 05-secured-and-monitored}. */
    public String name() {
        return directory.getFileName().toString();
    }

    /** Return the number, such as {@code 05}. */
    public String number() {
        return name().substring(0, name().indexOf('-'));
    }

    /**
     * Return what {@link #EXPLANATION} was when it was handed out, if it was. It cannot be that of the starter, in which students write
     * their answers: a text that is compared with itself is all copied.
     */
    public Path givenExplanation() {
        return directory.resolve("given").resolve(EXPLANATION);
    }

    /** Return the folder of the labelled sentences that the grader of explanations learns from. */
    public Path sentences() {
        return directory.resolve("sentences");
    }

    /** Return the file of what it learned. */
    public Path learned() {
        return directory.resolve("explanation.model");
    }

    /** Return the folder a student starts from, which is also where the student works. */
    public Path starter() {
        return directory.resolve("submission");
    }
}
