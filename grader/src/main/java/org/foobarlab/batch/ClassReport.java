package org.foobarlab.batch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.ClassResults;
import org.foobarlab.report.ClassRow;
import org.foobarlab.report.FeedbackFiles;
import org.foobarlab.report.GradesCsv;
import org.foobarlab.report.GradescopeResults;
import org.foobarlab.report.HtmlReport;
import org.foobarlab.report.JUnitXml;
import org.foobarlab.report.Sarif;

/**
 * Write everything that is shown of a class, out of what is kept of it. The same results make the same files, byte for
 * byte; only {@code times.html} tells how long the gradings took.
 */
public final class ClassReport {

    private ClassReport() {}

    /**
     * Write the tables and pages of a class into its folder.
     *
     * @return what they show
     */
    public static ClassResults write(ResultStore store, Overrides overrides, LatePolicy late) {
        ClassResults results = Rows.read(store, overrides, late, store.similar());
        Map<String, String> files = new LinkedHashMap<>();
        files.put("grades.csv", GradesCsv.grades(results));
        files.put("canvas.csv", GradesCsv.canvas(results));
        files.put("moodle.csv", GradesCsv.moodle(results));
        files.put("moodle-with-comments.csv", GradesCsv.moodleWithComments(results));
        files.put("junit.xml", JUnitXml.text(results));
        files.put("results.sarif", Sarif.text(results));
        for (ClassRow row : results.rows()) {
            if (!row.source().isEmpty()) {
                files.put("gradescope/" + row.key() + "/results.json", GradescopeResults.text(row));
            }
        }
        files.put("mail.csv", FeedbackFiles.mail(results));
        Map<String, String> pages = HtmlReport.pages(results);
        files.putAll(pages);
        files.put("times.html", HtmlReport.times(results));
        Path folder = store.folder();
        removeOthers(folder.resolve("students"), folder, files);
        removeOthers(folder.resolve("gradescope"), folder, files);
        files.forEach((name, text) -> ResultStore.replace(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8)));
        ResultStore.replace(folder.resolve("feedback-moodle.zip"), FeedbackFiles.moodle(results, pages));
        ResultStore.replace(folder.resolve("feedback-canvas.zip"), FeedbackFiles.canvas(results, pages));
        return results;
    }

    /** Pages of students who are no longer in the class would be taken for current ones. */
    private static void removeOthers(Path place, Path folder, Map<String, String> files) {
        if (!Files.isDirectory(place)) {
            return;
        }
        try (Stream<Path> all = Files.walk(place)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (!files.containsKey(folder.relativize(file).toString().replace('\\', '/'))) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UnusableInput("The old pages in " + place + " cannot be removed: " + Problems.words(e) + ".", e);
        }
    }
}
