package org.foobarlab.grade;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * Tell everything that grading a submission found: what {@code result.json} holds.
 *
 * @param schemaVersion 1
 * @param lab the lab's name
 * @param submission what was graded
 * @param graded whether every check could be carried out; if not, the score is only a part of the truth
 * @param score points earned
 * @param maxScore points to be earned
 * @param checks a verdict for each check, in the lab's order
 * @param questions a verdict for each question of the explanation
 * @param experiments what the experiments showed
 * @param reachability who reached whom, expected against observed
 * @param claims what the explanation says of the system, beside what the system does
 * @param findings remarks on the submission that cost no points
 * @param images the images that ran, by name
 * @param seed what random choices came from; given again, it leads to the same ones
 * @param started when it began, as ISO 8601
 * @param seconds how long it took
 */
public record Grade(
        @JsonProperty("schema_version") int schemaVersion,
        String lab,
        Source submission,
        boolean graded,
        double score,
        @JsonProperty("max_score") double maxScore,
        List<Verdict> checks,
        List<QuestionVerdict> questions,
        List<Experiment> experiments,
        List<Reach> reachability,
        List<ClaimVerdict> claims,
        List<String> findings,
        Map<String, String> images,
        String seed,
        String started,
        double seconds) {

    /**
     * The version of the form of {@code result.json}. It changes when a reader of the old form would misunderstand the
     * new one.
     */
    public static final int SCHEMA_VERSION = 1;

    /**
     * Name what was graded.
     *
     * @param path where it was
     * @param sha256 the digest over its files
     */
    public record Source(String path, String sha256) {}

    /** Say whether everything was graded and nothing is missing. */
    @JsonIgnore
    public boolean isFull() {
        return graded && score >= maxScore;
    }
}
