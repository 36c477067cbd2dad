package org.foobarlab.site;

/** Says that the site's settings file cannot be used; the message names the file, the key and the remedy. */
public class SettingsException extends Exception {

    /**
     * Make one.
     *
     * @param sentence what is wrong where, and what to do
     */
    public SettingsException(String sentence) {
        super(sentence);
    }
}
