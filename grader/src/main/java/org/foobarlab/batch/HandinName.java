package org.foobarlab.batch;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.foobarlab.report.Student;

/**
 * Read what the name of a downloaded file or folder tells. How platforms make the names stands in their sources:
 * Canvas's {@code lib/content_zipper.rb} and Moodle's {@code mod/assign/classes/downloader.php}.
 *
 * @param platform who made the name
 * @param owner what is the same in all names of one student
 * @param student what it tells of the student
 * @param late whether it is marked as late
 * @param attempt a number that grows with each attempt; 0 if the name has none
 * @param kind what it holds
 */
record HandinName(Platform platform, String owner, Student student, boolean late, long attempt, Kind kind) {

    enum Platform {
        CANVAS,
        MOODLE,
        BLACKBOARD,
        PLAIN
    }

    /** What a name says of what is in the file. */
    enum Kind {
        /** What was uploaded. */
        FILES,
        /** What was typed into the platform. */
        TEXT,
        /** What the platform itself says about the upload. */
        RECEIPT
    }

    /** What Canvas calls students whose names it hides. */
    static final String ANONYMOUS = "anon_";

    /** {@code lastfirst_12345_67890_lab.zip}, {@code lastfirst_LATE_12345_67890_lab-2.zip}. */
    private static final Pattern CANVAS =
            Pattern.compile("(.+?)(_LATE)?_(\\d{1,18})_(\\d{1,18})_(.+)", Pattern.CASE_INSENSITIVE);
    /** The same where the name ends in a number of its own: {@code team_1_12345_67890_lab.zip}. */
    private static final Pattern CANVAS_NUMBERED =
            Pattern.compile("(.+?_\\d{1,18})(_LATE)?_(\\d{1,18})_(\\d{1,18})_(.+)", Pattern.CASE_INSENSITIVE);
    /** {@code lastfirst_12345_text.html}. */
    private static final Pattern CANVAS_TEXT =
            Pattern.compile("(.+?)(_LATE)?_(\\d{1,18})_(?:text|link)\\.html", Pattern.CASE_INSENSITIVE);
    /** {@code anon_a1B2c_67890_lab.zip}, {@code LATE_anon_a1B2c_text.html}. */
    private static final Pattern CANVAS_ANONYMOUS =
            Pattern.compile("(LATE_)?anon_([A-Za-z0-9]+)_(?:(\\d{1,18})_(.+)|((?:text|link)\\.html))");
    /** Longer numbers are no user's, who are numbered from 1 in a small installation. Digits. */
    private static final int SHORT = 3;

    /**
     * {@code Ada Lovelace_12345_assignsubmission_file}, the same with {@code _} and a file's name behind it, and
     * {@code Default group_assignsubmission_file}. Moodle turns a name's own underscores into blanks.
     */
    private static final Pattern MOODLE =
            Pattern.compile("(.+?)(?:_(\\d{1,18}))?_assignsubmission_(file|onlinetext)(?:_.*)?");

    /** {@code Lab 5_s1234567_attempt_2026-11-01-10-22-31_lab.zip}; without a file's name it is Blackboard's own. */
    private static final Pattern BLACKBOARD = Pattern.compile("(.+)_attempt_(\\d{4}(?:-\\d\\d){5})(?:\\.txt|_(.+))");

    private static final Pattern ARCHIVE =
            Pattern.compile("(?i)\\.(zip|tar|tgz|tar\\.gz|tbz2?|tar\\.bz2|txz|tar\\.xz|7z|rar|gz|xz|bz2)$");
    private static final int LONGEST = 80;

    /** Read a name where there is no class list to hold it against. */
    static HandinName of(String name) {
        return readings(name).get(0);
    }

    /**
     * Return all that a name can mean, the likeliest first: it may hold underscores and numbers of the student's own
     * where the platform's stand, too.
     */
    static List<HandinName> readings(String name) {
        Matcher moodle = MOODLE.matcher(name);
        if (moodle.matches()) {
            return List.of(moodle(moodle));
        }
        Matcher blackboard = BLACKBOARD.matcher(name);
        if (blackboard.matches()) {
            return blackboard(blackboard);
        }
        Matcher anonymous = CANVAS_ANONYMOUS.matcher(name);
        if (anonymous.matches()) {
            return List.of(anonymous(anonymous));
        }
        List<HandinName> canvas = new ArrayList<>();
        Matcher uploaded = CANVAS.matcher(name);
        if (uploaded.matches()) {
            canvas.add(canvas(uploaded, Long.parseLong(uploaded.group(4)), Kind.FILES));
            Matcher numbered = CANVAS_NUMBERED.matcher(name);
            if (numbered.matches()) {
                boolean likelier = uploaded.group(3).length() <= SHORT;
                canvas.add(likelier ? 0 : 1, canvas(numbered, Long.parseLong(numbered.group(4)), Kind.FILES));
            }
        }
        Matcher typed = CANVAS_TEXT.matcher(name);
        if (canvas.isEmpty() && typed.matches()) {
            canvas.add(canvas(typed, 0, Kind.TEXT));
        }
        return canvas.isEmpty() ? List.of(plain(name)) : canvas;
    }

    private static HandinName moodle(Matcher matcher) {
        String full = matcher.group(1).strip();
        String number = matcher.group(2) == null ? "" : matcher.group(2);
        Student student = new Student("", full, "", "", "", number, "");
        return new HandinName(
                Platform.MOODLE,
                slug(full) + (number.isEmpty() ? "" : "-" + number),
                student,
                false,
                0,
                matcher.group(3).equals("onlinetext") ? Kind.TEXT : Kind.FILES);
    }

    private static HandinName canvas(Matcher matcher, long attempt, Kind kind) {
        String number = matcher.group(3);
        Student student = new Student("", matcher.group(1), "", "", number, "", "");
        return new HandinName(
                Platform.CANVAS,
                slug(matcher.group(1)) + "-" + number,
                student,
                matcher.group(2) != null,
                attempt,
                kind);
    }

    private static HandinName anonymous(Matcher matcher) {
        String name = ANONYMOUS + matcher.group(2);
        return new HandinName(
                Platform.CANVAS,
                slug(name),
                Student.named(name),
                matcher.group(1) != null,
                matcher.group(3) == null ? 0 : Long.parseLong(matcher.group(3)),
                matcher.group(5) == null ? Kind.FILES : Kind.TEXT);
    }

    /** Both the assignment's name and the login may hold underscores. */
    private static List<HandinName> blackboard(Matcher matcher) {
        String before = matcher.group(1);
        long attempt = Long.parseLong(matcher.group(2).replace("-", ""));
        List<HandinName> readings = new ArrayList<>();
        for (int cut = before.lastIndexOf('_'); cut > 0; cut = before.lastIndexOf('_', cut - 1)) {
            String login = before.substring(cut + 1);
            readings.add(new HandinName(
                    Platform.BLACKBOARD,
                    slug(login),
                    new Student("", "", "", "", "", "", login),
                    false,
                    attempt,
                    matcher.group(3) == null ? Kind.RECEIPT : Kind.FILES));
        }
        return readings.isEmpty() ? List.of(plain(matcher.group())) : readings;
    }

    static HandinName plain(String name) {
        String base = ARCHIVE.matcher(name).replaceFirst("");
        return new HandinName(Platform.PLAIN, slug(base), Student.named(base), false, 0, Kind.FILES);
    }

    /** Return the local time that stands in a name of Blackboard's, such as {@code 2026-11-03T23:58:02}; or nothing. */
    static String time(String name) {
        Matcher matcher = BLACKBOARD.matcher(name);
        return matcher.matches() ? matcher.group(2).replaceFirst("(.{10})-(..)-(..)-(..)", "$1T$2:$3:$4") : "";
    }

    /** The same of a student of whom something else is known. */
    HandinName of(Student known) {
        return new HandinName(platform, owner, known, late, attempt, kind);
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
