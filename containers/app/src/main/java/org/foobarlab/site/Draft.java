package org.foobarlab.site;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * What a visitor wants written into the book, already checked.
 *
 * @param author 1 to {@value #AUTHOR_LIMIT} characters on one line, without surrounding space
 * @param text 1 to {@value #TEXT_LIMIT} characters, without surrounding space; lines end in a single line feed
 */
public record Draft(String author, String text) {

    /** The most characters (Unicode code points, as MySQL counts them) an author's name may have. */
    public static final int AUTHOR_LIMIT = 60;

    /** The most characters (Unicode code points, as MySQL counts them) a text may have. */
    public static final int TEXT_LIMIT = 500;

    /**
     * Read a draft from a form as a browser sends it, {@code application/x-www-form-urlencoded} in UTF-8.
     *
     * @param form the request's body, with the fields {@code author} and {@code text}; others are ignored
     * @return the draft
     * @throws InvalidDraftException if a field is missing, empty, too long or not properly encoded; its message is a
     *     sentence for the visitor
     */
    public static Draft fromForm(String form) throws InvalidDraftException {
        String author = field(form, "author", AUTHOR_LIMIT);
        if (author.codePoints().anyMatch(Character::isISOControl)) {
            throw new InvalidDraftException("The author must be on one line, without control characters.");
        }
        String text = field(form, "text", TEXT_LIMIT);
        if (text.codePoints().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
            throw new InvalidDraftException("The text must not have control characters.");
        }
        return new Draft(author, text);
    }

    private static String field(String form, String name, int limit) throws InvalidDraftException {
        // Browsers send CR LF for a line end, and count it as one character against a text area's limit.
        String value = decodedField(form, name).replace("\r\n", "\n").strip();
        int length = value.codePointCount(0, value.length());
        if (length == 0) {
            throw new InvalidDraftException("The " + name + " is missing: write 1 to " + limit + " characters.");
        }
        if (length > limit) {
            throw new InvalidDraftException("The " + name + " is too long: it has " + length + " characters, and "
                    + limit + " is the most it may have.");
        }
        return value;
    }

    private static String decodedField(String form, String name) throws InvalidDraftException {
        int start = 0;
        while (start <= form.length()) {
            int ampersand = form.indexOf('&', start);
            int end = ampersand < 0 ? form.length() : ampersand;
            int equals = form.indexOf('=', start);
            if (equals >= 0 && equals < end && form.substring(start, equals).equals(name)) {
                return decode(form.substring(equals + 1, end));
            }
            start = end + 1;
        }
        return "";
    }

    private static String decode(String value) throws InvalidDraftException {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException badPercent) {
            throw new InvalidDraftException(
                    "The form is not properly encoded: a % must be followed by two digits of 0-9 A-F.");
        }
    }
}
