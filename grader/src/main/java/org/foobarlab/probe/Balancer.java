package org.foobarlab.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.foobarlab.deployment.Output;
import org.foobarlab.deployment.RunningHost;
import org.foobarlab.grade.LabFault;

/** Ask a running HAProxy, over its runtime socket, what it is doing. */
public final class Balancer {

    private final RunningHost host;

    /** Ask the one on a host. */
    public Balancer(RunningHost host) {
        this.host = host;
    }

    /**
     * One server of a backend, as HAProxy sees it now.
     *
     * @param backend the backend's name
     * @param name the server's name
     * @param address its address and port
     * @param status such as {@code UP}, {@code DOWN}, {@code MAINT} or {@code no check}
     * @param weight its effective weight
     * @param active whether it takes requests in the first place, and not only when others are gone
     * @param check what its last health check came to, such as {@code L7OK}; empty if its health is not looked at
     */
    public record Server(
            String backend, String name, String address, String status, int weight, boolean active, String check) {

        /** Say whether its last health check got as far as TLS, and no further. */
        public boolean refusedHandshake() {
            return check.startsWith("L6");
        }

        /** Say whether HAProxy sends it requests. */
        public boolean takesRequests() {
            return status.startsWith("UP") || status.equals("no check");
        }

        /** Say whether HAProxy looks at its health. */
        public boolean isChecked() {
            return !status.equals("no check");
        }
    }

    /** Return all servers of all backends. */
    public List<Server> servers() {
        return statistics().stream()
                .filter(row -> "2".equals(row.get("type")))
                .map(Balancer::server)
                .toList();
    }

    /** Return the servers that are working on a request now, health checks apart. */
    public List<Server> busy() {
        return statistics().stream()
                .filter(row -> "2".equals(row.get("type")) && Long.parseLong(row.getOrDefault("scur", "0")) > 0)
                .map(Balancer::server)
                .toList();
    }

    private static Server server(Map<String, String> row) {
        return new Server(
                row.get("pxname"),
                row.get("svname"),
                row.getOrDefault("addr", ""),
                row.getOrDefault("status", ""),
                Integer.parseInt(row.getOrDefault("weight", "0")),
                "1".equals(row.get("act")),
                row.getOrDefault("check_status", ""));
    }

    /** Return how often HAProxy could not connect to the servers of all backends that are at an address. */
    public long failedConnections(String address) {
        return statistics().stream()
                .filter(row -> "2".equals(row.get("type"))
                        && row.getOrDefault("addr", "").startsWith(address))
                .mapToLong(row -> Long.parseLong(row.getOrDefault("econ", "0")))
                .sum();
    }

    /** Return how many requests each server of a backend has been sent so far. */
    public Map<String, Long> requests(String backend) {
        Map<String, Long> requests = new LinkedHashMap<>();
        for (Map<String, String> row : statistics()) {
            if ("2".equals(row.get("type")) && backend.equals(row.get("pxname"))) {
                requests.put(row.get("svname"), Long.parseLong(row.getOrDefault("stot", "0")));
            }
        }
        return requests;
    }

    /** Return how many health checks of each server of a backend have failed so far. */
    public Map<String, Long> failedChecks(String backend) {
        Map<String, Long> failed = new LinkedHashMap<>();
        for (Map<String, String> row : statistics()) {
            if ("2".equals(row.get("type")) && backend.equals(row.get("pxname"))) {
                failed.put(row.get("svname"), Long.parseLong(row.getOrDefault("chkfail", "0")));
            }
        }
        return failed;
    }

    /** Return the balancing algorithm of a backend, in HAProxy's own word. */
    public String algorithm(String backend) {
        return statistics().stream()
                .filter(row -> "1".equals(row.get("type")) && backend.equals(row.get("pxname")))
                .map(row -> row.getOrDefault("algo", ""))
                .findFirst()
                .orElse("");
    }

    private List<Map<String, String>> statistics() {
        String answer = ask("show stat json");
        try {
            List<Map<String, String>> rows = new ArrayList<>();
            for (JsonNode fields : new ObjectMapper().readTree(answer)) {
                Map<String, String> row = new LinkedHashMap<>();
                for (JsonNode field : fields) {
                    row.put(
                            field.at("/field/name").asText(),
                            field.at("/value/value").asText());
                }
                rows.add(row);
            }
            return rows;
        } catch (JsonProcessingException e) {
            throw new LabFault("HAProxy's statistics are not as expected: " + answer, e);
        }
    }

    private String ask(String command) {
        Output output = host.exec(
                "sh", "-c", "echo '" + command + "' | socat -t 5 - ABSTRACT-CONNECT:foobar-lab,unix-tightsocklen=0");
        if (!output.ok() || output.out().isBlank()) {
            throw new LabFault("HAProxy does not answer on its runtime socket: " + output.all());
        }
        return output.out();
    }
}
