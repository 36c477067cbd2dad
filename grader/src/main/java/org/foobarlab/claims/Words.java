package org.foobarlab.claims;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes values into sentences. */
final class Words {
    private Words() {}

    /** Join names: "a, b and c". */
    static String list(Collection<?> names) {
        List<String> all = names.stream().map(String::valueOf).toList();
        int last = all.size() - 1;
        return last < 1 ? String.join("", all) : String.join(", ", all.subList(0, last)) + " and " + all.get(last);
    }

    /** Write what was measured. */
    static String of(Object value) {
        if (value instanceof Map<?, ?> map) {
            return new TreeMap<>(map)
                    .entrySet().stream()
                            .map(entry -> entry.getKey() + " " + of(entry.getValue()))
                            .collect(Collectors.joining(", "));
        }
        return value instanceof Collection<?> all ? list(all) : String.valueOf(value);
    }
}
