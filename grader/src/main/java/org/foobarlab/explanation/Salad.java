package org.foobarlab.explanation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Recognises words strung together that claim nothing. A sentence has little words between its nouns, and a phrase such
 * as students write in lists begins with a verb or has one after its subject; a heap of keywords has neither.
 */
final class Salad {
    private static final Set<String> FUNCTION =
            words("the a an of to and or in on for is are be it that this with as by at from if not can between when"
                    + " which its their they we you no so all each only one has have will would may might must should into"
                    + " over per because but while than such like how what why these those them any through via after"
                    + " before without using our your up out down against every more both then there us he she do does was"
                    + " were been being cannot could who nobody nothing never within inside behind under until once since"
                    + " also etc during across same other another some i e g");
    private static final Set<String> AUXILIARIES =
            words("is are be been being was were can cannot could will would may might must should has "
                    + "have had do does did it that which who to if when because");
    private static final Set<String> VERBS = words(
            "filter block restrict allow deny drop reject inspect control protect prevent limit permit stop secure"
                    + " monitor encrypt ensure verify authenticate guarantee provide enable detect track identify alert"
                    + " measure observe warn watch collect gather send push pull ship forward report read scrape parse"
                    + " count compute calculate set create configure install deploy run use analyze analyse expose travel"
                    + " leave go fail crash lose accept write scale compete share fight affect hit impact break increase"
                    + " reduce make keep take give get become need mean cause lead require improve help show tell see find"
                    + " know check record store transmit relay upload capture aggregate visualize display add avoid build"
                    + " hide change read steal intercept listen decrypt terminate pass receive move carry enforce separate"
                    + " isolate segment guard shield safeguard mitigate limit notify trigger raise diagnose troubleshoot"
                    + " maintain manage handle process serve work act let put spread slow starve grow halt pause die"
                    + " suffer exceed review adjust export query poll sample derive divide enable extract draw plot define"
                    + " establish negotiate validate builds promote plan respond react optimize optimise minimize reveal"
                    + " lock open close compromise overload overwhelm introduce pose present represent create limit"
                    + " complicate hinder hamper bring put contain confirm prove");
    /** This many words in a row without a little word between them is no sentence. */
    private static final int RUN = 9;

    private static final int FEW_WORDS = 3;
    private static final int MOST_STRICT = 5;
    private static final int SHORT_LIST = 7;
    /** In a sentence of so many words, fewer little words than one in so many are too few. */
    private static final int LONG = 12;

    private static final int SPARSE = 12;
    private static final Set<String> PARTS = Set.of(":", ";", "|", ".");
    /** A text with a smaller share of little words than this is mostly keywords. */
    static final double KEYWORDS = 0.1;

    /** Of fewer words nothing can be told. */
    static final int ENOUGH = 25;

    private Salad() {}

    /**
     * Tell whether a sentence is a heap of keywords.
     *
     * @param words the sentence
     * @param strict whether the whole text has so few little words that its sentences are looked at more closely
     */
    static boolean isSalad(Words words, boolean strict) {
        List<String> part = new ArrayList<>();
        for (String word : words.list()) {
            if (PARTS.contains(word)) {
                if (isHeap(part, strict)) {
                    return true;
                }
                part.clear();
            } else {
                part.add(word);
            }
        }
        return isHeap(part, strict);
    }

    private static boolean isHeap(List<String> list, boolean strict) {
        int run = 0;
        int longest = 0;
        int function = 0;
        int count = 0;
        int articles = 0;
        int ands = 0;
        int verbs = 0;
        boolean commas = false;
        boolean auxiliary = false;
        boolean verb = false;
        String before = "";
        for (int i = 0; i < list.size(); i++) {
            String word = list.get(i);
            if (!Character.isLetterOrDigit(word.charAt(0))) {
                commas = true;
                run = 0;
                before = "";
                continue;
            }
            count++;
            articles += word.equals("the") ? 1 : 0;
            ands += word.equals("and") ? 1 : 0;
            auxiliary |= AUXILIARIES.contains(word);
            if (isVerb(word)) {
                verbs++;
                boolean listed = i + 1 < list.size() && list.get(i + 1).equals(",");
                verb |= before.isEmpty() && count == 1 && !listed || agrees(before, word);
            }
            if (FUNCTION.contains(word)) {
                function++;
                run = 0;
            } else {
                longest = Math.max(longest, ++run);
            }
            before = word;
        }
        if (longest >= RUN || ands >= 6 && ands * 4 >= count || count >= LONG && function * SPARSE < count) {
            return true;
        }
        if (function == 0 && count > FEW_WORDS) {
            boolean shortList = commas && count <= SHORT_LIST && !strict;
            if (strict ? verbs != 1 || !isVerb(list.get(0)) || count > MOST_STRICT : !verb && !shortList) {
                return true;
            }
        }
        // "The firewall of the block and the filter for the port": little words enough, but nothing is said to happen.
        return articles >= 4 && articles * 4 >= count && !auxiliary && !hasFiniteVerb(list);
    }

    private static boolean hasFiniteVerb(List<String> list) {
        for (int i = 1; i < list.size(); i++) {
            if (isVerb(list.get(i)) && !list.get(i - 1).equals("the") && !FUNCTION.contains(list.get(i - 1))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Tell whether a verb fits the noun before it: "firewalls filter", "HTTPS encrypts", but not "firewall filter" or
     * "traffic rules".
     */
    private static boolean agrees(String noun, String verb) {
        boolean plural = noun.endsWith("s") && !noun.endsWith("ss") && !noun.endsWith("https");
        return plural != verb.endsWith("s") || noun.equals("https") || verb.endsWith("ed");
    }

    private static boolean isVerb(String word) {
        if (VERBS.contains(word)) {
            return true;
        }
        for (String ending : List.of("s", "es", "ed", "d", "ing")) {
            if (word.endsWith(ending)) {
                String stem = word.substring(0, word.length() - ending.length());
                if (VERBS.contains(stem)
                        || VERBS.contains(stem + "e")
                        || stem.length() > 2
                                && VERBS.contains(stem.substring(0, stem.length() - 1))
                                && stem.charAt(stem.length() - 1) == stem.charAt(stem.length() - 2)) {
                    return true;
                }
            }
        }
        return word.endsWith("ies") && VERBS.contains(word.substring(0, word.length() - 3) + "y");
    }

    private static Set<String> words(String list) {
        return new HashSet<>(Arrays.asList(list.split(" ")));
    }

    static boolean isLittle(String word) {
        return FUNCTION.contains(word);
    }
}
