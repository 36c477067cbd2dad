package org.foobarlab.claims;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Knows which of a lab's hosts a word stands for. */
final class Hosts {
    private static final String INTERNET = "internet";
    private static final String MONITOR = "monitor";
    private static final Set<String> NAMES = Set.of(
            "lb",
            "lb-01",
            "lb-02",
            "web",
            "web-01",
            "web-02",
            "app",
            "db-01",
            "db-02",
            "database",
            "mysql",
            "primary",
            "replica",
            "old-primary",
            "both-databases",
            "monitor",
            INTERNET,
            "everybody",
            "nobody",
            "others",
            "other-web",
            "servers",
            "firewall",
            "nobody-else");

    private final Collection<String> servers;

    /**
     * Make ready.
     *
     * @param servers the names of the lab's servers
     */
    Hosts(Collection<String> servers) {
        this.servers = servers;
    }

    static boolean isHost(Mention mention) {
        return mention.concepts().stream().anyMatch(NAMES::contains);
    }

    /** Return the hosts a noun stands for; none where it names no host. */
    Set<String> of(Mention mention) {
        Set<String> hosts = new TreeSet<>();
        for (String concept : mention.concepts()) {
            switch (concept) {
                case "lb-01", "lb-02", "web-01", "web-02", "db-01", "db-02" -> hosts.add(concept);
                case "lb" -> hosts.addAll(named("lb-"));
                case "web", "other-web" -> hosts.addAll(named("web-"));
                case "primary" -> hosts.add(database(0));
                case "replica" -> hosts.add(database(1));
                case "database", "mysql", "both-databases" -> hosts.addAll(databases());
                case MONITOR -> hosts.add(MONITOR);
                case INTERNET, "everybody" -> hosts.add(INTERNET);
                case "servers" -> hosts.addAll(isSeveral(mention.unit().text()) ? servers : Set.of());
                default -> {}
            }
        }
        return hosts;
    }

    /** "The server" is one of which nobody knows which. */
    private static boolean isSeveral(String text) {
        return text.matches("(?:each|every|all|three|our) .*|.*(?:s|boxes)");
    }

    private List<String> named(String prefix) {
        return servers.stream().filter(name -> name.startsWith(prefix)).sorted().toList();
    }

    /** The first one takes the writes; where there are no database servers, MySQL runs on the web servers. */
    private List<String> databases() {
        List<String> own = named("db-");
        return own.isEmpty() ? named("web-") : own;
    }

    private String database(int which) {
        List<String> all = databases();
        return all.isEmpty() ? "?" : all.get(Math.min(which, all.size() - 1));
    }
}
