package org.foobarlab.site;

import java.util.ArrayList;
import java.util.List;

/** A book that is kept in memory, and can be told to fail. */
final class InMemoryStorage implements Storage {

    private final List<Entry> newestFirst = new ArrayList<>();
    private StorageException readFailure;
    private StorageException writeFailure;
    private RuntimeException mistake;

    synchronized void failReads(StorageException failure) {
        readFailure = failure;
    }

    synchronized void failWrites(StorageException failure) {
        writeFailure = failure;
    }

    synchronized void makeMistakes(RuntimeException failure) {
        mistake = failure;
    }

    @Override
    public synchronized List<Entry> newest(int limit) throws StorageException {
        checkReadable();
        return List.copyOf(newestFirst.subList(0, Math.min(limit, newestFirst.size())));
    }

    @Override
    public synchronized void add(Draft draft) throws StorageException {
        if (writeFailure != null) {
            throw writeFailure;
        }
        newestFirst.add(0, new Entry(newestFirst.size() + 1, draft.author(), draft.text()));
    }

    @Override
    public synchronized void checkReadable() throws StorageException {
        if (mistake != null) {
            throw mistake;
        }
        if (readFailure != null) {
            throw readFailure;
        }
    }

    @Override
    public void close() {
        // Nothing to give up.
    }
}
