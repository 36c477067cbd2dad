package org.foobarlab.site;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The JDK's HTTP server with bounds: on threads, on waiting requests, and on the time a client may take. */
final class WebServer implements AutoCloseable {

    private static final int THREADS = 16;
    private static final int WAITING_REQUESTS = 512;

    static {
        // Read once, when the server's classes are loaded. Without nodelay a kept connection stalls for 40 ms a page.
        // A request's time includes its wait for a thread, so that a crowd is shed before it has waited for long.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.idleInterval", "30");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "200");
        System.setProperty("sun.net.httpserver.maxReqTime", "5");
        System.setProperty("sun.net.httpserver.maxRspTime", "20");
        System.setProperty("sun.net.httpserver.maxReqHeaderSize", "32768");
        System.setProperty("jdk.httpserver.maxConnections", "500");
    }

    private final HttpServer server;
    private final ThreadPoolExecutor threads;

    /**
     * Start serving.
     *
     * @param address where to listen
     * @param handler answers every request; several threads call it at once
     * @throws IOException if the address cannot be used
     */
    WebServer(InetSocketAddress address, HttpHandler handler) throws IOException {
        server = HttpServer.create(address, WAITING_REQUESTS);
        // A request that finds the queue full is refused: its connection is closed, and the proxy asks elsewhere.
        threads = new ThreadPoolExecutor(
                THREADS, THREADS, 60, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_REQUESTS));
        threads.allowCoreThreadTimeOut(true);
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
    }

    /** {@return the address it listens on} */
    InetSocketAddress address() {
        return server.getAddress();
    }

    /** Stop at once; requests that are being answered are cut off. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
