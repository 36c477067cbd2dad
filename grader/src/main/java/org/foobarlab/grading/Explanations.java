package org.foobarlab.grading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.foobarlab.claims.Claims;
import org.foobarlab.claims.Observations;
import org.foobarlab.deployment.Parallel;
import org.foobarlab.document.UnreadableDocumentException;
import org.foobarlab.document.WrittenText;
import org.foobarlab.explanation.Document;
import org.foobarlab.explanation.ExplanationGrader;
import org.foobarlab.explanation.UnreadableTextException;
import org.foobarlab.grade.ClaimVerdict;
import org.foobarlab.grade.QuestionVerdict;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.Question;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.submission.Submission;
import org.foobarlab.submission.WrittenExplanation;

/** Grade the written explanation of a lab, and hold it against what the running system showed. */
public final class Explanations {

    private static final String GRADED = "graded";
    private static final String NOT_GRADED = "not-graded";

    private final Lab lab;
    private final ExplanationGrader grader;
    private final Claims claims;

    private Explanations(Lab lab, ExplanationGrader grader, Claims claims) {
        this.lab = lab;
        this.grader = grader;
        this.claims = claims;
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
                lab,
                new ExplanationGrader(lab.questions(), given, Files.exists(lab.learned()) ? lab.learned() : null),
                new Claims(given));
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
     * Hold the explanation in a submission against what was observed. A failure of the grader's own costs nobody
     * points.
     *
     * @param questions what {@link #grade(Submission)} gave, or will give
     */
    Reading read(CompletableFuture<List<QuestionVerdict>> questions, Submission submission, Observations observed) {
        try {
            byte[] text = submission
                    .explanation(lab)
                    .filter(WrittenExplanation::isReadable)
                    .map(WrittenExplanation::text)
                    .orElse(null);
            return new Reading(Parallel.join(questions), claims(text, observed));
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

    /**
     * Hold what a text says of the system against what was observed of it.
     *
     * @param text the text's bytes; null where there is none
     * @return a verdict for every claim that an observation settles; none for a text that cannot be read
     */
    public List<ClaimVerdict> claims(byte[] text, Observations observed) {
        if (text == null) {
            return List.of();
        }
        try {
            return claims.check(ClaimSentences.of(Document.read(text)), observed);
        } catch (UnreadableTextException e) {
            // The questions say so.
            return List.of();
        }
    }
}
