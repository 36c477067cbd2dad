package org.foobarlab.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.foobarlab.grade.Reach;

/** Holds claims of who reaches which port against the reachability matrix. */
final class Survey {
    static final int MYSQL = 3306;
    private static final String INTERNET = "internet";
    private static final String MONITOR = "monitor";
    private static final String CANARY = "canary";
    private static final String OPEN = "open";
    private static final Set<Integer> WEB = Set.of(80, 443);

    private final List<Reach> cells;

    Survey(List<Reach> cells) {
        this.cells = cells;
    }

    /** Return the servers that were surveyed. */
    Set<String> servers() {
        return cells.stream()
                .map(Reach::to)
                .filter(name -> !name.equals(INTERNET))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Settle a claim; empty where nothing was observed that could. */
    Optional<Proposition> settle(ReachClaim claim) {
        Set<String> targets = new TreeSet<>(claim.targets().isEmpty() ? servers() : claim.targets());
        Set<String> known = new TreeSet<>(servers());
        known.add(INTERNET);
        targets.retainAll(known);
        if (targets.isEmpty()
                || !claim.sources().isEmpty()
                        && cells.stream().noneMatch(cell -> claim.sources().contains(cell.from()))) {
            return Optional.empty();
        }
        if (claim.targets().contains(INTERNET)) {
            return outbound(claim);
        }
        boolean listed = claim.ports().isEmpty()
                || claim.ports().stream()
                        .anyMatch(port ->
                                cells.stream().anyMatch(cell -> cell.port() == port && targets.contains(cell.to())));
        if (!listed
                && claim.holds()
                && (claim.onlySources() || claim.onlyPorts() || !claim.sources().contains(INTERNET))) {
            // Nothing listens there, so nobody can tell whom the firewall would let in.
            return Optional.empty();
        }
        Boolean agrees = claim.holds() ? can(claim, targets) : cannot(claim, targets);
        return agrees == null
                ? Optional.empty()
                : Optional.of(new Proposition(claim.sentence(), seen(claim, targets, listed), agrees));
    }

    private boolean cannot(ReachClaim claim, Set<String> targets) {
        return open(claim, targets).isEmpty();
    }

    private List<Reach> open(ReachClaim claim, Set<String> targets) {
        return cells.stream()
                .filter(cell -> cell.observed().equals(OPEN) && targets.contains(cell.to()))
                .filter(cell -> claim.ports().isEmpty()
                        ? isWeb(cell) || !claim.sources().isEmpty()
                        : claim.ports().contains(cell.port()))
                .filter(cell -> claim.sources().isEmpty() || claim.sources().contains(cell.from()))
                .toList();
    }

    private static boolean isWeb(Reach cell) {
        return WEB.contains(cell.port());
    }

    private Boolean can(ReachClaim claim, Set<String> targets) {
        if (claim.onlyPorts()) {
            return onlyPorts(claim, targets);
        }
        boolean each = claim.targets().isEmpty()
                ? targets.stream().anyMatch(target -> reached(claim, target))
                : targets.stream()
                        .allMatch(target ->
                                reached(claim, target) || claim.sources().equals(Set.of(target)));
        if (!claim.onlySources()) {
            return each;
        }
        boolean others = cells.stream()
                .filter(cell -> cell.observed().equals(OPEN) && targets.contains(cell.to()))
                .filter(cell -> !claim.sources().contains(cell.from()))
                .anyMatch(cell -> claim.ports().isEmpty()
                        ? isWeb(cell) || cell.from().equals(INTERNET)
                        : claim.ports().contains(cell.port()));
        return each && !others;
    }

    /**
     * Whoever is named reaches all the ports of one host; of several servers one does, since they also are the targets.
     */
    private boolean reached(ReachClaim claim, String target) {
        Predicate<String> reaches = source -> {
            Set<Integer> open = openPorts(target, source);
            return claim.ports().isEmpty() ? !open.isEmpty() : open.containsAll(claim.ports());
        };
        Set<String> from = new TreeSet<>(claim.sources());
        from.remove(target);
        if (claim.sources().isEmpty()) {
            return sources().stream().anyMatch(reaches);
        }
        boolean peers =
                from.stream().allMatch(name -> name.startsWith("web-") || name.startsWith("lb-")) && from.size() > 1
                        || claim.targets().isEmpty() && !from.contains(MONITOR) && from.size() > 1;
        return !from.isEmpty()
                && (peers ? from.stream().anyMatch(reaches) : from.stream().allMatch(reaches));
    }

    private Boolean onlyPorts(ReachClaim claim, Set<String> targets) {
        Set<String> from = claim.sources().isEmpty() ? Set.of(INTERNET) : claim.sources();
        Set<Integer> open = new TreeSet<>();
        targets.forEach(target -> from.forEach(source -> open.addAll(openPorts(target, source))));
        if (claim.sources().isEmpty()
                && claim.targets().stream().noneMatch(name -> name.startsWith("lb-"))
                && !claim.targets().isEmpty()) {
            // "web-01 opens port 80 only": for the load balancer, and beside what monitoring needs.
            targets.forEach(target -> sources().stream()
                    .filter(source -> !source.equals(MONITOR))
                    .forEach(source -> open.addAll(openPorts(target, source))));
            open.remove(claim.ports().contains(MYSQL) ? -1 : MYSQL);
        }
        return open.equals(claim.ports());
    }

    private Set<String> sources() {
        return cells.stream().map(Reach::from).collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<Integer> openPorts(String target, String source) {
        return cells.stream()
                .filter(cell -> cell.to().equals(target)
                        && cell.from().equals(source)
                        && cell.observed().equals(OPEN))
                .map(Reach::port)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Optional<Proposition> outbound(ReachClaim claim) {
        List<Reach> tried = cells.stream()
                .filter(cell -> cell.to().equals(INTERNET)
                        && (claim.sources().isEmpty() || claim.sources().contains(cell.from())))
                .toList();
        if (tried.isEmpty()
                || claim.onlySources()
                || claim.onlyPorts()
                || !claim.ports().isEmpty()) {
            return Optional.empty();
        }
        Set<String> open = tried.stream()
                .filter(cell -> cell.observed().equals(OPEN))
                .map(Reach::from)
                .collect(Collectors.toCollection(TreeSet::new));
        return Optional.of(new Proposition(
                claim.sentence(),
                open.isEmpty()
                        ? "no connection to the internet was made from there"
                        : Words.list(open) + " opened a connection to the internet",
                open.isEmpty() != claim.holds()));
    }

    /** Settle whether servers let in what no rule names: a port that nothing else uses was tried from every host. */
    Optional<Proposition> defaultDeny(Set<String> named, boolean denies) {
        List<Reach> tried = cells.stream()
                .filter(cell -> cell.service().equals(CANARY) && !cell.to().equals(INTERNET))
                .filter(cell -> named.isEmpty() || named.contains(cell.to()))
                .toList();
        if (tried.isEmpty()) {
            return Optional.empty();
        }
        Set<String> open = tried.stream()
                .filter(cell -> cell.observed().equals(OPEN))
                .map(Reach::to)
                .collect(Collectors.toCollection(TreeSet::new));
        String whose = named.isEmpty()
                ? "the firewalls drop"
                : "the firewall of " + Words.list(named) + (named.size() > 1 ? " drop" : " drops");
        return Optional.of(new Proposition(
                denies
                        ? whose + " what no rule names"
                        : whose.replace("drop", "let in").replace("let ins", "lets in") + " what no rule names",
                open.isEmpty()
                        ? "a port that no rule names was reached from no host"
                        : "a port that no rule names was reached on " + Words.list(open),
                open.isEmpty() == denies));
    }

    private String seen(ReachClaim claim, Set<String> targets, boolean listed) {
        if (!listed) {
            return "nothing answers on port " + Words.list(claim.ports()) + " of " + Words.list(targets);
        }
        Map<String, Set<String>> reached = new TreeMap<>();
        for (Reach cell : cells) {
            boolean asked = claim.onlyPorts()
                    ? claim.sources().isEmpty()
                            ? cell.from().equals(INTERNET)
                            : claim.sources().contains(cell.from())
                    : claim.ports().isEmpty()
                            ? claim.sources().isEmpty()
                                    || claim.onlySources()
                                    || claim.sources().contains(cell.from())
                            : claim.ports().contains(cell.port());
            if (asked && targets.contains(cell.to()) && cell.observed().equals(OPEN)) {
                reached.computeIfAbsent("port " + cell.port() + " of " + cell.to(), key -> new TreeSet<>())
                        .add(cell.from().equals(INTERNET) ? "the internet" : cell.from());
            }
        }
        List<String> parts = new ArrayList<>();
        reached.forEach((port, by) -> parts.add(port + " from " + Words.list(by)));
        return parts.isEmpty()
                ? "no such connection was made"
                : "connections were made to " + String.join("; to ", parts);
    }
}
