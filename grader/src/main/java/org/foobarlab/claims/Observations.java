package org.foobarlab.claims;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.foobarlab.grade.Experiment;
import org.foobarlab.grade.Reach;
import org.foobarlab.grade.Status;
import org.foobarlab.grade.Verdict;

/**
 * What was observed of a running system, as far as it was.
 *
 * @param shown what checks and experiments showed, by their ids
 * @param reachability which host reached which port
 */
public record Observations(Map<String, Shown> shown, List<Reach> reachability) {

    /**
     * What a check or an experiment showed.
     *
     * @param status how it ended
     * @param data what it measured, by name
     */
    public record Shown(Status status, Map<String, Object> data) {}

    public Observations {
        shown = Map.copyOf(shown);
        reachability = List.copyOf(reachability);
    }

    /** Return what a grading observed. */
    public static Observations of(
            Collection<Verdict> checks, Collection<Experiment> experiments, List<Reach> reachability) {
        Map<String, Shown> shown = new LinkedHashMap<>();
        checks.forEach(one -> shown.put(one.id(), new Shown(one.status(), one.data())));
        experiments.forEach(one -> shown.put(one.id(), new Shown(one.status(), one.data())));
        return new Observations(shown, reachability);
    }

    /** Return how a check ended that could be carried out. */
    Optional<Status> outcome(String id) {
        return Optional.ofNullable(shown.get(id))
                .map(Shown::status)
                .filter(status -> status == Status.PASSED || status == Status.FAILED);
    }

    /** Return what a check measured that could be carried out. */
    Optional<Object> data(String id, String name) {
        return outcome(id).map(status -> shown.get(id).data().get(name));
    }
}
