package org.foobarlab.claims;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds in a clause who is said to reach which port. */
final class ReachReader {
    private static final Set<String> PLAIN = Set.of("of", "object", "subject");
    /** Ports whose services are spoken of for many other reasons. */
    private static final Set<Integer> GENERAL = Set.of(80, 443, 9100, 3903);

    private static final Set<String> DATABASES = Set.of("database", "mysql", "primary", "replica", "both-databases");

    /** A way to say it, as {@code reach.yml} tells it. */
    record Frame(
            List<String> heads,
            String needs,
            boolean holds,
            Set<String> source,
            Set<String> target,
            Set<String> port) {}

    private final List<Frame> frames;

    ReachReader() {
        try (InputStream in = ReachReader.class.getResourceAsStream("reach.yml")) {
            frames = new YAMLMapper().readValue(in, new TypeReference<List<Frame>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Return what a clause claims, if it does. */
    Optional<ReachClaim> read(Clause clause, Hosts hosts) {
        return frames.stream()
                .filter(frame -> clause.heads(frame.heads()))
                .filter(frame -> frame.needs() == null || opens(clause, frame))
                .findFirst()
                .flatMap(frame -> read(frame, clause, hosts));
    }

    /** "Opens a connection to": the one that opens it is the one that connects. */
    private static boolean opens(Clause clause, Frame frame) {
        return clause.mentions().stream()
                        .anyMatch(one -> one.slot().equals("object")
                                && one.means(frame.needs())
                                && one.unit().text().startsWith("connection"))
                && clause.mentions().stream().anyMatch(one -> one.slot().equals("to") && !one.means("servers"))
                && clause.mentions().stream().noneMatch(one -> one.slot().equals("subject") && one.means("firewall"));
    }

    private Optional<ReachClaim> read(Frame frame, Clause clause, Hosts hosts) {
        boolean finite =
                !clause.head().text().endsWith("ing") || clause.units().stream().anyMatch(unit -> unit.means("be"));
        boolean unnamed = clause.mentions().stream().anyMatch(one -> one.unit().means("port"))
                && clause.mentions().stream()
                        .noneMatch(one -> !Double.isNaN(one.unit().number()));
        boolean data = clause.mentions().stream()
                .anyMatch(one -> one.slot().equals("object") && (one.means("write") || one.means("read")));
        if (!finite
                || unnamed
                        && clause.mentions().stream()
                                .allMatch(one -> ports(one, clause).isEmpty())
                || data) {
            return Optional.empty();
        }
        Set<String> sources = new TreeSet<>();
        Set<String> targets = new TreeSet<>();
        Set<Integer> ports = new TreeSet<>();
        Set<Integer> excepted = new TreeSet<>();
        boolean onlySources = false;
        boolean onlyPorts = false;
        boolean nobody = false;
        boolean everything = false;
        boolean holds = frame.holds() != clause.negated();
        boolean portExcepted = clause.mentions().stream()
                .anyMatch(one -> one.except() && !ports(one, clause).isEmpty());
        boolean toIsTarget = has(clause, "from", hosts) && has(clause, "to", hosts);
        for (Mention one : clause.mentions()) {
            Set<Integer> numbers = ports(one, clause);
            // "Agents scrape the counters": whoever does it is no port.
            boolean doer = frame.heads().contains("reach")
                    && one.slot().equals("subject")
                    && Double.isNaN(one.unit().number());
            boolean service = !numbers.isEmpty() && !doer;
            if (service && frame.port().contains(one.slot()) || service && PLAIN.contains(one.slot())) {
                if (one.negated()) {
                    continue;
                }
                (one.except() ? excepted : ports).addAll(numbers);
                onlyPorts |= one.only();
                continue;
            }
            if (one.means("somebody") && one.slot().equals("subject")) {
                return Optional.empty();
            }
            if (one.means("nobody-else")) {
                if (!frame.source().contains(one.slot())) {
                    return Optional.empty();
                }
                onlySources = true;
                continue;
            }
            everything |= one.means("everything") && (PLAIN.contains(one.slot()));
            boolean target = frame.target().contains(one.slot())
                    || toIsTarget && one.slot().equals("to");
            boolean source = frame.source().contains(one.slot())
                    && !(toIsTarget && one.slot().equals("to"));
            if (one.means("others") && source) {
                // "Closed to all others" without a list of the one: nothing to hold it against.
                return Optional.empty();
            }
            nobody |= one.means("nobody") && source;
            // Which server it runs on is said elsewhere in the clause, if it matters.
            boolean database = one.means("mysql") || one.means("database") || one.means("both-databases");
            Set<String> named = database && !one.slot().equals("from") ? Set.of() : hosts.of(one);
            if (named.isEmpty() || one.negated() || one.means("pronoun") && named.size() > 2) {
                continue;
            }
            if (one.means("app") || one.means("firewall")) {
                continue;
            }
            if (target
                    && !(source
                            && (isCaller(one)
                                    || !targets.isEmpty()
                                    || clause.heads(Set.of("let-in", "keep-out"))
                                            && one.slot().equals("object")))) {
                targets.addAll(named);
            } else if (source) {
                if (one.except() && !portExcepted) {
                    // "Nobody except lb-01", "all but the monitoring server are refused".
                    onlySources = true;
                    holds = true;
                    nobody = false;
                    sources.clear();
                    sources.addAll(named);
                } else if (!(onlySources && !one.only())) {
                    if (one.only() && !onlySources) {
                        sources.clear();
                    }
                    sources.addAll(named);
                    onlySources |= one.only();
                }
            }
        }
        return claim(clause, sources, targets, ports, excepted, holds, onlySources, onlyPorts, nobody, everything);
    }

    private static Optional<ReachClaim> claim(
            Clause clause,
            Set<String> sources,
            Set<String> targets,
            Set<Integer> ports,
            Set<Integer> excepted,
            boolean holds,
            boolean onlySources,
            boolean onlyPorts,
            boolean nobody,
            boolean everything) {
        if (!excepted.isEmpty() && !holds) {
            // "Drops everything except port 80".
            return Optional.of(new ReachClaim(sources, targets, excepted, true, false, true));
        }
        boolean toDatabase = ports.isEmpty()
                && clause.mentions().stream()
                        .anyMatch(one -> one.concepts().stream().anyMatch(DATABASES::contains));
        boolean numbered = clause.mentions().stream()
                .anyMatch(one -> !Double.isNaN(one.unit().number()));
        boolean named80 = !numbered && ports.stream().anyMatch(GENERAL::contains);
        boolean exposing = clause.head().text().startsWith("expos") && ports.isEmpty();
        if (exposing || named80 && targets.isEmpty() && !onlySources) {
            // "HTTPS is used": no claim of a port.
            return Optional.empty();
        }
        if (sources.isEmpty() && !nobody && (clause.heads(Set.of("reach")) || targets.isEmpty() && onlyPorts)) {
            return Optional.empty();
        }
        if (onlySources && sources.isEmpty()) {
            return Optional.empty();
        }
        if (toDatabase) {
            ports.add(Survey.MYSQL);
        }
        boolean named = !ports.isEmpty() || !targets.isEmpty() && !sources.isEmpty();
        if (!named || everything && ports.isEmpty() || sources.equals(targets) && !sources.isEmpty()) {
            return Optional.empty();
        }
        // A claim of one alone that is denied says nothing of who else can.
        if (!holds && (onlySources || onlyPorts)) {
            return Optional.empty();
        }
        if (!holds && sources.isEmpty() && !nobody && targets.isEmpty() && ports.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ReachClaim(sources, targets, ports, holds, onlySources, onlyPorts && !onlySources));
    }

    /** Whoever is only ever the one that connects. */
    private static boolean isCaller(Mention one) {
        return one.means("internet") || one.means("everybody") || one.means("monitor");
    }

    private static boolean has(Clause clause, String slot, Hosts hosts) {
        return clause.mentions().stream()
                .anyMatch(one -> one.slot().equals(slot) && !hosts.of(one).isEmpty());
    }

    private static Set<Integer> ports(Mention one, Clause clause) {
        if (!Double.isNaN(one.unit().number())) {
            return Set.of((int) one.unit().number());
        }
        Set<Integer> ports = new TreeSet<>();
        boolean words = clause.mentions().stream().anyMatch(other -> other.means("port"));
        one.concepts().stream()
                .filter(concept -> Ports.OF_SERVICES.containsKey(concept))
                // "HTTP on port 80" names one port, not two.
                .filter(concept -> !words || concept.equals("ssh"))
                .forEach(concept -> ports.addAll(Ports.OF_SERVICES.get(concept)));
        return ports;
    }
}
