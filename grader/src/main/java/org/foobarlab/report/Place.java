package org.foobarlab.report;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Point at a line of a submission.
 *
 * @param file the path in the submission, such as {@code lb-01/etc/haproxy/haproxy.cfg}
 * @param line from 1
 */
record Place(String file, int line) {

    /**
     * As server programs write it, such as {@code path:12} and {@code path: 12:5}, and as the grader does, {@code path,
     * line 12}.
     */
    private static final Pattern IN_TEXT = Pattern.compile("(?<![\\w/.-])([a-z][\\w-]*(?:/[\\w.@+-]+)+)"
            + "(?::|: (?=\\d+:\\d+:)|,? (?:on or before )?line |: yaml: (?:unmarshal errors:\\s+)?line )(\\d{1,6})\\b");

    /** Return the first place that a text names, if it names any. */
    static Optional<Place> in(String text) {
        Matcher matcher = IN_TEXT.matcher(text);
        return matcher.find()
                ? Optional.of(new Place(matcher.group(1), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }
}
