package org.foobarlab.grade;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * Tell the outcome of one check with its evidence.
 *
 * @param id what the check is called in {@code lab.yml}
 * @param title what it asks, in a line
 * @param area the part of the infrastructure it looks at
 * @param status how it ended
 * @param score points earned; {@code maxScore} when passed, otherwise 0
 * @param maxScore points it is worth
 * @param expected what should be seen
 * @param observed what was seen
 * @param hint where to look when it failed
 * @param reproduce a command that shows the same thing to the student; may be empty
 * @param seconds wall time the check took
 * @param blockedBy the checks whose failure blocked this one; empty unless blocked
 * @param data further evidence by name, such as the bytes captured on a link
 */
public record Verdict(
        String id,
        String title,
        String area,
        Status status,
        double score,
        @JsonProperty("max_score") double maxScore,
        String expected,
        String observed,
        String hint,
        String reproduce,
        double seconds,

        @JsonProperty("blocked_by") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> blockedBy,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> data) {

    public Verdict {
        // Both are left out of result.json when they are empty.
        blockedBy = blockedBy == null ? List.of() : List.copyOf(blockedBy);
        data = data == null ? Map.of() : Map.copyOf(data);
    }
}
