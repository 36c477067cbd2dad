package org.foobarlab.site;

import java.util.List;

/**
 * Where the visitors' book is kept.
 *
 * <p>Implementations can be used by several threads at once. No method waits for more than about two seconds.
 */
public interface Storage extends AutoCloseable {

    /**
     * Fetch the latest entries.
     *
     * @param limit the most entries to return, at least 1
     * @return the entries, newest first
     * @throws StorageException if they cannot be read now
     */
    List<Entry> newest(int limit) throws StorageException;

    /**
     * Write an entry.
     *
     * @param draft what to write
     * @throws StorageException if it cannot be written now
     */
    void add(Draft draft) throws StorageException;

    /**
     * Make sure that entries can be read.
     *
     * @throws StorageException if they cannot be read now
     */
    void checkReadable() throws StorageException;

    /** Give up all connections. */
    @Override
    void close();
}
