package org.foobarlab.solutions;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.foobarlab.grade.Grade;
import org.foobarlab.grade.Status;
import org.foobarlab.grade.Verdict;
import org.foobarlab.lab.Lab;
import org.foobarlab.submission.Mutant;
import org.foobarlab.submission.Submission;

/**
 * Tell one submission of a solutions folder, and what has to come of grading it.
 *
 * @param lab the lab it belongs to
 * @param name what it is called in messages, such as {@code 05 mutants/haproxy-reqadd}
 * @param directory its folder
 * @param reference the folder it is laid over if it is a mutant
 * @param mutant what it breaks; null if it is not a mutant
 * @param red the checks that fail or are blocked with the untouched starter; empty for all others
 */
record Trial(Lab lab, String name, Path directory, Path reference, Mutant mutant, List<String> red) {

    /** What the name of a lab's reference ends in. */
    static final String REFERENCE = " reference";

    /** Say whether it is the right submission that the lab's own author wrote. */
    boolean isReference() {
        return name.equals(lab.number() + REFERENCE);
    }

    Submission submission() {
        return mutant == null ? Submission.read(directory) : Mutant.lay(directory, Submission.read(reference));
    }

    /** Return what is not as it has to be, one line a check; empty if all is. */
    List<String> mismatches(Grade grade) {
        List<String> lines = new ArrayList<>();
        for (Verdict verdict : grade.checks()) {
            String expected = expected(verdict);
            if (!expected.isEmpty()) {
                lines.add(verdict.id() + ": expected " + expected + ", was "
                        + verdict.status().word()
                        + (verdict.blockedBy().isEmpty() ? "" : " by " + String.join(", ", verdict.blockedBy()))
                        + " (" + verdict.observed() + ")");
            }
        }
        grade.experiments().stream()
                .filter(experiment ->
                        experiment.status() == Status.FAULT || experiment.status() == Status.FAILED && red.isEmpty())
                .map(experiment -> experiment.id() + ": expected a result, was "
                        + experiment.status().word() + " (" + experiment.observed() + ")")
                .forEach(lines::add);
        return lines;
    }

    /** Return what the check should have come to; empty if it did. */
    private String expected(Verdict verdict) {
        if (mutant == null) {
            boolean isRed = verdict.status() == Status.FAILED || verdict.status() == Status.BLOCKED;
            if (red.contains(verdict.id())) {
                return isRed ? "" : "failed or blocked, as lab.yml says";
            }
            return verdict.status() == Status.PASSED ? "" : "passed";
        }
        if (verdict.id().equals(mutant.breaks())) {
            return verdict.status() == Status.FAILED ? "" : "failed";
        }
        boolean blocked =
                verdict.status() == Status.BLOCKED && verdict.blockedBy().equals(List.of(mutant.breaks()));
        return blocked || verdict.status() == Status.PASSED ? "" : "passed, or blocked by " + mutant.breaks();
    }

    @Override
    public String toString() {
        return name;
    }
}
