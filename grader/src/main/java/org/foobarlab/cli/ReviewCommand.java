package org.foobarlab.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.foobarlab.batch.Overrides;
import org.foobarlab.batch.ResultStore;
import org.foobarlab.batch.Review;
import org.foobarlab.lab.UnusableInput;
import org.foobarlab.report.ReviewPage;
import org.foobarlab.report.ReviewPage.Doubt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Let a person decide in a browser what the grader was unsure of. */
@Command(
        name = "review",
        description =
                "Show what the grader was unsure of, one after another, and keep what you decide in overrides.yml.",
        mixinStandardHelpOptions = true,
        footer = {"", "The page is for this machine only. It ends with its button, or with Ctrl-C."})
final class ReviewCommand implements Callable<Integer> {

    private static final int LONGEST = 64 * 1024;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "folder that batch or merge wrote")
    private Path folder;

    @Option(names = "--by", paramLabel = "NAME", required = true, description = "who decides, as the students are told")
    private String by;

    @Option(
            names = "--overrides",
            paramLabel = "FILE",
            description = "where decisions are kept; default: overrides.yml in DIR")
    private Path overrides;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "port on 127.0.0.1; default: any free")
    private int port;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Review review = new Review(
                new ResultStore(folder),
                overrides == null ? folder.resolve(Overrides.FILE) : overrides,
                by,
                LocalDate.now());
        PrintWriter out = spec.commandLine().getOut();
        int open = review.open().size();
        CountDownLatch ended = new CountDownLatch(1);
        try (Page page = new Page(
                review, folder.getFileName() == null ? "" : folder.getFileName().toString(), port, ended)) {
            out.println(open + (open == 1 ? " verdict is" : " verdicts are") + " open: " + page.address());
            out.flush();
            ended.await();
        }
        out.println(review.open().size() + " left open. Reports written anew in " + folder + ".");
        out.flush();
        return ExitCode.OK;
    }

    /** Serve the page on the loopback address. Whoever has not the token, such as another site's page, gets nothing. */
    static final class Page implements AutoCloseable {

        private final Review review;
        private final String title;
        private final CountDownLatch ended;
        private final HttpServer server;
        private final String token;

        Page(Review review, String title, int port, CountDownLatch ended) throws IOException {
            this.review = review;
            this.title = title;
            this.ended = ended;
            byte[] random = new byte[16];
            new SecureRandom().nextBytes(random);
            this.token = HexFormat.of().formatHex(random);
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.createContext("/", this::answer);
            server.start();
        }

        String address() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/?token=" + token;
        }

        private void answer(HttpExchange exchange) throws IOException {
            try (exchange) {
                try {
                    handle(exchange);
                } catch (UnusableInput e) {
                    send(exchange, 409, e.getMessage(), "text/plain");
                }
            }
        }

        private void handle(HttpExchange exchange) throws IOException {
            boolean post = exchange.getRequestMethod().equals("POST");
            Map<String, String> values = values(
                    post
                            ? new String(exchange.getRequestBody().readNBytes(LONGEST), StandardCharsets.UTF_8)
                            : exchange.getRequestURI().getRawQuery());
            if (!isAllowed(values.getOrDefault("token", ""))) {
                send(exchange, 403, "Open the address that the command printed, with its token.", "text/plain");
            } else if (!post) {
                show(exchange, number(values.get("index"), Integer.MAX_VALUE));
            } else if (exchange.getRequestURI().getPath().equals("/finish")) {
                review.writeReports();
                send(exchange, 200, "The reports were written anew. This page can be closed.", "text/plain");
                ended.countDown();
            } else {
                decide(exchange, values);
            }
        }

        private boolean isAllowed(String given) {
            return MessageDigest.isEqual(
                    given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
        }

        private void show(HttpExchange exchange, int wanted) throws IOException {
            List<Doubt> open = review.open();
            int index = wanted < open.size() ? wanted : 0;
            send(
                    exchange,
                    200,
                    ReviewPage.text(title, open.isEmpty() ? null : open.get(index), index, open.size(), token),
                    "text/html");
        }

        private void decide(HttpExchange exchange, Map<String, String> values) throws IOException {
            int level = number(values.get("level"), 2);
            review.set(
                    values.getOrDefault("key", ""),
                    values.getOrDefault("question", ""),
                    level,
                    values.getOrDefault("why", ""));
            // What was decided is open no longer, so the next one now stands in its place.
            exchange.getResponseHeaders()
                    .set("Location", "/?token=" + token + "&index=" + number(values.get("index"), Integer.MAX_VALUE));
            exchange.sendResponseHeaders(303, -1);
        }

        private static int number(String text, int most) {
            try {
                int number = text == null ? 0 : Integer.parseInt(text);
                if (number >= 0 && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Said below.
            }
            throw new UnusableInput("'" + text + "' is no number from 0 to " + most + ".");
        }

        private static Map<String, String> values(String form) {
            Map<String, String> values = new HashMap<>();
            for (String pair : (form == null ? "" : form).split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    values.put(
                            pair.substring(0, equals),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
            return values;
        }

        private static void send(HttpExchange exchange, int status, String text, String type) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
