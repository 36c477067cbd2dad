package org.foobarlab.claims;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A kind of claim, as {@code kinds.yml} tells it.
 *
 * @param states what may be claimed, and each in a sentence
 * @param when the conditions of which it has to be said under one; empty for none
 * @param said the ways to say it
 * @param settled what settles it, the first that was observed
 * @param saw each observation in words
 */
record Kind(
        Map<String, String> states,
        List<String> when,
        List<Saying> said,
        List<Settling> settled,
        Map<String, String> saw) {

    Kind {
        when = when == null ? List.of() : List.copyOf(when);
        said.forEach(saying -> known(states, saying.says()));
        settled.forEach(settling -> settling.meanings().forEach(state -> known(states, state)));
    }

    /**
     * A way to say it.
     *
     * @param has what a clause has to have
     * @param not what it may not have
     * @param says what it then says
     */
    record Saying(List<String> has, List<String> not, String says) {
        Saying {
            not = not == null ? List.of() : List.copyOf(not);
        }

        List<Atom> atoms() {
            return has.stream().map(Atom::of).toList();
        }

        List<Atom> forbidden() {
            return not.stream().map(Atom::of).toList();
        }
    }

    /**
     * What settles it.
     *
     * @param by the checks or experiments
     * @param data what they measured; null for how they ended
     * @param is what each value means
     * @param starts what each value means by its beginning
     * @param spread what shares that are even and uneven mean
     * @param status what each outcome means
     */
    record Settling(
            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            List<String> by,

            String data,
            Map<String, String> is,
            Map<String, String> starts,
            Map<String, String> spread,
            Map<String, String> status) {

        List<String> meanings() {
            return java.util.stream.Stream.of(is, starts, spread, status)
                    .filter(java.util.Objects::nonNull)
                    .flatMap(map -> map.values().stream())
                    .toList();
        }
    }

    private static void known(Map<String, String> states, String state) {
        if (!states.containsKey(state)) {
            throw new IllegalArgumentException("kinds.yml has no state " + state + " beside " + states.keySet());
        }
    }

    /** Return the other of two states; null where there are more. */
    String contrary(String state) {
        return states.size() != 2
                ? null
                : states.keySet().stream()
                        .filter(other -> !other.equals(state))
                        .findFirst()
                        .orElseThrow();
    }

    /** Read the kinds of the grader, by name. */
    static Map<String, Kind> standard() {
        try (InputStream in = Kind.class.getResourceAsStream("kinds.yml")) {
            return YAMLMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build()
                    .readValue(in, new TypeReference<LinkedHashMap<String, Kind>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
