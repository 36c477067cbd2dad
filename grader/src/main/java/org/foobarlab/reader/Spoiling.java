package org.foobarlab.reader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.foobarlab.reader.LabelledSentence.Kind;

/**
 * Makes of right sentences such as only sound right: denied, said of something else, praised instead of said, or their
 * words in any order. They teach that words alone earn nothing; what students really write is in the labelled
 * sentences.
 */
public final class Spoiling {
    private static final String[] DENIED = {
        "It is not true that %s.",
        "Nobody would claim that %s.",
        "Some people believe that %s, which is false.",
        "It is wrong to say that %s.",
        "Contrary to what many think, it is not the case that %s.",
        "That %s is a myth.",
        "One often reads that %s, but this is a mistake.",
        "We do not have the situation that %s.",
        "I disagree with those who say that %s."
    };
    private static final String[] ELSEWHERE = {
        "In another company's design, %s.",
        "In a bank it is said that %s, but that is not our site.",
        "If we had built it differently, one could say that %s.",
        "This answer explains completely that %s, as required.",
        "My text above mentions that %s and so covers the question.",
        "The lecturer wants to read that %s.",
        "The question is whether %s.",
        "It could perhaps be considered whether, in some sense, %s or not."
    };

    private Spoiling() {}

    /** Deny a right sentence: what it said right is now said wrong. */
    public static LabelledSentence denied(LabelledSentence right, String text, Random random) {
        Map<String, Kind> kinds = new TreeMap<>();
        right.kinds().forEach((question, kind) -> {
            if (kind == Kind.RIGHT || kind == Kind.NONE) {
                kinds.put(question, kind == Kind.RIGHT ? Kind.WRONG : Kind.NONE);
            }
        });
        return spoiled(right, framed(DENIED, text, random), kinds);
    }

    /** Say a right sentence of something else, or of the answer itself: nothing is said. */
    public static LabelledSentence elsewhere(LabelledSentence right, String text, Random random) {
        return spoiled(right, framed(ELSEWHERE, text, random), nothing(right));
    }

    /** Put the words of a right sentence in any order: nothing is said. */
    public static LabelledSentence shuffled(LabelledSentence right, String text, Random random) {
        List<String> words =
                new ArrayList<>(Arrays.asList(text.replaceAll("[.!]+$", "").split(" ")));
        Collections.shuffle(words, random);
        return spoiled(right, String.join(" ", words), nothing(right));
    }

    private static Map<String, Kind> nothing(LabelledSentence right) {
        Map<String, Kind> kinds = new TreeMap<>();
        right.kinds().keySet().forEach(question -> kinds.put(question, Kind.NONE));
        return kinds;
    }

    private static String framed(String[] frames, String text, Random random) {
        String bare = text.replaceAll("[.!]+$", "");
        boolean name = bare.length() > 1 && Character.isUpperCase(bare.charAt(1));
        String inside =
                name || bare.isEmpty() ? bare : bare.substring(0, 1).toLowerCase(Locale.ROOT) + bare.substring(1);
        return String.format(frames[random.nextInt(frames.length)].replace("%s", "%1$s"), inside);
    }

    private static LabelledSentence spoiled(LabelledSentence right, String text, Map<String, Kind> kinds) {
        return new LabelledSentence(text, right.heading(), right.before(), right.origin(), kinds);
    }
}
