package org.foobarlab.batch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.foobarlab.grade.Grade;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.report.Outcome;

/**
 * Tell what changed between two gradings of a class.
 *
 * @param changes what changed, by student and then in the lab's order
 * @param compared how many students are in both
 */
public record Diff(List<Change> changes, int compared) {

    public Diff {
        changes = List.copyOf(changes);
    }

    /**
     * One thing that changed.
     *
     * @param key the student
     * @param what the id of a check or question; {@code outcome} or {@code score} for the submission as a whole
     * @param before what it was
     * @param after what it is
     */
    public record Change(String key, String what, String before, String after) {}

    /** Compare two folders of results. */
    public static Diff between(ResultStore before, ResultStore after) {
        Set<String> keys = new TreeSet<>(before.keys());
        keys.addAll(after.keys());
        List<Change> changes = new ArrayList<>();
        int both = 0;
        for (String key : keys) {
            Map<String, String> old = facts(before, key);
            Map<String, String> now = facts(after, key);
            both += old.containsKey("outcome") && now.containsKey("outcome") ? 1 : 0;
            Set<String> names = new LinkedHashSet<>(old.keySet());
            names.addAll(now.keySet());
            for (String name : names) {
                String was = old.getOrDefault(name, "-");
                String is = now.getOrDefault(name, "-");
                // A submission that only one of them has is one change and not fifty.
                if (!was.equals(is) && (name.equals("outcome") || !old.isEmpty() && !now.isEmpty())) {
                    changes.add(new Change(key, name, was, is));
                }
            }
        }
        return new Diff(changes, both);
    }

    /** Return how many students each check or question changed for, by what it changed from and to. */
    public Map<String, Map<String, Integer>> byCheck() {
        Map<String, Map<String, Integer>> counts = new TreeMap<>();
        for (Change change : changes) {
            if (!change.what.equals("score")) {
                counts.computeIfAbsent(change.what, name -> new TreeMap<>())
                        .merge(change.before + " -> " + change.after, 1, Integer::sum);
            }
        }
        return counts;
    }

    /** Return what changed for each student. */
    public Map<String, List<Change>> byStudent() {
        Map<String, List<Change>> students = new TreeMap<>();
        changes.forEach(change ->
                students.computeIfAbsent(change.key, name -> new ArrayList<>()).add(change));
        return students;
    }

    private static Map<String, String> facts(ResultStore store, String key) {
        Map<String, String> facts = new LinkedHashMap<>();
        store.state(key).ifPresent(state -> {
            facts.put("outcome", state.outcome().words());
            store.grade(state).ifPresent(grade -> {
                if (state.outcome() == Outcome.GRADED) {
                    facts.put("score", number(grade.score()));
                }
                add(grade, facts);
            });
        });
        return facts;
    }

    private static void add(Grade grade, Map<String, String> facts) {
        grade.checks().forEach(check -> facts.put(check.id(), check.status().word()));
        for (QuestionVerdict question : grade.questions()) {
            facts.put(
                    question.id(),
                    "level " + question.level() + (question.status().equals("unsure") ? ", unsure" : ""));
        }
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.valueOf((long) value)
                : String.valueOf(Math.round(value * 100) / 100.0);
    }
}
