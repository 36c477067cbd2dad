package org.foobarlab.claims;

import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the forms of regular English words. A form that no English has does no harm, and students write some. */
final class Inflections {
    private static final String VOWELS = "aeiou";

    private Inflections() {}

    /**
     * Return the forms of a verb phrase, of which the first word is the verb, and whether each is a past participle.
     *
     * @param entry the base form; irregular past forms after it, separated by "/"
     */
    static Map<String, Boolean> ofVerb(String entry) {
        String[] given = entry.split("/");
        String base = given[0];
        int space = base.indexOf(' ');
        String verb = space < 0 ? base : base.substring(0, space);
        String rest = space < 0 ? "" : base.substring(space);
        Map<String, Boolean> forms = new LinkedHashMap<>();
        forms.put(base, false);
        forms.put(plural(verb) + rest, false);
        String stem = stem(verb);
        forms.put(stem + "ing" + rest, false);
        if (given.length == 1) {
            forms.put(
                    (verb.endsWith("y") && !isVowel(verb, 2) ? verb.substring(0, verb.length() - 1) + "i" : stem)
                            + "ed"
                            + rest,
                    true);
        }
        for (int i = 1; i < given.length; i++) {
            String form = given[i];
            forms.put(form.indexOf(' ') < 0 ? form + rest : form, true);
        }
        return forms;
    }

    /** Return the plural of a noun phrase, which also is a verb's third person. */
    static String plural(String word) {
        if (word.endsWith("y") && !isVowel(word, 2)) {
            return word.substring(0, word.length() - 1) + "ies";
        }
        return word + (word.matches(".*(?:s|x|ch|sh|go|do)") ? "es" : "s");
    }

    /** What comes before "ing": "close" loses its e, "stop" doubles its p. */
    private static String stem(String verb) {
        int last = verb.length() - 1;
        if (verb.endsWith("e") && !verb.endsWith("ee")) {
            return verb.endsWith("ie") ? verb.substring(0, last - 1) + "y" : verb.substring(0, last);
        }
        boolean short3 = verb.length() >= 3
                && !isVowel(verb, 1)
                && isVowel(verb, 2)
                && !isVowel(verb, 3)
                && "wxy".indexOf(verb.charAt(last)) < 0;
        return short3 && (verb.length() <= 4 || verb.matches(".*(?:mit|efer|sfer|get|bid)"))
                ? verb + verb.charAt(last)
                : verb;
    }

    private static boolean isVowel(String word, int fromEnd) {
        return word.length() >= fromEnd && VOWELS.indexOf(word.charAt(word.length() - fromEnd)) >= 0;
    }
}
