package org.foobarlab.claims;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.foobarlab.grade.ClaimVerdict;

/**
 * Holds what an explanation claims against what was observed of the student's own system. Only what is clearly claimed,
 * and was observed, is held. Thread-safe.
 */
public final class Claims {
    private final Reading reading = new Reading(Lexicon.standard());
    private final ReachReader reach = new ReachReader();
    private final Map<String, Kind> kinds = Kind.standard();
    private final Framing framing;

    /**
     * Make ready.
     *
     * @param given the lab's own texts, whose words claim nothing when they are handed in
     */
    public Claims(List<String> given) {
        this.framing = new Framing(given);
    }

    /**
     * Hold a text's claims against observations.
     *
     * @param sentences the text's sentences, in order; titles are none
     * @param observed what was observed
     * @return a verdict for every claim that an observation settles, in the text's order
     */
    public List<ClaimVerdict> check(List<Sentence> sentences, Observations observed) {
        Survey survey = new Survey(observed.reachability());
        Hosts hosts = new Hosts(survey.servers().isEmpty() ? Set.of("lb-01", "web-01", "web-02") : survey.servers());
        StateReader states = new StateReader(kinds, observed);
        VersionReader versions = new VersionReader(observed);
        TimeReader times = new TimeReader(observed);
        List<ClaimVerdict> verdicts = new ArrayList<>();
        for (int i = 0; i < sentences.size(); i++) {
            Sentence sentence = sentences.get(i);
            Sentence next = i + 1 < sentences.size() ? sentences.get(i + 1) : null;
            if (!framing.mayClaim(sentence, next)) {
                continue;
            }
            Set<Proposition> found = new LinkedHashSet<>();
            for (Clause clause : Framing.claiming(clauses(sentence))) {
                List<Proposition> said = states.read(clause);
                found.addAll(said);
                versions.read(clause).ifPresent(found::add);
                found.addAll(times.read(clause));
                // "Talks to the web servers over plain HTTP" tells how, not who can.
                if (clause.conditions().isEmpty() && (said.isEmpty() || clause.mentions("port"))) {
                    found.addAll(ports(clause, hosts, survey));
                }
            }
            found.forEach(one -> verdicts.add(
                    new ClaimVerdict(one.readAs(), sentence.text(), sentence.line(), one.observed(), one.agrees())));
        }
        return verdicts;
    }

    private List<Clause> clauses(Sentence sentence) {
        return reading.clauses(new Sentence(
                Framing.unquoted(sentence.text()), sentence.headings(), sentence.previous(), sentence.line()));
    }

    private List<Proposition> ports(Clause clause, Hosts hosts, Survey survey) {
        List<Proposition> found = new ArrayList<>();
        DefaultDeny.read(clause)
                .flatMap(denies -> survey.defaultDeny(ownHosts(clause, hosts), denies))
                .ifPresent(found::add);
        if (!clause.mentions("version")) {
            reach.read(clause, hosts).flatMap(survey::settle).ifPresent(found::add);
        }
        return found;
    }

    private static Set<String> ownHosts(Clause clause, Hosts hosts) {
        Set<String> own = new TreeSet<>();
        clause.mentions().stream()
                .filter(one -> Set.of("subject", "of", "on", "at", "object").contains(one.slot()))
                .forEach(one -> own.addAll(hosts.of(one)));
        own.remove("internet");
        own.remove("monitor");
        return own;
    }
}
