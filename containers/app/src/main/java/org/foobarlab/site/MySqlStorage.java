package org.foobarlab.site;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the book in MySQL: reads from the server's own database, writes to the primary one.
 *
 * <p>Of the table {@code entries} it uses the columns {@code id} (numbered by the database), {@code author} and
 * {@code text}. It opens no connection before the first use, and recovers by itself when a database comes back.
 */
final class MySqlStorage implements Storage {

    private static final int POOL_SIZE = 4;

    private final Database local;
    private final Database primary;

    /**
     * Prepare both databases without connecting to them.
     *
     * @param settings where they are and which account to use
     * @param patience how long a visitor may wait for a pooled connection, at least 250 ms
     */
    MySqlStorage(Settings settings, Duration patience) {
        local = new Database(settings.databaseLocal(), settings, POOL_SIZE, patience);
        primary = new Database(settings.databasePrimary(), settings, POOL_SIZE, patience);
    }

    @Override
    public List<Entry> newest(int limit) throws StorageException {
        try (Connection connection = local.open();
                PreparedStatement select =
                        connection.prepareStatement("SELECT id, author, text FROM entries ORDER BY id DESC LIMIT ?")) {
            select.setInt(1, limit);
            try (ResultSet rows = select.executeQuery()) {
                List<Entry> entries = new ArrayList<>();
                while (rows.next()) {
                    entries.add(new Entry(rows.getLong(1), rows.getString(2), rows.getString(3)));
                }
                return entries;
            }
        } catch (SQLException e) {
            throw failure(StorageException.Side.READS, e);
        }
    }

    @Override
    public void add(Draft draft) throws StorageException {
        try (Connection connection = primary.open();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO entries (author, text) VALUES (?, ?)")) {
            insert.setString(1, draft.author());
            insert.setString(2, draft.text());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw failure(StorageException.Side.WRITES, e);
        }
    }

    @Override
    public void checkReadable() throws StorageException {
        // The table itself is asked, so that a health check never praises a server whose pages are broken.
        try (Connection connection = local.open();
                PreparedStatement select = connection.prepareStatement("SELECT 1 FROM entries LIMIT 1")) {
            select.executeQuery().close();
        } catch (SQLException e) {
            throw failure(StorageException.Side.READS, e);
        }
    }

    @Override
    public void close() {
        local.close();
        primary.close();
    }

    static StorageException failure(StorageException.Side side, SQLException failure) {
        int code = 0;
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            root = cause;
            // The pool's own exception says only that time ran out; what the server said lies beneath it.
            if (code == 0 && cause instanceof SQLException said) {
                code = said.getErrorCode();
            }
        }
        return new StorageException(side, reason(code), root.getMessage());
    }

    private static String reason(int code) {
        return switch (code) {
            case 0 -> "does not answer";
            case 1290, 1792, 1836 -> "is read-only and refuses writes";
            case 1044, 1045, 1130, 1142, 1143, 1698, 3118 -> "refuses the site's account";
            case 1049 -> "server does not hold the site's database";
            case 1146 -> "has no table for the entries";
            case 1040, 1203, 1226 -> "has no connection left";
            case 1053 -> "is shutting down";
            case 1205, 1213 -> "is busy with other writes";
            default -> "answers with error " + code;
        };
    }
}
