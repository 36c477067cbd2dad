package org.foobarlab.explanation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.foobarlab.explanation.ClaimVerdict.Outcome;

/**
 * Holds what an explanation claims against what was observed of the student's own system. Only a sentence that clearly
 * claims something is held; advice, questions and what is said of other designs are not.
 */
public final class Claims {
    private static final String LB = "lb-01";
    private static final Pattern SPECULATION = Pattern.compile(
            "\\b(?:should|could|would|might|may|recommend\\w*|consider|solution|mitigat\\w*|best practice|instead|if"
                    + " tls|if https|if no|unless|alternative\\w*|such as|for example|e\\.g)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Map<String, Pattern> ALGORITHMS = new LinkedHashMap<>();
    private static final Pattern PORTS = Pattern.compile(
            "\\bports?\\s+(\\d{1,5}(?:(?:\\s*(?:,|/|and|or|&)\\s*)+\\d{1,5})*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern OPEN = Pattern.compile(
            "\\b(?:open(?:ed|s)?|reachable|accessible|allow(?:s|ed)?|permit(?:s|ted)?|accept(?:s|ed)?"
                    + "|exposed|public)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CLOSED = Pattern.compile(
            "\\b(?:closed|block(?:s|ed)?|drop(?:s|ped)?|den(?:y|ies|ied)|reject(?:s|ed)?|unreachable|filtered|not"
                    + " (?:open|reachable|accessible|exposed|allowed)|cannot be reached|inaccessible|hidden)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern WORLD = Pattern.compile(
            "\\b(?:world|internet|outside|public(?:ly)?|everyone|everybody|anyone|anybody|anywhere|visitors?"
                    + "|external(?:ly)?)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ONLY =
            Pattern.compile("\\bonly\\b[^.]*\\bports?\\b|\\bports?\\b[^.]*\\bonly\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern INSTALLED = Pattern.compile(
            "\\b(?:install\\w*|placed|put|lives?|stored|configured|present|sits|deployed|kept|resides?"
                    + "|terminat\\w+|used|applied|applying)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ON_WEB = Pattern.compile(
            "\\b(?:on|at|in|by) (?:the |each |every |both |all |our |my )*(?:web ?servers?|nginx(?:"
                    + " servers?)?|web-0[12]|back ?ends?(?: servers?)?)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ON_LB = Pattern.compile(
            "\\b(?:on|at|in|by) (?:the |our |my )*(?:load[- ]?balancer|lb|lb-01|haproxy|balancer)\\b",
            Pattern.CASE_INSENSITIVE);

    static {
        ALGORITHMS.put("roundrobin", Pattern.compile("\\bround[- ]?robin\\b", Pattern.CASE_INSENSITIVE));
        ALGORITHMS.put("leastconn", Pattern.compile("\\bleast[- ]?conn(?:ections?)?\\b", Pattern.CASE_INSENSITIVE));
        ALGORITHMS.put(
                "source",
                Pattern.compile(
                        "\\b(?:(?:source|ip)[- ](?:ip[- ])?hash\\w*|balance source|source algorithm)\\b",
                        Pattern.CASE_INSENSITIVE));
        ALGORITHMS.put(
                "random",
                Pattern.compile("\\b(?:random algorithm|balance random|at random)\\b", Pattern.CASE_INSENSITIVE));
    }

    private final Vocabulary vocabulary = Vocabulary.standard();
    private final List<ClaimVerdict> verdicts = new ArrayList<>();
    private final Observations observed;

    private Claims(Observations observed) {
        this.observed = observed;
    }

    /**
     * Hold a text's claims against observations.
     *
     * @param document the text
     * @param observed what was observed
     * @return a verdict for every claim that can be held against an observation, in the text's order
     */
    public static List<ClaimVerdict> check(Document document, Observations observed) {
        Claims claims = new Claims(observed);
        if (document.english()) {
            document.passages().forEach(claims::check);
        }
        return List.copyOf(claims.verdicts);
    }

    private void check(Passage passage) {
        String text = passage.text();
        if (text.strip().endsWith("?")) {
            return;
        }
        Words words = new Words(text, vocabulary);
        boolean speculates = SPECULATION.matcher(text).find();
        ports(passage, text);
        if (!speculates) {
            backendTraffic(passage, words);
            algorithm(passage, words);
            certificate(passage, text, words);
        }
        if (!words.mentions("advice")) {
            writer(passage, words);
        }
    }

    private void backendTraffic(Passage passage, Words words) {
        if (observed.backendTrafficReadable() == null
                || !words.mentions("inner")
                || words.mentions("outer") && !words.mentions("lb")) {
            return;
        }
        Boolean claimed = null;
        if (words.mention("plain", false) != null || words.mention("encrypt", true) != null) {
            claimed = true;
        } else if (words.mention("encrypt", false) != null || words.mention("plain", true) != null) {
            claimed = false;
        }
        if (claimed != null) {
            add(
                    "traffic behind the load balancer is " + (claimed ? "in the clear" : "encrypted"),
                    passage,
                    observed.backendTrafficReadable()
                            ? "what a visitor sent could be read on the link behind the load balancer"
                            : "nothing of what a visitor sent could be read on the link behind the load balancer",
                    claimed.equals(observed.backendTrafficReadable()));
        }
    }

    private void writer(Passage passage, Words words) {
        boolean primary = words.mentions("fails")
                && (words.mentions("primary") || words.mentions("db") || words.mentions("write"));
        if (primary && observed.writesFailWhenPrimaryStopped() != null && words.mentions("write")) {
            boolean stop = words.mention("writes-stop", false) != null && words.mention("carry-on", false) == null;
            boolean goOn =
                    words.mention("carry-on", false) != null || words.mention("writes-stop", true) != null && !stop;
            if (stop || goOn) {
                add(
                        stop ? "writes stop when the primary fails" : "writes go on when the primary fails",
                        passage,
                        observed.writesFailWhenPrimaryStopped()
                                ? "with the primary stopped, a write failed"
                                : "with the primary stopped, a write still succeeded",
                        stop == observed.writesFailWhenPrimaryStopped());
            }
        }
        if (primary && observed.readsWorkWhenPrimaryStopped() != null && words.mentions("reads-work")) {
            boolean work = words.mention("reads-work", false) != null;
            add(
                    work ? "reads still work when the primary fails" : "reads fail too when the primary fails",
                    passage,
                    observed.readsWorkWhenPrimaryStopped()
                            ? "with the primary stopped, the page could still be read"
                            : "with the primary stopped, the page could not be read",
                    work == observed.readsWorkWhenPrimaryStopped());
        }
    }

    private void algorithm(Passage passage, Words words) {
        if (observed.algorithm() == null) {
            return;
        }
        List<String> named = ALGORITHMS.entrySet().stream()
                .filter(a -> a.getValue().matcher(passage.text()).find())
                .map(Map.Entry::getKey)
                .toList();
        // A sentence that names several compares them, and does not say which one is in use.
        if (named.size() != 1 || words.denies() && words.mention("algorithm", false) == null) {
            return;
        }
        List<String> running =
                List.of(observed.algorithm().replace("-", "").toLowerCase().split(", "));
        add(
                "the load balancer uses " + named.get(0),
                passage,
                "HAProxy itself reports " + observed.algorithm(),
                running.stream().anyMatch(one -> one.startsWith(named.get(0))));
    }

    private void certificate(Passage passage, String text, Words words) {
        if (observed.tlsEndsAt() == null
                || !words.mentions("certificate") && words.mention("terminate", false) == null
                || !INSTALLED.matcher(text).find()
                || words.denies()) {
            return;
        }
        boolean web = ON_WEB.matcher(text).find();
        boolean lb = ON_LB.matcher(text).find();
        if (web == lb) {
            return;
        }
        boolean endsAtLb = observed.tlsEndsAt().equals(LB);
        add(
                "the certificate is used on the " + (web ? "web servers" : "load balancer"),
                passage,
                "the visitor's TLS ends at " + observed.tlsEndsAt(),
                lb == endsAtLb);
    }

    private void ports(Passage passage, String text) {
        Matcher matcher = PORTS.matcher(text);
        if (!matcher.find()
                || !WORLD.matcher(text).find()
                || SPECULATION.matcher(text).find()) {
            return;
        }
        Set<Integer> named = Pattern.compile("\\d{1,5}")
                .matcher(matcher.group(1))
                .results()
                .map(r -> Integer.parseInt(r.group()))
                .filter(p -> p > 0 && p < 65536)
                .collect(Collectors.toCollection(TreeSet::new));
        boolean closed = CLOSED.matcher(text).find();
        boolean open = OPEN.matcher(text).find() && !closed;
        if (named.isEmpty() || open == closed) {
            return;
        }
        for (String host : hosts(text)) {
            Set<Integer> reached = observed.openPorts().get(host);
            if (reached == null) {
                continue;
            }
            String list = named.stream().map(String::valueOf).collect(Collectors.joining(", "));
            boolean only = open && ONLY.matcher(text).find();
            boolean agrees = only
                    ? named.equals(reached)
                    : open ? reached.containsAll(named) : named.stream().noneMatch(reached::contains);
            add(
                    (only ? "only port " : "port ") + list + " on " + host + " is " + (open ? "open" : "closed")
                            + " to the internet",
                    passage,
                    "the internet reaches "
                            + (reached.isEmpty()
                                    ? "no port"
                                    : "port "
                                            + new TreeSet<>(reached)
                                                    .stream()
                                                            .map(String::valueOf)
                                                            .collect(Collectors.joining(", ")))
                            + " on " + host,
                    agrees);
        }
    }

    /** The hosts a sentence is about; the load balancer where it names none, since it is the door to the site. */
    private Set<String> hosts(String text) {
        String lower = text.toLowerCase();
        Set<String> hosts = new TreeSet<>();
        observed.openPorts().keySet().stream().filter(lower::contains).forEach(hosts::add);
        if (hosts.isEmpty()
                && Pattern.compile("web ?servers?|backends?|nginx|mysql|database")
                        .matcher(lower)
                        .find()) {
            observed.openPorts().keySet().stream()
                    .filter(h -> h.startsWith("web"))
                    .forEach(hosts::add);
        }
        if (hosts.isEmpty()) {
            hosts.add(LB);
        }
        return hosts;
    }

    private void add(String claim, Passage passage, String what, boolean agrees) {
        verdicts.add(new ClaimVerdict(
                claim, passage.text(), passage.line(), what, agrees ? Outcome.AGREES : Outcome.CONTRADICTS));
    }
}
