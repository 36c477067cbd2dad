package org.foobarlab.report;

import java.util.List;
import java.util.Map;

/** Write the page on which a person decides what the grader was unsure of. */
public final class ReviewPage {

    private ReviewPage() {}

    /**
     * Show what the grader was unsure of.
     *
     * @param key whose answer it is; names are not shown, so that they do not sway anybody
     * @param question the question's id
     * @param prompt what was asked
     * @param level the level that the grader would give, 0 to 2; -1 if it could not read the text
     * @param sentences the student's sentences that it rests on
     * @param feedback what the student would be told
     * @param page the student's page, as a path in the folder of the class
     */
    public record Doubt(
            String key,
            String question,
            String prompt,
            int level,
            List<String> sentences,
            String feedback,
            String page) {

        public Doubt {
            sentences = List.copyOf(sentences);
        }
    }

    /**
     * Return the page of one doubt.
     *
     * @param doubt null if none is open
     * @param index which one it is, from 0
     * @param open how many are open
     * @param token what a form has to send back
     */
    public static String text(String title, Doubt doubt, int index, int open, String token) {
        return Pages.fill(
                "review",
                doubt == null
                        ? Map.of("title", title, "open", 0, "token", token)
                        : Map.of(
                                "title", title,
                                "doubt", doubt,
                                "index", index,
                                "next", index + 1 < open ? index + 1 : 0,
                                "open", open,
                                "token", token));
    }
}
