package org.foobarlab.site;

/** Says that entries cannot be read or cannot be written now. */
public class StorageException extends Exception {

    /** What the site uses a database for; each use has a database of its own. */
    public enum Side {
        /** Reading from the server's own database. */
        READS("Reads", "local"),
        /** Writing to the primary database. */
        WRITES("Writes", "primary");

        private final String title;
        private final String database;

        Side(String title, String database) {
            this.title = title;
            this.database = database;
        }
    }

    private final Side side;
    private final String detail;

    /**
     * Make one.
     *
     * @param side what is out
     * @param reason what the database does wrong, to follow the words "the database", such as "does not answer"
     * @param detail the driver's own words, for the log only
     */
    public StorageException(Side side, String reason, String detail) {
        super(side.title + " are out: the " + side.database + " database " + reason + ".");
        this.side = side;
        this.detail = detail;
    }

    /** {@return what is out} */
    public Side side() {
        return side;
    }

    /** {@return the driver's own words, which may name addresses and accounts and so belong in the log only} */
    public String detail() {
        return detail;
    }
}
