package org.foobarlab.grading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foobarlab.deployment.Parallel;
import org.foobarlab.document.UnreadableDocumentException;
import org.foobarlab.document.WrittenText;
import org.foobarlab.explanation.ClaimVerdict.Outcome;
import org.foobarlab.explanation.Claims;
import org.foobarlab.explanation.Document;
import org.foobarlab.explanation.ExplanationGrader;
import org.foobarlab.explanation.Observations;
import org.foobarlab.explanation.UnreadableTextException;
import org.foobarlab.grade.ClaimVerdict;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.grade.Reach;
import org.foobarlab.grade.Status;
import org.foobarlab.grade.Verdict;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Question;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.probe.HaproxyFile;
import org.foobarlab.submission.Servers;
import org.foobarlab.submission.Submission;
import org.foobarlab.submission.WrittenExplanation;
import org.foobarlab.topology.Topology;

/** Grade the written explanation of a lab, and hold it against what the running system showed. */
public final class Explanations {

    private static final String GRADED = "graded";
    private static final String NOT_GRADED = "not-graded";

    private final Lab lab;
    private final ExplanationGrader grader;

    private Explanations(Lab lab, ExplanationGrader grader) {
        this.lab = lab;
        this.grader = grader;
    }

    /**
     * Make ready for a lab. What the lab itself says, in its handout and its hints, earns nothing when it is handed in.
     */
    public static Explanations of(Lab lab, CheckCatalog catalog) {
        List<String> given = new ArrayList<>(catalog.publishedTexts());
        for (Path path : List.of(lab.directory().resolve("README.md"), lab.givenExplanation())) {
            if (Files.isRegularFile(path)) {
                try {
                    given.add(Files.readString(path));
                } catch (IOException e) {
                    throw new UnusableInput(path + " cannot be read: " + e.getMessage() + ".", e);
                }
            }
        }
        return new Explanations(
                lab, new ExplanationGrader(lab.questions(), given, Files.exists(lab.learned()) ? lab.learned() : null));
    }

    /**
     * Grade a text.
     *
     * @throws UnreadableTextException if it is no text, or too long
     */
    public List<QuestionVerdict> grade(byte[] text) throws UnreadableTextException {
        try {
            return grader.grade(Document.read(WrittenText.read(text).bytes()));
        } catch (UnreadableDocumentException e) {
            throw new UnreadableTextException("The file cannot be read: " + e.getMessage());
        }
    }

    /**
     * What reading an explanation gave.
     *
     * @param questions a verdict for each question
     * @param claims what the text says of the system, beside what the system does
     */
    record Reading(List<QuestionVerdict> questions, List<ClaimVerdict> claims) {

        /** Say whether the grader could read at all. */
        boolean isGraded() {
            return questions.stream().noneMatch(question -> question.status().equals(NOT_GRADED));
        }
    }

    /**
     * Hold the explanation in a submission against what the checks saw. A failure of the grader's own costs nobody
     * points.
     *
     * @param questions what {@link #grade(Submission)} gave, or will give
     */
    Reading read(
            CompletableFuture<List<QuestionVerdict>> questions,
            Submission submission,
            Servers servers,
            Topology topology,
            Map<String, Verdict> verdicts,
            List<Reach> reachability) {
        try {
            return new Reading(Parallel.join(questions), claims(submission, servers, topology, verdicts, reachability));
        } catch (RuntimeException e) {
            return new Reading(
                    nothing(NOT_GRADED, "The lab could not read the explanation, which is its own fault: " + e),
                    List.of());
        }
    }

    /** Grade the explanation in a submission. One that is missing gets level 0, one that cannot be read no level. */
    List<QuestionVerdict> grade(Submission submission) {
        Optional<WrittenExplanation> explanation = submission.explanation(lab);
        if (explanation.isEmpty()) {
            return nothing(GRADED, "There is no " + Lab.EXPLANATION + " in the submission.");
        }
        WrittenExplanation written = explanation.get();
        if (!written.isReadable()) {
            return nothing(NOT_GRADED, written.path() + " cannot be read: " + written.problem());
        }
        try {
            return grader.grade(Document.read(written.text()));
        } catch (UnreadableTextException e) {
            return nothing(NOT_GRADED, written.path() + " cannot be read: " + e.getMessage());
        }
    }

    private List<QuestionVerdict> nothing(String status, String why) {
        return lab.questions().stream()
                .map((Question question) ->
                        new QuestionVerdict(question.id(), 0, status, 0, question.points(), List.of(), why, List.of()))
                .toList();
    }

    /** Hold what the explanation in a submission says of the system against what the checks saw. */
    private List<ClaimVerdict> claims(
            Submission submission,
            Servers servers,
            Topology topology,
            Map<String, Verdict> verdicts,
            List<Reach> reachability) {
        Optional<WrittenExplanation> written = submission.explanation(lab).filter(WrittenExplanation::isReadable);
        if (written.isEmpty()) {
            return List.of();
        }
        try {
            return Claims.check(
                            Document.read(written.get().text()),
                            observations(servers, topology, verdicts, reachability))
                    .stream()
                    .map(claim -> new ClaimVerdict(
                            claim.claim(),
                            claim.quote(),
                            claim.line(),
                            claim.observed(),
                            claim.outcome() == Outcome.AGREES))
                    .toList();
        } catch (UnreadableTextException e) {
            // The questions say so.
            return List.of();
        }
    }

    private static Observations observations(
            Servers servers, Topology topology, Map<String, Verdict> verdicts, List<Reach> reachability) {
        Optional<Map<String, Object>> stopped = shown(verdicts, "primary-stopped");
        Map<String, Set<Integer>> open = new TreeMap<>();
        for (Reach cell : reachability) {
            if (cell.from().equals(Topology.INTERNET)) {
                Set<Integer> ports = open.computeIfAbsent(cell.to(), host -> new TreeSet<>());
                if (cell.observed().equals("open")) {
                    ports.add(cell.port());
                }
            }
        }
        return new Observations(
                (Boolean) shown(verdicts, "backend-traffic")
                        .map(data -> data.get("readable"))
                        .orElse(null),
                stopped.map(data -> data.get("writes").equals(0)).orElse(null),
                stopped.map(data -> !data.get("reads").equals(0)).orElse(null),
                algorithms(verdicts),
                open,
                tlsEndsAt(servers, topology, verdicts));
    }

    /** A balancer may share different pages out in different ways, and a text may be about any of them. */
    private static String algorithms(Map<String, Verdict> verdicts) {
        String algorithms = Stream.of("balancing-proportion", "balancing-least-connections")
                .flatMap(id -> shown(verdicts, id).stream())
                .map(data -> String.valueOf(data.get("algorithm")))
                .distinct()
                .collect(Collectors.joining(", "));
        return algorithms.isEmpty() ? null : algorithms;
    }

    /** Return what a check measured, if it could be carried out. */
    private static Optional<Map<String, Object>> shown(Map<String, Verdict> verdicts, String id) {
        return Optional.ofNullable(verdicts.get(id))
                .filter(verdict -> verdict.status() == Status.PASSED)
                .map(Verdict::data);
    }

    private static String tlsEndsAt(Servers servers, Topology topology, Map<String, Verdict> verdicts) {
        Verdict certificate = verdicts.get("https-certificate");
        if (certificate == null || certificate.status() != Status.PASSED) {
            return null;
        }
        return topology.servers().stream()
                .filter(host -> servers.file(host, "/etc/haproxy/haproxy.cfg")
                        .filter(file -> !new HaproxyFile(file.text()).offers().isEmpty())
                        .isPresent())
                .map(host -> host.name())
                .findFirst()
                .orElse(null);
    }
}
