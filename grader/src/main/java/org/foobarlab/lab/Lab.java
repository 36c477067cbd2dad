package org.foobarlab.lab;

import java.nio.file.Path;
import java.util.List;
import org.foobarlab.topology.Topology;

/**
 * Describe a lab as its {@code lab.yml} does.
 *
 * @param directory where it lies, such as {@code labs/05-secured-and-monitored}
 * @param title what it is called
 * @param minutes how long a student is expected to work on it
 * @param reads the files of a submission it looks at, relative to the submission's folder
 * @param given the parts of {@code labs/given/parts} that it gives, in the order in which they are laid over each other
 * @param topology the hosts it runs on
 * @param checks the checks it makes, with their points, in the order they are shown
 * @param experiments the experiments it makes, in the order they are shown
 * @param red the checks that do not pass with the untouched starter: what is to be learned, and what that blocks
 * @param questions the questions of the explanation; may be empty
 */
public record Lab(
        Path directory,
        String title,
        int minutes,
        List<String> reads,
        List<String> given,
        Topology topology,
        List<Points> checks,
        List<String> experiments,
        List<String> red,
        List<Question> questions) {

    /** The file in which a student explains the design. */
    public static final String EXPLANATION = "EXPLANATION.md";

    public Lab {
        reads = List.copyOf(reads);
        given = List.copyOf(given);
        checks = List.copyOf(checks);
        experiments = List.copyOf(experiments);
        red = List.copyOf(red);
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
     * Return what {@link #EXPLANATION} was when it was handed out, if it was. It cannot be that of the starter, in
     * which students write their answers: a text that is compared with itself is all copied.
     */
    public Path givenExplanation() {
        return directory.resolve("given").resolve(EXPLANATION);
    }

    /** Return the folder of the labelled sentences that the grader of explanations learns from. */
    public Path sentences() {
        return directory.resolve("sentences");
    }

    /** Return the file of what the learned reader learned of the lab's questions. */
    public Path reader() {
        return directory.resolve("reader.model");
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
