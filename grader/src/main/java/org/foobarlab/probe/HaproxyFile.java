package org.foobarlab.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Read what a HAProxy configuration says of TLS, for what cannot be seen from outside: a TLS library that refuses an
 * old protocol by itself hides that the configuration would allow it.
 *
 * <p>HAProxy reads the same text, so this is the configuration it loaded. The rules are those of HAProxy's
 * configuration manual: a {@code bind} line's own options stand over {@code ssl-default-bind-options}, and without
 * either the least version is TLS 1.2 (since 2.2).
 */
public final class HaproxyFile {

    private static final List<String> VERSIONS = List.of("SSLv3", "TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3");
    private static final String DEFAULT_LEAST = "TLSv1.2";
    private static final Pattern WORDS = Pattern.compile("\\s+");

    private final List<Line> lines;

    private record Line(int number, List<String> words) {}

    /**
     * What a {@code bind} line offers.
     *
     * @param line its number in the file
     * @param text the line
     * @param least the oldest protocol version it accepts
     */
    public record Offer(int line, String text, String least) {

        /** Say whether nothing older than TLS 1.2 is accepted. */
        public boolean isModern() {
            return VERSIONS.indexOf(least) >= VERSIONS.indexOf(DEFAULT_LEAST);
        }
    }

    /** Read a file's text. */
    public HaproxyFile(String text) {
        lines = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String code = line.replaceFirst("(^|\\s)#.*$", "").strip();
            if (!code.isEmpty()) {
                lines.add(new Line(number, List.of(WORDS.split(code))));
            }
        }
    }

    /** Return what each {@code bind} line with {@code ssl} offers. */
    public List<Offer> offers() {
        List<String> defaults = lines.stream()
                .filter(line -> line.words().get(0).equals("ssl-default-bind-options"))
                .flatMap(line -> line.words().stream().skip(1))
                .toList();
        return lines.stream()
                .filter(line ->
                        line.words().get(0).equals("bind") && line.words().contains("ssl"))
                .map(line -> new Offer(line.number(), String.join(" ", line.words()), least(defaults, line.words())))
                .toList();
    }

    /**
     * As HAProxy itself does: {@code no-} options add up, and count for nothing as soon as a least or a greatest
     * version is set.
     */
    private static String least(List<String> defaults, List<String> own) {
        Limits limits = new Limits();
        limits.apply(defaults);
        limits.apply(own);
        if (!limits.min.isEmpty()) {
            return limits.min;
        }
        if (!limits.max.isEmpty()) {
            return VERSIONS.indexOf(limits.max) < VERSIONS.indexOf(DEFAULT_LEAST) ? limits.max : DEFAULT_LEAST;
        }
        return VERSIONS.stream()
                .skip(VERSIONS.indexOf(DEFAULT_LEAST))
                .filter(version -> !limits.excluded.contains(version))
                .findFirst()
                .orElse(DEFAULT_LEAST);
    }

    /** What options say so far; empty where they say nothing. */
    private static final class Limits {
        private String min = "";
        private String max = "";
        private final Set<String> excluded = new TreeSet<>();

        void apply(List<String> options) {
            for (int i = 0; i < options.size(); i++) {
                String option = options.get(i);
                String next = i + 1 < options.size() ? options.get(i + 1) : "";
                if (option.equals("ssl-min-ver")) {
                    min = next;
                } else if (option.equals("ssl-max-ver")) {
                    max = next;
                } else if (option.startsWith("force-")) {
                    min = version(option.substring("force-".length()));
                    max = min;
                } else if (option.startsWith("no-")) {
                    excluded.add(version(option.substring("no-".length())));
                }
            }
        }
    }

    /** {@code no-tlsv10} and {@code ssl-min-ver TLSv1.0} name the same version. */
    private static String version(String word) {
        return VERSIONS.stream()
                .filter(version ->
                        version.replace(".", "").toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElse("");
    }
}
