package org.foobarlab.explanation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence with choices, of which an author writes many in one line: "{If|When} the {primary|master} fails, writes
 * stop". Of all that can be made of them, a few variants are taken, which are the same each time.
 */
public final class Choices {
    /** A line has at most so many variants, so that none outweighs the others. */
    private static final int MOST = 7;

    private static final Pattern BRACES = Pattern.compile("\\{([^{}|]*(?:\\|[^{}|]*)+)}");

    private Choices() {}

    /** Return a line's variants, the line itself if it has no choices. Braces without a bar are the sentence's own. */
    public static List<String> of(String line) {
        List<String[]> parts = new ArrayList<>();
        int from = 0;
        int variants = 1;
        Matcher braces = BRACES.matcher(line);
        while (braces.find()) {
            parts.add(new String[] {line.substring(from, braces.start())});
            String[] choices = braces.group(1).split("\\|", -1);
            parts.add(choices);
            variants = Math.max(variants, choices.length + 1);
            from = braces.end();
        }
        parts.add(new String[] {line.substring(from)});
        Set<String> found = new LinkedHashSet<>();
        for (int variant = 0; variant < Math.min(MOST, variants); variant++) {
            StringBuilder text = new StringBuilder();
            int place = 0;
            for (String[] choices : parts) {
                text.append(choices[choices.length == 1 ? 0 : choice(line, variant, place++, choices.length)]);
            }
            found.add(text.toString().strip());
        }
        return List.copyOf(found);
    }

    /** Step through each place's choices at another pace, from another start, so that they meet in many ways. */
    private static int choice(String line, int variant, int place, int choices) {
        int start = Math.floorMod(line.hashCode() >> place, choices);
        return (variant * (place + 1) + variant / choices + start) % choices;
    }
}
