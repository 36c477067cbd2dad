package org.foobarlab.explanation;

/**
 * A piece of a text's structure, whatever format it was written in.
 *
 * @param kind what it is
 * @param depth a heading's level or a list item's nesting, from 1; 0 for a paragraph
 * @param text its words, with the line breaks of the source
 * @param line the line on which it begins, from 1
 */
record Block(Kind kind, int depth, String text, int line) {
    enum Kind {
        HEADING,
        ITEM,
        PARAGRAPH
    }
}
