package org.foobarlab.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a text into words, and writes alike what means the same. */
final class Tokens {
    /** How a TLS version begins, such as {@code tls1.2}. */
    static final String VERSION = "tls1";

    private static final Pattern TOKEN = Pattern.compile(
            "\\d+(?:\\.\\d+)?(?=%|[a-z]?\\b|\\s|$)|[a-z_][a-z0-9_]*(?:[-.'/][a-z0-9_]+)*|\\d+(?:\\.\\d+)*|[;:,()\"&%|]|->|=>|- ");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");
    private static final Map<String, Integer> WORDS = Map.of(
            "two", 2, "three", 3, "four", 4, "five", 5, "six", 6, "eight", 8, "ten", 10, "fifteen", 15, "thirty", 30,
            "sixty", 60);

    private record Rule(Pattern pattern, String by) {}

    private static final List<Rule> RULES = List.of(
            rule("\\b(lb|web|db)[-_ ]?0?([12])\\b", "$1-0$2"),
            rule("\\b(?:203\\.0\\.113\\.10)\\b", "lb-01"),
            rule("\\b(?:203\\.0\\.113\\.11)\\b", "web-01"),
            rule("\\b(?:203\\.0\\.113\\.12)\\b", "web-02"),
            rule("\\b(?:203\\.0\\.113\\.50)\\b", "monitor"),
            rule("\\b(?:tls|ssl)\\s*v?\\s*([123](?:\\.[0123])?)\\s*\\+", "tls$1 or newer"),
            rule("\\bsslv?\\s*3(?:\\.0)?\\b", "tls0.3"),
            rule("\\btls\\s*v?\\s*1(?![.\\d])", "tls1.0"),
            rule("\\btls\\s*v?\\s*(1\\.[0123])\\b", "tls$1"),
            rule("(?<=tls1\\.\\d)((?:\\s*(?:,|and|or|nor|&|/)+\\s*)+)v?(1\\.[0123])\\b", "$1tls$2"),
            rule("(?<=tls1\\.\\d)((?:\\s*(?:,|and|or|nor|&|/)+\\s*)+)v?(1\\.[0123])\\b", "$1tls$2"),
            rule("tls(?:0\\.3)\\b", "tls1.ssl3"),
            rule("\\bcan\\s?not\\b|\\bcan'?t\\b", "can not"),
            rule("\\bwon'?t\\b", "will not"),
            rule("\\bshan't\\b", "shall not"),
            rule("\\b(do|does|did|is|are|was|were|has|have|had|could|would|should)n'?t\\b", "$1 not"),
            rule("\\b(\\d{2,5})/tcp\\b", "port $1"),
            rule("\\btcp[:/ ](\\d{2,5})\\b", "port $1"),
            rule("(?<=\\s)[:](\\d{2,5})\\b", "port $1"),
            rule("\\b(it|that|there|he|she|what)'s\\b", "$1 is"),
            rule("\\b(they|we|you)'re\\b", "$1 are"),
            rule("\\b(it|they|we|you)'ll\\b", "$1 will"),
            rule("\\s-{1,2}\\s", " ; "),
            rule(
                    "\\bwhat(?:ever)? (?:is|was|gets|has been) (?:written|saved|stored|added|inserted|posted)"
                            + "(?: (?:on|to|in|into|at) (?:the )?(?:primary|master|web-01|db-01))?\\b",
                    "the writes"),
            rule("\\b(?:den(?:y|ies)|drops?|blocks?|rejects?|refuses?)(?: \\w+){0,2} by default\\b", "default-deny"),
            rule("[-=]>\\s*only\\b", ", only"),
            rule("\\bw/o\\b", "without"),
            rule(
                    "\\b(?:what|whatever|(?:any|every)thing|(?:all |any |other )*(?:traffic|packets?|connections?))(?: that| which)?"
                            + " (?:no rule (?:names|allows|permits|mentions|matches|covers|lists|knows)"
                            + "|(?:(?:is|are|was|were) )?not (?:explicitly |expressly )?(?:allowed|permitted|named|listed|needed|matched"
                            + "|mentioned|wanted|required|covered)(?: by (?:a|any|some|the) rules?)?)\\b",
                    "everything else"),
            rule(
                    "\\bwhat(?:ever)? (?:(?:a|the|any|our) )?(?:visitor|client|user|browser|customer)s? (?:sends?|sent|types?|writes?|enters?|submits?)\\b",
                    "the data"),
            rule("(?<=[a-z0-9])'(?=\\s|$)", ""));

    private Tokens() {}

    private static Rule rule(String pattern, String by) {
        return new Rule(Pattern.compile(pattern), by);
    }

    /** Return the words and signs of a text, in lower case. */
    static List<String> of(String text) {
        String plain = text.toLowerCase(Locale.ROOT).replace('\u2019', '\'').replaceAll("[*`]|(?<=\\w)\\*+", "");
        for (Rule rule : RULES) {
            plain = rule.pattern().matcher(plain).replaceAll(rule.by());
        }
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(plain);
        while (matcher.find()) {
            String token = matcher.group().strip();
            if (token.equals("->") || token.equals("=>")) {
                tokens.add("to");
                continue;
            }
            if (token.endsWith("'s")) {
                tokens.add(token.substring(0, token.length() - 2));
                tokens.add("'s");
            } else if (token.indexOf('/') > 0
                    && !token.equals("ssl/tls")
                    && !token.equals("tls/ssl")
                    && !token.startsWith("req")
                    && !token.endsWith("/s")) {
                // "web-01/web-02" and "80/443" are two.
                String[] both = token.split("/");
                for (int i = 0; i < both.length; i++) {
                    tokens.add(both[i]);
                    if (i < both.length - 1) {
                        tokens.add("and");
                    }
                }
            } else {
                tokens.add(token);
            }
        }
        return tokens;
    }

    static boolean isBreak(String token) {
        return token.length() == 1 && ";:,()\"|".indexOf(token.charAt(0)) >= 0;
    }

    /** Return the number that a token is, or NaN. */
    static double number(String token) {
        if (NUMBER.matcher(token).matches()) {
            return Double.parseDouble(token);
        }
        return WORDS.containsKey(token) ? WORDS.get(token) : Double.NaN;
    }
}
