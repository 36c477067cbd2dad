package org.foobarlab.batch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.Alike;
import org.foobarlab.similarity.Similarity;
import org.foobarlab.similarity.Similarity.Work;
import org.foobarlab.submission.Submission;

/** Look for groups and pairs in a class that are more alike than the class and the lab's own texts explain. */
public final class Similar {

    private Similar() {}

    /**
     * Compare what a class handed in. What cannot be read is left out.
     *
     * @param wanted what the lab reads of a submission
     * @param given folders and files that are the lab's
     * @param commonGiven of these, the folder of what every lab gives and no student is handed
     * @param work a folder for what is unpacked, which is removed
     */
    public static Alike find(List<Handin> handins, Wanted wanted, List<Path> given, Path commonGiven, Path work) {
        List<String> texts = texts(given);
        List<String> starter =
                texts(given.stream().filter(path -> !path.equals(commonGiven)).toList());
        Set<String> unchanged = new HashSet<>();
        starter.forEach(text -> unchanged.add(text.strip()));
        List<Work> works = new ArrayList<>();
        for (Handin handin : handins) {
            try {
                Submission submission = Opened.read(handin, wanted, work).submission();
                works.add(work(handin.key(), submission, wanted, unchanged));
            } catch (UnusableInput e) {
                // Its row says so.
            }
        }
        Opened.remove(work);
        return Similarity.find(works, texts, starter);
    }

    /**
     * Return where the lab's own texts lie: the handout, what it gives, and the starter. In the starter students may
     * write in place; what they wrote is no text of the lab's, so it counts only as long as its explanation is as it
     * was handed out, and never if it is among what is compared.
     *
     * @param commonGiven the folder of the files that every lab gives
     * @param submissions the folder of what is compared
     */
    public static List<Path> given(Lab lab, Path commonGiven, Path submissions) {
        List<Path> given = new ArrayList<>(
                List.of(lab.directory().resolve("README.md"), lab.directory().resolve("given"), commonGiven));
        if (isUntouched(lab) && !isWithin(lab.starter(), submissions) && !isWithin(submissions, lab.starter())) {
            given.add(lab.starter());
        }
        return given;
    }

    private static boolean isUntouched(Lab lab) {
        Path own = lab.starter().resolve(Lab.EXPLANATION);
        try {
            return !Files.exists(own)
                    || Files.exists(lab.givenExplanation()) && Files.mismatch(own, lab.givenExplanation()) < 0;
        } catch (IOException e) {
            throw new UnusableInput(own + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static boolean isWithin(Path inner, Path outer) {
        return inner.toAbsolutePath()
                .normalize()
                .startsWith(outer.toAbsolutePath().normalize());
    }

    private static Work work(String key, Submission submission, Wanted wanted, Set<String> unchanged) {
        Map<String, String> configuration = new TreeMap<>();
        submission.files().forEach((path, content) -> {
            String text = new String(content, StandardCharsets.UTF_8);
            if (path.contains("/") && text.indexOf('\0') < 0 && !unchanged.contains(text.strip())) {
                configuration.put(path, text);
            }
        });
        String explanation = wanted.explanation(submission)
                .map(written -> new String(written.text(), StandardCharsets.UTF_8))
                .orElse("");
        return new Work(key, explanation, configuration);
    }

    private static List<String> texts(List<Path> places) {
        List<String> texts = new ArrayList<>();
        for (Path place : places) {
            if (Files.exists(place)) {
                try (Stream<Path> files = Files.walk(place)) {
                    for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                        texts.add(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
                    }
                } catch (IOException e) {
                    throw new UnusableInput(place + " cannot be read: " + e.getMessage() + ".", e);
                }
            }
        }
        return texts;
    }
}
