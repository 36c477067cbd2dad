package org.foobarlab.batch;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.foobarlab.report.Student;

/**
 * Read what the name of a downloaded file or folder tells.
 *
 * @param platform who made the name
 * @param owner what is the same in all names of one student
 * @param student what it tells of the student
 * @param late whether it is marked as late
 * @param attempt a number that grows with each attempt; 0 if the name has none
 */
record HandinName(Platform platform, String owner, Student student, boolean late, long attempt) {

    enum Platform {
        CANVAS,
        MOODLE,
        PLAIN
    }

    /** {@code lastfirst_12345_67890_lab.zip}, {@code lastfirst_LATE_12345_67890_lab-2.zip}. */
    private static final Pattern CANVAS =
            Pattern.compile("([^_]+?)(_LATE)?_(\\d+)_(\\d+)_(.+)", Pattern.CASE_INSENSITIVE);
    /** {@code Ada Lovelace_12345_assignsubmission_file_}, and the same with a file's name behind it. */
    private static final Pattern MOODLE = Pattern.compile("(.+?)_(\\d+)_assignsubmission_(?:file|onlinetext)(?:_.*)?");

    private static final Pattern ARCHIVE =
            Pattern.compile("(?i)\\.(zip|tar|tgz|tar\\.gz|tar\\.bz2|tar\\.xz|7z|rar|gz)$");
    private static final int LONGEST = 80;

    static HandinName of(String name) {
        return moodle(name).or(() -> canvas(name)).orElseGet(() -> plain(name));
    }

    private static Optional<HandinName> moodle(String name) {
        Matcher matcher = MOODLE.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String full = matcher.group(1).strip();
        String number = matcher.group(2);
        Student student = new Student("", full, "", "", "", number, "");
        return Optional.of(new HandinName(Platform.MOODLE, slug(full) + "-" + number, student, false, 0));
    }

    private static Optional<HandinName> canvas(String name) {
        Matcher matcher = CANVAS.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String number = matcher.group(3);
        Student student = new Student("", matcher.group(1), "", "", number, "", "");
        return Optional.of(new HandinName(
                Platform.CANVAS,
                slug(matcher.group(1)) + "-" + number,
                student,
                matcher.group(2) != null,
                matcher.group(4).length() > 18 ? 0 : Long.parseLong(matcher.group(4))));
    }

    static HandinName plain(String name) {
        String base = ARCHIVE.matcher(name).replaceFirst("");
        return new HandinName(Platform.PLAIN, slug(base), Student.named(base), false, 0);
    }

    /** Say whether a name ends as those of archives do. */
    static boolean isArchive(String name) {
        return ARCHIVE.matcher(name).find();
    }

    /** Make a file name of any text that every system takes. Letters of all languages stay. */
    static String slug(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFC)
                .replaceAll("[^\\p{L}\\p{M}\\p{N}._@+-]+", "-")
                .replaceAll("^[.-]+|[.-]+$", "");
        String cut = plain.substring(0, Math.min(LONGEST, plain.length()));
        return cut.isEmpty() ? "submission" : cut;
    }

    /**
     * Fold a name so that the same name written differently compares as equal: case, accents, commas and blanks do not
     * count.
     */
    static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("[^\\p{L}\\p{N}]+", "")
                .toLowerCase(Locale.ROOT);
    }
}
