package org.foobarlab.probe;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.foobarlab.deployment.Output;
import org.foobarlab.deployment.RunningHost;
import org.foobarlab.grade.LabFault;

/**
 * Ask the site's program on one web server, from that server itself.
 *
 * <p>Neither nginx nor HAProxy stands between, so what is seen tells of this server's program and of what lies behind
 * it alone.
 */
public final class Application {

    private static final int PORT = 8080;

    /**
     * Bash speaks TCP by itself; unlike socat it does not close its half of the connection before the answer has come.
     */
    private static final String TALK =
            "exec 3<>/dev/tcp/127.0.0.1/" + PORT + " || exit 1; printf '%s' \"$1\" >&3; timeout 8 cat <&3";

    /** A connection that a firewall swallows is given up after this; seconds, longer than any answer takes. */
    private static final String PATIENCE = "10";

    /** Prints for each request its number and the first line of the answer. */
    private static final String WRITE = "how=$1; shift; number=0; one() { exec 3<>/dev/tcp/127.0.0.1/" + PORT
            + " || return; printf '%s' \"$2\" >&3; IFS= read -r -t 8 line <&3; echo \"$1 $line\"; };"
            + " for request in \"$@\"; do"
            + " if [ \"$how\" = '&' ]; then one $number \"$request\" & else (one $number \"$request\"); fi;"
            + " number=$((number + 1)); done; wait";

    private final RunningHost host;

    /** Ask the one on a web server. */
    public Application(RunningHost host) {
        this.host = host;
    }

    /** Ask for a page. */
    public Answer get(String path) {
        return talk("GET " + path + " HTTP/1.0\r\nHost: " + Visitor.SITE + "\r\n\r\n");
    }

    /** Tell whether it waits for requests, whoever may reach it. */
    public boolean isListening() {
        return !host.exec("ss", "-ltnH", "sport = :" + PORT).out().isBlank();
    }

    /** Send a form. */
    public Answer post(String path, Map<String, String> form) {
        return talk(form(path, form));
    }

    /**
     * Send entries, one after the other or all at once, and return the status of each answer, 0 for none.
     *
     * @param texts at most as many at once as the site answers at once
     */
    public List<Integer> write(List<String> texts, boolean atOnce) {
        List<String> command = new ArrayList<>(List.of("bash", "-c", WRITE, "write", atOnce ? "&" : ";"));
        texts.forEach(text -> command.add(form("/entries", Map.of("author", "grader", "text", text))));
        Output output = host.exec(command.toArray(String[]::new));
        Integer[] statuses = new Integer[texts.size()];
        Arrays.fill(statuses, 0);
        for (String line : output.out().lines().toList()) {
            String[] words = line.strip().split(" ");
            if (words.length > 2 && words[2].matches("\\d{3}")) {
                statuses[Integer.parseInt(words[0])] = Integer.valueOf(words[2]);
            }
        }
        return List.of(statuses);
    }

    private static String form(String path, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return "POST " + path + " HTTP/1.0\r\nHost: " + Visitor.SITE
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    private Answer talk(String request) {
        long begin = System.nanoTime();
        Output output = host.exec("timeout", PATIENCE, "bash", "-c", TALK, "talk", request);
        String[] parts = output.out().split("\r\n\r\n", 2);
        String[] head = parts[0].split("\r\n");
        if (!head[0].matches("HTTP/1\\.[01] \\d{3}.*")) {
            throw new LabFault("the site on " + host + " does not answer: " + output.all());
        }
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < head.length; i++) {
            int colon = head[i].indexOf(':');
            headers.put(
                    head[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    head[i].substring(colon + 1).strip());
        }
        return new Answer(
                Integer.parseInt(head[0].substring(9, 12)),
                headers,
                parts.length > 1 ? parts[1] : "",
                "",
                (System.nanoTime() - begin) / 1e9);
    }
}
