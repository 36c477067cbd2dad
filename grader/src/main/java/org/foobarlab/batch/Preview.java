package org.foobarlab.batch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.Student;
import org.foobarlab.submission.Submission;
import org.foobarlab.submission.WrittenExplanation;

/** Tell what of a class would be graded and what left out, before minutes go into grading it. */
public final class Preview {

    private Preview() {}

    /**
     * What would be graded of a hand-in.
     *
     * @param handin whose it is, with all that is to be said
     * @param read how many files the lab reads
     * @param unread files in the submission that it does not read
     * @param explanation the file of the explanation; empty if there is none
     * @param problem why it cannot be graded; empty if it can
     * @param digest the SHA-256 of the submission in hexadecimal; empty if it cannot be read
     */
    public record Line(
            Handin handin, int read, List<String> unread, String explanation, String problem, String digest) {

        public Line {
            unread = List.copyOf(unread);
        }
    }

    /**
     * Look into all that a class handed in.
     *
     * @param work a folder for what is unpacked, which is removed
     */
    public static List<Line> of(List<Handin> handins, Wanted wanted, Path work) {
        List<Line> lines = new ArrayList<>();
        for (Handin handin : handins) {
            try {
                Opened.Contents contents = Opened.read(handin, wanted, work);
                lines.add(line(handin.noting(contents.remarks()), contents.submission(), wanted));
            } catch (UnusableInput e) {
                lines.add(new Line(handin, 0, List.of(), "", e.getMessage(), ""));
            }
        }
        Opened.remove(work);
        return same(lines);
    }

    private static Line line(Handin handin, Submission submission, Wanted wanted) {
        Optional<WrittenExplanation> explanation = wanted.explanation(submission);
        List<String> unread = submission.files().keySet().stream()
                .filter(path -> !wanted.reads(path) && !WrittenExplanation.isNamed(path))
                .toList();
        int read =
                (int) submission.files().keySet().stream().filter(wanted::reads).count();
        List<String> remarks = new ArrayList<>();
        if (explanation.isEmpty()) {
            remarks.add("no explanation");
        }
        explanation.ifPresent(written -> remarks.addAll(written.remarks()));
        String problem = explanation
                .filter(written -> !written.isReadable())
                .map(written -> "The explanation in " + written.path() + " cannot be read: " + written.problem())
                .orElse("");
        return new Line(
                handin.noting(remarks),
                read,
                unread,
                explanation.map(WrittenExplanation::path).orElse(""),
                problem,
                submission.sha256());
    }

    private static List<Line> same(List<Line> lines) {
        Map<String, List<String>> byDigest = new LinkedHashMap<>();
        lines.stream()
                .filter(line -> !line.digest.isEmpty())
                .forEach(line -> byDigest.computeIfAbsent(line.digest, any -> new ArrayList<>())
                        .add(line.handin.key()));
        return lines.stream()
                .map(line -> {
                    List<String> others = new ArrayList<>(byDigest.getOrDefault(line.digest, List.of()));
                    others.remove(line.handin.key());
                    return others.isEmpty()
                            ? line
                            : new Line(
                                    line.handin.noting(
                                            List.of("file by file the same as " + String.join(", ", others))),
                                    line.read,
                                    line.unread,
                                    line.explanation,
                                    line.problem,
                                    line.digest);
                })
                .toList();
    }

    /** Return who is in the class list and handed in nothing. */
    public static List<Student> missing(Course course) {
        return Rows.missing(course.roster(), course.whole());
    }
}
