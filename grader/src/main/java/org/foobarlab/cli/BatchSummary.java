package org.foobarlab.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.foobarlab.report.ClassResults;
import org.foobarlab.report.ClassRow;
import org.foobarlab.report.NeedsLook;
import org.foobarlab.report.Outcome;

/** Say in a few lines what came of a class, and where it stands. */
final class BatchSummary {

    private BatchSummary() {}

    static void print(ClassResults results, Path folder, PrintWriter out) {
        Map<Outcome, Integer> numbers = new EnumMap<>(Outcome.class);
        results.rows().forEach(row -> numbers.merge(row.outcome(), 1, Integer::sum));
        out.println(results.rows().size() + " students: "
                + numbers.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey().words())
                        .collect(Collectors.joining(", "))
                + ".");
        for (ClassRow row : results.rows()) {
            if (!row.reason().isEmpty()) {
                out.println("  " + row.key() + ": "
                        + row.reason().lines().findFirst().orElse(""));
            }
        }
        results.warnings().forEach(warning -> out.println("Attention: " + warning));
        int look = NeedsLook.of(results).size();
        if (look > 0) {
            out.println(look + " of " + results.rows().size() + (look == 1 ? " needs" : " need")
                    + " a look before grades are used; index.html says why.");
        }
        out.println("Written to " + folder + ": grades.csv, index.html and others.");
        out.flush();
    }
}
