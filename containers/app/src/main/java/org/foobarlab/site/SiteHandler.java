package org.foobarlab.site;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers every request of the site, and logs it. */
final class SiteHandler implements HttpHandler {

    /** The most bytes a form may have: enough for every valid entry, however it is encoded. */
    static final int LARGEST_FORM = 8 * 1024;

    private static final int ENTRIES_SHOWN = 20;
    private static final String SECONDS_TO_RETRY = "2";

    private final String server;
    private final Storage storage;
    private final Pages pages;
    private final RequestLog log;

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
