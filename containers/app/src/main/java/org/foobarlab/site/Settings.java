package org.foobarlab.site;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * What the site must be told, from a properties file in UTF-8.
 *
 * @param server {@code server}: the name of the server it runs on, such as {@code web-01}
 * @param listen {@code listen}: where it serves, {@code 127.0.0.1:8080} unless told
 * @param databasePrimaries {@code database.primary}: the MySQL server that takes writes; or several separated by
 *     commas, of which the first that takes writes gets them
 * @param databaseLocal {@code database.local}: the MySQL server to read from
 * @param databaseName {@code database.name}: the database, {@code foobar} unless told
 * @param databaseUser {@code database.user}: the account
 * @param databasePassword {@code database.password}: its password
 * @param databaseOptions {@code database.options}: driver options as in a URL's query
 * @param logSyslog {@code log.syslog}: where log messages go over UDP, {@code 127.0.0.1:514} unless told
 */
record Settings(
        String server,
        Endpoint listen,
        List<Endpoint> databasePrimaries,
        Endpoint databaseLocal,
        String databaseName,
        String databaseUser,
        String databasePassword,
        String databaseOptions,
        Endpoint logSyslog) {

    private static final List<String> KEYS = List.of(
            "server",
            "listen",
            "database.primary",
            "database.local",
            "database.name",
            "database.user",
            "database.password",
            "database.options",
            "log.syslog");

    Settings {
        databasePrimaries = List.copyOf(databasePrimaries);
    }

    /**
     * Read settings.
     *
     * @param file the properties file
     * @return the settings
     * @throws SettingsException if the file cannot be read, or a key is unknown, missing or has a wrong value
     */
    static Settings read(Path file) throws SettingsException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException(file + ": cannot be read as a UTF-8 properties file (" + e + ");"
                    + " create it, or give the right path as the argument.");
        }
        return new Source(file, properties).settings();
    }

    /** The properties of one file, which its complaints name. */
    private record Source(Path file, Properties properties) {

        Settings settings() throws SettingsException {
            for (String key : properties.stringPropertyNames()) {
                if (!KEYS.contains(key)) {
                    throw wrong(key, "is not known", "remove it, or use one of " + String.join(", ", KEYS));
                }
            }
            String hostName = "a host's name, such as web-01";
            String name = "letters, digits, _ and - only, at most 64";
            return new Settings(
                    matching("server", null, "[A-Za-z0-9]([A-Za-z0-9.-]{0,61}[A-Za-z0-9])?", hostName),
                    endpoint("listen", "127.0.0.1:8080", 0),
                    endpoints("database.primary"),
                    endpoint("database.local", null, 1),
                    matching("database.name", "foobar", "[A-Za-z0-9_-]{1,64}", name),
                    matching("database.user", null, ".{1,32}", "a MySQL account's name, at most 32 characters"),
                    matching("database.password", null, ".*", "the account's password"),
                    matching(
                            "database.options",
                            "sslMode=DISABLED&allowPublicKeyRetrieval=true",
                            "[A-Za-z]+=[^&#?\\s]*(&[A-Za-z]+=[^&#?\\s]*)*",
                            "key=value pairs joined by &"),
                    endpoint("log.syslog", "127.0.0.1:514", 1));
        }

        private String matching(String key, String preset, String pattern, String expected) throws SettingsException {
            String value = properties.getProperty(key, preset);
            if (value == null) {
                throw wrong(key, "is missing", "add a line " + key + "=… with " + expected);
            }
            if (!Pattern.matches(pattern, value.strip())) {
                throw wrong(key, "is '" + value + "'", "give " + expected);
            }
            return value.strip();
        }

        private Endpoint endpoint(String key, String preset, int lowestPort) throws SettingsException {
            String expected = "host:port with a port from " + lowestPort + " to 65535";
            return endpoint(key, matching(key, preset, ".*", expected), lowestPort, expected);
        }

        private List<Endpoint> endpoints(String key) throws SettingsException {
            String expected = "host:port with a port from 1 to 65535, or several separated by commas";
            List<Endpoint> endpoints = new ArrayList<>();
            for (String value : matching(key, null, ".*", expected).split(",", -1)) {
                endpoints.add(endpoint(key, value.strip(), 1, expected));
            }
            return endpoints;
        }

        private Endpoint endpoint(String key, String value, int lowestPort, String expected) throws SettingsException {
            try {
                Endpoint endpoint = Endpoint.parse(value);
                if (endpoint.port() >= lowestPort) {
                    return endpoint;
                }
            } catch (IllegalArgumentException notHostAndPort) {
                // Reported below, in the same words as a port that is too low.
            }
            throw wrong(key, "is '" + value + "'", "give " + expected);
        }

        private SettingsException wrong(String key, String problem, String remedy) {
            return new SettingsException(file + ": " + key + " " + problem + "; " + remedy + ".");
        }
    }
}
