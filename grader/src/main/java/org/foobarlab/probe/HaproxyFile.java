package org.foobarlab.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Read what a HAProxy configuration says of TLS, for what cannot be seen from outside: a TLS library that refuses an old protocol by itself
 * hides that the configuration would allow it.
 *
 * <p>HAProxy reads the same text, so this is the configuration it loaded. The rules are those of HAProxy's configuration manual: a
 * {@code bind} line's own options stand over {@code ssl-default-bind-options}, and without either the least version is TLS 1.2 (since 2.2).
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
                .filter(line -> line.words().get(0).equals("bind") && line.words().contains("ssl"))
                .map(line -> new Offer(line.number(), String.join(" ", line.words()), least(defaults, line.words())))
                .toList();
    }

    private static String least(List<String> defaults, List<String> own) {
        String least = least(defaults, DEFAULT_LEAST);
        return least(own, least);
    }

    private static String least(List<String> options, String inherited) {
        String least = inherited;
        for (int i = 0; i < options.size(); i++) {
            String option = options.get(i);
            if (option.equals("ssl-min-ver") && i + 1 < options.size()) {
                least = options.get(i + 1);
            } else if (option.startsWith("force-")) {
                least = version(option.substring("force-".length()));
            }
        }
        List<String> excluded =
                options.stream().filter(option -> option.startsWith("no-")).map(option -> version(option.substring(3))).toList();
        List<String> left = Stream.concat(Stream.of(least), VERSIONS.stream().skip(VERSIONS.indexOf(least) + 1L))
                .filter(version -> !excluded.contains(version))
                .toList();
        return left.isEmpty() ? least : left.get(0);
    }

    /** {@code no-tlsv10} and {@code ssl-min-ver TLSv1.0} name the same version. */
    private static String version(String word) {
        return VERSIONS.stream()
                .filter(version -> version.replace(".", "").toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElse("");
    }
}
