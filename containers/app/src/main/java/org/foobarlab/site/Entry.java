package org.foobarlab.site;

/**
 * An entry in the visitors' book, as the database holds it.
 *
 * @param id the number the database gave it; a later entry has a higher one
 * @param author who wrote it, as plain text
 * @param text what was written, as plain text; lines end in a single line feed
 */
public record Entry(long id, String author, String text) {}
