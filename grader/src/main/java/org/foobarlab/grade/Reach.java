package org.foobarlab.grade;

/**
 * Tell one cell of the reachability matrix: whether a connection from one host to a port of another should be possible,
 * and was.
 *
 * @param from the host that tried
 * @param to the host that was tried
 * @param port the TCP port
 * @param service what listens there
 * @param expected {@code open}, {@code closed} or {@code any}
 * @param observed {@code open}, {@code closed} (refused) or {@code filtered} (no answer)
 */
public record Reach(String from, String to, int port, String service, String expected, String observed) {

    /** Say whether what was seen is what should be seen. */
    public boolean asExpected() {
        return switch (expected) {
            case "open" -> observed.equals("open");
            case "closed" -> !observed.equals("open");
            default -> true;
        };
    }
}
