package org.foobarlab.site;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * The program: {@code Site [FILE]} serves as the properties file says, {@code Site --warm-up} loads what serving loads
 * and ends.
 *
 * <p>It serves before its databases answer, since on a server everything starts at once. It ends with status 0 when
 * told to stop, and with 2 when its settings cannot be used.
 */
public final class Site {

    private static final String DEFAULT_FILE = "/etc/foobar/site.properties";
    private static final int UNUSABLE = 2;

    private Site() {}

    /**
     * Run the site.
     *
     * @param arguments the properties file, {@value #DEFAULT_FILE} if there is none, or {@code --warm-up}
     */
    public static void main(String[] arguments) {
        int status = run(arguments, System.out, System.err);
        if (status != 0) {
            System.exit(status);
        }
    }

    /**
     * Do what the arguments ask for. A site that was started keeps running after this returns.
     *
     * @param arguments as for {@link #main}
     * @param out where the ready line and the request log go
     * @param err where a complaint goes
     * @return 0, or another status the program should end with
     */
    static int run(String[] arguments, PrintStream out, PrintStream err) {
        if (arguments.length > 1) {
            err.println("site: too many arguments; give the path of one properties file, or --warm-up.");
            return UNUSABLE;
        }
        try {
            if (arguments.length == 1 && arguments[0].equals("--warm-up")) {
                WarmUp.run(out);
                return 0;
            }
            Path file = Path.of(arguments.length == 0 ? DEFAULT_FILE : arguments[0]);
            start(file, Settings.read(file), out);
            return 0;
        } catch (SettingsException e) {
            err.println("site: " + e.getMessage());
            return UNUSABLE;
        } catch (IOException e) {
            err.println("site: warming up failed: " + e);
            return 1;
        }
    }

    private static void start(Path file, Settings settings, PrintStream out) throws SettingsException {
        RequestLog log = new RequestLog(settings.server(), settings.logSyslog().resolve(), out);
        Storage storage = new MySqlStorage(settings, Database.PATIENCE);
        WebServer server;
        try {
            server = new WebServer(settings.listen().resolve(), new SiteHandler(settings.server(), storage, log));
        } catch (IOException | RuntimeException e) {
            throw new SettingsException(file + ": listen is '" + settings.listen() + "', which cannot be used ("
                    + e.getMessage() + "); stop the program that uses it, or give an address of this machine and a"
                    + " free port.");
        }
        // Connections to the databases end with the process: to close them one by one could wait for a dead server.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            Runtime.getRuntime().halt(0);
        }));
        InetSocketAddress address = server.address();
        out.println("site: ready on " + address.getAddress().getHostAddress() + ":" + address.getPort() + " as "
                + settings.server());
        out.flush();
    }
}
