package org.foobarlab.grade;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * The outcome of one question of the explanation.
 *
 * @param id the question's id
 * @param level 0, 1 or 2
 * @param status {@code graded}, {@code unsure} (the level is the best guess; a person should look) or
 *     {@code not-graded}
 * @param score points earned, from 0 to {@code maxScore}
 * @param maxScore points for level 2
 * @param evidence the sentences that earned the level, best first
 * @param feedback what is missing for the next level, or why there is no sure level
 * @param misconceptions wrong beliefs found; they cost nothing
 */
public record QuestionVerdict(
        String id,
        int level,
        String status,
        double score,
        @JsonProperty("max_score") double maxScore,
        List<Evidence> evidence,
        String feedback,
        List<String> misconceptions) {

    /** The status of a question whose answer could not be read: neither a level nor a zero. */
    public static final String NOT_GRADED = "not-graded";

    public QuestionVerdict {
        evidence = List.copyOf(evidence);
        misconceptions = List.copyOf(misconceptions);
    }

    /** Say whether there is a level, be it a best guess. */
    @JsonIgnore
    public boolean isGraded() {
        return !status.equals(NOT_GRADED);
    }

    /**
     * A quoted sentence.
     *
     * @param quote the student's words
     * @param line the line on which they begin, from 1
     * @param idea the idea they were credited for
     * @param level the level that idea earns
     */
    public record Evidence(String quote, int line, String idea, int level) {}
}
