package org.foobarlab.site;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers every request of the site, and logs it. */
final class SiteHandler implements HttpHandler {

    /** The most bytes a form may have: enough for every valid entry, however it is encoded. */
    static final int LARGEST_FORM = 8 * 1024;

    /** The longest report, in pages. */
    static final int LONGEST_REPORT = 50;

    /** So many visitors wait for a report at once that most threads stay free for pages that take no time. */
    static final int REPORTS_AT_ONCE = 6;

    private static final long MILLISECONDS_A_PAGE = 100;
    private static final Pattern PAGES = Pattern.compile("(?:^|&)pages=([0-9]{1,2})(?:&|$)");
    private static final int ENTRIES_SHOWN = 20;
    private static final String SECONDS_TO_RETRY = "2";

    private final String server;
    private final Storage storage;
    private final Pages pages;
    private final RequestLog log;
    private final Visits visits = new Visits();
    private final Semaphore reports = new Semaphore(REPORTS_AT_ONCE);

    /**
     * Make a handler.
     *
     * @param server the name of the server it runs on
     * @param storage where the book is kept
     * @param log where requests are logged
     */
    SiteHandler(String server, Storage storage, RequestLog log) {
        this.server = server;
        this.storage = storage;
        this.pages = new Pages(server);
        this.log = log;
    }

    @Override
    public void handle(HttpExchange exchange) {
        long begin = System.nanoTime();
        Visit visit = Visit.of(exchange);
        // What the log says if the request never arrives in full.
        int status = 400;
        String note = null;
        try (exchange) {
            Reply reply;
            try {
                reply = answer(visit, exchange);
            } catch (StorageException e) {
                reply = unavailable(visit, e);
                note = e.getMessage() + " " + e.detail();
            } catch (RuntimeException e) {
                reply = Reply.html(500, pages.problem(visit, "Site out of order", "The site has made a mistake."));
                note = "internal error: " + e;
            }
            status = reply.status();
            reply.send(exchange, server);
        } catch (IOException e) {
            note = "the visitor's connection failed: " + e;
        } finally {
            log.write(visit, status, (System.nanoTime() - begin) / 1_000_000, note);
        }
    }

    private Reply answer(Visit visit, HttpExchange exchange) throws StorageException, IOException {
        return switch (visit.path()) {
            case "/" -> isRead(visit) ? book(visit) : notAllowed(visit, "GET, HEAD");
            case "/entries" -> visit.method().equals("POST") ? write(visit, exchange) : notAllowed(visit, "POST");
            case "/report" -> isRead(visit) ? report(visit, exchange) : notAllowed(visit, "GET, HEAD");
            case "/visits" -> isRead(visit) ? visits(visit, exchange) : notAllowed(visit, "GET, HEAD");
            case "/health" -> isRead(visit) ? health() : notAllowed(visit, "GET, HEAD");
            default -> Reply.html(404, pages.problem(visit, "Not found", "There is no such page here."));
        };
    }

    private static boolean isRead(Visit visit) {
        return visit.method().equals("GET") || visit.isHead();
    }

    private Reply book(Visit visit) throws StorageException {
        return Reply.html(200, pages.book(visit, storage.newest(ENTRIES_SHOWN)));
    }

    private Reply health() throws StorageException {
        storage.checkReadable();
        return Reply.text(200, "ok");
    }

    /** Takes the time that it says, as the work of a busy day would: what waits here keeps no processor from others. */
    private Reply report(Visit visit, HttpExchange exchange) throws StorageException {
        String query = exchange.getRequestURI().getRawQuery();
        Matcher wanted = PAGES.matcher(query == null ? "pages=1" : query);
        int pagesWanted = wanted.find() ? Integer.parseInt(wanted.group(1)) : -1;
        if (pagesWanted < 0 || pagesWanted > LONGEST_REPORT) {
            String sentence = "Say how many pages it shall have, 0 to " + LONGEST_REPORT + ": /report?pages=10.";
            return Reply.html(400, pages.problem(visit, "No report", sentence));
        }
        if (!reports.tryAcquire()) {
            String sentence = REPORTS_AT_ONCE + " reports are being written already. Please try again in a moment.";
            return Reply.html(503, pages.problem(visit, "Busy", sentence)).with("Retry-After", SECONDS_TO_RETRY);
        }
        try {
            int entries = storage.newest(ENTRIES_SHOWN).size();
            Thread.sleep(pagesWanted * MILLISECONDS_A_PAGE);
            return Reply.html(200, pages.report(visit, pagesWanted, entries));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.html(503, pages.problem(visit, "No report", "The site is being stopped."));
        } finally {
            reports.release();
        }
    }

    private Reply visits(Visit visit, HttpExchange exchange) {
        Optional<String> known = Visits.visitor(exchange.getRequestHeaders().getFirst("Cookie"));
        String visitor = known.orElseGet(visits::newVisitor);
        Reply reply = Reply.html(200, pages.visits(visit, visits.count(visitor)));
        if (known.isPresent()) {
            return reply;
        }
        String secure = visit.scheme().equals("https") ? "; Secure" : "";
        return reply.with(
                "Set-Cookie", Visits.COOKIE + "=" + visitor + "; Path=/visits; HttpOnly; SameSite=Lax" + secure);
    }

    private Reply write(Visit visit, HttpExchange exchange) throws StorageException, IOException {
        byte[] form = exchange.getRequestBody().readNBytes(LARGEST_FORM + 1);
        if (form.length > LARGEST_FORM) {
            String sentence = "The form is too large: " + LARGEST_FORM + " bytes are the most it may have.";
            return Reply.html(413, pages.problem(visit, "Too large", sentence));
        }
        try {
            storage.add(Draft.fromForm(new String(form, StandardCharsets.UTF_8)));
            return Reply.seeOther("/");
        } catch (InvalidDraftException e) {
            return Reply.html(400, pages.problem(visit, "Not written", e.getMessage()));
        }
    }

    private Reply notAllowed(Visit visit, String allowed) {
        String sentence = "This page takes " + allowed + " only.";
        return Reply.html(405, pages.problem(visit, "Not allowed", sentence)).with("Allow", allowed);
    }

    private Reply unavailable(Visit visit, StorageException e) {
        return (visit.path().equals("/health") ? Reply.text(503, e.getMessage()) : outage(visit, e))
                .with("Retry-After", SECONDS_TO_RETRY);
    }

    private Reply outage(Visit visit, StorageException e) {
        String title = e.side() == StorageException.Side.READS ? "Entries cannot be read" : "Entry not written";
        return Reply.html(503, pages.problem(visit, title, e.getMessage() + " Please try again in a moment."));
    }
}
