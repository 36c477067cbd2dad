package org.foobarlab.site;

/** Says that a visitor's form cannot be taken; the message is a sentence for the visitor. */
public class InvalidDraftException extends Exception {

    /**
     * Make one.
     *
     * @param sentence what is wrong and what would be right, as plain text
     */
    public InvalidDraftException(String sentence) {
        super(sentence);
    }
}
