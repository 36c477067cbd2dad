package org.foobarlab.training;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.foobarlab.explanation.Choices;
import org.foobarlab.reader.EncoderInput;
import org.foobarlab.reader.LabelledSentence;
import org.foobarlab.reader.LabelledSentence.Kind;
import org.foobarlab.reader.LabelledSentence.Origin;

/**
 * Varies sentences as students do: with typing errors, without punctuation, run together, under this heading or that.
 * The shares were chosen once and never fitted.
 */
final class Augmentation {
    private static final double MISTYPED = 0.2;
    private static final double UNPUNCTUATED = 0.08;
    private static final double NO_HEADING = 0.25;
    private static final double OWN_HEADING = 0.2;
    private static final double ANY_HEADING = 0.15;
    private static final double ANY_BEFORE = 0.15;
    private static final double JOINED = 0.13;
    private static final double JOINED_AGAIN = 0.35;
    /** Longer sentences are not joined; characters. */
    private static final int SHORT = 160;

    private static final String[] JOINTS = {" ", " and ", ", ", ", and ", ". ", " also ", "; ", " - "};

    private final TrainingSet set;
    private final List<String> headings;
    private final EncoderInput.Cutter cutter;
    private final Random random;

    /** A varied sentence, ready for the encoder. */
    record Sample(EncoderInput input, Map<String, Kind> kinds) {}

    Augmentation(TrainingSet set, EncoderInput.Cutter cutter, Random random) {
        this.set = set;
        this.headings = set.headings();
        this.cutter = cutter;
        this.random = random;
    }

    /** Vary a sentence where it stands, or somewhere it could. */
    Sample vary(TrainingSentence sentence) {
        LabelledSentence labelled = sentence.labelled();
        String text = choose(labelled.text());
        String heading = labelled.heading();
        String before = labelled.before();
        if (heading.isEmpty() && before.isEmpty()) {
            double chance = random.nextDouble();
            if (chance < OWN_HEADING && !sentence.titles().isEmpty()) {
                heading = choose(any(sentence.titles()));
            } else if (chance > 1 - ANY_HEADING) {
                heading = any(headings);
            }
            if (random.nextDouble() < ANY_BEFORE) {
                before = choose(any(set.sentences()).labelled().text());
            }
        } else if (labelled.origin() == Origin.ANSWER && random.nextDouble() < NO_HEADING) {
            heading = "";
        }
        Map<String, Kind> kinds = sentence.kinds();
        double again = JOINED;
        while (text.length() < SHORT && random.nextDouble() < again) {
            TrainingSentence other = any(set.group(sentence.group()));
            text = join(text, choose(other.labelled().text()));
            kinds = merge(kinds, other.kinds());
            again = JOINED_AGAIN;
        }
        return new Sample(cutter.cut(mistype(heading), mistype(before), mistype(text)), kinds);
    }

    /** Vary a sentence that has to speak for itself. */
    EncoderInput varyAlone(TrainingSentence sentence) {
        LabelledSentence labelled = sentence.labelled();
        String heading = random.nextBoolean() ? labelled.heading() : "";
        return cutter.cut(heading, labelled.before(), mistype(choose(labelled.text())));
    }

    /** Return one of a sentence's variants, without marks of emphasis. */
    String choose(String text) {
        return any(Choices.of(text)).replaceAll("\\*\\*|__|`", "").strip();
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String join(String first, String second) {
        boolean swapped = random.nextBoolean();
        String start = (swapped ? second : first).replaceAll("[.!;,]+$", "");
        String rest = swapped ? first : second;
        if (random.nextBoolean() && !rest.isEmpty()) {
            rest = Character.toLowerCase(rest.charAt(0)) + rest.substring(1);
        }
        return start + JOINTS[random.nextInt(JOINTS.length)] + rest;
    }

    /** Return what both say together: the most; nothing is known of what says right and wrong at once. */
    private static Map<String, Kind> merge(Map<String, Kind> first, Map<String, Kind> second) {
        Map<String, Kind> both = new TreeMap<>();
        for (String key : first.keySet()) {
            Kind other = second.get(key);
            Kind more = other == null || first.get(key).compareTo(other) > 0 ? first.get(key) : other;
            Kind less = other == null ? null : first.get(key) == more ? other : first.get(key);
            boolean known = less == null ? more == Kind.RIGHT : less != Kind.WRONG || more == Kind.WRONG;
            if (known) {
                both.put(key, more);
            }
        }
        return both;
    }

    private String mistype(String text) {
        String typed = text;
        if (random.nextDouble() < MISTYPED) {
            double share = 0.05 + 0.1 * random.nextDouble();
            String[] words = text.split(" ");
            for (int i = 0; i < words.length; i++) {
                if (words[i].length() > 3 && random.nextDouble() < share) {
                    words[i] = mistypeWord(words[i]);
                }
            }
            typed = String.join(" ", words);
        }
        double chance = random.nextDouble();
        if (chance < UNPUNCTUATED) {
            return typed.replaceAll("[.,;:!?]", "");
        }
        return chance < 2 * UNPUNCTUATED ? typed.replaceAll("[.!]$", "") : typed;
    }

    private String mistypeWord(String word) {
        int at = random.nextInt(word.length() - 1);
        String start = word.substring(0, at);
        return switch (random.nextInt(4)) {
            case 0 -> start + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2);
            case 1 -> start + word.substring(at + 1);
            case 2 -> start + word.charAt(at) + word.substring(at);
            default -> start + (char) ('a' + random.nextInt(26)) + word.substring(at + 1);
        };
    }
}
