package org.foobarlab.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name a line of a student's file.
 *
 * @param path the file within the submission
 * @param line from 1; 0 if only the file is known
 */
public record SourceLine(String path, int line) {

    private static final String HOST = "(?:lb-01|web-01|web-02|monitor)";
    private static final Pattern PATH = Pattern.compile("(?<![\\w/.-])(" + HOST + "/[\\w./-]*[\\w-])");
    /**
     * What follows a path where a line is named: {@code :6:43}, {@code , line 4}, {@code at line 2}, {@code : line 2},
     * {@code :30}.
     */
    private static final Pattern AFTER =
            Pattern.compile("^(?::(\\d+)|[\\]')\\s]*[,:]?\\s*(?:on or before |at |around |in |on )?line (\\d+))");
    /** Prometheus and MySQL's client say the line on a line of its own or before the file. */
    private static final Pattern LATER = Pattern.compile("^[^/]{0,80}?\\bline (\\d+)\\b", Pattern.DOTALL);

    /** Find the lines that a text names, in its order. */
    public static List<SourceLine> in(String text) {
        LinkedHashSet<SourceLine> found = new LinkedHashSet<>();
        List<String> onlyFiles = new ArrayList<>();
        Matcher path = PATH.matcher(text);
        while (path.find()) {
            String file = path.group(1);
            String rest = text.substring(path.end());
            Matcher after = AFTER.matcher(rest);
            Matcher later = LATER.matcher(rest);
            if (after.find()) {
                found.add(new SourceLine(file, number(after.group(1) != null ? after.group(1) : after.group(2))));
            } else if (later.find()) {
                found.add(new SourceLine(file, number(later.group(1))));
            } else {
                onlyFiles.add(file);
            }
        }
        onlyFiles.stream()
                .filter(file -> found.stream().noneMatch(line -> line.path().equals(file)))
                // A folder is no place.
                .filter(file -> file.contains("/etc/") || file.endsWith(".sh"))
                .forEach(file -> found.add(new SourceLine(file, 0)));
        return List.copyOf(found);
    }

    private static int number(String digits) {
        return digits.length() > 8 ? 0 : Integer.parseInt(digits);
    }
}
