package org.foobarlab.submission;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.foobarlab.document.UnreadableDocumentException;
import org.foobarlab.document.WrittenText;
import org.foobarlab.lab.Lab;
import org.foobarlab.lab.UnusableInput;

/**
 * The explanation in a submission, in whatever form it was handed in: under a name that is nearly right, in another
 * encoding, or as the file of a word processor.
 *
 * @param path the file it is in
 * @param text the text in UTF-8; empty if it cannot be read
 * @param problem why it cannot be read, as the end of a sentence; empty if it can
 * @param remarks what to tell about how it was read, one sentence each
 */
public record WrittenExplanation(String path, byte[] text, String problem, List<String> remarks) {

    /** Names of the explanation, and of what people make of its name. */
    private static final Pattern NAME = Pattern.compile("(?i).*explanation.*");

    /** Endings of files that hold text, those first that are most likely meant. */
    private static final List<String> ENDINGS =
            List.of("md", "markdown", "txt", "text", "html", "htm", "docx", "odt", "pdf", "rtf", "doc", "pages", "");

    /** Endings that nothing but a text has. */
    private static final List<String> DOCUMENTS = List.of("docx", "odt", "pdf", "rtf", "doc", "pages");

    public WrittenExplanation {
        remarks = List.copyOf(remarks);
    }

    /** Say whether it can be read. */
    public boolean isReadable() {
        return problem.isEmpty();
    }

    /** Say whether a file, by its path, is an explanation or what could be meant as one. */
    public static boolean isNamed(String path) {
        return !path.contains("/") && (NAME.matcher(path).matches() && ENDINGS.contains(ending(path)));
    }

    /**
     * Find the explanation among the files at the top of a submission. Only if none is named as one, the only document
     * of a word processor there is taken for it.
     *
     * @param lab whose own text is none, as long as there is another
     */
    static Optional<WrittenExplanation> of(Map<String, byte[]> files, Lab lab) {
        List<String> named = new ArrayList<>(
                files.keySet().stream().filter(WrittenExplanation::isNamed).toList());
        named.sort(Comparator.comparing((String path) -> !path.equals(Lab.EXPLANATION))
                .thenComparing(path -> !path.equalsIgnoreCase(Lab.EXPLANATION))
                .thenComparing(path -> ENDINGS.indexOf(ending(path)))
                .thenComparing(path -> path));
        byte[] given = given(lab);
        // Some write in a word processor and hand in the untouched starter beside it.
        named.sort(Comparator.comparing(path -> isEmpty(files.get(path)) || Arrays.equals(files.get(path), given)));
        if (named.isEmpty()) {
            List<String> documents = files.keySet().stream()
                    .filter(path -> !path.contains("/") && DOCUMENTS.contains(ending(path)))
                    .toList();
            return documents.size() == 1
                    ? Optional.of(read(documents.get(0), files.get(documents.get(0))))
                    : Optional.empty();
        }
        List<WrittenExplanation> read =
                named.stream().map(path -> read(path, files.get(path))).toList();
        WrittenExplanation chosen =
                read.stream().filter(WrittenExplanation::isReadable).findFirst().orElse(read.get(0));
        List<String> remarks = new ArrayList<>(chosen.remarks);
        for (WrittenExplanation other : read) {
            if (other != chosen && !Arrays.equals(files.get(other.path), given)) {
                remarks.add(other.path + " is not read as an explanation, since " + chosen.path + " is"
                        + (other.isReadable() ? "." : "; " + other.problem));
            }
        }
        return Optional.of(new WrittenExplanation(chosen.path, chosen.text, chosen.problem, remarks));
    }

    private static WrittenExplanation read(String path, byte[] content) {
        try {
            WrittenText read = WrittenText.read(content);
            List<String> remarks = new ArrayList<>();
            if (!read.form().isEmpty() || !path.equalsIgnoreCase(Lab.EXPLANATION)) {
                remarks.add(path + " was read as the explanation"
                        + (read.form().isEmpty() ? "" : ", from " + article(read.form())) + ".");
            }
            return new WrittenExplanation(path, read.bytes(), "", remarks);
        } catch (UnreadableDocumentException e) {
            return new WrittenExplanation(path, new byte[0], e.getMessage(), List.of());
        }
    }

    private static String article(String form) {
        return form.startsWith("text ")
                ? form
                : form.startsWith("O") || form.startsWith("R") ? "an " + form : "a " + form;
    }

    private static byte[] given(Lab lab) {
        try {
            return Files.isRegularFile(lab.givenExplanation())
                    ? Files.readAllBytes(lab.givenExplanation())
                    : new byte[0];
        } catch (IOException e) {
            throw new UnusableInput(lab.givenExplanation() + " cannot be read.", e);
        }
    }

    private static boolean isEmpty(byte[] content) {
        for (byte one : content) {
            if (one > ' ' || one < 0) {
                return false;
            }
        }
        return true;
    }

    private static String ending(String path) {
        int dot = path.lastIndexOf('.');
        return dot < 0 ? "" : path.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
