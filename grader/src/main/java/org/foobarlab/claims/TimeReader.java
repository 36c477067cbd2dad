package org.foobarlab.claims;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Finds claims of how long something takes, and settles them. */
final class TimeReader {
    /** "About ten seconds" is said of what takes half as long and of what takes twice as long. */
    private static final double ABOUT = 2;

    private static final Set<String> UNITS = Set.of("s", "sec", "secs", "second", "seconds");
    private static final Set<String> MOST =
            Set.of("within", "in", "under", "after", "than", "most", "to", "inside", "by", "before", "below");
    private static final Set<String> COMPARED = Set.of("more", "longer", "least");

    /** What takes time, as {@code times.yml} tells it. */
    record Duration(String claim, List<String> needs, List<String> not, String by, String data, String saw) {}

    private final Map<String, Duration> durations;
    private final Observations observed;

    TimeReader(Observations observed) {
        this.observed = observed;
        try (InputStream in = TimeReader.class.getResourceAsStream("times.yml")) {
            durations = new YAMLMapper().readValue(in, new TypeReference<LinkedHashMap<String, Duration>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Return what a clause claims, as far as it was observed. */
    List<Proposition> read(Clause clause) {
        if (clause.negated() || clause.conditions().contains(Conditions.UNKNOWN)) {
            return List.of();
        }
        List<Unit> units = clause.units();
        for (int i = 0; i + 1 < units.size(); i++) {
            if (units.get(i).is(Part.NUMBER) && UNITS.contains(units.get(i + 1).text())) {
                double seconds = units.get(i).number();
                String bound = bound(units, i);
                return durations.values().stream()
                        .filter(duration -> isMeant(duration, clause))
                        .flatMap(duration -> observed
                                .data(duration.by(), duration.data())
                                .filter(Number.class::isInstance)
                                .map(value -> settle(duration, bound, seconds, ((Number) value).doubleValue()))
                                .stream())
                        .toList();
            }
        }
        return List.of();
    }

    private static boolean isMeant(Duration duration, Clause clause) {
        return duration.needs().stream().allMatch(need -> has(need, clause))
                && duration.not().stream().noneMatch(not -> has(not, clause));
    }

    /** Alternatives may stand in different parts. */
    private static boolean has(String atoms, Clause clause) {
        for (String one : atoms.split("\\|")) {
            if (Atom.of(one).in(clause, Set.of()).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static String bound(List<Unit> units, int at) {
        String before = at > 0 ? units.get(at - 1).text() : "";
        String earlier = at > 1 ? units.get(at - 2).text() : "";
        if (COMPARED.contains(earlier) && !before.equals("most") || before.equals("least")) {
            return "after more than";
        }
        return MOST.contains(before) ? "within" : "after about";
    }

    private static Proposition settle(Duration duration, String bound, double claimed, double seconds) {
        boolean agrees = switch (bound) {
            case "within" -> seconds <= claimed;
            case "after more than" -> seconds >= claimed;
            default -> seconds <= claimed * ABOUT && seconds >= claimed / ABOUT;
        };
        return new Proposition(
                duration.claim().replace("{bound}", bound).replace("{seconds}", number(claimed)),
                duration.saw().replace("{data}", number(seconds)),
                agrees);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%.1f", value);
    }
}
