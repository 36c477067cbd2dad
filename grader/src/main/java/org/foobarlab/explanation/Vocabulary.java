package org.foobarlab.explanation;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.foobarlab.lab.Question;

/**
 * Names for things that students say in many words. An entry is a list of patterns; a pattern is a list of words, where
 * {@code word*} stands for every word that begins so, {@code <name>} for another entry and {@code ~} for up to four
 * words of any kind. An entry may use those above it. Thread-safe.
 */
final class Vocabulary {
    private static final int GAP = 4;

    /** One element of a pattern. Exactly one of the fields is set, none for a gap. */
    private record Element(String word, String prefix, String name) {
        boolean isGap() {
            return word == null && prefix == null && name == null;
        }
    }

    /**
     * A mention.
     *
     * @param start its first word
     * @param end the word after its last
     * @param gaps a bit for every word from the start on that is only in between
     */
    record Span(int start, int end, long gaps) {
        boolean isGap(int word) {
            int bit = word - start;
            return bit >= 0 && bit < Long.SIZE && (gaps >> bit & 1) == 1;
        }
    }

    private record Pattern(int entry, List<Element> elements) {}

    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final List<Pattern> patterns = new ArrayList<>();
    private final Map<String, List<Pattern>> byWord = new HashMap<>();
    private final Map<String, List<Pattern>> byPrefix = new HashMap<>();
    private final List<Pattern> byName = new ArrayList<>();
    private final Map<String, List<Pattern>> cache = new ConcurrentHashMap<>();
    private int longestPrefix;

    private Vocabulary(Map<String, List<String>> entries) {
        entries.forEach((name, texts) -> numbers.put(name, numbers.size()));
        entries.forEach((name, texts) -> texts.forEach(text -> add(numbers.get(name), text)));
    }

    /** The vocabulary of web infrastructure that all labs share. */
    static Vocabulary standard() {
        return Standard.INSTANCE;
    }

    /**
     * The vocabulary of some questions: the standard one with the words of their lab. A lab's patterns for a name that
     * exists are further ones.
     *
     * @throws IllegalArgumentException if a pattern uses a name that does not exist
     */
    static Vocabulary of(List<Question> questions) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        questions.forEach(question -> all.putAll(question.words()));
        if (all.isEmpty()) {
            return standard();
        }
        Map<String, List<String>> entries = new LinkedHashMap<>(Standard.ENTRIES);
        all.forEach((name, patterns) -> entries.merge(
                name,
                patterns,
                (own, more) -> Stream.concat(own.stream(), more.stream()).toList()));
        return new Vocabulary(entries);
    }

    private static final class Standard {
        private static final Map<String, List<String>> ENTRIES = load();
        private static final Vocabulary INSTANCE = new Vocabulary(ENTRIES);

        private static Map<String, List<String>> load() {
            try (InputStream in = Vocabulary.class.getResourceAsStream("vocabulary.yml")) {
                return new YAMLMapper().readValue(in, new TypeReference<LinkedHashMap<String, List<String>>>() {});
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    List<String> names() {
        return List.copyOf(numbers.keySet());
    }

    boolean has(String name) {
        return numbers.containsKey(name);
    }

    private void add(int entry, String text) {
        List<Element> elements = new ArrayList<>();
        for (String part : text.strip().toLowerCase().split("\\s+")) {
            if (part.equals("~")) {
                elements.add(new Element(null, null, null));
            } else if (part.startsWith("<")) {
                String name = part.substring(1, part.length() - 1);
                if (!numbers.containsKey(name)) {
                    throw new IllegalArgumentException("vocabulary: no entry " + name);
                }
                elements.add(new Element(null, null, name));
            } else if (part.endsWith("*")) {
                elements.add(new Element(null, part.substring(0, part.length() - 1), null));
            } else {
                elements.add(new Element(part, null, null));
            }
        }
        Pattern pattern = new Pattern(entry, elements);
        patterns.add(pattern);
        Element first = elements.get(0);
        if (first.word() != null) {
            byWord.computeIfAbsent(first.word(), w -> new ArrayList<>()).add(pattern);
        } else if (first.prefix() != null) {
            byPrefix.computeIfAbsent(first.prefix(), w -> new ArrayList<>()).add(pattern);
            longestPrefix = Math.max(longestPrefix, first.prefix().length());
        } else {
            byName.add(pattern);
        }
    }

    /** Find every entry's mentions in a list of words. */
    Map<String, List<Span>> find(List<String> words) {
        Map<String, List<Span>> found = new HashMap<>();
        List<List<Pattern>> starts = new ArrayList<>();
        words.forEach(w -> starts.add(cache.size() < 50_000 ? cache.computeIfAbsent(w, this::starting) : starting(w)));
        List<String> names = List.copyOf(numbers.keySet());
        for (int at = 0; at < words.size(); at++) {
            for (Pattern pattern : starts.get(at)) {
                match(pattern, names.get(pattern.entry()), words, at, found);
            }
        }
        for (Pattern pattern : byName) {
            List<Span> first = found.get(pattern.elements().get(0).name());
            if (first != null) {
                for (Span span : List.copyOf(first)) {
                    match(pattern, names.get(pattern.entry()), words, span.start(), found);
                }
            }
        }
        // Entries that begin with a word but use another entry later must wait until that one is found.
        for (int at = 0; at < words.size(); at++) {
            for (Pattern pattern : starts.get(at)) {
                if (pattern.elements().stream().anyMatch(e -> e.name() != null)) {
                    match(pattern, names.get(pattern.entry()), words, at, found);
                }
            }
        }
        return found;
    }

    private List<Pattern> starting(String word) {
        List<Pattern> all = new ArrayList<>(byWord.getOrDefault(word, List.of()));
        for (int n = 1; n <= Math.min(word.length(), longestPrefix); n++) {
            all.addAll(byPrefix.getOrDefault(word.substring(0, n), List.of()));
        }
        return all;
    }

    private void match(Pattern pattern, String name, List<String> words, int at, Map<String, List<Span>> found) {
        Span span = rest(pattern.elements(), 0, words, at, found);
        if (span != null && span.end() > at) {
            List<Span> spans = found.computeIfAbsent(name, n -> new ArrayList<>());
            if (!spans.contains(span)) {
                spans.add(span);
            }
        }
    }

    /** Return what the elements from the n-th on match if they begin at a word, or null. */
    private Span rest(List<Element> elements, int n, List<String> words, int at, Map<String, List<Span>> found) {
        if (n == elements.size()) {
            return new Span(at, at, 0);
        }
        Element element = elements.get(n);
        if (element.isGap()) {
            for (int skip = 0; skip <= GAP && at + skip < words.size(); skip++) {
                if (skip > 0 && ",;:.|".contains(words.get(at + skip - 1))) {
                    return null;
                }
                Span tail = rest(elements, n + 1, words, at + skip, found);
                if (tail != null) {
                    return join(at, skip, (1L << skip) - 1, tail);
                }
            }
            return null;
        }
        if (at >= words.size()) {
            return null;
        }
        if (element.name() != null) {
            Span best = null;
            for (Span span : found.getOrDefault(element.name(), List.of())) {
                if (span.start() == at) {
                    Span tail = rest(elements, n + 1, words, span.end(), found);
                    if (tail != null && (best == null || tail.end() > best.end())) {
                        best = join(at, span.end() - at, span.gaps(), tail);
                    }
                }
            }
            return best;
        }
        String word = words.get(at);
        boolean same = element.word() != null ? word.equals(element.word()) : word.startsWith(element.prefix());
        Span tail = same ? rest(elements, n + 1, words, at + 1, found) : null;
        return tail == null ? null : join(at, 1, 0, tail);
    }

    private static Span join(int start, int length, long gaps, Span tail) {
        return new Span(start, tail.end(), gaps | (length < Long.SIZE ? tail.gaps() << length : 0));
    }
}
