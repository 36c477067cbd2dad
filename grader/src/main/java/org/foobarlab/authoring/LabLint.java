package org.foobarlab.authoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foobarlab.explanation.QuestionLint;
import org.foobarlab.explanation.UnreadableTextException;
import org.foobarlab.grading.CheckCatalog;
import org.foobarlab.grading.Explanations;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Labs;
import org.foobarlab.lab.Points;
import org.foobarlab.lab.Question;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.submission.Mutant;
import org.foobarlab.submission.Servers;
import org.foobarlab.submission.Submission;

/**
 * Say what of a lab is not as it should be, as far as that can be seen without starting its servers: whether handout
 * and {@code lab.yml} promise the same, and whether its solutions are all there. Whether each check does turn red is
 * for the kill matrix to show.
 */
public final class LabLint {

    /** One right way may be the author's own; two others show that the checks do not ask for it. */
    private static final int ALTERNATIVES = 2;

    private final Labs labs;
    private final CheckCatalog catalog;

    /** Look at the labs of a project. */
    public LabLint(Labs labs, CheckCatalog catalog) {
        this.labs = labs;
        this.catalog = catalog;
    }

    /** Return a sentence for each complaint about a lab; empty if all is well. */
    public List<String> check(Lab lab) {
        List<String> complaints = new ArrayList<>();
        Path file = lab.directory().resolve("lab.yml");
        Set<String> known = new HashSet<>(catalog.ids());
        List<String> unknown = Stream.concat(lab.checks().stream().map(Points::id), lab.experiments().stream())
                .filter(id -> !known.contains(id))
                .toList();
        unknown.forEach(id -> complaints.add(file + ": there is no check " + id
                + ": './lab list --checks' shows those that there are, and docs/writing-labs.md says how"
                + " to write one."));
        lab.checks().stream()
                .map(Points::id)
                .filter(id -> known.contains(id) && catalog.isExperiment(id))
                .forEach(id -> complaints.add(
                        file + ": " + id + " is an experiment and earns no points: list it under 'experiments'."));
        if (unknown.isEmpty()) {
            handout(lab, complaints);
        }
        starter(lab, complaints);
        solutions(lab, complaints);
        QuestionLint.check(lab.questions(), Files.exists(lab.learned()) ? lab.learned() : null)
                .forEach(complaint -> complaints.add(file + ": " + complaint));
        referenceExplanation(lab, complaints);
        // What is wrong with lab.yml is found with each folder of files.
        return complaints.stream().distinct().toList();
    }

    private void handout(Lab lab, List<String> complaints) {
        Path file = lab.directory().resolve("README.md");
        Handout handout = new Handout(file);
        List<List<String>> checks = lab.checks().stream()
                .map(points -> List.of(points.id(), catalog.title(points.id()), number(points.points())))
                .toList();
        compare(file, "Check", handout.table("Check"), checks, complaints);
        List<List<String>> questions = lab.questions().stream()
                .map(question -> List.of(question.id(), question.prompt(), number(question.points())))
                .toList();
        compare(file, "Question", handout.table("Question"), questions, complaints);
        String sums = number(lab.checks().stream().mapToDouble(Points::points).sum()) + " points for the servers";
        double asked = lab.questions().stream().mapToDouble(Question::points).sum();
        String promise = asked == 0 ? sums : sums + " and " + number(asked) + " for the explanation";
        if (!handout.source().replaceAll("\\s+", " ").contains(promise)) {
            complaints.add(file + ": the points do not add up, or their sum is not told: say '" + promise + "'.");
        }
        handout.brokenLinks(labs.home())
                .forEach(link -> complaints.add(file + ": the link " + link + " leads nowhere."));
    }

    private static void compare(
            Path file, String column, List<List<String>> promised, List<List<String>> real, List<String> complaints) {
        Collection<List<String>> missing = new LinkedHashSet<>(real);
        promised.forEach(missing::remove);
        missing.forEach(row -> complaints.add(file + ": the table of each " + column + " lacks the row | `" + row.get(0)
                + "` | " + row.get(1) + " | " + row.get(2) + " |"));
        Collection<List<String>> excess = new LinkedHashSet<>(promised);
        real.forEach(excess::remove);
        excess.forEach(row -> complaints.add(file + ": the table of each " + column
                + " has a row that lab.yml does not have: " + String.join(" | ", row)));
        if (missing.isEmpty() && excess.isEmpty() && !promised.equals(real)) {
            complaints.add(file + ": the table of each " + column + " has another order than lab.yml.");
        }
    }

    private static String number(double points) {
        return points == Math.rint(points) ? String.valueOf((long) points) : String.valueOf(points);
    }

    private void starter(Lab lab, List<String> complaints) {
        try {
            findings(lab, Submission.read(lab.starter()))
                    .forEach(finding -> complaints.add(lab.starter() + ": " + finding));
        } catch (UnusableInput e) {
            complaints.add(e.getMessage());
        }
        if (lab.red().isEmpty()) {
            complaints.add(lab.directory().resolve("lab.yml")
                    + ": nothing is red at first: list under 'red' what the untouched starter does not pass.");
        }
        if (!lab.questions().isEmpty() && !Files.isRegularFile(lab.givenExplanation())) {
            complaints.add(lab.givenExplanation()
                    + " is missing: put the text there that students begin with, so that it earns nothing.");
        }
    }

    private List<String> findings(Lab lab, Submission submission) {
        return Servers.of(labs.given(), lab, submission).findings();
    }

    /** What nobody reads proves nothing. All else that there is to say of a file, a solution may have for a purpose. */
    private List<String> unread(Lab lab, Submission submission) {
        return findings(lab, submission).stream()
                .filter(finding -> finding.contains(Servers.UNREAD))
                .toList();
    }

    /**
     * Complain of what is unread in right solutions, and return what of it lies in the reference, and so in each
     * mutant.
     */
    private List<String> rightSolutions(Lab lab, Solutions solutions, List<String> complaints) {
        List<String> inReference = new ArrayList<>();
        for (Path folder : Stream.concat(Stream.of(solutions.reference()), solutions.alternatives().stream())
                .toList()) {
            try {
                List<String> unread = unread(lab, Submission.read(folder));
                unread.forEach(finding -> complaints.add(folder + ": " + finding));
                if (folder.equals(solutions.reference())) {
                    inReference.addAll(unread);
                }
            } catch (UnusableInput e) {
                complaints.add(e.getMessage());
            }
        }
        return inReference;
    }

    /** A right explanation that the questions do not credit shows what they would do to students. */
    private void referenceExplanation(Lab lab, List<String> complaints) {
        Path file = Solutions.of(labs, lab.name()).reference().resolve(Lab.EXPLANATION);
        if (lab.questions().isEmpty() || !Files.isDirectory(file.getParent())) {
            return;
        }
        try {
            Explanations.of(lab, catalog).grade(Files.readAllBytes(file)).stream()
                    .filter(verdict -> verdict.level() < 2)
                    .forEach(verdict -> complaints.add(file + ": the answer to " + verdict.id()
                            + " should be level 2 and is graded " + verdict.level() + "; './lab explain " + lab.number()
                            + " " + labs.home().relativize(file) + "' shows why."));
        } catch (IOException e) {
            complaints.add(file + " cannot be read: put right answers to the questions there, in UTF-8.");
        } catch (UnreadableTextException e) {
            complaints.add(file + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            // That a question cannot be used is told of the question.
        }
    }

    private void solutions(Lab lab, List<String> complaints) {
        Solutions solutions = Solutions.of(labs, lab.name());
        Path reference = solutions.reference();
        if (!Files.isDirectory(reference)) {
            complaints.add(reference + " is missing: put a right solution there.");
            return;
        }
        if (solutions.alternatives().size() < ALTERNATIVES) {
            complaints.add(solutions.alternativesFolder() + ": put at least " + ALTERNATIVES
                    + " right solutions in other styles there, a folder each.");
        }
        List<String> inReference = rightSolutions(lab, solutions, complaints);
        Set<String> broken = new HashSet<>();
        Set<String> listed = lab.checks().stream().map(Points::id).collect(Collectors.toSet());
        for (Path changes : solutions.mutants()) {
            try {
                Mutant mutant = Mutant.read(changes);
                Submission submission = Mutant.lay(changes, Submission.read(reference));
                broken.add(mutant.breaks());
                if (!listed.contains(mutant.breaks())) {
                    complaints.add(changes.resolve(Mutant.FILE) + ": the lab does not check " + mutant.breaks() + ".");
                }
                unread(lab, submission).stream()
                        .filter(finding -> !inReference.contains(finding))
                        .forEach(finding -> complaints.add(changes + ": " + finding));
            } catch (UnusableInput e) {
                complaints.add(e.getMessage());
            }
        }
        lab.checks().stream()
                .map(Points::id)
                .filter(id -> !broken.contains(id))
                .forEach(id -> complaints.add(solutions.mutantsFolder() + ": no mutant breaks " + id
                        + ", so nothing shows that the check can fail."));
    }
}
