package org.foobarlab.claims;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Knows what words mean: {@code words.yml}. Thread-safe. */
final class Lexicon {
    private static final Map<String, Part> SECTIONS = Map.of(
            "nouns", Part.NOUN,
            "verbs", Part.VERB,
            "states", Part.STATE,
            "prepositions", Part.PREPOSITION,
            "links", Part.LINK,
            "marks", Part.MARK);

    private record Phrase(List<String> words, Unit unit) {}

    private final Map<String, List<Phrase>> phrases = new HashMap<>();

    /** Read the words of the grader. */
    static Lexicon standard() {
        try (InputStream in = Lexicon.class.getResourceAsStream("words.yml")) {
            return new Lexicon(new YAMLMapper().readValue(in, new TypeReference<LinkedHashMap<String, Object>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private Lexicon(Map<String, Object> sections) {
        Map<String, Unit> units = new LinkedHashMap<>();
        Map<String, Unit> plurals = new LinkedHashMap<>();
        sections.forEach((section, content) -> {
            Part part = SECTIONS.get(section);
            if (part == null) {
                throw new IllegalArgumentException("words.yml has an unknown section: " + section);
            }
            if (part == Part.PREPOSITION) {
                ((List<String>) content).forEach(word -> add(units, word, word, part, false));
                return;
            }
            ((Map<String, List<Object>>) content)
                    .forEach((concept, entries) -> entries.forEach(raw -> {
                        String entry = String.valueOf(raw);
                        switch (part) {
                            case NOUN -> {
                                add(units, entry, concept, part, false);
                                add(plurals, Inflections.plural(entry), concept, part, false);
                            }
                            case VERB ->
                                Inflections.ofVerb(entry)
                                        .forEach((form, participle) -> add(units, form, concept, part, participle));
                            default -> add(units, entry, concept, part, false);
                        }
                    }));
        });
        // "https" is no plural.
        plurals.forEach((form, unit) -> {
            Unit other = units.get(form);
            if (other == null || !other.is(Part.NOUN)) {
                unit.concepts().forEach(concept -> add(units, form, concept, Part.NOUN, false));
            }
        });
        units.forEach((form, unit) -> {
            List<String> words = Tokens.of(form);
            phrases.computeIfAbsent(words.get(0), word -> new ArrayList<>()).add(new Phrase(words, unit));
        });
        phrases.values()
                .forEach(list -> list.sort(Comparator.comparingInt(
                        (Phrase phrase) -> -phrase.words().size())));
    }

    private static void add(Map<String, Unit> units, String form, String concept, Part part, boolean participle) {
        Unit old = units.get(form);
        Set<String> concepts = new LinkedHashSet<>(old == null ? Set.of() : old.concepts());
        concepts.add(concept);
        EnumSet<Part> parts = old == null ? EnumSet.of(part) : EnumSet.copyOf(old.parts());
        parts.add(part);
        units.put(form, new Unit(form, concepts, parts, participle || old != null && old.participle(), Double.NaN));
    }

    /** Return the units of a text, in order. */
    List<Unit> units(String text) {
        List<String> tokens = Tokens.of(text);
        List<Unit> units = new ArrayList<>();
        int at = 0;
        while (at < tokens.size()) {
            Phrase phrase = at(tokens, at);
            if (phrase != null) {
                units.add(phrase.unit());
                at += phrase.words().size();
            } else {
                units.add(unknown(tokens.get(at)));
                at++;
            }
        }
        return units;
    }

    private Phrase at(List<String> tokens, int at) {
        for (Phrase phrase : phrases.getOrDefault(tokens.get(at), List.of())) {
            int end = at + phrase.words().size();
            if (end <= tokens.size() && tokens.subList(at, end).equals(phrase.words())) {
                return phrase;
            }
        }
        return null;
    }

    private static Unit unknown(String token) {
        if (Tokens.isBreak(token)) {
            return Unit.of(token, Part.BREAK);
        }
        double number = Tokens.number(token);
        if (!Double.isNaN(number)) {
            return new Unit(token, Set.of(), EnumSet.of(Part.NUMBER), false, number);
        }
        if (token.startsWith(Tokens.VERSION)) {
            return new Unit(token, Set.of("version"), EnumSet.of(Part.NOUN), false, Double.NaN);
        }
        return Unit.of(token, Part.OTHER);
    }
}
