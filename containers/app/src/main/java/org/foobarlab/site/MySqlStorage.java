package org.foobarlab.site;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps the book in MySQL: reads from the server's own database, writes to the primary one.
 *
 * <p>Where several databases may be the primary one, each write goes to the first of them, in their order, that can be
 * connected to and is not read-only. A write that is lost on its way is not tried elsewhere: it may have been done, and
 * would then be there twice.
 *
 * <p>Of the table {@code entries} it uses the columns {@code id} (numbered by the database), {@code author} and
 * {@code text}. It opens no connection before the first use, and recovers by itself when a database comes back.
 */
final class MySqlStorage implements Storage {

    private static final int POOL_SIZE = 4;

    /** The least that a pool can be told. */
    private static final Duration SHORTEST_PATIENCE = Duration.ofMillis(250);

    /** What a server says that has left everything as it was because it is read-only. */
    private static final Set<Integer> READ_ONLY = Set.of(1290, 1792, 1836);

    private final Database local;
    private final List<Database> primaries;

    /**
     * Prepare both databases without connecting to them.
     *
     * @param settings where they are and which account to use
     * @param patience how long a visitor may wait for a pooled connection, at least 250 ms
     */
    MySqlStorage(Settings settings, Duration patience) {
        local = new Database(settings.databaseLocal(), settings, POOL_SIZE, patience);
        // However many are asked, a visitor does not wait much longer than for one.
        Duration share = patience.dividedBy(settings.databasePrimaries().size());
        Duration each = share.compareTo(SHORTEST_PATIENCE) < 0 ? SHORTEST_PATIENCE : share;
        primaries = settings.databasePrimaries().stream()
                .map(server -> new Database(server, settings, POOL_SIZE, each))
                .toList();
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
        List<SQLException> refusals = new ArrayList<>();
        for (Database primary : primaries) {
            Connection connection;
            try {
                connection = primary.open();
            } catch (SQLException e) {
                refusals.add(e);
                continue;
            }
            try (connection;
                    PreparedStatement insert =
                            connection.prepareStatement("INSERT INTO entries (author, text) VALUES (?, ?)")) {
                insert.setString(1, draft.author());
                insert.setString(2, draft.text());
                insert.executeUpdate();
                return;
            } catch (SQLException e) {
                refusals.add(e);
                if (!READ_ONLY.contains(e.getErrorCode())) {
                    break;
                }
            }
        }
        throw failure(StorageException.Side.WRITES, refusals);
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
        primaries.forEach(Database::close);
    }

    /** Tell what each of the databases that were asked, one after the other, does wrong. */
    private static StorageException failure(StorageException.Side side, List<SQLException> failures) {
        List<Said> all = failures.stream().map(MySqlStorage::said).toList();
        return new StorageException(
                side,
                all.stream().map(one -> reason(one.code())).collect(Collectors.joining(", and the next ")),
                all.stream().map(Said::words).collect(Collectors.joining("; ")));
    }

    static StorageException failure(StorageException.Side side, SQLException failure) {
        return failure(side, List.of(failure));
    }

    private static Said said(SQLException failure) {
        int code = 0;
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            root = cause;
            // The pool's own exception says only that time ran out; what the server said lies beneath it.
            if (code == 0 && cause instanceof SQLException said) {
                code = said.getErrorCode();
            }
        }
        return new Said(code, String.valueOf(root.getMessage()));
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

    /**
     * What a server said, or the driver for it.
     *
     * @param code the server's number of the error, 0 if it said nothing
     * @param words the message
     */
    private record Said(int code, String words) {}
}
