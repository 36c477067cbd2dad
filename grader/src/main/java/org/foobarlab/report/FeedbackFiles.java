package org.foobarlab.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Give each student's page back by way of the platform that the submission came from, and by mail.
 *
 * <p>How files have to be named stands in the platforms' sources: Moodle's {@code feedback/file/importziplib.php} and
 * Canvas's {@code infer_comment_context_from_filename}.
 */
public final class FeedbackFiles {

    /** Canvas finds a submission by its user's number, and behind that the number of a file that was handed in. */
    private static final Pattern FILE = Pattern.compile("_(\\d+)_.*");

    private FeedbackFiles() {}

    /** Return a zip for Moodle's "Upload multiple feedback files in a zip", of all whose number is known. */
    public static byte[] moodle(ClassResults results, Map<String, String> pages) {
        Map<String, String> files = new TreeMap<>();
        for (ClassRow row : results.graded()) {
            if (!row.student().moodleId().isEmpty()) {
                // Moodle takes the name for what is before the first underscore, and needs none of it.
                files.put(
                        plain(row.displayName()) + "_" + row.student().moodleId()
                                + "_assignfeedback_file_feedback.html",
                        page(row, pages));
            }
        }
        return zip(files);
    }

    /** Return a zip for Canvas's "Upload submissions", of all who handed in a file that Canvas named. */
    public static byte[] canvas(ClassResults results, Map<String, String> pages) {
        Map<String, String> files = new TreeMap<>();
        for (ClassRow row : results.graded()) {
            String user = row.student().canvasId();
            // Canvas gives a comment on a group's file to the whole group.
            int at = user.isEmpty() ? -1 : row.source().indexOf("_" + user + "_");
            Matcher file = FILE.matcher(at < 0 ? "" : row.source().substring(at + user.length() + 1));
            if (file.matches()) {
                files.put(
                        letters(row.displayName()) + "_" + user + "_" + file.group(1) + "_feedback.html",
                        page(row, pages));
            }
        }
        return zip(files);
    }

    /**
     * Return a table for a mail program: a row for each with an e-mail address, with the feedback in a few sentences
     * and the page to attach.
     */
    public static String mail(ClassResults results) {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecord("email", "name", "id", "status", "score", "max_score", "feedback", "attachment");
            for (ClassRow row : results.rows()) {
                Student student = row.student();
                if (student.email().isEmpty()) {
                    continue;
                }
                boolean graded = row.outcome() == Outcome.GRADED;
                printer.printRecord(
                        GradesCsv.safe(student.email()),
                        GradesCsv.safe(row.displayName()),
                        GradesCsv.safe(student.id()),
                        row.outcome().word(),
                        graded ? Numbers.points(row.score().orElseThrow()) : "",
                        Numbers.points(results.maxScore()),
                        GradesCsv.safe(
                                graded
                                        ? Feedback.of(row, results)
                                        : ("Not graded: " + row.outcome().words() + ". " + row.reason()).strip()),
                        "students/" + row.key() + ".html");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory can always be written", e);
        }
        return text.toString();
    }

    private static String page(ClassRow row, Map<String, String> pages) {
        return pages.get("students/" + row.key() + ".html");
    }

    private static String plain(String name) {
        String plain = name.replaceAll("[_/\\\\:*?\"<>|]+", " ").strip();
        return plain.isEmpty() ? "student" : plain;
    }

    /** Between underscores Canvas takes any number for the user's. */
    private static String letters(String name) {
        String letters = name.replaceAll("[^\\p{L}]+", "");
        return letters.isEmpty() ? "student" : letters;
    }

    private static byte[] zip(Map<String, String> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                // The same results make the same file.
                entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
                zip.putNextEntry(entry);
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can always be written", e);
        }
        return bytes.toByteArray();
    }
}
