package org.foobarlab.submission;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.foobarlab.lab.UnusableInput;

/**
 * Describe a submission that is right but for one thing. Its folder holds the files that differ from the right one, and
 * {@code mutant.yml}.
 *
 * @param breaks the check that has to fail, and nothing else but what requires it
 * @param how what is wrong, in a sentence
 * @param without files of the right submission that this one lacks
 */
public record Mutant(
        @JsonProperty(required = true) String breaks,
        @JsonProperty(required = true) String how,
        Set<String> without) {

    /** The file beside the changed ones. A submission's own file of this name is never read as part of it. */
    public static final String FILE = "mutant.yml";

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    public Mutant {
        without = without == null ? Set.of() : Set.copyOf(without);
    }

    /**
     * Read the description in a mutant's folder.
     *
     * @throws UnusableInput if it is missing or wrong
     */
    public static Mutant read(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            Mutant mutant = YAML.readValue(Files.readString(file), Mutant.class);
            if (mutant.breaks == null || mutant.how == null) {
                throw new UnusableInput(file + ": both 'breaks' and 'how' need a value.");
            }
            return mutant;
        } catch (UnrecognizedPropertyException e) {
            throw new UnusableInput(
                    file + ": there is no key '" + e.getPropertyName() + "'; the keys are breaks, how and without.", e);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new UnusableInput(file + ", line " + line + ": " + e.getOriginalMessage() + ".", e);
        } catch (IOException e) {
            throw new UnusableInput(file + " cannot be read: say in it what the mutant breaks, and how.", e);
        }
    }

    /**
     * Read a folder of changes and lay it over a submission. What {@link #FILE} there leaves out, if there is one, is
     * left out.
     *
     * @throws UnusableInput if the folder cannot be read, or leaves out what the submission does not have
     */
    public static Submission lay(Path changes, Submission base) {
        Submission changed = Submission.readChanges(changes);
        return changed.over(
                base, Files.exists(changes.resolve(FILE)) ? read(changes).without() : Set.of());
    }
}
