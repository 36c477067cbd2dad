package org.foobarlab.probe;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookieStore;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.foobarlab.grade.LabFault;
import org.jsoup.Connection;
import org.jsoup.Connection.Method;
import org.jsoup.Jsoup;

/**
 * Visit the site as somebody on the internet does: through the internet host's proxy, by name, without following
 * redirects.
 *
 * <p>Any certificate is accepted here, so that a wrong one turns only the check of certificates red.
 */
public final class Visitor {

    static {
        // The newer of jsoup's two clients has no SOCKS proxies.
        System.setProperty("jsoup.useHttpClient", "false");
    }

    /** The site's name. */
    public static final String SITE = "www.foobar.com";

    private static final int TIMEOUT_MILLIS = 8_000;

    private final InetSocketAddress proxy;
    private final SSLContext anyCertificate;
    private final CookieStore cookies;

    /**
     * Go through a proxy, and accept no cookies.
     *
     * @param doorPort the SOCKS proxy's port on 127.0.0.1
     */
    public Visitor(int doorPort) {
        this(new InetSocketAddress("127.0.0.1", doorPort), AcceptAnyCertificate.context(), null);
    }

    private Visitor(InetSocketAddress proxy, SSLContext anyCertificate, CookieStore cookies) {
        this.proxy = proxy;
        this.anyCertificate = anyCertificate;
        this.cookies = cookies;
    }

    /** Return a new visitor from the same address who keeps cookies as a browser does, and has none yet. */
    public Visitor withCookies() {
        return new Visitor(proxy, anyCertificate, new CookieManager().getCookieStore());
    }

    /** Ask for a page of the site over HTTPS, such as {@code /?a=b}. */
    public Answer https(String path) {
        return get("https://" + SITE + path, Map.of());
    }

    /** Ask for a page of the site over plain HTTP. */
    public Answer http(String path) {
        return get("http://" + SITE + path, Map.of());
    }

    /** Send a form to the site over HTTPS. */
    public Answer post(String path, Map<String, String> form) {
        return request(connection("https://" + SITE + path).method(Method.POST).data(form));
    }

    /** Ask for any address, with headers of one's own. */
    public Answer get(String url, Map<String, String> headers) {
        return request(connection(url).headers(headers));
    }

    /** Send a request of any method to any address. A form that is not empty goes in the body, as browsers send it. */
    public Answer send(Method method, String url, Map<String, String> form) {
        return request(connection(url).method(method).data(form));
    }

    /** Send a request of any method, with a form or without and with headers of one's own. */
    public Answer send(Method method, String url, Map<String, String> form, Map<String, String> headers) {
        return request(connection(url).method(method).data(form).headers(headers));
    }

    /** Open a connection to a host and port as the proxy resolves them. The caller closes it. */
    public Socket connect(String host, int port, Duration deadline) throws IOException {
        Socket socket = new Socket(new Proxy(Proxy.Type.SOCKS, proxy));
        socket.setSoTimeout((int) deadline.toMillis());
        socket.connect(InetSocketAddress.createUnresolved(host, port), (int) deadline.toMillis());
        return socket;
    }

    private Connection connection(String url) {
        Connection connection = Jsoup.connect(url);
        if (cookies != null) {
            connection.cookieStore(cookies);
        }
        return connection
                // Each visit has a connection of its own, and else every one of them would stay open for five seconds.
                .header("Connection", "close")
                .proxy(new Proxy(Proxy.Type.SOCKS, proxy))
                .sslContext(anyCertificate)
                .followRedirects(false)
                .ignoreHttpErrors(true)
                .ignoreContentType(true)
                .timeout(TIMEOUT_MILLIS);
    }

    private Answer request(Connection connection) {
        long begin = System.nanoTime();
        try {
            return Answer.of(connection.execute(), System.nanoTime() - begin);
        } catch (IOException e) {
            assertDoorOpen(e);
            return Answer.none(e, System.nanoTime() - begin);
        }
    }

    /** No answer is the student's affair only if the way up to the student's servers is there. */
    private void assertDoorOpen(IOException cause) {
        try (Socket socket = new Socket()) {
            socket.connect(proxy, 2_000);
        } catch (IOException e) {
            e.addSuppressed(cause);
            throw new LabFault("the internet host's proxy does not answer", e);
        }
    }
}
