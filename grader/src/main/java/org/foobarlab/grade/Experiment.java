package org.foobarlab.grade;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * Tell what an experiment on the running system showed. It earns no points: the explanation is held against it.
 *
 * @param id what the experiment is called in {@code lab.yml}
 * @param title what was tried
 * @param status {@link Status#PASSED} when it could be carried out, otherwise why not
 * @param observed what was seen, in a sentence
 * @param reproduce a command that shows the same thing
 * @param seconds wall time it took
 * @param blockedBy the checks whose failure kept it from being tried
 * @param data what was measured, by name
 */
public record Experiment(
        String id,
        String title,
        Status status,
        String observed,
        String reproduce,
        double seconds,
        @JsonProperty("blocked_by") List<String> blockedBy,
        Map<String, Object> data) {

    public Experiment {
        blockedBy = List.copyOf(blockedBy);
        data = Map.copyOf(data);
    }
}
