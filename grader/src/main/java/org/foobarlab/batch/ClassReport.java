package org.foobarlab.batch;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.foobarlab.report.ClassResults;
import org.foobarlab.report.GradesCsv;
import org.foobarlab.report.SimilarPair;

/** Write everything that is shown of a class, out of what is kept of it. The same results make the same files, byte for byte. */
public final class ClassReport {

    private ClassReport() {}

    /**
     * Write the tables and pages of a class into its folder.
     *
     * @return what they show
     */
    public static ClassResults write(ResultStore store, Overrides overrides, List<SimilarPair> similar) {
        ClassResults results = Rows.read(store, overrides, similar);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("grades.csv", GradesCsv.grades(results));
        files.put("canvas.csv", GradesCsv.canvas(results));
        files.put("moodle.csv", GradesCsv.moodle(results));
        Path folder = store.folder();
        files.forEach((name, text) -> ResultStore.atomically(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8)));
        return results;
    }
}
