package org.foobarlab.site;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Connections to one MySQL server: pooled while it answers, one for each use while it is in doubt.
 *
 * <p>A pool alone would not do. While its server is gone it tries again in growing steps of up to five seconds as long
 * as anybody waits for it, and everybody waits for the whole time allowed; so each visitor would hang, and the site
 * would stay out for seconds after the server is back. Hence after a failure every use opens a connection of its own,
 * which fails at once if the server is down and succeeds as soon as it is up, until the pool can be trusted again.
 */
final class Database implements AutoCloseable {

    /** Longer than any pause of the pool's own that may have begun while somebody waited for {@link #PATIENCE}. */
    private static final Duration DOUBT = Duration.ofMillis(1500);

    /** How long a use may wait for a connection of the pool. */
    static final Duration PATIENCE = Duration.ofMillis(1500);

    static {
        // Test a connection each time it is taken: one ping, so that no visitor meets one that died a moment ago.
        System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "0");
        // A thread of the driver's, for programs that forget to close connections.
        System.setProperty("com.mysql.cj.disableAbandonedConnectionCleanup", "true");
    }

    private final HikariDataSource pool;
    private volatile boolean inDoubt;
    private volatile long poolFailed;

    /**
     * Prepare connections without opening any.
     *
     * @param server {@code host:port}
     * @param settings account, database and driver options
     * @param size the most connections the pool keeps
     * @param patience how long a use may wait for a connection of the pool, at least 250 ms
     */
    Database(Endpoint server, Settings settings, int size, Duration patience) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(server.toString());
        config.setJdbcUrl("jdbc:mysql://" + server + "/" + settings.databaseName()
                + "?connectTimeout=1000&socketTimeout=1500&tcpKeepAlive=true&useLocalSessionState=true"
                + "&maintainTimeStats=false&logger=NullLogger&" + settings.databaseOptions());
        config.setUsername(settings.databaseUser());
        config.setPassword(settings.databasePassword());
        config.setMaximumPoolSize(size);
        // With none kept ready, the pool leaves a server alone that nobody asks for.
        config.setMinimumIdle(0);
        config.setConnectionTimeout(patience.toMillis());
        config.setValidationTimeout(Math.min(1000, patience.toMillis()));
        config.setInitializationFailTimeout(-1);
        config.setKeepaliveTime(0);
        pool = new HikariDataSource(config);
    }

    /**
     * Open a connection that has just been proved to work.
     *
     * @return a connection in auto-commit mode, to be closed after use
     * @throws SQLException if there is none
     */
    Connection open() throws SQLException {
        if (inDoubt) {
            Connection connection =
                    DriverManager.getConnection(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
            inDoubt = System.nanoTime() - poolFailed < DOUBT.toNanos();
            return connection;
        }
        try {
            return pool.getConnection();
        } catch (SQLException e) {
            poolFailed = System.nanoTime();
            inDoubt = true;
            throw e;
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
